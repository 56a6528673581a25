import { everything } from '../db/content-changes.ts'

/**
 * When each tag last changed, counted in changes. An answer that was begun at `now` holds as long as none of its tags changed since, so
 * nothing has to know which answers have which tags. Bounded: of tags that are forgotten, every older answer counts as changed.
 */
export class TagVersions {
  readonly #changedAt = new Map<string, number>()
  readonly #maxTags: number
  #now = 0
  /** Everything had changed then. */
  #floor = 0

  constructor(maxTags = 100_000) {
    this.#maxTags = maxTags
  }

  /** How many changes there were. */
  get now(): number {
    return this.#now
  }

  /** These have changed; `*` says that everything has. */
  change(tags: ReadonlySet<string>): void {
    if (tags.size === 0) return
    this.#now++
    if (tags.has(everything)) {
      this.#floor = this.#now
      this.#changedAt.clear()
      return
    }
    for (const tag of tags) {
      // what changed last is the last to be forgotten
      this.#changedAt.delete(tag)
      this.#changedAt.set(tag, this.#now)
    }
    for (const [tag, changedAt] of this.#changedAt) {
      if (this.#changedAt.size <= this.#maxTags) break
      this.#changedAt.delete(tag)
      this.#floor = Math.max(this.#floor, changedAt)
    }
  }

  /** Whether any of the tags changed after `since`; of what depends on everything, whether anything did. */
  haveChanged(tags: readonly string[], since: number): boolean {
    if (since === this.#now) return false
    if (since < this.#floor) return true
    return tags.some((tag) => tag === everything || (this.#changedAt.get(tag) ?? 0) > since)
  }
}
