import { sql, type Transaction } from 'kysely'
import type { Database } from '../connect.ts'
import type { DB } from '../tables/database.ts'
import { listArchivedTables, type ArchivedTable } from './tables.ts'

/** Everything of a database at one instant. */
export interface Snapshot {
  readonly tables: readonly ArchivedTable[]
  /** The newest migration that it has. */
  readonly migration: string
  /** The rows of one table, some at a time, each as a JSON object on one line. */
  rowsOf(table: ArchivedTable): AsyncIterable<readonly string[]>
}

/** UTF-16 units that are fetched at once, about; a single row may be larger. */
const fetchedChars = 2_000_000
const mostRows = 250

/** Reads the database as it is now, whatever is written meanwhile; also on a standby. Nothing is held back from those who write. */
export async function readSnapshot<T>(database: Database, read: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const patient = database.withoutTimeLimits()
  try {
    return await patient.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) =>
        read({
          tables: await listArchivedTables(tx),
          migration: await newestMigration(tx),
          rowsOf: (table) => rowsOf(tx, table),
        }),
      )
  } finally {
    await patient.close()
  }
}

async function newestMigration(tx: Transaction<DB>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select max(name) as name from kysely_migration`.execute(tx)
  return rows[0]?.name ?? ''
}

async function* rowsOf(tx: Transaction<DB>, { name, columns }: ArchivedTable): AsyncGenerator<readonly string[]> {
  const listed = sql.join(columns.map((column) => sql.ref(column)))
  await sql`declare archived no scroll cursor for
    select row_to_json(r)::text as row from (select ${listed} from ${sql.table(name)}) r`.execute(tx)
  let count = 20
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(count)} from archived`.execute(tx)
    if (rows.length === 0) break
    yield rows.map(({ row }) => row)
    const chars = rows.reduce((sum, { row }) => sum + row.length, 0)
    count = Math.max(1, Math.min(mostRows, Math.floor((fetchedChars / chars) * rows.length)))
  }
  await sql`close archived`.execute(tx)
}
