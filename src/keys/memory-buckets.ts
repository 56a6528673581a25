interface Level {
  used: number
  at: number
}

/** Buckets held at most; the one longest untouched leaves first. */
const maxBuckets = 100_000

/**
 * The same token bucket as `bucketScript`, in process: a client that RateLimiterRedis can count with in place of Redis, so that
 * both are counted by the same code. A full bucket takes no memory.
 */
export class MemoryBuckets {
  readonly #levels = new Map<string, Level>()
  #sweptAt = performance.now()

  /** The command that the library sends: key, points, seconds (unused), limit, seconds to refill. */
  async rlflxIncr([key, ...numbers]: readonly [string, ...string[]]): Promise<[used: number, ms: number]> {
    const [cost = 0, , limit = 0, seconds = 0] = numbers.map(Number)
    const now = performance.now()
    this.#sweep(now, seconds * 1000)
    const perMs = limit / (seconds * 1000)
    const held = this.#levels.get(key)
    const used = held === undefined ? 0 : Math.max(0, held.used - (now - held.at) * perMs)
    if (cost > 0 && used + cost > limit) return [Math.ceil(used + cost), Math.ceil((used + cost - limit) / perMs)]
    const after = Math.max(0, used + cost)
    this.#levels.delete(key)
    if (after > 0) this.#levels.set(key, { used: after, at: now })
    return [Math.ceil(after), Math.ceil(after / perMs)]
  }

  #sweep(now: number, durationMs: number): void {
    const [oldest] = this.#levels.keys()
    if (this.#levels.size > maxBuckets && oldest !== undefined) this.#levels.delete(oldest)
    if (now - this.#sweptAt < durationMs) return
    this.#sweptAt = now
    // a bucket untouched for a whole duration is full again
    for (const [key, { at }] of this.#levels) if (now - at >= durationMs) this.#levels.delete(key)
  }
}
