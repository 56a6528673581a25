import type { Kysely } from 'kysely'
import type { DB, Db } from '../../db/tables/database.ts'
import { ReadRefused } from '../draft.ts'
import { importFile } from './import-file.ts'
import type { FileCounts, ImportFilesOptions, ImportReport } from './import-options.ts'
import { listFiles } from './list-files.ts'
import { Progress } from './progress.ts'
import { createParts, type Parts } from './parts.ts'
import { recordRun } from './run-record.ts'
import { openSource } from './source-file.ts'

/**
 * Imports files one after the other, each in batches of one transaction with the progress of the file in it: whatever kills it, the
 * next run goes on where it stopped, and its report is that of one run. A file that cannot be read is refused with the
 * reason; nothing of it stays, unless that shows only after the first batch.
 */
export async function importFiles(db: Kysely<DB>, options: ImportFilesOptions): Promise<ImportReport> {
  if (!options.dryRun) return await recordRun(db, options, (recorded) => importAll(db, recorded))
  const tx = await db.startTransaction().setIsolationLevel('read committed').execute()
  try {
    return await importAll(tx, options)
  } finally {
    await tx.rollback().execute()
  }
}

async function importAll(db: Db, options: ImportFilesOptions): Promise<ImportReport> {
  const { names, events, signal } = options
  using parts = createParts(options)
  const progress = new Progress(names, events.progressed, signal)
  const report = { files: 0, refusedFiles: 0, created: 0, updated: 0, noop: 0, rejected: 0 }
  for await (const found of listFiles(names)) {
    if (signal?.aborted === true) break
    report.files++
    const refuse = (reason: string): void => {
      report.refusedFiles++
      events.rejected({ file: found.name, item: null, field: null, reason })
    }
    if ('refused' in found) refuse(found.refused)
    else
      await importOne(
        db,
        found,
        { ...options, events: { ...events, progressed: progress.progressed } },
        parts,
        report,
        refuse,
      )
    progress.next()
  }
  return { ...report, isInterrupted: signal?.aborted === true }
}

async function importOne(
  db: Db,
  { name, path, kind }: { name: string; path: string; kind: 'file' | 'stream' },
  options: ImportFilesOptions,
  parts: Parts,
  report: { -readonly [K in keyof FileCounts]: FileCounts[K] },
  refuse: (reason: string) => void,
): Promise<void> {
  try {
    const source = await openSource(path, kind, options.signal)
    try {
      const counts = await importFile(db, source, name, options, parts)
      for (const outcome of ['created', 'updated', 'noop', 'rejected'] as const) report[outcome] += counts[outcome]
      if (counts.refused !== null) refuse(counts.refused)
    } finally {
      await source.close()
    }
  } catch (error) {
    if (options.signal?.aborted === true && error === options.signal.reason) return
    if (!(error instanceof ReadRefused)) throw error
    refuse(error.message)
  }
}
