/**
 * The crowd of `overload.ts`, a process of its own: open loop, so requests come when they come, whether the gateway is done with the former ones
 * or not. Each takes an idle keep-alive connection or opens one. Times count from when the request was due.
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
  const idle: Socket[] = []
  const answered: number[] = []
  const refused: number[] = []
  const late: number[] = []
  const failures: Record<string, number> = {}
  const start = performance.now()
  const end = start + seconds * 1_000
  let sent = 0
  let running = 0

  const one = async (dueAt: number): Promise<void> => {
    running++
    late.push(performance.now() - dueAt)
    const text = texts[sent++ % texts.length] ?? Buffer.alloc(0)
    const status = await ask(text).catch((error: NodeJS.ErrnoException) => error.code ?? error.message)
    const tookMs = performance.now() - dueAt
    if (status === '200') answered.push(tookMs)
    else if (status === '503') refused.push(tookMs)
    else failures[status] = (failures[status] ?? 0) + 1
    running--
  }

  const ask = async (text: Buffer): Promise<string> => {
    const socket = idle.pop() ?? (await open(port))
    const answer = await exchange(socket, text)
    idle.push(socket)
    return answer
  }

  if (perSecond === null) {
    const again = async (): Promise<void> => {
      while (performance.now() < end && sent < atMost) await one(performance.now())
    }
    await Promise.all(Array.from({ length: connections }, again))
  } else {
    let dueAt = start
    while (dueAt < end) {
      while (dueAt <= performance.now() && dueAt < end) {
        void one(dueAt)
        // a Poisson process: the gaps are exponential
        dueAt += (-Math.log(1 - Math.random()) * 1_000) / perSecond
      }
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    while (running > 0) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const elapsedMs = performance.now() - start
  for (const socket of idle) socket.destroy()
  const sorted = (times: number[]): number[] => times.toSorted((a, b) => a - b)
  return { answered: sorted(answered), refused: sorted(refused), late: sorted(late), failures, elapsedMs }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.off('error', reject)
      socket.setNoDelay(true)
      resolve(socket)
    })
    socket.once('error', reject)
  })
}

/** The status of the answer, once that is whole. */
function exchange(socket: Socket, text: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = ''
    let left = -1
    const onData = (piece: Buffer): void => {
      if (left >= 0) left -= piece.length
      else {
        head += piece.toString('latin1')
        const headEnd = head.indexOf('\r\n\r\n')
        if (headEnd < 0) return
        const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
        left = length - (head.length - headEnd - 4)
      }
      if (left <= 0) finish(() => resolve(head.slice(9, 12)))
    }
    const onEnd = (): void => finish(() => reject(new Error('closed')))
    const onError = (error: Error): void => finish(() => reject(error))
    const finish = (resolveOrReject: () => void): void => {
      socket.off('data', onData).off('end', onEnd).off('error', onError)
      resolveOrReject()
    }
    socket.on('data', onData).on('end', onEnd).on('error', onError)
    socket.write(text)
  })
}
