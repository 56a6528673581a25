import type { ServerResponse } from 'node:http'
import type { Answer } from '../../cache/answer.ts'
import { type Encoding, encodingFor } from '../../cache/encoding.ts'
import type { Given } from '../../cache/response-cache.ts'
import { Lru } from '../../lru.ts'
import type { Exchange, ServerContext } from '../exchange.ts'
import type { MediaType } from './media-type.ts'
import { cacheControlOf, hasSame, replyShared } from './reply-shared.ts'
import { linesOf, sendHead } from './write-answer.ts'

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
  readonly #fields: Readonly<Record<string, string>>
  /** The lines of those that are the same each time. */
  readonly #lines: string
  readonly #hasAge: boolean

  constructor(body: Uint8Array | null, { status, headers }: { status: number; headers: Record<string, string> }) {
    this.status = status
    this.#body = body
    this.#fields = headers
    // what no cache may keep has no age, and its lifetime is none
    this.#hasAge = 'age' in headers
    const { 'x-request-id': _id, age: _age, ...lasting } = headers
    if (this.#hasAge) delete lasting['cache-control']
    this.#lines = linesOf(lasting)
  }

  /** Sends it, with the headers that are others each time. */
  send(res: ServerResponse, requestId: string, given: Given): void {
    const forCaches = this.#hasAge
      ? `age: ${given.ageSeconds ?? 0}\r\ncache-control: ${cacheControlOf(given.lifetime)}\r\n`
      : ''
    const head = `x-request-id: ${requestId}\r\n${this.#lines}${forCaches}`
    sendHead(res, this.status, head, () => this.#fieldsNow(requestId, given), this.#body)
  }

  #fieldsNow(requestId: string, { lifetime, ageSeconds }: Given): Readonly<Record<string, string>> {
    const fields = { ...this.#fields, 'x-request-id': requestId }
    return this.#hasAge
      ? { ...fields, age: String(ageSeconds ?? 0), 'cache-control': cacheControlOf(lifetime) }
      : fields
  }
}
