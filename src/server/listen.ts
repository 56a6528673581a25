import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openDoors } from './doors.ts'
import { createDrain, type DrainTimes } from './drain.ts'
import { maxHeaderLines, refusalFor } from './guard-request.ts'
import type { Logger } from './logger.ts'
import { attempt } from './maybe-promise.ts'
import type { Gateway } from './yoga.ts'

/** How long a connection may take over what, in ms. */
interface Timeouts extends DrainTimes {
  /** From the first byte of a request to the end of its headers; then 408. */
  headersMs: number
  /** From the first byte of a request to the end of its body; then 408. */
  requestMs: number
  /** Without any traffic while a request runs or its answer is not read; then the connection is closed. */
  idleMs: number
  /** From the end of an answer to the next request; then the connection is closed. */
  keepAliveMs: number
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
  /**
   * Takes no new connections; answers what is running and what still comes on open ones, and closes each with its answer.
   * Resolves when all are closed.
   */
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
    keepAliveTimeout: timeouts.keepAliveMs,
    // a GET has no stream that would have to be ended
    optimizeEmptyRequests: true,
    // node:http looks for slow clients this often; its default of 30 s would let them stay three times as long.
    connectionsCheckingInterval: Math.min(1_000, timeouts.headersMs),
  })
  server.maxHeadersCount = maxHeaderLines + 1
  server.setTimeout(timeouts.idleMs)
  const { begin, follow, drain } = createDrain(server, timeouts)
  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    const refusal = refusalFor(req)
    if (refusal !== undefined) {
      log.info({ path: '(malformed)', status: refusal }, 'request')
      res.writeHead(refusal, { connection: 'close', 'cache-control': 'no-store', 'content-length': 0 }).end()
      return
    }
    begin(res)
    void attempt(
      () => gateway.requestListener(req, res),
      (err) => {
        log.error({ err }, 'A request failed')
        res.destroy()
      },
    )
    follow(res)
  })
  const doors = await openDoors(server, options.port, host)
  for (const door of [server, ...doors]) {
    // e.g. a connection that cannot be accepted since files are used up; without a listener that would end the process
    door.on('error', (err) => log.error({ err }, 'The server had an error and goes on'))
  }
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () => drain(doors),
  }
}

const defaultTimeouts: Timeouts = {
  headersMs: 10_000,
  requestMs: 15_000,
  idleMs: 30_000,
  // balancers keep connections for 60 s by default, and must be the ones who close them
  keepAliveMs: 75_000,
  idleDrainMs: 2_000,
  drainMs: 8_000,
}
