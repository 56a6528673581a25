import { type GatewayPlugin, reply } from '../exchange.ts'

/** Who may read answers in a browser. */
export interface CorsOptions {
  /** One origin, e.g. `https://www.example.org`; `*` (the default) means any. */
  origin?: string
  /** Seconds a browser may remember a preflight. */
  maxAgeSeconds?: number
}

/**
 * Any page may ask, none may send cookies: the answer never allows credentials, so `*` gives nothing away.
 * Yoga's own CORS reflects the asking origin and allows credentials, which is why it is off.
 */
export function useCors({ origin = '*', maxAgeSeconds = 86_400 }: CorsOptions = {}): GatewayPlugin {
  const preflight = {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'accept, authorization, content-type, x-api-key, x-request-id',
    'access-control-max-age': String(maxAgeSeconds),
  }
  return {
    onRequest({ request, serverContext: { exchange }, endResponse, fetchAPI }) {
      exchange.headers['access-control-allow-origin'] = origin
      exchange.headers['access-control-expose-headers'] = exposed
      if (request.method === 'OPTIONS') endResponse(reply(exchange, fetchAPI.Response, 204, null, preflight))
    },
  }
}

const exposed = 'RateLimit, RateLimit-Policy, Retry-After, X-Request-Id'
