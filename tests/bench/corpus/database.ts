import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { connectDatabase, type Database } from '../../../src/db/connect.ts'
import { openEmbeddedDatabase } from '../../../src/db/embedded/open.ts'
import { migrateToLatest } from '../../../src/db/migrate.ts'
import { urlOfDatabase } from '../../support/test-server.ts'
import { corpusVersion, type CorpusOptions } from './articles.ts'
import { importCorpus, type ImportedPart } from './import-corpus.ts'
import { multiplyCorpus } from './multiply.ts'

/** A PostgreSQL for the bench: the given one, or an embedded one that stays on disk, since a corpus takes minutes to load. */
export interface BenchServer {
  readonly url: string
  /** What it is, in words. */
  readonly where: string
  close(): Promise<void>
}

/** Other benches on the same folder share the server. */
export async function openBenchServer(givenUrl: string | undefined): Promise<BenchServer> {
  if (givenUrl !== undefined) return { url: givenUrl, where: 'DATABASE_URL', close: async () => undefined }
  const dataDir = join(tmpdir(), 'masthead-bench')
  const { url, close } = await openEmbeddedDatabase({ dataDir, role: 'command', settings: quickSettings })
  return { url, where: `embedded in ${dataDir}`, close }
}

const quickSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '1GB',
  max_wal_size: '4GB',
}

/**
 * The address of the database with this corpus, which is loaded by the importer the first time. It is kept under the corpus'
 * parameters and the migrations; one that lacks only later migrations is migrated, as an operator's database would be. `fresh` makes
 * that of the newest migration anew, for whoever is writing one.
 */
export async function openCorpus(
  { url }: Pick<BenchServer, 'url'>,
  { articles, bodyChars, fresh = false }: CorpusOptions & { readonly fresh?: boolean },
  say: (line: string) => void,
): Promise<string> {
  const corpus = { articles, bodyChars }
  const prefix = `masthead_bench_${articles}_${digest(JSON.stringify([corpusVersion, corpus]))}`
  const stages = await migrationStages()
  const wanted = `${prefix}_${stages.at(-1)}`
  const admin = connectDatabase({ url, poolSize: 1, statementTimeoutMs: 0 })
  try {
    // one bench loads, another one of the same corpus waits for it
    await sql`select pg_advisory_lock(hashtext(${prefix}))`.execute(admin.db)
    const known = await databasesOf(admin, prefix)
    if (known.includes(wanted) && !fresh) return urlOfDatabase(url, wanted)
    await sql`drop database if exists ${sql.id(wanted)} with (force)`.execute(admin.db)
    const base = stages.slice(0, -1).findLast((stage) => known.includes(`${prefix}_${stage}`))
    const unfinished = `${wanted}_unfinished`
    await sql`drop database if exists ${sql.id(unfinished)} with (force)`.execute(admin.db)
    const create = (template: string): Promise<unknown> =>
      sql`create database ${sql.id(unfinished)} template ${sql.id(template)} encoding 'UTF8' strategy file_copy`.execute(
        admin.db,
      )
    const fillBy = (make: (database: Database) => Promise<void>): Promise<void> =>
      fill(urlOfDatabase(url, unfinished), make)
    if (base !== undefined) {
      say(`Migrating the corpus ${prefix}_${base}`)
      await create(`${prefix}_${base}`)
      await fillBy(async () => undefined)
    } else if (articles > mostImported && articles % mostImported === 0) {
      const part = await openCorpus({ url }, { articles: mostImported, bodyChars }, say)
      say(`Making ${articles} articles of ${mostImported}, once; the next runs find them`)
      await create(new URL(part).pathname.slice(1))
      await fillBy(({ db }) => multiplyCorpus(db, articles / mostImported, say))
    } else {
      await create('template0')
      say(`Importing ${articles} articles, once; the next runs find them`)
      await fillBy((database) =>
        importCorpus(database, corpus, ({ articles: imported, seconds }: ImportedPart): void =>
          say(`  ${imported} articles, ${(imported / seconds).toFixed(0)} a second`),
        ),
      )
    }
    await sql`alter database ${sql.id(unfinished)} rename to ${sql.id(wanted)}`.execute(admin.db)
    return urlOfDatabase(url, wanted)
  } finally {
    await admin.close()
  }
}

async function fill(url: string, make: (database: Database) => Promise<void>): Promise<void> {
  const database = connectDatabase({ url, statementTimeoutMs: 0 })
  try {
    await migrateToLatest(database)
    await make(database)
    await prepareStatistics(database)
  } finally {
    await database.close()
  }
}

/** What is larger, and a multiple of it, is made of copies: the importer would take hours. */
const mostImported = 100_000

/** What autovacuum would do in the middle of a measurement: statistics, frozen and visible pages, entered index lists. */
export async function prepareStatistics({ db }: Database): Promise<void> {
  await sql`vacuum (freeze, analyze)`.execute(db)
  await sql`checkpoint`.execute(db)
}

async function databasesOf({ db }: Database, prefix: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select datname as name from pg_database where starts_with(datname, ${prefix})`.execute(db)
  return rows.map(({ name }) => name)
}

/** For each migration a digest of the names up to it: a released one is never edited, but for its comments. */
async function migrationStages(): Promise<string[]> {
  const files = await readdir(new URL('../../../migrations/', import.meta.url))
  const names = files.filter((name) => name.endsWith('.ts')).toSorted()
  return names.map((_, at) => digest(names.slice(0, at + 1).join(' ')))
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
