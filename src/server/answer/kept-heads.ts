import type { ServerResponse } from 'node:http'
import type { Answer } from '../../cache/answer.ts'
import { type Encoding, encodingFor } from '../../cache/encoding.ts'
import type { Given } from '../../cache/response-cache.ts'
import { Lru } from '../../lru.ts'
import type { Exchange, ServerContext } from '../exchange.ts'
import type { MediaType } from './media-type.ts'
import { cacheControlOf, hasSame, replyShared } from './reply-shared.ts'

/** An answer, and what of a request decides on its form. */
export interface Wanted {
  readonly given: Given
  readonly type: MediaType
  readonly acceptEncoding: string | null
  readonly ifNoneMatch: string | null
}

/** The answers that `replyShared` has made of kept ones: each form is made once, and then differs in three headers alone. */
export interface KeptHeads {
  /** `lasting`: headers of the exchange that are the same each time. */
  of(exchange: Exchange, lasting: Readonly<Record<string, string>>, wanted: Wanted): KeptHead
}

export function createKeptHeads(): KeptHeads {
  const byAnswer = new WeakMap<Answer, Map<string, KeptHead>>()
  const encodings = new Lru<{ readonly encoding: Encoding | null }>({ maxEntries: 1_000 })

  function preferred(accept: string, bytes: number): Encoding | null {
    // longer ones are nobody's habit
    if (accept.length > 200) return encodingFor(accept, bytes)
    const name = `${bytes < 1_024} ${accept}`
    let known = encodings.get(name)
    if (known === undefined) encodings.set(name, (known = { encoding: encodingFor(accept, bytes) }))
    return known.encoding
  }

  return {
    of(exchange, lasting, { given, type, acceptEncoding, ifNoneMatch }) {
      const { answer } = given
      exchange.answered = true
      const encoding = acceptEncoding === null ? null : preferred(acceptEncoding, answer.body.length)
      const isSame = ifNoneMatch !== null && exchange.method === 'GET' && hasSame(ifNoneMatch, answer)
      const form = `${exchange.method} ${exchange.reader} ${type} ${encoding} ${isSame}`
      let heads = byAnswer.get(answer)
      if (heads === undefined) byAnswer.set(answer, (heads = new Map<string, KeptHead>()))
      let head = heads.get(form)
      if (head === undefined) {
        const headers = new Map([
          ['accept-encoding', encoding],
          ['if-none-match', isSame ? ifNoneMatch : null],
        ])
        Object.assign(exchange.headers, lasting)
        const request = { headers: { get: (name: string) => headers.get(name) ?? null } } as unknown as Request
        const context = { exchange } as ServerContext
        head = replyShared(request, context, given, type, KeptHead as unknown as typeof Response) as unknown as KeptHead
        heads.set(form, head)
      }
      return head
    },
  }
}

/** One form of a kept answer. */
export class KeptHead {
  readonly status: number
  readonly #body: Uint8Array | null
  readonly #pairs: readonly string[]
  readonly #idAt: number
  readonly #ageAt: number
  readonly #controlAt: number

  constructor(body: Uint8Array | null, { status, headers }: { status: number; headers: Record<string, string> }) {
    this.status = status
    this.#body = body
    const names = Object.keys(headers)
    this.#pairs = Object.entries(headers).flat()
    this.#idAt = 2 * names.indexOf('x-request-id') + 1
    this.#ageAt = 2 * names.indexOf('age') + 1
    this.#controlAt = 2 * names.indexOf('cache-control') + 1
  }

  /** Sends it, with the headers that are others each time. */
  send(res: ServerResponse, requestId: string, { lifetime, ageSeconds }: Given): void {
    const pairs = [...this.#pairs]
    pairs[this.#idAt] = requestId
    // what no cache may keep has no age, and its lifetime is none
    if (this.#ageAt > 0) {
      pairs[this.#ageAt] = String(ageSeconds ?? 0)
      pairs[this.#controlAt] = cacheControlOf(lifetime)
    }
    res.writeHead(this.status, pairs)
    res.end(this.#body ?? undefined)
  }
}
