import { createHash } from 'node:crypto'
import { type Encoding, encodeBody, encodingFor } from '../cache/encoding.ts'
import type { Route } from './route.ts'

/**
 * Serves one text under its ETag: 304 to those who have it, else compressed as they prefer. `make` runs once, when it is first asked
 * for.
 */
export function serveContent(type: string, make: () => string, headers: Readonly<Record<string, string>> = {}): Route {
  let made: Content | undefined
  return ({ headers: asked }) => {
    const content = (made ??= toContent(make()))
    const encoding = encodingFor(asked.get('accept-encoding'), content.body.length)
    const sent = {
      'cache-control': 'no-cache',
      ...headers,
      'content-type': type,
      // one for each form of it, as a strong tag has to be
      etag: `"${content.hash}${encoding === null ? '' : `-${encoding}`}"`,
      vary: headers['vary'] ?? 'Accept-Encoding',
    }
    if (asked.get('if-none-match')?.includes(content.hash)) return { status: 304, headers: sent }
    if (encoding === null) return { status: 200, headers: sent, body: content.body }
    let body = content.encoded.get(encoding)
    if (body === undefined) content.encoded.set(encoding, (body = encodeBody(content.body, encoding)))
    return { status: 200, headers: { ...sent, 'content-encoding': encoding }, body }
  }
}

interface Content {
  readonly body: Buffer<ArrayBuffer>
  readonly hash: string
  readonly encoded: Map<Encoding, Buffer<ArrayBuffer>>
}

function toContent(text: string): Content {
  const body = Buffer.from(text)
  return { body, hash: createHash('sha256').update(body).digest('hex').slice(0, 20), encoded: new Map() }
}
