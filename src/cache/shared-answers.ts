import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { ChangesPosition } from '../db/content-changes.ts'
import type { Answer } from './answer.ts'
import { packAnswer, unpackAnswer } from './packed-answer.ts'

/** An answer that some gateway has made, and what has to be known to use it. */
export interface SharedAnswer {
  readonly answer: Answer
  /** What is shown in it was read from the database at this position or after it. */
  readonly position: ChangesPosition
  /** Epoch ms, by the database's clock: from then on it is another one, without anybody writing; Infinity: not known. */
  readonly changesAtMs: number
}

export interface SharedAnswersOptions {
  readonly redis: Pick<Redis, 'getBuffer' | 'set' | 'disconnect' | 'status'>
  /** What has to be the same for answers to be: version, schema, settings, database. */
  readonly namespace: string
  /** How long a request waits for Redis, in ms. */
  readonly waitMs?: number
  /** How long Redis is left alone after it was late or failed, in ms. */
  readonly restMs?: number
  /** Hears why Redis was of no use. */
  readonly onError?: (error: unknown) => void
}

/** Bytes of one answer, compressed, at most. */
const maxBytes = 1_000_000
/** Bytes on their way to Redis, at most; more is not sent. */
const maxUnsentBytes = 8_000_000
/** A connection that says nothing for so long is opened anew. */
const silentMs = 5_000

/**
 * Answers in Redis, for all gateways at one database. Nobody waits for Redis longer than `waitMs`; once it was late it is not asked for
 * `restMs`, nor as long as it owes an answer. Whether what it has still holds is the caller's to find out. Never throws.
 */
export class SharedAnswers {
  readonly #options: Required<SharedAnswersOptions>
  #restUntil = 0
  /** When the oldest question without an answer was sent, and how many there are that were given up. */
  #overdue = 0
  #unsentBytes = 0

  constructor(options: SharedAnswersOptions) {
    this.#options = { waitMs: 20, restMs: 1_000, onError: () => undefined, ...options }
  }

  /** Whether Redis may be asked just now. */
  get isNear(): boolean {
    return this.#options.redis.status === 'ready' && this.#overdue === 0 && performance.now() >= this.#restUntil
  }

  /** What some gateway has kept under the key; null: nothing, or not known in time. */
  async find(key: string): Promise<SharedAnswer | null> {
    if (!this.isNear) return null
    const { redis, waitMs } = this.#options
    const asked = redis.getBuffer(this.#nameOf(key))
    const late = Promise.withResolvers<'late'>()
    // what is here already is read first, however late the timer was called
    const timer = setTimeout(() => setImmediate(() => late.resolve('late')), waitMs)
    try {
      const found = await Promise.race([asked, late.promise])
      if (found === 'late') {
        this.#awaitOverdue(asked)
        this.#rest(new Error(`Redis took longer than ${waitMs} ms`))
        return null
      }
      return found === null ? null : unpackAnswer(found)
    } catch (error) {
      this.#rest(error)
      return null
    } finally {
      clearTimeout(timer)
    }
  }

  /** Hands an answer to the others, for as many ms as it may be used. Nobody waits for that. */
  store(key: string, shared: SharedAnswer, forMs: number): void {
    if (!this.isNear || forMs < 1_000 || this.#unsentBytes > maxUnsentBytes) return
    this.#send(key, shared, Math.floor(forMs)).catch((error: unknown) => this.#rest(error))
  }

  async #send(key: string, shared: SharedAnswer, forMs: number): Promise<void> {
    const size = shared.answer.body.length
    this.#unsentBytes += size
    try {
      const packed = await packAnswer(shared)
      if (packed !== null && packed.length <= maxBytes && this.isNear)
        await this.#options.redis.set(this.#nameOf(key), packed, 'PX', forMs)
    } finally {
      this.#unsentBytes -= size
    }
  }

  /** As long as Redis owes an answer, it is not asked for more; one that is silent for long may be gone without a word. */
  #awaitOverdue(asked: Promise<unknown>): void {
    this.#overdue++
    const silence = setTimeout(() => this.#options.redis.disconnect(true), silentMs).unref()
    asked
      .catch(() => undefined)
      .finally(() => {
        clearTimeout(silence)
        this.#overdue--
      })
  }

  #rest(error: unknown): void {
    this.#restUntil = performance.now() + this.#options.restMs
    this.#options.onError(error)
  }

  #nameOf(key: string): string {
    return `masthead:answer:${createHash('sha256').update(this.#options.namespace).update('\0').update(key).digest('base64url')}`
  }
}
