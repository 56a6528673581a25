import { encodeBody, encodingFor } from '../../cache/encoding.ts'
import { Lru } from '../../lru.ts'
import type { RouteAnswer } from '../../pages/route.ts'

/** Compresses pages as clients accept it; what is compressed already, short or no text stays as it is. Pages hold nothing secret. */
export type EncodePage = (acceptEncoding: string | null, answer: RouteAnswer) => RouteAnswer

/** Each page is compressed once, as long as it stays the same. */
export function createPageEncoder(): EncodePage {
  const encoded = new Lru<Buffer<ArrayBuffer>>({
    maxWeight: 4_000_000,
    weightOf: (bytes, name) => bytes.length + 2 * name.length,
  })
  return (acceptEncoding, answer) => {
    const { headers = {}, body } = answer
    if (typeof body !== 'string' || headers['content-encoding'] !== undefined) return answer
    const bytes = Buffer.byteLength(body)
    if (!isText.test(headers['content-type'] ?? '') || encodingFor(anyEncoding, bytes) === null) return answer
    const vary = headers['vary'] === undefined ? 'Accept-Encoding' : `${headers['vary']}, Accept-Encoding`
    const encoding = encodingFor(acceptEncoding, bytes)
    if (encoding === null) return { ...answer, headers: { ...headers, vary } }
    const name = `${encoding} ${body}`
    let sent = encoded.get(name)
    if (sent === undefined) encoded.set(name, (sent = encodeBody(Buffer.from(body), encoding)))
    return { ...answer, headers: { ...headers, vary, 'content-encoding': encoding }, body: sent }
  }
}

const anyEncoding = '*'
const isText = /^(?:text\/|image\/svg|application\/(?:json|javascript|xml))/
