/**
 * The load generator, a process of its own: sends requests over keep-alive connections, each connection the next one as soon as
 * its answer is whole, or as a schedule says. Bare sockets, since node:http as a client costs more than some of the servers it would measure.
 */
import { connect, type Socket } from 'node:net'
import type { LoadOrder, LoadResult } from './load.ts'

process.on('message', (order: LoadOrder) => {
  void run(order).then((result) => process.send?.(result))
})

async function run({ port, requests, connections, seconds, atLeast, perSecond }: LoadOrder): Promise<LoadResult> {
  const texts = requests.map((request) => Buffer.from(request))
  const cpu = process.cpuUsage()
  const start = performance.now()
  const end = start + seconds * 1_000
  const latestEnd = start + seconds * 5_000
  const latencies: number[] = []
  const failures = new Map<string, number>()
  let [sent, bytes] = [0, 0]
  const dueAt = (number: number): number =>
    perSecond === null ? performance.now() : start + (number * 1_000) / perSecond

  const work = async (): Promise<void> => {
    const connection = await open(port)
    for (;;) {
      const due = dueAt(sent)
      if (due >= (sent < atLeast ? latestEnd : end)) break
      const request = texts[sent++ % texts.length] ?? Buffer.alloc(0)
      const from = await timeOf(due)
      const answer = await connection.send(request)
      latencies.push(performance.now() - from)
      bytes += answer.bytes
      if (answer.failure !== null) failures.set(answer.failure, (failures.get(answer.failure) ?? 0) + 1)
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: connections }, work))
  const elapsedMs = performance.now() - start
  const used = process.cpuUsage(cpu)
  latencies.sort((a, b) => a - b)
  const quantile = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN
  return {
    requests: latencies.length,
    elapsedMs,
    bytes,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    clientCpuMs: (used.user + used.system) / 1_000,
    failed: [...failures.values()].reduce((sum, times) => sum + times, 0),
    failures: [...failures].map(([what, times]) => `${times} × ${what}`),
  }
}

/** A timer wakes up to so much too late, in ms: that is not the server's fault. */
const timerMs = 3

/**
 * Waits until a request is due, and answers what its latency counts from: the moment when it is sent, where a connection waited for it. Where
 * none did it counts from when it was due, so that a server which keeps the connections busy is not asked more seldom for it.
 */
async function timeOf(due: number): Promise<number> {
  const isFree = due > performance.now()
  // a timer may be early by a part of a millisecond, and to look all the time would take the CPU that the server needs
  for (let left = due - performance.now(); left > 0; left = due - performance.now()) {
    await new Promise((resolve) => setTimeout(resolve, left))
  }
  const now = performance.now()
  return isFree && now - due < timerMs ? now : due
}

interface Answer {
  readonly bytes: number
  /** What is wrong with it, e.g. its status; null: nothing. */
  readonly failure: string | null
}

interface Connection {
  send(request: Buffer): Promise<Answer>
  close(): void
}

async function open(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let pending: PromiseWithResolvers<Answer> | null = null
  let [head, received, whole] = ['', 0, -1]
  socket.on('data', (chunk: Buffer) => {
    if (whole < 0) {
      const before = head.length
      head += chunk.toString('latin1')
      const headEnd = head.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const length = /\r\ncontent-length: *(\d+)/i.exec(head.slice(0, headEnd + 2))?.[1]
      whole = length === undefined ? Number.POSITIVE_INFINITY : headEnd + 4 + Number(length)
      received = before
    }
    received += chunk.length
    // without a length it came in chunks, and the last of them is empty
    const isWhole = Number.isFinite(whole) ? received >= whole : chunk.subarray(-5).toString('latin1') === '0\r\n\r\n'
    if (!isWhole) return
    const status = head.slice(9, 12)
    const failure = status !== '200' ? `status ${status}` : head.includes('"errors":') ? 'errors in the answer' : null
    const answer = { bytes: received, failure }
    ;[head, received, whole] = ['', 0, -1]
    pending?.resolve(answer)
  })
  socket.on('error', (error) => pending?.reject(error))
  socket.on('close', () => pending?.reject(new Error('The server closed the connection.')))
  return {
    send(request) {
      pending = Promise.withResolvers<Answer>()
      socket.write(request)
      return pending.promise
    },
    close: () => closeQuietly(socket),
  }
}

function closeQuietly(socket: Socket): void {
  socket.removeAllListeners('close')
  socket.destroy()
}
