import type { Generated, GeneratedAlways } from 'kysely'

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

/** The tables of migration 0029, part of `DB`. */
export interface ImportRunTables {
  import_run: ImportRunTable
  import_run_rejection: ImportRunRejectionTable
}

interface ImportRunTable {
  id: GeneratedAlways<number>
  /** Of all its articles; null: each has its publisher's. */
  source: string | null
  /** Files, folders and patterns as they were given, the first twenty. */
  names: string[]
  /** The file at hand. */
  file: string | null
  items: Generated<number>
  bytes_read: Generated<number>
  /** Null until all files have been looked at. */
  bytes: number | null
  created: Generated<number>
  updated: Generated<number>
  noop: Generated<number>
  rejected: Generated<number>
  refused_files: Generated<number>
  is_interrupted: Generated<boolean>
  started_at: Generated<string>
  changed_at: Generated<string>
  ended_at: string | null
}

interface ImportRunRejectionTable {
  run_id: number
  /** From 0, in the order in which they came up. */
  number: number
  file: string
  item: string | null
  field: string | null
  reason: string
}
