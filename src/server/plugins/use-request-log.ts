import type { GatewayPlugin } from '../exchange.ts'
import type { Logger } from '../logger.ts'

/**
 * One line a request: who can say nothing into it but a GraphQL name and a harmless request id.
 * No query string, no header, no unknown path: keys turn up in all three.
 */
export function useRequestLog(log: Logger): GatewayPlugin {
  return {
    onResponse({ response, serverContext: { exchange, signal } }) {
      log.info(
        {
          method: methods.has(exchange.method) ? exchange.method : '(other)',
          path: exchange.path,
          status: response.status,
          ms: Math.round((performance.now() - exchange.startedAt) * 10) / 10,
          requestId: exchange.requestId,
          operation: exchange.operationName,
          ...(signal.aborted ? { clientLeft: true } : {}),
        },
        'request',
      )
    },
  }
}

const methods = new Set(['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])
