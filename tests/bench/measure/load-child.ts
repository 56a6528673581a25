/**
 * The load generator, a process of its own: sends requests over keep-alive connections, each connection the next one as soon as
 * its answer is whole. Bare sockets, since node:http as a client costs more than some of the servers it would measure.
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
  // a fixed rate: each request has its time, and one that has to wait for a connection is late from then on
  const due = (): number => (perSecond === null ? performance.now() : start + (sent * 1_000) / perSecond)

  const work = async (): Promise<void> => {
    const connection = await open(port)
    for (;;) {
      const at = due()
      if (at >= (sent < atLeast ? latestEnd : end)) break
      const request = texts[sent++ % texts.length] ?? Buffer.alloc(0)
      if (at > performance.now()) await new Promise((resolve) => setTimeout(resolve, at - performance.now()))
      const answer = await connection.send(request)
      latencies.push(performance.now() - at)
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
