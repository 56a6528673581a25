import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * What a network may do to a connection:
 * - `pass`: nothing.
 * - `delay`: each piece arrives `delayMs` later, in order, in both directions.
 * - `black hole`: connections are accepted and kept, and no byte arrives anywhere, as behind a firewall that drops packets.
 * - `hung`: connections are accepted, what clients send arrives, and no answer does, as from a process that is stopped.
 * - `half open`: what is connected now hears nothing any more and is not told (its server is gone); new connections pass.
 * - `down`: what is connected is reset, and nobody listens.
 * - `flapping`: down and passing by turns of `everyMs`.
 */
export type Fault =
  | 'pass'
  | 'black hole'
  | 'hung'
  | 'half open'
  | 'down'
  | { delayMs: number }
  | { flappingEveryMs: number }

/** Stands between a client and a TCP server (PostgreSQL, Redis, HTTP) and does what networks do. */
export interface FaultProxy {
  readonly port: number
  /** The server's address with this proxy's host and port in it. */
  readonly url: string
  /** How many connections it has accepted so far. */
  readonly accepted: () => number
  /** How many of them are open. */
  readonly open: () => number
  /** From now on, until it is called again. */
  set(fault: Fault): Promise<void>
  /** Ends every connection at once as a crashed machine does (RST) or as a server that closes (FIN); new ones pass. */
  cut(how: 'reset' | 'fin'): void
  /**
   * Keeps back what the server sends on the connections of now. The function it answers sends all of it in one piece on each, and passes
   * on again; `bytes` says how much is kept.
   */
  hold(): { bytes(): number; closed(): number; letGo(): void }
  close(): Promise<void>
}

interface Pair {
  readonly near: Socket
  readonly far: Socket
  /** Server's bytes that are kept back; null: they pass. */
  waiting: Buffer[] | null
  /** The server has closed while its bytes were held. */
  ended: boolean
  deaf: boolean
}

/** Listens on a free port of 127.0.0.1 and connects to the server of the address, e.g. `postgres://127.0.0.1:5432/x`. */
export async function createFaultProxy(serverUrl: string): Promise<FaultProxy> {
  const target = new URL(serverUrl)
  const farPort = Number(target.port || { 'postgres:': 5432, 'redis:': 6379 }[target.protocol] || 80)
  const pairs = new Set<Pair>()
  let fault: Fault = 'pass'
  let accepted = 0
  let flapping: NodeJS.Timeout | undefined

  const server = createServer({ allowHalfOpen: true }, (near) => {
    accepted++
    const far = connect({ port: farPort, host: target.hostname, allowHalfOpen: true })
    const pair: Pair = { near, far, waiting: null, ended: false, deaf: false }
    pairs.add(pair)
    for (const socket of [near, far]) socket.setNoDelay(true).on('error', () => undefined)
    near.on('data', (bytes) => pass(pair, bytes, far))
    far.on('data', (bytes) => (pair.waiting === null ? pass(pair, bytes, near) : pair.waiting.push(bytes)))
    near.on('end', () => far.end())
    far.on('end', () => (pair.waiting === null ? pair.deaf || near.end() : (pair.ended = true)))
    near.on('close', () => {
      far.destroy()
      pairs.delete(pair)
    })
    far.on('close', () => {
      if (pair.waiting !== null) pair.ended = true
      else if (!pair.deaf) near.destroySoon()
    })
  })

  function pass(pair: Pair, bytes: Buffer, to: Socket): void {
    if (pair.deaf || fault === 'black hole' || (fault === 'hung' && to === pair.near)) return
    if (typeof fault === 'object' && 'delayMs' in fault) setTimeout(() => to.write(bytes), fault.delayMs)
    else to.write(bytes)
  }

  async function listen(port: number): Promise<void> {
    if (server.listening) return
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }

  function stopListening(): void {
    for (const { near } of pairs) near.resetAndDestroy()
    if (server.listening) server.close()
  }

  await listen(0)
  const { port } = server.address() as AddressInfo
  const url = new URL(serverUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    port,
    url: url.href,
    accepted: () => accepted,
    open: () => pairs.size,
    async set(next) {
      clearInterval(flapping)
      fault = next
      if (next === 'half open') for (const pair of pairs) pair.deaf = true
      if (next === 'down') return stopListening()
      await listen(port)
      if (typeof next === 'object' && 'flappingEveryMs' in next) {
        flapping = setInterval(() => (server.listening ? stopListening() : void listen(port)), next.flappingEveryMs)
      }
    },
    cut(how) {
      for (const { near, far } of pairs) {
        if (how === 'reset') near.resetAndDestroy()
        else near.end()
        far.destroy()
      }
    },
    hold() {
      const waiting = [...pairs]
      for (const pair of waiting) pair.waiting = []
      return {
        bytes: () => waiting.reduce((sum, pair) => sum + Buffer.concat(pair.waiting ?? []).length, 0),
        closed: () => waiting.filter(({ ended }) => ended).length,
        letGo() {
          for (const pair of waiting) {
            if (pair.waiting?.length) pair.near.write(Buffer.concat(pair.waiting))
            pair.waiting = null
            if (pair.ended) pair.near.end()
          }
        },
      }
    },
    async close() {
      clearInterval(flapping)
      for (const { near } of pairs) near.destroy()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}
