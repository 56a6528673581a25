import { promises as fs } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { sql, type Kysely } from 'kysely'
import { FileMigrationProvider, type Migration, type MigrationResultSet, Migrator } from 'kysely/migration'
import type { Log } from '../log.ts'
import type { Database } from './connect.ts'
import { migrateAlone, MigrationBlocked, type Patience } from './migrate-alone.ts'
import type { DB } from './tables/database.ts'

const migrationFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** A migration failed or the database can't be used; those before it stay, of it nothing. Its message is a sentence, `cause` the origin. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** What a file in `migrations/` exports. */
interface MigrationFile extends Migration {
  /**
   * What takes long, such as filling a new column or building an index `concurrently`, done before `up` in short transactions of its own, so
   * that nobody waits. It may be ended at any point, and is then run again from the beginning.
   */
  readonly prepare?: (db: Kysely<DB>) => Promise<void>
}

export interface MigrateOptions {
  readonly folder?: string
  /** Hears why it waits. */
  readonly log?: Pick<Log, 'info'>
  readonly patience?: Partial<Patience>
}

/**
 * Brings the database to the newest migration and answers the names of those that it ran, in order, each in one transaction.
 * A database that takes no writes has to have them already. Several instances may do this at once: each migration runs in one of them, and
 * all return when the last is done. Throws MigrationError.
 */
export async function migrateToLatest(database: Database, options: MigrateOptions = {}): Promise<string[]> {
  return await migrate(database, options, null)
}

/** The same up to and with one migration. Throws MigrationError where the database is ahead of it. */
export async function migrateTo(database: Database, name: string, folder = migrationFolder): Promise<string[]> {
  const done = await listMigrations(database.db, folder)
  const newest = done.findLast(({ hasRun }) => hasRun)?.name
  if (newest !== undefined && newest > name) throw new MigrationError(`The database is ahead of the migration ${name}.`)
  return await migrate(database, { folder }, name)
}

/** Every migration of this version in order, and whether the database has it. */
export async function listMigrations(
  db: Kysely<DB>,
  folder = migrationFolder,
): Promise<readonly { readonly name: string; readonly hasRun: boolean }[]> {
  const migrations = await migratorOf(db, folder).getMigrations()
  return migrations.map(({ name, executedAt }) => ({ name, hasRun: executedAt !== undefined }))
}

/** `last`: the migration to end with; null: the newest. */
async function migrate(
  database: Database,
  { folder = migrationFolder, log, patience }: MigrateOptions,
  last: string | null,
): Promise<string[]> {
  // building an index may take longer than any statement of a request
  const patient = database.withoutTimeLimits()
  const nextOf = async (db: Kysely<DB>): Promise<string | undefined> =>
    (await listMigrations(db, folder)).find(({ name, hasRun }) => !hasRun && (last === null || name <= last))?.name
  try {
    await assertUsable(patient.db)
    if (await isReadOnly(patient.db)) {
      if ((await nextOf(patient.db)) === undefined) return []
      throw new MigrationError(
        'The database takes no writes (a standby, or default_transaction_read_only is on) and lacks migrations of this version: run "masthead migrate" on its primary first.',
      )
    }
    const ran: string[] = []
    for (;;) {
      const names = await migrateAlone({
        db: patient.db,
        // most starts find nothing to do, and take no lock for it
        doneBefore: async () => ((await nextOf(patient.db)) === undefined ? [] : null),
        work: async (tx) => {
          const next = await nextOf(tx)
          if (next === undefined) return []
          await prepare(database, folder, next)
          return namesOf(await migratorOf(tx, folder).migrateUp())
        },
        onWait: (reason) => log?.info({}, reason),
        patience,
      })
      if (names.length === 0) return ran
      ran.push(...names)
    }
  } catch (error) {
    if (!(error instanceof MigrationBlocked)) throw error
    throw new MigrationError(`The database can't be migrated: ${error.message}.`, { cause: error })
  } finally {
    await patient.close()
  }
}

/** While the lock on migrations is held by another connection. */
async function prepare(database: Database, folder: string, name: string): Promise<void> {
  const migrations: Record<string, MigrationFile> = await providerOf(folder).getMigrations()
  const work = migrations[name]?.prepare
  if (work === undefined) return
  const plain = database.withoutTransactions()
  try {
    await work(plain.db)
  } catch (error) {
    throw new MigrationError(`What comes before the migration ${name} failed: ${messageOf(error)}`, { cause: error })
  } finally {
    await plain.close()
  }
}

/** Of the migrations that ran. */
function namesOf({ error, results = [] }: MigrationResultSet): string[] {
  if (error === undefined) return results.map(({ migrationName }) => migrationName)
  const failed = results.find(({ status }) => status === 'Error')?.migrationName
  throw new MigrationError(`The migration ${failed ?? 'to the newest version'} failed: ${messageOf(error)}`, {
    cause: error,
  })
}

/** Whether every migration of this version has run; a database that is ahead of this version counts as up to date. */
export async function isUpToDate(db: Kysely<DB>, folder = migrationFolder): Promise<boolean> {
  return (await listMigrations(db, folder)).every(({ hasRun }) => hasRun)
}

/** Names of the migrations of this version that have not run yet, in order. */
export async function listPendingMigrations(db: Kysely<DB>, folder = migrationFolder): Promise<string[]> {
  const migrations = await migratorOf(db, folder).getMigrations()
  return migrations.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name)
}

/** Whether the database takes no writes: a standby, or set so for this role, database or server. */
export async function isReadOnly(db: Kysely<DB>): Promise<boolean> {
  const { rows } = await sql<{ on: boolean }>`select current_setting('transaction_read_only')::boolean as on`.execute(
    db,
  )
  return rows[0]?.on === true
}

function migratorOf(db: Kysely<DB>, folder: string): Migrator {
  return new Migrator({ db, provider: providerOf(folder) })
}

function providerOf(folder: string): FileMigrationProvider {
  const load = (file: string): Promise<unknown> => import(/* @vite-ignore */ pathToFileURL(file).href)
  return new FileMigrationProvider({ fs, path, migrationFolder: folder, import: load })
}

async function assertUsable(db: Kysely<DB>): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`
    .execute(db)
    .catch((error: unknown) => {
      const reason = messageOf(error)
      throw new MigrationError(
        `The database can't be reached: ${reason}. Check that it runs, and what DATABASE_URL says.`,
        { cause: error },
      )
    })
  const [{ version, encoding } = { version: 0, encoding: '' }] = rows
  if (version < 150_000)
    throw new MigrationError('The database is older than PostgreSQL 15, the oldest that is supported.')
  if (encoding !== 'UTF8') throw new MigrationError(`The database's encoding is ${encoding}; it has to be UTF8.`)
}

/** Node gathers failed attempts at several addresses in an error whose own message is empty. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}
