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
