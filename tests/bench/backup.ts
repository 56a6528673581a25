/**
 * A round trip of many articles: `node tests/bench/backup.ts [--articles 100000]`, on the server of DATABASE_URL, else on an embedded one.
 * Makes them, writes an archive, restores it into another database and compares every table by a digest of its rows. Prints time, size and the most
 * memory. Exit code 1: a table differs.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql, type Kysely } from 'kysely'
import { backUp } from '../../src/backup/back-up.ts'
import { restore } from '../../src/backup/restore.ts'
import { connectDatabase } from '../../src/db/connect.ts'
import { listArchivedTables } from '../../src/db/archive/tables.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import type { DB } from '../../src/db/tables/database.ts'
import { generateContent } from '../support/generated.ts'
import { asAdmin, urlOfDatabase } from '../support/test-server.ts'
import { openBenchServer } from './corpus/database.ts'

const { values } = parseArgs({ options: { articles: { type: 'string', default: '100000' } } })
const server = await openBenchServer(process.env['DATABASE_URL'])
const folder = await mkdtemp(join(tmpdir(), 'masthead-backup-'))
const names = ['from', 'to'].map((part) => `masthead_backup_${part}_${randomBytes(4).toString('hex')}`)
for (const name of names) await asAdmin(server.url, ({ db }) => sql`create database ${sql.id(name)}`.execute(db))
const [from, to] = names.map((name) => connectDatabase({ url: urlOfDatabase(server.url, name), statementTimeoutMs: 0 }))
try {
  if (from === undefined || to === undefined) throw new Error('Two databases were made.')
  await migrateToLatest(from)
  await generateContent(from.db, Number(values.articles))
  const file = join(folder, 'archive.ndjson.gz')
  const { result: made, seconds: backupSeconds } = await timed(() => backUp(from, file, 'bench'))
  const { result: rows, seconds: restoreSeconds } = await timed(() => restore(to, file, { replace: false }))
  const [before, after] = [await digestsOf(from.db), await digestsOf(to.db)]
  // a restore raises the version of keys, so that gateways ask for them anew
  const same = Object.keys(before).filter((table) => table !== 'api_key_version')
  const different = same.filter((table) => before[table] !== after[table])
  console.log({
    articles: rows['article'],
    rows: Object.values(rows).reduce((sum, count) => sum + count, 0),
    archiveMb: Math.round(made.bytes / 1e5) / 10,
    backupSeconds,
    restoreSeconds,
    mostMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    tables: same.length,
    different,
  })
  process.exitCode = different.length === 0 ? 0 : 1
} finally {
  await Promise.all([from?.close(), to?.close()])
  for (const name of names)
    await asAdmin(server.url, ({ db }) => sql`drop database ${sql.id(name)} with (force)`.execute(db))
  await rm(folder, { recursive: true, force: true })
  await server.close()
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const startedAt = performance.now()
  const result = await work()
  return { result, seconds: Math.round((performance.now() - startedAt) / 100) / 10 }
}

/** Of all rows of each table, whatever their order. */
async function digestsOf(db: Kysely<DB>): Promise<Record<string, string>> {
  const digests: Record<string, string> = {}
  for (const { name } of await listArchivedTables(db)) {
    const { rows } = await sql<{ digest: string }>`
      select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest
      from ${sql.table(name)} t`.execute(db)
    digests[name] = rows[0]?.digest ?? ''
  }
  return digests
}
