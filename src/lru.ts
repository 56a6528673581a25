import { hash } from 'node:crypto'

/** What an Lru holds at most. */
export interface LruLimits<V> {
  readonly maxEntries?: number
  /** The sum of `weightOf`, e.g. characters. */
  readonly maxWeight?: number
  /** The weight of one entry; a heavier one is not kept at all. By default it may fill everything. */
  readonly maxEntryWeight?: number
  /** Has to stay the same as long as the value is kept; 0 unless given. */
  readonly weightOf?: (value: V, key: string) => number
}

/** A map that is bounded by number and weight of its entries: what was not asked for longest leaves first. */
export class Lru<V> {
  readonly #entries = new Map<string, V>()
  readonly #limits: Required<LruLimits<V>>
  #weight = 0
  /** What is at the end, so that asking for one thing over and over costs one look. */
  #last: string | null = null

  constructor(limits: LruLimits<V>) {
    const { maxEntries = Infinity, maxWeight = Infinity, maxEntryWeight = maxWeight, weightOf = () => 0 } = limits
    this.#limits = { maxEntries, maxWeight, maxEntryWeight, weightOf }
  }

  get size(): number {
    return this.#entries.size
  }

  /** The sum of the weights of what is kept now. */
  get weight(): number {
    return this.#weight
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key)
    if (value === undefined || key === this.#last) return value
    this.#last = key
    // a Map keeps the order of insertion: what was asked for last moves to the end
    this.#entries.delete(key)
    this.#entries.set(key, value)
    return value
  }

  set(key: string, value: V): void {
    const { maxEntries, maxWeight, maxEntryWeight, weightOf } = this.#limits
    this.delete(key)
    const weight = weightOf(value, key)
    if (weight > maxEntryWeight) return
    this.#entries.set(key, value)
    this.#last = key
    this.#weight += weight
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= maxEntries && this.#weight <= maxWeight) return
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    const value = this.#entries.get(key)
    if (value === undefined) return
    this.#entries.delete(key)
    this.#weight -= this.#limits.weightOf(value, key)
  }

  clear(): void {
    this.#entries.clear()
    this.#last = null
    this.#weight = 0
  }
}

/**
 * An Lru of what comes again. What has come once is kept among the last few only: what comes once and never again, however much of it, neither fills
 * the memory, nor pushes out what comes all day, nor lives long enough that collecting it costs much. It is remembered that it came, by a hash, so that
 * it stays when it comes for the second time.
 */
export class RecurringLru<V> {
  readonly #once: Lru<V>
  readonly #again: Lru<V>
  /** A hash of what has come at most so long ago; another one with the same slot takes its place. */
  readonly #seen = new Uint32Array(16_384)

  /** `limits` are those of what has come again. */
  constructor(limits: LruLimits<V>) {
    const { maxWeight = Infinity, maxEntryWeight = maxWeight } = limits
    this.#once = new Lru({ ...limits, maxEntries: 32, maxWeight: maxWeight / 10, maxEntryWeight })
    this.#again = new Lru(limits)
  }

  get size(): number {
    return this.#once.size + this.#again.size
  }

  /** The sum of the weights of what is kept now. */
  get weight(): number {
    return this.#once.weight + this.#again.weight
  }

  get(key: string): V | undefined {
    const known = this.#again.get(key)
    if (known !== undefined) return known
    const value = this.#once.get(key)
    if (value === undefined) return undefined
    this.#once.delete(key)
    this.#again.set(key, value)
    return value
  }

  set(key: string, value: V): void {
    const digest = hash('sha1', key, 'buffer').readUInt32LE()
    const slot = digest % this.#seen.length
    const hasCome = this.#seen[slot] === digest
    this.#seen[slot] = digest
    ;(hasCome ? this.#again : this.#once).set(key, value)
  }

  delete(key: string): void {
    this.#once.delete(key)
    this.#again.delete(key)
  }
}
