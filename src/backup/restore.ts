import { load, type Load } from '../db/archive/load.ts'
import type { Database } from '../db/connect.ts'
import { listMigrations, migrateTo, migrateToLatest } from '../db/migrate.ts'
import { ArchiveError } from './archive-error.ts'
import type { ArchiveEnd, ArchiveHeader } from './format.ts'
import { readArchive, type ArchiveRows } from './read-archive.ts'

export interface RestoreOptions {
  /** Whether what the database holds is deleted first; else it has to be empty. */
  readonly replace: boolean
  /** Hears of the rows that are written, and how much of the file is read, from 0 to 1. */
  readonly onRows?: (written: number, part: number) => void
}

/**
 * Takes an archive into a database, which may be without tables, and brings it to the newest migration. All of it is there at the end, or
 * nothing has changed. Answers the number of rows by table. Throws ArchiveError where the archive is torn or damaged, or does not fit.
 */
export async function restore(
  database: Database,
  file: string,
  { replace, onRows }: RestoreOptions,
): Promise<ArchiveEnd['rows']> {
  await using archive = await readArchive(file)
  await prepareTables(database, archive.header, file)
  const rows = await load(database, async (loading) => {
    if (!replace && !(await loading.isEmpty())) throw new ArchiveError(notEmpty)
    await loading.clear()
    const end = await loadRows(loading, archive.rows(), file, (written) => onRows?.(written, archive.part()))
    await loading.finish(new Map(Object.entries(end.counters)))
    return end.rows
  })
  await migrateToLatest(database)
  return rows
}

const notEmpty =
  'The database is not empty, so nothing was restored. Restore into an empty one (another MASTHEAD_DATA_DIR or DATABASE_URL; npm start ' +
  'puts samples into an empty one), or add --replace, which deletes what is there.'

/** The tables have to be as they were when the archive was made; migrations take rows and tables further. */
async function prepareTables(database: Database, { migration, masthead }: ArchiveHeader, file: string): Promise<void> {
  const migrations = await listMigrations(database.db)
  if (!migrations.some(({ name }) => name === migration)) {
    throw new ArchiveError(
      `${file} was made by Masthead ${masthead}, which is newer than this one: this one lacks the migration ${migration}. Restore it with that version.`,
    )
  }
  const newest = migrations.findLast(({ hasRun }) => hasRun)?.name ?? ''
  if (newest > migration) {
    throw new ArchiveError(
      `${file} was made by Masthead ${masthead}, whose tables are older (${migration}) than those of the database (${newest}). Restore it into a ` +
        'database without tables, such as a new MASTHEAD_DATA_DIR; it is brought up to date then.',
    )
  }
  if (newest !== migration) await migrateTo(database, migration)
}

async function loadRows(
  { tables, write }: Load,
  rows: ArchiveRows,
  file: string,
  onRows: (written: number) => void,
): Promise<ArchiveEnd> {
  let written = 0
  for (;;) {
    const { value, done } = await rows.next()
    if (done === true) return value
    const table = tables.get(value.table)
    if (table === undefined) throw new ArchiveError(`${file} has rows of ${value.table}, which is none of the tables.`)
    await write(table, value.rows)
    onRows((written += value.rows.length))
  }
}
