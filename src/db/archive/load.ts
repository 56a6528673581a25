import { sql, type Transaction } from 'kysely'
import type { Database } from '../connect.ts'
import type { DB } from '../tables/database.ts'
import { listArchivedTables, type ArchivedTable } from './tables.ts'

/** Takes the rows of an archive into the database, in one transaction: all of them or none. */
export interface Load {
  readonly tables: ReadonlyMap<string, ArchivedTable>
  /** Whether there is anything that the archive would meet. */
  isEmpty(): Promise<boolean>
  /** Deletes all rows of the tables. Comes before the first `write`. */
  clear(): Promise<void>
  /** Writes some rows of one table, each a JSON object. */
  write(table: ArchivedTable, rows: readonly string[]): Promise<void>
  /** After the last row: by table, the last value that its counter has given out. */
  finish(counters: ReadonlyMap<string, number>): Promise<void>
}

/** A row of it is there in an empty database too. */
const neverEmpty = 'api_key_version'

/**
 * Runs `work` while nobody else reads or writes the tables. What triggers make of rows is among the rows already, so they rest, and references
 * are checked at the end, whatever the order. What `work` throws takes all of it back.
 */
export async function load<T>(database: Database, work: (load: Load) => Promise<T>): Promise<T> {
  const patient = database.withoutTimeLimits()
  try {
    return await patient.db.transaction().execute(async (tx) => {
      const tables = await listArchivedTables(tx)
      await sql`lock table ${sql.join(tables.map(({ name }) => sql.table(name)))} in access exclusive mode`.execute(tx)
      return await work({
        tables: new Map(tables.map((table) => [table.name, table])),
        isEmpty: () => isEmpty(tx, tables),
        clear: () => clear(tx, tables),
        write: (table, rows) => write(tx, table, rows),
        finish: (counters) => finish(tx, tables, counters),
      })
    })
  } finally {
    await patient.close()
  }
}

async function isEmpty(tx: Transaction<DB>, tables: readonly ArchivedTable[]): Promise<boolean> {
  const found = tables
    .filter(({ name }) => name !== neverEmpty)
    .map(({ name }) => sql`exists (select from ${sql.table(name)})`)
  const { rows } = await sql<{ found: boolean }>`select ${sql.join(found, sql` or `)} as found`.execute(tx)
  return rows[0]?.found === false
}

async function clear(tx: Transaction<DB>, tables: readonly ArchivedTable[]): Promise<void> {
  await eachTable(tx, tables, (name) => sql`alter table ${name} disable trigger user`)
  await eachReference(tx, 'deferrable initially deferred')
  await sql`create temporary table former_key_version on commit drop as select version from api_key_version`.execute(tx)
  // what is worked out from them goes with them
  await sql`truncate ${sql.join(tables.map(({ name }) => sql.table(name)))} cascade`.execute(tx)
}

async function write(tx: Transaction<DB>, { name, columns }: ArchivedTable, rows: readonly string[]): Promise<void> {
  const listed = sql.join(columns.map((column) => sql.ref(column)))
  await sql`
    insert into ${sql.table(name)} (${listed}) overriding system value
    select ${listed} from json_populate_recordset(null::${sql.table(name)}, ${`[${rows.join(',')}]`}::json)`.execute(tx)
}

async function finish(
  tx: Transaction<DB>,
  tables: readonly ArchivedTable[],
  counters: ReadonlyMap<string, number>,
): Promise<void> {
  await sql`set constraints all immediate`.execute(tx)
  await eachReference(tx, 'not deferrable')
  await eachTable(tx, tables, (name) => sql`alter table ${name} enable trigger user`)
  for (const { name, counter } of tables) {
    const last = counters.get(name)
    if (counter === null || last === undefined) continue
    await sql`select setval(pg_get_serial_sequence(${name}, ${counter.column}), ${last})`.execute(tx)
  }
  // a gateway that runs has to notice that all keys are others now, and all content; tables of older versions have nobody to tell
  await sql`
    update api_key_version set version = greatest(version, (select version + 1 from former_key_version))`.execute(tx)
  const { rows } = await sql`select where to_regprocedure('note_content_change(text[])') is not null`.execute(tx)
  if (rows.length > 0) await sql`select note_content_change('{*}')`.execute(tx)
  await sql`select pg_notify('api_key_changed', '')`.execute(tx)
  await eachTable(tx, tables, (name) => sql`analyze ${name}`)
}

async function eachTable(
  tx: Transaction<DB>,
  tables: readonly ArchivedTable[],
  statementOf: (name: ReturnType<typeof sql.table>) => ReturnType<typeof sql>,
): Promise<void> {
  for (const { name } of tables) await statementOf(sql.table(name)).execute(tx)
}

/** Foreign keys of all tables; those of partitions follow. */
async function eachReference(tx: Transaction<DB>, when: 'deferrable initially deferred' | 'not deferrable') {
  const { rows } = await sql<{ name: string; table: string }>`
    select conname as name, conrelid::regclass::text as table from pg_constraint
    where contype = 'f' and conparentid = 0 and connamespace = current_schema()::regnamespace`.execute(tx)
  for (const { name, table } of rows) {
    await sql`alter table ${sql.table(table)} alter constraint ${sql.ref(name)} ${sql.raw(when)}`.execute(tx)
  }
}
