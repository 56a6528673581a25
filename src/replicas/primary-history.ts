/** How far the primary was in its log, and when. */
interface Sample {
  /** `performance.now()` when it was asked. */
  readonly askedAt: number
  readonly position: number
}

/** So many samples are enough to tell a lag of a minute. */
const mostSamples = 400
/** A page of the log begins with 24 or 40 bytes that are no record: no record ends in them. */
const pageBytes = 8_192
const longestPageHeader = 40

/** Where the primary was in the last minute: a lag in time, told without comparing two clocks. */
export class PrimaryHistory {
  readonly #samples: Sample[] = []

  note(askedAt: number, position: number): void {
    const last = this.#samples.at(-1)
    // the log of another primary: what is known says nothing of it
    if (last !== undefined && position < last.position) this.#samples.length = 0
    this.#samples.push({ askedAt, position: endOfRecord(position) })
    if (this.#samples.length > mostSamples) this.#samples.shift()
  }

  /**
   * By how many ms a replica that has applied the log up to `position` was behind the primary when that was last heard of; 0: it has
   * all that is known, Infinity: longer than is known.
   */
  lagMs(position: number): number {
    const last = this.#samples.at(-1)
    if (last === undefined) return Infinity
    const sample = this.#samples.findLast((past) => past.position <= position)
    return sample === undefined ? Infinity : last.askedAt - sample.askedAt
  }
}

/** Where the last record before `position` ends, as a replica that has applied it says: before the header of the page that follows. */
export function endOfRecord(position: number): number {
  const within = position % pageBytes
  return within <= longestPageHeader ? position - within : position
}
