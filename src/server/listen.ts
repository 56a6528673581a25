import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { maxHeaderLines, refusalFor } from './guard-request.ts'
import type { Logger } from './logger.ts'
import type { Gateway } from './yoga.ts'

/** How long a connection may take over what, in ms. */
interface Timeouts {
  /** From the first byte of a request to the end of its headers; then 408. */
  headersMs: number
  /** From the first byte of a request to the end of its body; then 408. */
  requestMs: number
  /** Without any traffic, between requests or while an answer is not read; then the connection is closed. */
  idleMs: number
  /** For running requests once the server closes; then they are cut off. */
  drainMs: number
}

/** Where and how to listen. */
export interface ListenOptions {
  /** 0 takes a free port. */
  port: number
  host: string
  log: Logger
  timeouts?: Partial<Timeouts>
}

/** A server that listens. */
export interface Listening {
  port: number
  /** e.g. `http://127.0.0.1:4000` */
  url: string
  /** Stops accepting, lets running requests finish, closes idle connections. Resolves when all are closed. */
  close(): Promise<void>
}

/** Serves a gateway, or what else answers requests, over HTTP. Rejects where the address cannot be had (EADDRINUSE, EACCES). */
export async function listen(gateway: Pick<Gateway, 'requestListener'>, options: ListenOptions): Promise<Listening> {
  const { log, host } = options
  const timeouts = { ...defaultTimeouts, ...options.timeouts }
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    // The guard refuses a missing Host with an empty body; node:http would send an empty chunk.
    requireHostHeader: false,
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    keepAliveTimeout: timeouts.idleMs,
    // node:http looks for slow clients this often; its default of 30 s would let them stay three times as long.
    connectionsCheckingInterval: Math.min(1_000, timeouts.headersMs),
  })
  server.maxHeadersCount = maxHeaderLines + 1
  server.setTimeout(timeouts.idleMs)
  let closing: Promise<void> | undefined
  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    const refusal = refusalFor(req)
    if (refusal !== undefined) {
      log.info({ path: '(malformed)', status: refusal }, 'request')
      res.writeHead(refusal, { connection: 'close', 'content-length': 0 }).end()
      return
    }
    if (closing) res.setHeader('connection', 'close')
    gateway.requestListener(req, res).catch((err: unknown) => {
      log.error({ err }, 'A request failed')
      res.destroy()
    })
  })
  await started(server, options.port, host)
  // e.g. a connection that cannot be accepted since files are used up; without a listener that would end the process
  server.on('error', (err) => log.error({ err }, 'The server had an error and goes on'))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () => (closing ??= drain(server, timeouts.drainMs)),
  }
}

const defaultTimeouts: Timeouts = { headersMs: 10_000, requestMs: 15_000, idleMs: 30_000, drainMs: 10_000 }

function started(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function drain(server: Server, drainMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection whose request was running at close goes idle later; nothing else would end it.
    const idle = setInterval(() => server.closeIdleConnections(), 20)
    const limit = setTimeout(() => server.closeAllConnections(), drainMs)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(limit)
      resolve()
    })
  })
}
