import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { connectDatabase, type Database } from '../../src/db/connect.ts'
import { openEmbeddedDatabase } from '../../src/db/embedded/open.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'

/** What every test file needs to make a database of its own. */
export interface TestServer {
  /** An address on the server from which databases can be made. */
  readonly url: string
  /** The migrated database that others are cloned from; it also begins the name of each of them. */
  readonly template: string
}

/** A server for one run of the tests: the one of TEST_DATABASE_URL, else an embedded one that forgets what it held. */
export async function startTestServer(
  givenUrl: string | undefined,
): Promise<{ server: TestServer; stop(): Promise<void> }> {
  const { url, stop } = givenUrl ? { url: givenUrl, stop: async () => undefined } : await startThrowaway()
  const server = { url, template: `masthead_test_${randomBytes(6).toString('hex')}` }
  const stopAll = async (): Promise<void> => {
    await dropAll(server).catch(() => undefined)
    await stop()
  }
  try {
    await makeTemplate(server)
  } catch (error) {
    await stopAll()
    throw error
  }
  return { server, stop: stopAll }
}

/** A folder below the system's temporary one that the database server's user can enter too. */
export function makeTempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'masthead-test-'))
  chmodSync(dir, 0o711)
  return dir
}

/** The address of another database on the same server. */
export function urlOfDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function startThrowaway(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = makeTempDir()
  const { url, pid, close } = await openEmbeddedDatabase({
    dataDir,
    role: 'gateway',
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  })
  // an interrupted run has no time for more
  const kill = (): void => {
    process.kill(pid, 'SIGQUIT')
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  }
  process.once('exit', kill)
  const stop = async (): Promise<void> => {
    await close()
    process.off('exit', kill)
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url, stop }
}

async function makeTemplate({ url, template }: TestServer): Promise<void> {
  await asAdmin(url, ({ db }) =>
    sql`create database ${sql.id(template)} template template0 encoding 'UTF8'`.execute(db),
  )
  const database = connectDatabase({ url: urlOfDatabase(url, template) })
  try {
    await migrateToLatest(database)
  } finally {
    await database.close()
  }
  // a template that someone is connected to can't be cloned
  await asAdmin(url, ({ db }) => sql`alter database ${sql.id(template)} allow_connections false`.execute(db))
}

async function dropAll({ url, template }: TestServer): Promise<void> {
  await asAdmin(url, async ({ db }) => {
    const { rows } = await sql<{ name: string }>`
      select datname as name from pg_database where starts_with(datname, ${template})`.execute(db)
    for (const { name } of rows) await sql`drop database if exists ${sql.id(name)} with (force)`.execute(db)
  })
}

/** Works on the server itself, by one connection. */
export async function asAdmin<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = connectDatabase({ url, poolSize: 1, statementTimeoutMs: 60_000 })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
