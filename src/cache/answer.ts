import { hash } from 'node:crypto'
import { type Encoding, encodeBody } from './encoding.ts'
import { surrogateHeaders } from './surrogate-keys.ts'

/** Seconds for which caches may keep and use an answer. */
export interface Lifetime {
  /** As long as it is fresh. */
  readonly maxAge: number
  /** After that, while it is asked for anew. */
  readonly whileRevalidate: number
  /** After that, where it cannot be had. */
  readonly ifError: number
}

/** It may be kept, and has to be asked for each time. */
export const noLifetime: Lifetime = { maxAge: 0, whileRevalidate: 0, ifError: 0 }

export interface AnswerOf {
  readonly text: string
  /** Sorted. */
  readonly tags: readonly string[]
  readonly operationName: string | undefined
  /** What its operation uses that is deprecated, by name. */
  readonly deprecated: readonly string[]
  readonly maxAgeSeconds: number
  /** Epoch ms, by the database's clock. */
  readonly madeAtMs: number
}

/** An answer without errors that anybody gets who may see the same; its bytes once, and compressed when they have been asked for. */
export class Answer {
  readonly body: Buffer<ArrayBuffer>
  readonly tags: readonly string[]
  readonly operationName: string | undefined
  readonly deprecated: readonly string[]
  readonly maxAgeSeconds: number
  readonly madeAtMs: number
  #hash: string | null = null
  #describing: Readonly<Record<string, string>> | null = null
  readonly #encoded = new Map<Encoding, Buffer<ArrayBuffer>>()

  constructor({ text, tags, operationName, deprecated, maxAgeSeconds, madeAtMs }: AnswerOf) {
    this.body = Buffer.from(text)
    this.tags = tags
    this.operationName = operationName
    this.deprecated = deprecated
    this.maxAgeSeconds = maxAgeSeconds
    this.madeAtMs = madeAtMs
  }

  /** Of the content: the same text has the same, wherever it was made. Without quotation marks. */
  get hash(): string {
    return (this.#hash ??= hash('sha256', this.body, 'base64url').slice(0, 27))
  }

  /** The headers that name its tags and when it was made; they stay the same. */
  get describingHeaders(): Readonly<Record<string, string>> {
    this.#describing ??= {
      'last-modified': new Date(this.madeAtMs).toUTCString(),
      ...surrogateHeaders(this.tags),
    }
    return this.#describing
  }

  /** The bytes in an encoding; kept. */
  encoded(encoding: Encoding): Buffer<ArrayBuffer> {
    let bytes = this.#encoded.get(encoding)
    if (bytes === undefined) this.#encoded.set(encoding, (bytes = encodeBody(this.body, encoding)))
    return bytes
  }

  /** An estimate of its memory in bytes, with what it may be compressed to. */
  get weight(): number {
    return 2 * this.body.length + 4_000 + this.tags.reduce((sum, { length }) => sum + length + 16, 0)
  }
}

/** After it is no longer fresh it may be used as long again while it is asked for anew; so many times as long, where that fails. */
export const ifErrorTimes = 10

/** How long an answer may be kept which changes by itself at `changesAtMs` (Infinity: never); nothing of it lasts beyond that. */
export function lifetimeOf(maxAgeSeconds: number, changesAtMs: number, nowMs: number): Lifetime {
  // a second for the way to the cache, and one for its clock
  const left = Math.max(0, Math.floor((changesAtMs - nowMs) / 1000) - 2)
  const maxAge = Math.min(maxAgeSeconds, left)
  return {
    maxAge,
    whileRevalidate: Math.min(maxAgeSeconds, left - maxAge),
    ifError: Math.min(ifErrorTimes * maxAgeSeconds, left - maxAge),
  }
}
