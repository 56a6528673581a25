import { type GatewayPlugin, headerOf, reply } from '../exchange.ts'

/** Who may read answers in a browser. */
export interface CorsOptions {
  /** One origin, e.g. `https://www.example.org`; `*` (the default) means any. */
  origin?: string
  /** Seconds a browser may remember a preflight. */
  maxAgeSeconds?: number
}

/**
 * Any page may ask, with whatever headers its client and its tracing add; none may send cookies: the answer never allows
 * credentials, so neither gives anything away.
 * Yoga's own CORS reflects the asking origin and allows credentials, which is why it is off.
 */
export function useCors({ origin = '*', maxAgeSeconds = 86_400 }: CorsOptions = {}): GatewayPlugin {
  const preflight = {
    'access-control-allow-methods': 'GET, HEAD, POST',
    'access-control-max-age': String(maxAgeSeconds),
    vary: 'Access-Control-Request-Headers',
  }
  return {
    onRequest({ request, serverContext, endResponse, fetchAPI }) {
      const { exchange } = serverContext
      exchange.headers['access-control-allow-origin'] = origin
      exchange.headers['access-control-expose-headers'] = exposed
      if (request.method !== 'OPTIONS') return
      const names = headerOf(request, serverContext, 'access-control-request-headers')
      const allowed = names !== null && areNames(names) ? { 'access-control-allow-headers': names } : {}
      endResponse(reply(exchange, fetchAPI.Response, 204, null, { ...preflight, ...allowed }))
    },
  }
}

/** Whether a text is a list of header names, and no longer than a browser's. */
function areNames(text: string): boolean {
  return text.length <= 4_000 && text.split(',').every((name) => /^[\w!#$%&'*+.^`|~-]+$/.test(name.trim()))
}

const exposed = 'Deprecation, Link, RateLimit, RateLimit-Policy, Retry-After, Sunset, X-Request-Id'
