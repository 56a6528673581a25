import { Stop } from '../../db/stop-signal.ts'
import { createDeadlines } from '../../db/deadlines.ts'
import type { GatewayPlugin } from '../exchange.ts'

/**
 * Ends every operation, its statements too, after `deadlineMs` from the arrival of the request: `stop` of the context is aborted then, as it is
 * when the client leaves. The answer is TIMEOUT (504).
 */
export function useDeadline(deadlineMs: number): GatewayPlugin {
  const deadlines = createDeadlines()
  return {
    onRequestParse({ serverContext }) {
      const { signal, exchange } = serverContext
      const stop = new Stop()
      signal.addEventListener('abort', () => stop.abort(signal.reason), { once: true })
      serverContext.stop = stop
      deadlines.set(stop, exchange.startedAt + deadlineMs)
      exchange.atEnd.push(() => deadlines.end(stop))
    },
  }
}
