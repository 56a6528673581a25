/**
 * The crowd of `overload.ts`, a process of its own: open loop, so requests come when they come, whether the gateway is done with the former ones
 * or not. Each takes an idle keep-alive connection or opens one. Times count from when the request was due, so that a crowd that is late does not
 * flatter the gateway.
 */
import { connect, type Socket } from 'node:net'

/** What to send, how often, and for how long; `perSecond` null: each of `connections` asks again as soon as it has its answer. */
export interface CrowdOrder {
  readonly port: number
  readonly requests: readonly string[]
  readonly seconds: number
  readonly perSecond: number | null
  readonly connections: number
  /** Requests in all; left out: as many as there is time for. */
  readonly atMost?: number
}

/** Times in ms by how requests ended, each sorted. */
export interface CrowdResult {
  readonly answered: readonly number[]
  readonly refused: readonly number[]
  /** How late requests were sent: the crowd's own trouble, when it gets too little CPU. */
  readonly late: readonly number[]
  /** Every other status, and lost connections, counted. */
  readonly failures: Readonly<Record<string, number>>
  readonly elapsedMs: number
}

process.on('message', (order: CrowdOrder) => {
  void run(order).then((result) => process.send?.(result))
})

async function run({
  port,
  requests,
  seconds,
  perSecond,
  connections,
  atMost = Infinity,
}: CrowdOrder): Promise<CrowdResult> {
  const texts = requests.map((request) => Buffer.from(request))
  const idle: Client[] = []
  const answered: number[] = []
  const refused: number[] = []
  const late: number[] = []
  const failures: Record<string, number> = {}
  const start = performance.now()
  const end = start + seconds * 1_000
  let sent = 0
  let running = 0
  let onDone: (() => void) | null = null

  function one(dueAt: number): void {
    running++
    late.push(performance.now() - dueAt)
    const client = idleOne() ?? new Client(port)
    client.ask(texts[sent++ % texts.length] ?? Buffer.alloc(0), (status) => {
      const tookMs = performance.now() - dueAt
      if (status === '200') answered.push(tookMs)
      else if (status === '503') refused.push(tookMs)
      else failures[status] = (failures[status] ?? 0) + 1
      if (client.isOpen) idle.push(client)
      running--
      onDone?.()
    })
  }

  function idleOne(): Client | undefined {
    let client = idle.pop()
    while (client?.isOpen === false) client = idle.pop()
    return client
  }

  if (perSecond === null) {
    await new Promise<void>((resolve) => {
      onDone = () => {
        const now = performance.now()
        if (now < end && sent < atMost) one(now)
        else if (running === 0) resolve()
      }
      for (let n = 0; n < connections; n++) one(performance.now())
    })
  } else {
    let dueAt = start
    while (dueAt < end) {
      while (dueAt <= performance.now() && dueAt < end) {
        one(dueAt)
        // a Poisson process: the gaps are exponential
        dueAt += (-Math.log(1 - Math.random()) * 1_000) / perSecond
      }
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    while (running > 0) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const elapsedMs = performance.now() - start
  for (const client of idle) client.close()
  const sorted = (times: number[]): number[] => times.toSorted((a, b) => a - b)
  return { answered: sorted(answered), refused: sorted(refused), late: sorted(late), failures, elapsedMs }
}

/** One connection, on which one request after the other is asked; it costs as little as it can, since the gateway's machine may have to pay for it. */
class Client {
  readonly #socket: Socket
  #onEnd: ((status: string) => void) | null = null
  #head = ''
  /** Bytes of the answer that are still to come; null: its head is not here yet. */
  #left: number | null = null
  isOpen = true

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (piece) => this.#take(piece))
    this.#socket.on('error', (error: NodeJS.ErrnoException) => this.#lose(error.code ?? error.message))
    this.#socket.on('close', () => this.#lose('closed'))
  }

  /** `onEnd` gets the status of the answer once that is whole, or the reason why there is none. */
  ask(text: Buffer, onEnd: (status: string) => void): void {
    this.#head = ''
    this.#left = null
    this.#onEnd = onEnd
    this.#socket.write(text)
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(piece: Buffer): void {
    if (this.#left === null) {
      this.#head += piece.toString('latin1')
      const headEnd = this.#head.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const length = /\r\ncontent-length: (\d+)/i.exec(this.#head)?.[1]
      this.#left = Number(length ?? 0) - (this.#head.length - headEnd - 4)
    } else this.#left -= piece.length
    if (this.#left > 0) return
    if (/\r\nconnection: close\r\n/i.test(this.#head)) this.isOpen = false
    this.#end(this.#head.slice(9, 12))
  }

  #lose(reason: string): void {
    this.isOpen = false
    this.#end(reason)
  }

  #end(status: string): void {
    const onEnd = this.#onEnd
    this.#onEnd = null
    onEnd?.(status)
  }
}
