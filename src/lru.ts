/**
 * A bounded map: what was not asked for longest leaves first.
 * `maxWeight` bounds the sum of `weightOf(value, key)`, e.g. characters; one value heavier than that is not kept at all.
 */
export class Lru<V> {
  readonly #entries = new Map<string, V>()
  readonly #maxEntries: number
  readonly #maxWeight: number
  readonly #weightOf: (value: V, key: string) => number
  #weight = 0

  constructor(maxEntries: number, maxWeight = Infinity, weightOf: (value: V, key: string) => number = () => 0) {
    this.#maxEntries = maxEntries
    this.#maxWeight = maxWeight
    this.#weightOf = weightOf
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key)
    if (value === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, value)
    return value
  }

  set(key: string, value: V): void {
    this.delete(key)
    if (this.#weightOf(value, key) > this.#maxWeight) return
    this.#entries.set(key, value)
    this.#weight += this.#weightOf(value, key)
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries && this.#weight <= this.#maxWeight) return
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    const value = this.#entries.get(key)
    if (value === undefined) return
    this.#entries.delete(key)
    this.#weight -= this.#weightOf(value, key)
  }

  clear(): void {
    this.#entries.clear()
    this.#weight = 0
  }
}
