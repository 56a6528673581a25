import type { Exchange } from '../exchange.ts'

/**
 * Adds to headers who may keep an answer, and what it depends on beside its address: `cache-control` and `vary`. Decided here for
 * every answer of the gateway; `declared` is what a page says of itself, which holds unless something below is stricter.
 *
 * - with a key, or where drafts are seen: `private, no-store`;
 * - an error, an answer to anything but GET and HEAD, what tells of the caller (`viewer`, `rateLimit`), and what a replica said that lacks a
 *   change while the primary is away: `no-store`;
 * - an answer that `ResponseCache` has described: as long as its content lets it, see `reply-shared.ts`;
 * - anything else that anybody may see: no word, so a cache keeps it as long as its operator says.
 *
 * All answers to reads of GraphQL vary by what makes them another: the media type, the compression and the key. Not by Origin: what we tell a
 * browser is the same for every page, and a key bound to origins is a key, whose answers nobody keeps.
 */
export function addCacheHeaders(
  headers: Record<string, string>,
  exchange: Pick<Exchange, 'method' | 'isGraphql' | 'reader' | 'isPersonal' | 'isBehind' | 'hasErrors'>,
  status: number,
  declared: string | undefined,
): void {
  const control = cacheControl(exchange, status, declared)
  if (control !== undefined) headers['cache-control'] = control
  if (exchange.isGraphql && isRead(exchange.method)) {
    headers['vary'] = 'Accept, Accept-Encoding, Authorization, X-API-Key'
  }
}

function cacheControl(
  { method, reader, isPersonal, isBehind, hasErrors }: Parameters<typeof addCacheHeaders>[1],
  status: number,
  declared: string | undefined,
): string | undefined {
  if (reader === 'private') return 'private, no-store'
  if (status >= 400 || hasErrors || isPersonal || isBehind || !isRead(method)) return 'no-store'
  if (declared !== undefined) return declared
  // where nobody has asked who it is, it may be anybody
  return reader === 'public' ? undefined : 'no-store'
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}
