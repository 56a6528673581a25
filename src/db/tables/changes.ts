import type { Generated } from 'kysely'

/** The tables of migrations 0025 and 0028, part of `DB`. */
export interface ChangesTables {
  content_change: ContentChangeTable
  cache_purge_target: CachePurgeTargetTable
  cache_purge: CachePurgeTable
}

interface ContentChangeTable {
  /** The transaction, as a decimal number. */
  xid: string
  tags: string[]
  changed_at: string
  /** Every transaction below it was over when the row was written. */
  snapshot_xmin: Generated<string>
}

interface CachePurgeTargetTable {
  /** What kind of cache it is and where, as configured. */
  address: string
  /** When a gateway last had it in its configuration. */
  wanted_at: Generated<string>
  /** The gateway that tells it. */
  lease_holder: string | null
  leased_until: string | null
  /** Since it was last told something. */
  failures: Generated<number>
  retry_at: string | null
  last_error: string | null
}

interface CachePurgeTable {
  id: Generated<number>
  target: string
  tags: string[]
  /** It is told no earlier. */
  due_at: Generated<string>
}
