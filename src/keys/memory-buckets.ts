import { refused, taken, windowMs, type Bucket } from './bucket.ts'

interface Level {
  used: number
  at: number
}

/** Buckets held at most; the one longest untouched leaves first. */
const maxBuckets = 100_000

/** The same token buckets as `bucketScript`, in process. A full bucket takes no memory. */
export class MemoryBuckets {
  readonly #levels = new Map<string, Level>()
  #sweptAt = performance.now()

  /** Takes points where they fit; what does not fit changes nothing. */
  take(key: string, limit: number, points: number): Bucket {
    const used = this.used(key, limit)
    if (points > 0 && used + points > limit) return refused(limit, Math.ceil(used), points)
    this.#set(key, used + points)
    return taken(limit, Math.ceil(Math.max(0, used + points)))
  }

  /** Adds points whether they fit or not, at most to the limit; negative ones are given back. */
  add(key: string, limit: number, points: number): void {
    this.#set(key, Math.min(limit, this.used(key, limit) + points))
  }

  /** How many points are used just now, not rounded. */
  used(key: string, limit: number): number {
    const cached = this.#levels.get(key)
    if (cached === undefined) return 0
    return Math.max(0, cached.used - ((performance.now() - cached.at) * limit) / windowMs)
  }

  #set(key: string, used: number): void {
    const now = performance.now()
    this.#sweep(now)
    this.#levels.delete(key)
    if (used > 0) this.#levels.set(key, { used, at: now })
  }

  #sweep(now: number): void {
    const [oldest] = this.#levels.keys()
    if (this.#levels.size > maxBuckets && oldest !== undefined) this.#levels.delete(oldest)
    if (now - this.#sweptAt < windowMs) return
    this.#sweptAt = now
    // a bucket untouched for a whole window is full again
    for (const [key, { at }] of this.#levels) if (now - at >= windowMs) this.#levels.delete(key)
  }
}
