import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { loadSamples } from '../../src/cli/content/load-samples.ts'
import { cancelledBy, connectDatabase, type Database } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import type { DB } from '../../src/db/tables/database.ts'
import { createLog } from '../../src/log.ts'
import { keepSearchFresh } from '../../src/server/refresh-search.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { noPgBouncer, startPgBouncer } from '../support/servers/pgbouncer.ts'
import { makeTempDir } from '../support/test-server.ts'

const log = createLog('silent')

describe.skipIf(noPgBouncer !== null)(`behind PgBouncer in transaction mode ${noPgBouncer ?? ''}`, () => {
  let world: TestDatabase
  let bouncer: Awaited<ReturnType<typeof startPgBouncer>>
  let database: Database
  /** What another program meets on the very backends that we have used. */
  let stranger: pg.Client
  beforeAll(async () => {
    world = await createTestDatabase()
    // a server's own zone is not ours
    const name = new URL(world.url).pathname.slice(1)
    await sql`alter database ${sql.id(name)} set timezone to 'Asia/Tokyo'`.execute(world.db)
    bouncer = await startPgBouncer(world.url, 1)
    database = connectDatabase({ url: bouncer.url, statementTimeoutMs: 300 })
    stranger = new pg.Client({ connectionString: bouncer.url })
    await stranger.connect()
  })
  afterAll(async () => {
    await stranger.end()
    await database.close()
    await bouncer.stop()
  })

  const settings = async () => {
    const { rows } = await stranger.query(
      `select name, setting from pg_settings where name in ('statement_timeout', 'idle_in_transaction_session_timeout', 'jit', 'TimeZone')`,
    )
    return rows
  }

  test('texts that come again and again are answered, on whichever backend', async () => {
    const patient = connectDatabase({ url: bouncer.url })
    const ask = (n: number) => sql<{ n: number }>`select ${n}::int as n`.execute(patient.db)
    const answers = await Promise.all(Array.from({ length: 120 }, (_, n) => ask(n)))
    expect(answers.map(({ rows }) => rows)).toEqual(Array.from({ length: 120 }, (_, n) => [{ n }]))
    await patient.close()
  })

  test('a time limit holds for each statement, with and without parameters, in and outside of a transaction', async () => {
    const sleeps: ((db: Kysely<DB>) => Promise<unknown>)[] = [
      (db) => sql`select pg_sleep(${60})`.execute(db),
      (db) => sql`select pg_sleep(60)`.execute(db),
      (db) => db.transaction().execute((tx) => sql`select pg_sleep(60)`.execute(tx)),
      (db) =>
        db
          .transaction()
          .setIsolationLevel('read committed')
          .execute((tx) => sql`select pg_sleep(${60})`.execute(tx)),
    ]
    for (const sleep of sleeps) await expect(sleep(database.db)).rejects.toThrow('statement timeout')
  })

  test('instants are in UTC, and one statement answers its own rows alone', async () => {
    const at = '2025-11-12 18:30:00+00'
    const asked = await sql<{ at: string }>`select ${at}::timestamptz as at`.execute(database.db)
    expect(asked.rows).toEqual([{ at }])
    const bare = await sql<{ at: string }>`select '2025-11-12 18:30:00+00'::timestamptz as at`.execute(database.db)
    expect(bare.rows).toEqual([{ at }])
    const written = await sql`update publisher set name = name where id = ${0}`.execute(database.db)
    expect(written.rows).toEqual([])
  })

  test('nothing of ours stays on a backend that others use next, of an import neither', async () => {
    const before = await settings()
    const patient = database.withoutTimeLimits(2)
    await sql`select ${1}::int`.execute(patient.db)
    await patient.db.transaction().execute((tx) => sql`select 1`.execute(tx))
    await patient.close()
    await sql`select ${1}::int`.execute(database.db)
    await expect(sql`select 1 / ${0}::int`.execute(database.db)).rejects.toThrow('division by zero')
    expect(await settings()).toEqual(before)
    expect(before).toContainEqual({ name: 'statement_timeout', setting: '0' })
    expect(before).toContainEqual({ name: 'TimeZone', setting: 'Asia/Tokyo' })
  })

  test('a statement whose caller leaves is cancelled, and what comes next is not', async () => {
    const patient = connectDatabase({ url: bouncer.url })
    const running = async () =>
      (
        await sql`select 1 from pg_stat_activity where query like '%pg_sleep(59)%' and query not like '%activity%' and state = 'active'`.execute(
          world.db,
        )
      ).rows.length
    for (let round = 0; round < 4; round++) {
      const caller = new AbortController()
      const left = patient.db.selectNoFrom(sql`pg_sleep(59)`.as('x')).execute(cancelledBy(caller.signal))
      left.catch(() => undefined)
      await vi.waitFor(async () => expect(await running()).toBe(1), { timeout: 30_000 })
      caller.abort(new Error('gone'))
      await expect(left).rejects.toThrow('gone')
      await vi.waitFor(async () => expect(await running()).toBe(0), { timeout: 30_000 })
      await expect(sql`select ${round}::int as round`.execute(patient.db)).resolves.toMatchObject({ rows: [{ round }] })
    }
    await patient.close()
  })

  test('what would be heard is asked for: names in the search index follow, and no backend is left listening', async () => {
    const patient = connectDatabase({ url: bouncer.url })
    expect(await loadSamples(patient, log)).toBeGreaterThan(0)
    const stale = async () => (await sql`select 1 from article_search_stale`.execute(world.db)).rows.length
    const stop = await keepSearchFresh(patient, log)
    await vi.waitFor(async () => expect(await stale()).toBe(0), { timeout: 60_000 })
    await sql`update topic set name = name || ' renamed'`.execute(world.db)
    await vi.waitFor(async () => expect(await stale()).toBe(0), { timeout: 60_000, interval: 200 })
    expect((await stranger.query('select pg_listening_channels()')).rows).toEqual([])
    await stop()
    await patient.close()
    expect((await settings()).filter(({ name }) => name === 'statement_timeout')).toEqual([
      { name: 'statement_timeout', setting: '0' },
    ])
  })

  test('three instances migrate together, once', async () => {
    const empty = await createTestDatabase({ migrated: false })
    // one connection has the lock on migrations, while another one does what comes before
    const shared = await startPgBouncer(empty.url, 2)
    const { url } = shared
    const instances = [1, 2, 3].map(() => connectDatabase({ url }))
    const ran = await Promise.all(instances.map((instance) => migrateToLatest(instance)))
    expect(ran.flat().length).toBeGreaterThan(5)
    expect(new Set(ran.flat()).size).toBe(ran.flat().length)
    for (const instance of instances) await instance.close()
    await shared.stop()
  })

  test('an instance that starts under load leaves no lock on a backend, so the next one starts too', async () => {
    const empty = await createTestDatabase({ migrated: false })
    const shared = await startPgBouncer(empty.url, 3)
    const busy = connectDatabase({ url: shared.url, poolSize: 8 })
    let isOver = false
    const load = Array.from({ length: 8 }, async () => {
      while (!isOver) await sql`select pg_sleep(0.002)`.execute(busy.db)
    })
    const folder = makeTempDir()
    for (let start = 1; start <= 8; start++) {
      writeMigration(folder, start)
      const instance = connectDatabase({ url: shared.url })
      expect(await migrateToLatest(instance, { folder })).toHaveLength(1)
      await instance.close()
    }
    isOver = true
    await Promise.all(load)
    const { rows } = await sql`select pid from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`.execute(empty.db)
    expect(rows).toEqual([])
    await busy.close()
    await shared.stop()
  })
})

function writeMigration(folder: string, number: number): void {
  const text = `create table made_${number} (n int)`
  const query = { sql: text, parameters: [], query: { kind: 'RawNode', sqlFragments: [text], parameters: [] } }
  writeFileSync(
    join(folder, `000${number}_made.ts`),
    `export const up = (db) => db.executeQuery(${JSON.stringify({ ...query, queryId: { queryId: text } })})\n`,
  )
}
