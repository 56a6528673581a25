import type { GeneratedAlways } from 'kysely'

/** The tables of migration 0002, part of `DB`. */
export interface ImportTables {
  import_progress: ImportProgressTable
  import_rejection: ImportRejectionTable
}

interface ImportProgressTable {
  id: GeneratedAlways<number>
  /** Hash of source, format, size and beginning of the file. */
  identity: string
  /** Of its articles; null where each has its publisher's, or an older version wrote the row. */
  source: string | null
  /** Items of the file that need not be read again. */
  items_done: number
  created: number
  updated: number
  noop: number
  rejected: number
  changed_at: string
}

interface ImportRejectionTable {
  progress_id: number
  /** Number of the item in its file, from 0. */
  item: number
  /** Where the item stands in its file, as its reader says it. */
  place: string
  field: string | null
  reason: string
}
