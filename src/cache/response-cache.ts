import { getVariableValues, type DocumentNode, type GraphQLSchema } from 'graphql'
import { operationInfoOf } from '../document/operation.ts'
import { Lru } from '../lru.ts'
import { Answer, ifErrorTimes, lifetimeOf, type Lifetime } from './answer.ts'
import type { ChangeFeed } from './change-feed.ts'
import { argumentsOf, dependenciesOf, type Dependencies } from './dependencies.ts'
import type { TagVersions } from './tag-versions.ts'
import { tagsOf } from './tags-of.ts'

/** What an operation ran as. */
export interface RanOperation {
  readonly document: DocumentNode
  readonly operationName: string | null | undefined
  readonly variables: Readonly<Record<string, unknown>> | null | undefined
  /** Whether the answer names its tags in `extensions.cache`. */
  readonly tellsDependencies?: boolean
}

/** What the cache knows of one key: an answer, or who asks has to make one. */
export type Found = { readonly answer: Answer } | { readonly refill: Refill }

export interface ResponseCacheOptions {
  readonly schema: GraphQLSchema
  readonly versions: TagVersions
  readonly feed: ChangeFeed
  /** 0: nothing is kept; answers are still described. */
  readonly maxBytes: number
}

/** Answers that were found, made anew, and given a little older while they were made anew. */
export interface CacheCounts {
  readonly hits: number
  readonly misses: number
  readonly stale: number
}

interface Kept {
  readonly answer: Answer
  readonly weight: number
  /** It holds for what had changed by then. */
  since: number
  /** `performance.now()` when it was made. */
  readonly madeAt: number
}

/**
 * Answers by what was asked and what the caller may see, from memory. None is given of which something has changed: by a write that
 * was committed half a second ago or more, or because a moment has passed.
 */
