/** The table of migration 0006, part of `DB`. */
export interface SyncTables {
  feed_state: FeedStateTable
}

interface FeedStateTable {
  url: string
  name: string
  /** Hash of what the feed list says about the feed. */
  settings: string
  etag: string | null
  last_modified: string | null
  polled_at: string
  next_at: string
  failures: number
  /** HTTP status of the last answer; null where none came. */
  status: number | null
  message: string | null
  moved_to: string | null
  is_gone: boolean
}
