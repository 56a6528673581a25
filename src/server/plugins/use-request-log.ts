import { endStatus, type GatewayPlugin, meterOf } from '../exchange.ts'
import type { Logger } from '../logger.ts'

/**
 * One line a request: who asked what, what it cost and how long it took. Clients can say nothing into it but a GraphQL name and a harmless
 * request id. `key` is the beginning of the key, `price` and `cost` are points before and after, `waitedMs` is in `ms`.
 * Status 499: the client left before the answer. No query string, no header, no unknown path: keys turn up in all three.
 */
export function useRequestLog(log: Logger): GatewayPlugin {
  return {
    onResponse({ response, serverContext }) {
      if (log.isLevelEnabled?.('info') === false) return
      const { exchange } = serverContext
      const meter = meterOf(serverContext)
      log.info(
        {
          method: methods.has(exchange.method) ? exchange.method : '(other)',
          path: exchange.path,
          status: endStatus(response, serverContext),
          ms: tenths(performance.now() - exchange.startedAt),
          ...(exchange.waitedMs >= 0.1 && { waitedMs: tenths(exchange.waitedMs) }),
          statements: exchange.statements.sent,
          requestId: exchange.requestId,
          operation: exchange.operationName,
          ...(meter !== undefined && { key: meter.caller.keyPrefix, price: meter.requested, cost: meter.actual }),
        },
        'request',
      )
    },
  }
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10
}

const methods = new Set(['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])
