import { randomUUID } from 'node:crypto'
import type { ServerContext, GatewayPlugin } from '../exchange.ts'
import { headerOf } from '../exchange.ts'

/**
 * First in the list: opens the exchange that all others write to, and puts its headers on answers that bypass them.
 * The caller's request id is kept only where it cannot break a header or a log line.
 */
export function useExchange(): GatewayPlugin {
  return {
    onRequest({ request, serverContext }) {
      const given = headerOf(request, serverContext, 'x-request-id')
      const requestId = given !== null && harmless.test(given) ? given : randomUUID()
      serverContext.signal = request.signal
      serverContext.exchange = {
        requestId,
        startedAt: performance.now(),
        path: '(unknown)',
        headers: { 'x-request-id': requestId, 'x-content-type-options': 'nosniff' },
        operationName: undefined,
        answered: false,
      }
    },
    onResponse({ response, serverContext }) {
      if (serverContext.exchange.answered) return
      for (const [name, value] of Object.entries(serverContext.exchange.headers)) response.headers.set(name, value)
    },
  }
}

const harmless = /^[A-Za-z0-9._-]{1,64}$/

/** The exchange of a context that Yoga's hooks after parsing hand out; they share the object with `serverContext`. */
export function exchangeOf(context: object): ServerContext['exchange'] | undefined {
  return 'exchange' in context ? (context as ServerContext).exchange : undefined
}
