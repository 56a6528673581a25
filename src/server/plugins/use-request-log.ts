import { endStatus, type GatewayPlugin } from '../exchange.ts'
import type { Logger } from '../logger.ts'

/**
 * One line a request: who can say nothing into it but a GraphQL name and a harmless request id.
 * Status 499: the client left before the answer. No query string, no header, no unknown path: keys turn up in all three.
 */
export function useRequestLog(log: Logger): GatewayPlugin {
  return {
    onResponse({ response, serverContext }) {
      const { exchange } = serverContext
      log.info(
        {
          method: methods.has(exchange.method) ? exchange.method : '(other)',
          path: exchange.path,
          status: endStatus(response, serverContext),
          ms: Math.round((performance.now() - exchange.startedAt) * 10) / 10,
          requestId: exchange.requestId,
          operation: exchange.operationName,
        },
        'request',
      )
    },
  }
}

const methods = new Set(['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])
