import { currentTracing } from '../../trace.ts'
import { endStatus, type GatewayPlugin, meterOf } from '../exchange.ts'
import { graphqlPath } from './use-routes.ts'

/**
 * Ends the span of an operation, where traces are exported, with what the request log says too. No document and no variables: those may say
 * what a client keeps to itself.
 */
export function useTracing(): GatewayPlugin {
  return {
    onResponse({ response, serverContext }) {
      const tracing = currentTracing()
      const { exchange, req } = serverContext
      if (tracing === null || req === undefined || exchange.path !== graphqlPath) return
      const { operationName, startedAt, requestId, statements, isHit, waitedMs } = exchange
      const meter = meterOf(serverContext)
      const status = endStatus(response, serverContext)
      tracing.end(req, {
        name: operationName === undefined ? 'GraphQL' : `GraphQL ${operationName}`,
        startedAt,
        hasFailed: status >= 500,
        attributes: {
          'http.request.method': exchange.method,
          'http.response.status_code': status,
          'masthead.request_id': requestId,
          'masthead.statements': statements.sent,
          'masthead.cache_hit': isHit,
          'masthead.waited_ms': waitedMs,
          ...(operationName !== undefined && { 'graphql.operation.name': operationName }),
          ...(meter !== undefined && { 'masthead.price': meter.requested, 'masthead.cost': meter.actual ?? 0 }),
          ...(meter?.caller.keyPrefix != null && { 'masthead.key': meter.caller.keyPrefix }),
        },
      })
    },
  }
}
