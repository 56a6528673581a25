import { type ChangesPosition, includes } from '../db/content-changes.ts'

/**
 * In which order this process has heard of transactions, so that a position that another process has noted becomes a version of its own
 * (`TagVersions`). Bounded: of positions before what is forgotten it says that it does not know them.
 */
export class ChangeLog {
  readonly #maxEntries: number
  #entries: { readonly xid: bigint; readonly version: number }[] = []
  /** Transactions below it may have been forgotten. */
  #fromXid = 0n
  /** Epoch ms: what changed before it may never have been read. */
  #fromMs = Infinity
  #timeline = ''

  constructor(maxEntries = 10_000) {
    this.#maxEntries = maxEntries
  }

  /** Forgets everything; from now on it knows what was committed from `fromMs` (epoch) on by transactions from `fromXid` on. */
  begin({ timeline, fromMs, fromXid }: { timeline: string; fromMs: number; fromXid: bigint }): void {
    this.#entries = []
    this.#timeline = timeline
    this.#fromMs = fromMs
    this.#fromXid = fromXid
  }

  /** What the transaction changed was counted as this version. */
  note(xid: bigint, version: number): void {
    this.#entries.push({ xid, version })
    if (this.#entries.length < 2 * this.#maxEntries) return
    for (const forgotten of this.#entries.splice(0, this.#maxEntries)) {
      if (forgotten.xid >= this.#fromXid) this.#fromXid = forgotten.xid + 1n
    }
  }

  /** The last version that holds nothing which that position lacks, of `now` versions; null: not known. */
  versionAt(position: ChangesPosition, now: number): number | null {
    if (position.timeline !== this.#timeline || position.atMs < this.#fromMs || position.xmin < this.#fromXid)
      return null
    const first = this.#entries.find(({ xid }) => !includes(position, xid))
    return first === undefined ? now : first.version - 1
  }
}
