import type { ServerResponse } from 'node:http'
import { type Answer, type Lifetime, noLifetime } from '../../cache/answer.ts'
import { type Encoding, encodingFor } from '../../cache/encoding.ts'
import type { Given } from '../../cache/response-cache.ts'
import { Lru } from '../../lru.ts'
import type { Exchange, ServerContext } from '../exchange.ts'
import { mediaTypeFor } from './media-type.ts'
import { cacheControlOf, hasSame, replyShared } from './reply-shared.ts'
import { endOfHead, linesOf, sendHead } from './write-answer.ts'

/** An answer, and what of a request decides on its form. */
export interface Wanted {
  readonly given: Given
  readonly accept: string | null
  readonly acceptEncoding: string | null
  readonly ifNoneMatch: string | null
}

/** The answers that `replyShared` has made of kept ones: each form is made once, and then differs in three headers alone. */
export interface KeptHeads {
  /** `lasting`: headers of the exchange that are the same each time. */
  of(exchange: Exchange, lasting: Readonly<Record<string, string>>, wanted: Wanted): KeptHead
}

export function createKeptHeads(): KeptHeads {
  const byAnswer = new WeakMap<Answer, Forms>()
  const encodings = new Lru<{ readonly encoding: Encoding | null }>({ maxEntries: 1_000 })

  function preferred(accept: string, bytes: number): Encoding | null {
    // longer ones are nobody's habit
    if (accept.length > 200) return encodingFor(accept, bytes)
    const name = `${bytes < 1_024} ${accept}`
    let known = encodings.get(name)
    if (known === undefined) encodings.set(name, (known = { encoding: encodingFor(accept, bytes) }))
    return known.encoding
  }

  function make(exchange: Exchange, lasting: Readonly<Record<string, string>>, wanted: Wanted, forms: Forms): KeptHead {
    const { given, accept, acceptEncoding, ifNoneMatch } = wanted
    const { answer } = given
    const type = mediaTypeFor(accept)
    const encoding = acceptEncoding === null ? null : preferred(acceptEncoding, answer.body.length)
    const isSame = ifNoneMatch !== null && exchange.method === 'GET' && hasSame(ifNoneMatch, answer)
    const name = `${exchange.method} ${exchange.reader} ${type} ${encoding} ${isSame}`
    let head = forms.byName.get(name)
    if (head === undefined) {
      const headers = new Map([
        ['accept-encoding', encoding],
        ['if-none-match', isSame ? ifNoneMatch : null],
      ])
      Object.assign(exchange.headers, lasting)
      const request = { headers: { get: (header: string) => headers.get(header) ?? null } } as unknown as Request
      const context = { exchange } as ServerContext
      head = replyShared(request, context, given, type, KeptHead as unknown as typeof Response) as unknown as KeptHead
      forms.byName.set(name, head)
    }
    return head
  }

  return {
    of(exchange, lasting, wanted) {
      exchange.answered = true
      const { answer } = wanted.given
      let forms = byAnswer.get(answer)
      if (forms === undefined) byAnswer.set(answer, (forms = { byName: new Map(), last: null }))
      const { method, reader } = exchange
      const { accept, acceptEncoding, ifNoneMatch } = wanted
      const { last } = forms
      if (
        last?.method === method &&
        last.reader === reader &&
        last.accept === accept &&
        last.acceptEncoding === acceptEncoding &&
        last.ifNoneMatch === ifNoneMatch
      )
        return last.head
      const head = make(exchange, lasting, wanted, forms)
      forms.last = { method, reader, accept, acceptEncoding, ifNoneMatch, head }
      return head
    },
  }
}

/** The forms of one answer. */
interface Forms {
  readonly byName: Map<string, KeptHead>
  /** The last that was asked for, and all that decided on it: clients of one kind send the same. */
  last: (Omit<Wanted, 'given'> & Pick<Exchange, 'method' | 'reader'> & { readonly head: KeptHead }) | null
}

/** All of a head but its first lines, as it was last sent. */
interface Rest {
  readonly end: string
  readonly ageSeconds: number
  readonly lifetime: Lifetime
  readonly text: string
}

/** Heads with their bodies behind them, of the answers that are sent often: one piece costs the system less than two. */
class JoinedAnswers {
  readonly #joined = new Map<Rest, Buffer>()
  #end = ''
  #bytes = 0

  of(rest: Rest, body: Uint8Array): string | Uint8Array {
    if (this.#end !== rest.end) {
      this.#joined.clear()
      this.#end = rest.end
      this.#bytes = 0
    }
    const before = this.#joined.get(rest)
    if (before !== undefined) return before
    const bytes = rest.text.length + body.length
    if (bytes > maxJoinedBytes || this.#bytes + bytes > maxJoinedBytesOfAll) return rest.text
    const joined = Buffer.concat([Buffer.from(rest.text, 'latin1'), body])
    this.#joined.set(rest, joined)
    this.#bytes += bytes
    return joined
  }
}

const joined = new JoinedAnswers()
const maxJoinedBytes = 65_536
/** They are kept for a second. */
const maxJoinedBytesOfAll = 4_000_000

/** One form of a kept answer. */
export class KeptHead {
  readonly status: number
  readonly #body: Uint8Array | null
  readonly #fields: Readonly<Record<string, string>>
  /** The lines of those that are the same each time. */
  readonly #lines: string
  readonly #hasAge: boolean
  /** All but the request id, as it was last sent. */
  #last: Rest = { end: '', ageSeconds: -1, lifetime: noLifetime, text: '' }

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
    sendHead(res, {
      status: this.status,
      head: `x-request-id: ${requestId}\r\n`,
      rest: this.#restNow(endOfHead(res), given),
      fields: () => this.#fieldsNow(requestId, given),
      body: this.#body,
    })
  }

  /** What follows on the request id is the same for a second; who asks twice in one has head and body at once. */
  #restNow(end: string, given: Given): string | Uint8Array {
    const { lifetime } = given
    const ageSeconds = given.ageSeconds ?? 0
    const last = this.#last
    if (
      last.end !== end ||
      (this.#hasAge && (last.ageSeconds !== ageSeconds || !isSameLifetime(last.lifetime, lifetime)))
    ) {
      const forCaches = this.#hasAge ? `age: ${ageSeconds}\r\ncache-control: ${cacheControlOf(lifetime)}\r\n` : ''
      this.#last = { end, ageSeconds, lifetime, text: `${this.#lines}${forCaches}${end}` }
      return this.#last.text
    }
    return this.#body === null ? last.text : joined.of(last, this.#body)
  }

  #fieldsNow(requestId: string, { lifetime, ageSeconds }: Given): Readonly<Record<string, string>> {
    const fields = { ...this.#fields, 'x-request-id': requestId }
    return this.#hasAge
      ? { ...fields, age: String(ageSeconds ?? 0), 'cache-control': cacheControlOf(lifetime) }
      : fields
  }
}

function isSameLifetime(a: Lifetime, b: Lifetime): boolean {
  return a.maxAge === b.maxAge && a.whileRevalidate === b.whileRevalidate && a.ifError === b.ifError
}
