import type { ChangesPosition } from '../db/content-changes.ts'
import type { Answer } from './answer.ts'
import type { RanOperation } from './describe-answer.ts'
import type { Given } from './response-cache.ts'

/** What a refill needs of the cache that it is for. */
export interface RefillOwner {
  describe(text: string, ran: RanOperation): Answer | null
  keep(refill: Refill, answer: Answer | null): Given | null
  spareOf(refill: Refill): Given | null
  forget(refill: Refill): void
}

/** Which answer is made, and what was known when that began. */
export interface RefillOf {
  readonly key: string
  readonly documentText: string
  /** What was kept before, of which nothing is known to have changed. */
  readonly spare: Answer | null
  /** How many changes were known when it began. */
  readonly since: number
  /** Up to where, in the database. */
  readonly position: ChangesPosition
  /** Whether what it makes is kept. */
  readonly isKept: boolean
}

/** The making of one answer, for all who ask for it meanwhile. Has to be ended by `finish` or `abandon`. */
export class Refill {
  readonly of: RefillOf
  readonly startedAt = performance.now()
  /** Null where nothing came of it. */
  readonly made: Promise<Answer | null>
  #lacksChange = false
  #resolve: (answer: Answer | null) => void = () => undefined
  readonly #owner: RefillOwner
  /** What runs; null until it does. */
  ran: RanOperation | null = null

  constructor(owner: RefillOwner, of: RefillOf) {
    this.#owner = owner
    this.of = of
    this.made = new Promise((resolve) => (this.#resolve = resolve))
  }

  /** What it is made from lacks a change that is known, so the answer is for who asked alone. */
  neverKeep(): void {
    this.#lacksChange = true
  }

  /** The answer was made, without errors. What it is for caches; null: it is for who asked alone. */
  finish(text: string): Given | null {
    if (this.#lacksChange) {
      this.abandon()
      return null
    }
    const answer = this.ran === null ? null : this.#owner.describe(text, this.ran)
    const given = this.#owner.keep(this, answer)
    this.#resolve(answer)
    return given
  }

  /** The answer was found elsewhere. */
  finishWith(answer: Answer): void {
    this.#owner.forget(this)
    this.#resolve(answer)
  }

  /** What was kept before, where it may take the place of an error that is the gateway's own. */
  spareGiven(): Given | null {
    return this.#owner.spareOf(this)
  }

  /** Nothing came of it. May be called after `finish`. */
  abandon(): void {
    this.#owner.forget(this)
    this.#resolve(null)
  }
}
