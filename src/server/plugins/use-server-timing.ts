import { type GatewayPlugin, headerOf } from '../exchange.ts'
import { graphqlPath } from './use-routes.ts'

/** By this header a client asks for it. */
export const timingRequestHeader = 'x-server-timing'

/**
 * Tells a client that sends `X-Server-Timing: 1` what took how long, by the header `Server-Timing`, which browsers show: in all, how long the
 * operation waited for its turn, and the statements of the database, whose times are added where they ran side by side. Such an
 * answer is for nobody else, so no cache keeps it.
 */
export function useServerTiming(): GatewayPlugin {
  return {
    onResponse({ request, response, serverContext }) {
      const { exchange } = serverContext
      // what is answered before anything looks at the request was not asked for this
      if (request === undefined || exchange.path !== graphqlPath) return
      if (headerOf(request, serverContext, timingRequestHeader) === null) return
      const { waitedMs, statements, isHit, startedAt } = exchange
      const timings = [
        ...(isHit ? ['cache;desc="hit"'] : []),
        `queue;dur=${tenths(waitedMs)}`,
        `db;dur=${tenths(statements.ms)};desc="${statements.sent} statements"`,
        `total;dur=${tenths(performance.now() - startedAt)}`,
      ]
      response.headers.set('server-timing', timings.join(', '))
      response.headers.set('timing-allow-origin', '*')
      response.headers.set('cache-control', 'private, no-store')
    },
  }
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10
}
