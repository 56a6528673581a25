import type { GraphQLSchema } from 'graphql'
import { Lru } from '../lru.ts'
import { type Answer, ifErrorTimes, lifetimeOf, type Lifetime, noLifetime } from './answer.ts'
import type { ChangeFeed } from './change-feed.ts'
import { describeAnswer, type RanOperation } from './describe-answer.ts'
import { Refill, type RefillOwner } from './refill.ts'
import type { SharedAnswer, SharedAnswers } from './shared-answers.ts'
import type { TagVersions } from './tag-versions.ts'

/** An answer as it is given to somebody now. */
export interface Given {
  readonly answer: Answer
  /** How long a cache that hears of no change may keep it. */
  readonly lifetime: Lifetime
  /** Whole seconds since it was made; null: it was made for this request. */
  readonly ageSeconds: number | null
}

/** What the cache knows of one key: an answer, or who asks has to make one. */
export type Found = { readonly given: Given } | { readonly refill: Refill }

export interface ResponseCacheOptions {
  readonly schema: GraphQLSchema
  readonly versions: TagVersions
  readonly feed: ChangeFeed
  /** 0: nothing is kept; answers are still described. */
  readonly maxBytes: number
  /** What other gateways have kept; null: there is nothing that they share. */
  readonly shared?: SharedAnswers | null
  /** How long caches in front may keep an answer at most, in seconds. */
  readonly maxSecondsInFront?: number
  /** How long after the last word of the database an answer may be given in place of an error of ours, in ms. */
  readonly unconfirmedMs?: number
}

/** Answers by where they came from, since the start. */
export interface CacheCounts {
  /** From memory. */
  readonly hits: number
  /** From Redis. */
  readonly shared: number
  /** Made anew. */
  readonly misses: number
  /** From memory, a little older, while they were made anew. */
  readonly stale: number
}

/** What took longer to make may be behind what purged the caches in front meanwhile: they are told half a second after a change. */
const slowMs = 450

interface Kept {
  readonly answer: Answer
  readonly weight: number
  /** It holds for what had changed by then. */
  since: number
  /** `performance.now()` when it was made. */
  readonly madeAt: number
  /** Epoch ms: when it changes by itself, as of that version of the agenda. */
  changesAtMs: number
  agendaVersion: number
}

/**
 * Answers by what was asked and what the caller may see, from memory, and behind that from Redis. None is given of which something has
 * changed: by a write that was committed half a second ago or more, or because a moment has passed.
 */
export class ResponseCache implements RefillOwner {
  readonly #options: ResponseCacheOptions
  readonly #kept: Lru<Kept>
  readonly #refills = new Map<string, Refill>()
  /** Documents whose answers are nobody else's, so that nobody waits for them. */
  readonly #unshared = new Lru<true>({ maxEntries: 5_000, maxWeight: 20_000_000, weightOf: (_, key) => 2 * key.length })
  readonly #counts = { hits: 0, shared: 0, misses: 0, stale: 0 }

  constructor(options: ResponseCacheOptions) {
    this.#options = options
    this.#kept = new Lru({ maxWeight: options.maxBytes, weightOf: ({ weight }) => weight })
  }

  get counts(): CacheCounts {
    return this.#counts
  }

  /** Whether it keeps anything at all. */
  get keeps(): boolean {
    return this.#options.maxBytes > 0
  }

  /** An estimate of the memory that its answers take now. */
  get bytes(): number {
    return this.#kept.weight
  }