export class ResponseCache {
  readonly #options: ResponseCacheOptions
  readonly #kept: Lru<Kept>
  readonly #refills = new Map<string, Refill>()
  /** Documents whose answers are nobody else's, so that nobody waits for them. */
  readonly #unshared = new Lru<true>({ maxEntries: 5_000, maxWeight: 20_000_000, weightOf: (_, key) => 2 * key.length })
  readonly #urls = new Lru<string>({
    maxEntries: 20_000,
    maxWeight: 20_000_000,
    weightOf: (key, url) => 2 * (key.length + url.length),
  })
  readonly #counts = { hits: 0, misses: 0, stale: 0 }

  constructor(options: ResponseCacheOptions) {
    this.#options = options
    this.#kept = new Lru({ maxWeight: options.maxBytes, weightOf: ({ weight }) => weight })
  }

  /** Since the start. */
  get counts(): CacheCounts {
    return this.#counts
  }

  /** Notes under which key the answer to a URL is kept, for who sends no credential. */
  noteUrl(url: string, key: string): void {
    this.#urls.set(url, key)
  }

  /** The answer to a URL, for who sends no credential, where it is there and needs no second look. */
  ofUrl(url: string): Answer | undefined {
    const key = this.#urls.get(url)
    const kept = key === undefined ? undefined : this.#valid(key)
    if (kept === undefined || !this.#options.feed.isConfirmed()) return undefined
    if (performance.now() - kept.madeAt > kept.answer.maxAgeSeconds * 1000) return undefined
    this.#counts.hits++
    return kept.answer
  }

  /** Finds an answer, at once where there is one; else waits for who is making it, or lets the caller make it. */
  find(key: string, documentText: string): Found | Promise<Found> {
    if (this.#options.maxBytes === 0 || this.#unshared.get(documentText) !== undefined) {
      return { refill: new Refill(this, key, documentText, null) }
    }
    const kept = this.#valid(key)
    const isTrusted = kept !== undefined && this.#options.feed.isConfirmed()
    const ageMs = kept === undefined ? 0 : performance.now() - kept.madeAt
    const running = this.#refills.get(key)
    if (kept !== undefined && isTrusted) {
      const freshMs = kept.answer.maxAgeSeconds * 1000
      if (ageMs <= freshMs) {
        this.#counts.hits++
        return { answer: kept.answer }
      }
      if (running !== undefined && ageMs <= 2 * freshMs) {
        this.#counts.stale++
        return { answer: kept.answer }
      }
    }
    // what began before the last change may lack it
    if (running !== undefined && running.since === this.#now()) return this.#wait(running, key, documentText)
    const spare =
      kept !== undefined && ageMs <= (1 + ifErrorTimes) * kept.answer.maxAgeSeconds * 1000 ? kept.answer : null
    return { refill: this.#begin(key, documentText, spare) }
  }

  /** How long a cache that hears of no change may keep an answer. */
  lifetimeOf(answer: Answer): Lifetime {
    const { feed } = this.#options
    return lifetimeOf(answer.maxAgeSeconds, feed.nextChangeOf(answer.tags), feed.nowMs())
  }

  /** Describes an answer that was made. Null: it is for who asked alone. */
  describe(text: string, { document, operationName, variables, tellsDependencies }: RanOperation): Answer | null {
    const { schema, feed } = this.#options
    const info = operationInfoOf(document, operationName)
    if (info === null) return null
    let dependencies = known.get(info)
    if (dependencies === undefined) known.set(info, (dependencies = dependenciesOf(schema, info)))
    const { variableDefinitions = [] } = info.operation
    const { variableValues } = getVariableValues(schema, variableDefinitions, variables ?? {})
    const given = dependencies.byArguments.map((one) => ({ kind: one.kind, values: argumentsOf(one, variableValues) }))
    const tags = tagsOf(dependencies, given, text)
    if (tags === null) return null
    const { maxAgeSeconds } = dependencies
    return new Answer({
      text: tellsDependencies === true ? withDependencies(text, { tags, maxAge: maxAgeSeconds }) : text,
      tags,
      operationName: info.operation.name?.value,
      maxAgeSeconds,
      madeAtMs: feed.nowMs(),
    })
  }

  /** For `Refill` alone: keeps what it made, unless something of it has changed meanwhile. */
  keep(refill: Refill, answer: Answer | null): void {
    if (answer === null) this.#unshared.set(refill.documentText, true)
    this.#options.feed.advance()
    if (answer !== null && !this.#options.versions.haveChanged(answer.tags, refill.since)) {
      const weight = answer.weight + 2 * refill.key.length
      this.#kept.set(refill.key, { answer, weight, since: refill.since, madeAt: refill.startedAt })
    }
    this.forget(refill)
  }

  /** For `Refill` alone. */
  forget(refill: Refill): void {
    if (this.#refills.get(refill.key) === refill) this.#refills.delete(refill.key)
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

  #begin(key: string, documentText: string, spare: Answer | null): Refill {
    this.#counts.misses++
    const refill = new Refill(this, key, documentText, spare, this.#now())
    this.#refills.set(key, refill)
    return refill
  }

  async #wait(running: Refill, key: string, documentText: string): Promise<Found> {
    const answer = await running.made
    if (answer !== null && !this.#options.versions.haveChanged(answer.tags, running.since)) {
      this.#counts.hits++
      return { answer }
    }
    return { refill: this.#begin(key, documentText, null) }
  }
}

/** The answer that says in `extensions.cache` what it depends on, and how many seconds it may be kept where nobody hears of changes. */
function withDependencies(text: string, cache: { readonly tags: readonly string[]; readonly maxAge: number }): string {
  const answer: { extensions?: object } = JSON.parse(text)
  return JSON.stringify({ ...answer, extensions: { ...answer.extensions, cache } })
}

const known = new WeakMap<object, Dependencies>()

/** The making of one answer, for all who ask for it meanwhile. Has to be ended by `settle` or `abandon`. */
export class Refill {
  readonly key: string
  readonly documentText: string
  /** How many changes were known when it began. */
  readonly since: number
  readonly startedAt = performance.now()
  /** What was kept before, of which nothing is known to have changed: better than an error. */
  readonly spare: Answer | null
  /** Null where nothing came of it. */
  readonly made: Promise<Answer | null>
  #isKept = true
  #tell: (answer: Answer | null) => void = () => undefined
  readonly #cache: ResponseCache
  /** What runs; null until it does. */
  ran: RanOperation | null = null

  constructor(cache: ResponseCache, key: string, documentText: string, spare: Answer | null, since = -1) {
    this.#cache = cache
    this.key = key
    this.documentText = documentText
    this.spare = spare
    this.since = since
    this.made = new Promise((resolve) => (this.#tell = resolve))
  }

  /** What it is made from lacks a change that is known, so the answer is for who asked alone. */
  neverKeep(): void {
    this.#isKept = false
  }

  /** The answer was made, without errors. What it is for caches; null: it is for who asked alone. */
  settle(text: string): Answer | null {
    if (!this.#isKept) {
      this.abandon()
      return null
    }
    const answer = this.ran === null ? null : this.#cache.describe(text, this.ran)
    if (this.since >= 0) this.#cache.keep(this, answer)
    this.#tell(answer)
    return answer
  }

  /** Nothing came of it. May be called after `settle`. */
  abandon(): void {
    this.#cache.forget(this)
    this.#tell(null)
  }
}
