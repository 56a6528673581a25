import type { Answer, Lifetime } from '../../cache/answer.ts'
import { encodingFor } from '../../cache/encoding.ts'
import type { Given } from '../../cache/response-cache.ts'
import { type Exchange, headerOf, reply, type ServerContext } from '../exchange.ts'
import type { MediaType } from './media-type.ts'

/**
 * Sends an answer that others get too. To a GET of anybody it says how long caches may keep it, what it depends on and what it is known
 * by, and is 304 where the client has the same.
 */
export function replyShared(
  request: Request,
  context: ServerContext,
  { answer, lifetime, ageSeconds }: Given,
  type: MediaType,
  ResponseOf: typeof Response,
): Response {
  const { exchange } = context
  const encoding = encodingFor(headerOf(request, context, 'accept-encoding'), answer.body.length)
  const headers: Record<string, string> = { 'content-type': `${type}; charset=utf-8` }
  if (encoding !== null) headers['content-encoding'] = encoding
  if (isForCaches(exchange)) {
    headers['cache-control'] = cacheControlOf(lifetime)
    Object.assign(headers, answer.describingHeaders)
    // one for each form of it, as a strong tag has to be
    headers['etag'] =
      `"${answer.hash}${type === 'application/json' ? '' : '-r'}${encoding === null ? '' : `-${encoding}`}"`
    if (ageSeconds !== null) headers['age'] = String(ageSeconds)
    if (hasSame(headerOf(request, context, 'if-none-match'), answer)) {
      return reply(exchange, ResponseOf, 304, null, headers)
    }
  }
  return reply(exchange, ResponseOf, 200, encoding === null ? answer.body : answer.encoded(encoding), headers)
}

/** The header `Cache-Control` of an answer that anybody may keep for so long. */
export function cacheControlOf({ maxAge, whileRevalidate, ifError }: Lifetime): string {
  return maxAge === 0
    ? 'public, no-cache'
    : `public, max-age=${maxAge}, s-maxage=${maxAge}, stale-while-revalidate=${whileRevalidate}, stale-if-error=${ifError}`
}

/** Whether the client has this content, in whatever compression; `*` says nothing of which. */
export function hasSame(ifNoneMatch: string | null, { hash }: Answer): boolean {
  if (ifNoneMatch === null) return false
  return ifNoneMatch.split(',').some(
    (one) =>
      one
        .trim()
        .replace(/^W\//, '')
        .slice(1, 1 + hash.length) === hash,
  )
}

/** Whether caches in front may keep the answer, and are told how long. */
export function isForCaches({ method, reader }: Pick<Exchange, 'method' | 'reader'>): boolean {
  return reader === 'public' && (method === 'GET' || method === 'HEAD')
}
