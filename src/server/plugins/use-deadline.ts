import type { GatewayPlugin } from '../exchange.ts'

/**
 * Ends every operation, its statements too, after `deadlineMs` from the arrival of the request: `stop` of the context is aborted then, as it is
 * when the client leaves. The answer is TIMEOUT (504).
 */
export function useDeadline(deadlineMs: number): GatewayPlugin {
  return {
    onRequestParse({ serverContext }) {
      const { signal, exchange } = serverContext
      const stop = new AbortController()
      const onLeft = (): void => stop.abort(signal.reason)
      const timer = setTimeout(
        () => stop.abort(new DOMException('The operation took too long.', 'TimeoutError')),
        Math.max(0, deadlineMs - (performance.now() - exchange.startedAt)),
      )
      signal.addEventListener('abort', onLeft, { once: true })
      serverContext.stop = stop.signal
      exchange.atEnd.push(() => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onLeft)
      })
    },
  }
}
