/** The table of migration 0025, part of `DB`. */
export interface ChangesTables {
  content_change: ContentChangeTable
}

interface ContentChangeTable {
  /** The transaction, as a decimal number. */
  xid: string
  tags: string[]
  changed_at: string
}
