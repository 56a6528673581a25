import type { Kysely } from 'kysely'
import type { DB, Db } from '../../db/tables/database.ts'
import type { ImportFilesOptions, ImportReport } from './import-options.ts'
import { importSource, inDryRun } from './import-source.ts'
import { listFiles } from './list-files.ts'
import { Progress } from './progress.ts'
import { createParts } from './parts.ts'
import { recordRun } from './run-record.ts'

/**
 * Imports files one after the other, each in batches of one transaction with the progress of the file in it: whatever kills it, the
 * next run goes on where it stopped, and its report is that of one run. A file that cannot be read is refused with the
 * reason; nothing of it stays, unless that shows only after the first batch.
 */
export async function importFiles(db: Kysely<DB>, options: ImportFilesOptions): Promise<ImportReport> {
  return options.dryRun
    ? await inDryRun(db, (tx) => importAll(tx, options))
    : await recordRun(db, options, (recorded) => importAll(db, recorded))
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
    else {
      const counts = await importSource(
        db,
        found,
        { ...options, events: { ...events, progressed: progress.progressed } },
        parts,
      )
      for (const outcome of ['created', 'updated', 'noop', 'rejected'] as const) report[outcome] += counts[outcome]
      if (counts.refused !== null) refuse(counts.refused)
    }
    progress.next()
  }
  return { ...report, isInterrupted: signal?.aborted === true }
}
