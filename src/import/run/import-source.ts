import type { Kysely } from 'kysely'
import type { DB, Db } from '../../db/tables/database.ts'
import { ReadRefused } from '../draft.ts'
import { importFile } from './import-file.ts'
import type { FileCounts, ImportFilesOptions } from './import-options.ts'
import type { Parts } from './parts.ts'
import { openSource } from './source-file.ts'

/** Counts of a source's articles by outcome; `refused` is why it could not be read as a whole, where it could not. */
export type SourceCounts = FileCounts & { readonly refused: string | null }

const nothing: FileCounts = { created: 0, updated: 0, noop: 0, rejected: 0 }

/** Does the work of a dry run: in one transaction, which is undone in the end. */
export async function inDryRun<T>(db: Kysely<DB>, work: (tx: Db) => Promise<T>): Promise<T> {
  const tx = await db.startTransaction().setIsolationLevel('read committed').execute()
  try {
    return await work(tx)
  } finally {
    await tx.rollback().execute()
  }
}

/** Opens one file or stream, imports it under a name, and closes it whatever happens. One that is interrupted has no counts. */
export async function importSource(
  db: Db,
  { name, path, kind }: { readonly name: string; readonly path: string; readonly kind: 'file' | 'stream' },
  options: ImportFilesOptions,
  parts: Parts | null = null,
): Promise<SourceCounts> {
  try {
    const source = await openSource(path, kind, options.signal)
    try {
      return await importFile(db, source, name, options, parts)
    } finally {
      await source.close()
    }
  } catch (error) {
    if (options.signal?.aborted === true && error === options.signal.reason) return { ...nothing, refused: null }
    if (!(error instanceof ReadRefused)) throw error
    return { ...nothing, refused: error.message }
  }
}