  /** The answer under a key, where it is in memory and fresh. */
  findFresh(key: string): Given | null {
    const kept = this.#valid(key)
    if (kept === undefined || !this.#options.feed.isConfirmed()) return null
    const ageMs = performance.now() - kept.madeAt
    if (ageMs > kept.answer.maxAgeSeconds * 1000) return null
    this.#counts.hits++
    return this.#give(kept, ageMs)
  }

  /** Finds an answer, at once where there is one; else waits for who is making it, or lets the caller make it. */
  find(key: string, documentText: string): Found | Promise<Found> {
    if (!this.keeps || this.#unshared.get(documentText) !== undefined) {
      return { refill: this.#begin(key, documentText, null, false) }
    }
    const fresh = this.findFresh(key)
    if (fresh !== null) return { given: fresh }
    const kept = this.#valid(key)
    const running = this.#refills.get(key)
    const ageMs = kept === undefined ? 0 : performance.now() - kept.madeAt
    const maxAgeMs = (kept?.answer.maxAgeSeconds ?? 0) * 1000
    if (kept !== undefined && running !== undefined && ageMs <= 2 * maxAgeMs && this.#options.feed.isConfirmed()) {
      this.#counts.stale++
      return { given: this.#give(kept, ageMs) }
    }
    // what began before the last change may lack it
    if (running !== undefined && running.of.since === this.#now()) return this.#wait(running)
    const spare = kept !== undefined && ageMs <= (1 + ifErrorTimes) * maxAgeMs ? kept.answer : null
    const refill = this.#begin(key, documentText, spare)
    this.#refills.set(key, refill)
    if (this.#options.shared?.isNear === true && this.#options.feed.isConfirmed()) return this.#findShared(refill)
    this.#counts.misses++
    return { refill }
  }

  /** For `Refill` alone: describes an answer that was made. Null: it is for who asked alone. */
  describe(text: string, ran: RanOperation): Answer | null {
    return describeAnswer(this.#options.schema, text, ran, this.#options.feed.nowMs())
  }

  /** For `Refill` alone: keeps what it made, unless something of it has changed meanwhile; then no cache in front may keep it either. */
  keep(refill: Refill, answer: Answer | null): Given | null {
    const { versions, feed, shared } = this.#options
    const { key, documentText, since, position, isKept } = refill.of
    const { startedAt } = refill
    this.forget(refill)
    if (answer === null) {
      if (isKept) this.#unshared.set(documentText, true)
      return null
    }
    feed.advance()
    const isSlow = performance.now() - startedAt > slowMs
    if (versions.haveChanged(answer.tags, since) || (isSlow && !feed.isConfirmed()))
      return { answer, lifetime: noLifetime, ageSeconds: null }
    if (!isKept) return { answer, lifetime: this.#lifetimeOf(answer), ageSeconds: null }
    this.#add(key, answer, since, startedAt)
    if (shared) {
      const changesAtMs = feed.nextChangeOf(answer.tags)
      const forMs = Math.min(answer.maxAgeSeconds * 1000, changesAtMs - feed.nowMs())
      shared.store(key, { answer, position, changesAtMs }, forMs)
    }
    return { answer, lifetime: this.#lifetimeOf(answer), ageSeconds: null }
  }

  /**
   * For `Refill` alone: what was kept before, for a refill that failed. Only where it is known that nothing of it has changed, or the operator
   * would rather have it than an error. No cache in front keeps it.
   */
  spareOf({ of: { spare, since } }: Refill): Given | null {
    const { versions, feed, unconfirmedMs = 0 } = this.#options
    if (spare === null) return null
    feed.advance()
    if (versions.haveChanged(spare.tags, since)) return null
    if (!feed.isConfirmed() && feed.silentMs() > unconfirmedMs) return null
    const ageMs = feed.nowMs() - spare.madeAtMs
    return { answer: spare, lifetime: noLifetime, ageSeconds: Math.max(0, Math.floor(ageMs / 1000)) }
  }

  /** For `Refill` alone. */
  forget(refill: Refill): void {
    if (this.#refills.get(refill.of.key) === refill) this.#refills.delete(refill.of.key)
  }

  #give(kept: Kept, ageMs: number): Given {
    const { feed } = this.#options
    const { answer } = kept
    if (kept.agendaVersion !== feed.agendaVersion()) {
      kept.agendaVersion = feed.agendaVersion()
      kept.changesAtMs = feed.nextChangeOf(answer.tags)
    }
    return { answer, lifetime: this.#lifetimeOf(answer, kept.changesAtMs), ageSeconds: Math.floor(ageMs / 1000) }
  }

  #lifetimeOf(answer: Answer, changesAtMs = this.#options.feed.nextChangeOf(answer.tags)): Lifetime {
    const { feed, maxSecondsInFront = Infinity } = this.#options
    const seconds = Math.min(answer.maxAgeSeconds, maxSecondsInFront)
    return lifetimeOf(seconds, changesAtMs, changesAtMs === Infinity ? 0 : feed.nowMs())
  }

  #add(key: string, answer: Answer, since: number, madeAt: number): void {
    const weight = answer.weight + 2 * key.length
    this.#kept.set(key, { answer, weight, since, madeAt, changesAtMs: Infinity, agendaVersion: -1 })
  }

  /** How many changes are known just now. */
  #now(): number {
    this.#options.feed.advance()
    return this.#options.versions.now
  }

  #valid(key: string): Kept | undefined {
    const kept = this.#kept.get(key)
    if (kept === undefined) return undefined
    const now = this.#now()
    if (this.#options.versions.haveChanged(kept.answer.tags, kept.since)) {
      this.#kept.delete(key)
      return undefined
    }
    kept.since = now
    return kept
  }

  #begin(key: string, documentText: string, spare: Answer | null, isKept = true): Refill {
    const since = this.#now()
    const position = this.#options.feed.position()
    return new Refill(this, { key, documentText, spare, since, position, isKept })
  }

  async #wait(running: Refill): Promise<Found> {
    const answer = await running.made
    if (answer !== null && !this.#options.versions.haveChanged(answer.tags, running.of.since)) {
      this.#counts.hits++
      return { given: { answer, lifetime: this.#lifetimeOf(answer), ageSeconds: 0 } }
    }
    this.#counts.misses++
    const refill = this.#begin(running.of.key, running.of.documentText, null)
    this.#refills.set(running.of.key, refill)
    return { refill }
  }

  /** Asks Redis before the answer is made. */
  async #findShared(refill: Refill): Promise<Found> {
    const found = (await this.#options.shared?.find(refill.of.key)) ?? null
    const kept = found === null ? null : this.#adopt(refill, found)
    if (kept === null) {
      this.#counts.misses++
      return { refill }
    }
    this.#counts.shared++
    refill.finishWith(kept.answer)
    return { given: this.#give(kept, performance.now() - kept.madeAt) }
  }

  /** Keeps what another gateway has made, where it is known that nothing of it has changed since. */
  #adopt({ of: { key } }: Refill, { answer, position, changesAtMs }: SharedAnswer): Kept | null {
    const { versions, feed } = this.#options
    if (!feed.isConfirmed()) return null
    feed.advance()
    const since = feed.versionAt(position)
    const nowMs = feed.nowMs()
    const ageMs = Math.max(0, nowMs - answer.madeAtMs)
    if (since === null || nowMs >= changesAtMs || ageMs > answer.maxAgeSeconds * 1000) return null
    if (versions.haveChanged(answer.tags, since)) return null
    this.#add(key, answer, versions.now, performance.now() - ageMs)
    return this.#kept.get(key) ?? null
  }
}
