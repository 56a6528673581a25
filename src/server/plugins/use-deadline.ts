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
      const onLeft = (): void => stop.abort(signal.reason)
      signal.addEventListener('abort', onLeft, { once: true })
      serverContext.stop = stop
      const end = deadlines.set(stop, exchange.startedAt + deadlineMs)
      exchange.atEnd.push(() => {
        end()
        signal.removeEventListener('abort', onLeft)
      })
    },
  }
}
