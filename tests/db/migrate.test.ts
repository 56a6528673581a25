import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connectDatabase } from '../../src/db/connect.ts'
import { isUpToDate, migrateToLatest, MigrationError } from '../../src/db/migrate.ts'
import { openRealGateway } from '../keys/real-gateway.ts'
import { createTestDatabase } from '../support/database.ts'
import { makeTempDir } from '../support/test-server.ts'

const folder = makeTempDir()
const write = (name: string, statement: string, before: readonly string[] = []): void =>
  // kysely can't be imported from there
  writeFileSync(
    join(folder, name),
    `export const up = (db) => db.executeQuery(compiled(${JSON.stringify(statement)}))
export const prepare = async (db) => { for (const each of ${JSON.stringify(before)}) await db.executeQuery(compiled(each)) }
${helper}`,
  )
const helper = `const compiled = (sql) => ({ sql, parameters: [], query: { kind: 'RawNode', sqlFragments: [sql], parameters: [] }, queryId: { queryId: sql } })\n`

beforeAll(() => {
  write('0001_first.ts', 'create table first (n int); insert into first values (1)')
  write('0002_second.ts', 'create table second as select n from first')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('migrations', () => {
  test('of this version are in the template every test begins with', async () => {
    const { database, db } = await createTestDatabase()
    expect(await isUpToDate(db)).toBe(true)
    expect(await migrateToLatest(database)).toEqual([])
  })

  test('run once, when three instances start together', async () => {
    const { database, url, db } = await createTestDatabase({ migrated: false })
    const others = [connectDatabase({ url }), connectDatabase({ url })]
    expect(await isUpToDate(db, folder)).toBe(false)
    const ran = await Promise.all([database, ...others].map((instance) => migrateToLatest(instance, { folder })))
    expect(ran.flat().toSorted()).toEqual(['0001_first', '0002_second'])
    expect(await isUpToDate(db, folder)).toBe(true)
    expect((await sql`select n from second`.execute(db)).rows).toEqual([{ n: 1 }])
    for (const other of others) await other.close()
  })

  test('that fail leave nothing behind, but those before them stay, and say which one and why', async () => {
    const { database, db } = await createTestDatabase({ migrated: false })
    write('0003_broken.ts', 'create table third (n int); select 1 / 0')
    const failure = migrateToLatest(database, { folder })
    await expect(failure).rejects.toThrow(new MigrationError('The migration 0003_broken failed: division by zero'))
    const tables = await sql`select to_regclass('second') is not null as second, to_regclass('third') as third`.execute(
      db,
    )
    expect(tables.rows).toEqual([{ second: true, third: null }])
    rmSync(join(folder, '0003_broken.ts'))
    expect(await isUpToDate(db, folder)).toBe(true)
  })

  test('do what takes long before their transaction: nobody waits for it, no other instance begins, and it is done again where it was ended', async () => {
    const { database, db, url } = await createTestDatabase({ migrated: false })
    await migrateToLatest(database, { folder })
    const fill = 'do $$ begin for turn in 1..3 loop update first set n = n + 1; commit; end loop; end $$'
    const stop = "do $$ begin if (select n from first) < 7 then raise exception 'ended'; end if; end $$"
    write('0003_long.ts', 'alter table first add column m int', [fill, 'create index concurrently on first (n)', stop])
    await expect(migrateToLatest(database, { folder })).rejects.toThrow(
      'What comes before the migration 0003_long failed: ended',
    )
    const reader = new pg.Client({ connectionString: url })
    await reader.connect()
    // an index that is built so waits for this one, who reads the old version of a row
    await reader.query('begin isolation level repeatable read; select n from first')
    const messages: string[] = []
    const log = { info: (_: object, message?: string) => void messages.push(message ?? '') }
    const other = connectDatabase({ url })
    const migrating = migrateToLatest(database, { folder })
    const count = sql<{ n: number }>`select n from first`
    await vi.waitFor(async () => expect((await count.execute(db)).rows).toEqual([{ n: 7 }]), { timeout: 60_000 })
    const waiting = migrateToLatest(other, { folder, log })
    await vi.waitFor(
      () => expect(messages).toEqual(['Another instance migrates the database; this one waits for it']),
      {
        timeout: 60_000,
      },
    )
    expect((await reader.query('select n from first')).rows).toEqual([{ n: 4 }])
    await reader.query('commit')
    expect([await migrating, await waiting]).toEqual([['0003_long'], []])
    await reader.end()
    await other.close()
    rmSync(join(folder, '0003_long.ts'))
  })

  test('say so in a sentence when the database is out of reach or not in UTF-8', async () => {
    const nowhere = connectDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' })
    await expect(migrateToLatest(nowhere)).rejects.toThrow(
      /^The database can't be reached: .*ECONNREFUSED.*\. Check .* DATABASE_URL/,
    )
    await nowhere.close()
    const { db, url } = await createTestDatabase({ migrated: false })
    await sql`create database ${sql.id(`${new URL(url).pathname.slice(1)}_l1`)} template template0 encoding 'LATIN1' locale 'C'`.execute(
      db,
    )
    const latin = connectDatabase({ url: `${url}_l1` })
    await expect(migrateToLatest(latin)).rejects.toThrow("The database's encoding is LATIN1; it has to be UTF8.")
    await latin.close()
  })

  test('wait for whoever migrates, and find all done by it', async () => {
    const { url, db } = await createTestDatabase({ migrated: false })
    const [first, second] = [connectDatabase({ url }), connectDatabase({ url })]
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    await other.query(`begin; select pg_advisory_xact_lock(${lock})`)
    const messages: string[] = []
    const log = { info: (_: object, message?: string) => void messages.push(message ?? '') }
    const running = [first, second].map((instance) => migrateToLatest(instance, { folder, log }))
    await vi.waitFor(() => expect(messages).toHaveLength(2), { timeout: 60_000 })
    expect(messages[0]).toBe('Another instance migrates the database; this one waits for it')
    expect(await isUpToDate(db, folder)).toBe(false)
    await other.query('commit')
    expect((await Promise.all(running)).flat().toSorted()).toEqual(['0001_first', '0002_second'])
    for (const each of [first, second, other]) await (each instanceof pg.Client ? each.end() : each.close())
  })

  test('take no lock where there is nothing to do, so one that was left behind stops no start', async () => {
    const { url, database } = await createTestDatabase()
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    await other.query(`select pg_advisory_lock(${lock})`)
    expect(await migrateToLatest(database)).toEqual([])
    await other.end()
  })

  test('name the backend on which the lock was left, instead of waiting for ever', async () => {
    const { url, database } = await createTestDatabase({ migrated: false })
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    const { rows } = await other.query(`select pg_advisory_lock(${lock}), pg_backend_pid() as pid`)
    await expect(migrateToLatest(database, { folder, patience: { leftLockMs: 1 } })).rejects.toThrow(
      `end it with "select pg_terminate_backend(${rows[0].pid})"`,
    )
    await other.end()
  })

  test('wait for a table in use without making others wait behind them; the older version serves before, meanwhile and after', async () => {
    const world = await createTestDatabase()
    const real = await openRealGateway({}, world)
    const newer = connectDatabase({ url: world.url })
    const reader = new pg.Client({ connectionString: world.url })
    await reader.connect()
    await reader.query('begin; select count(*) from article')
    const messages: string[] = []
    const log = { info: (_: object, message?: string) => void messages.push(message ?? '') }
    const migrating = migrateToLatest(newer, { folder: newerFolder(), log, patience: { tableMs: 100 } })
    const ask = async (): Promise<void> =>
      expect((await real.ask('{ articles(first: 2) { nodes { headline body { html } } } }')).status).toBe(200)
    await vi.waitFor(
      async () => {
        await ask()
        expect(messages).toEqual(['A table that a migration changes is in use; it is tried again'])
      },
      { timeout: 60_000 },
    )
    for (let turn = 0; turn < 20; turn++) await ask()
    await reader.query('commit')
    expect(await migrating).toEqual(['9999_next'])
    await ask()
    // one that starts now, as after a crash
    expect(await migrateToLatest(world.database)).toEqual([])
    await reader.end()
    await newer.close()
    await real.stop()
  })

  test('give up on a table that is always in use, and say what to do', async () => {
    const { database, url } = await createTestDatabase({ migrated: false })
    await migrateToLatest(database, { folder })
    write('0003_alter.ts', 'alter table first add column m int')
    const reader = new pg.Client({ connectionString: url })
    await reader.connect()
    await reader.query('begin; select n from first')
    await expect(migrateToLatest(database, { folder, patience: { tableMs: 20, attemptsMs: 1 } })).rejects.toThrow(
      /^The database can't be migrated: a table that it changes is in use all the time/,
    )
    await reader.end()
    rmSync(join(folder, '0003_alter.ts'))
  })
})

/** What Kysely numbers it by. */
const lock = '3853314791062309107'

/** The migrations of this version and one of the next. */
function newerFolder(): string {
  const own = new URL('../../migrations/', import.meta.url)
  const newer = makeTempDir()
  for (const name of readdirSync(own)) {
    writeFileSync(join(newer, name), `export * from ${JSON.stringify(new URL(name, own).pathname)}\n`)
  }
  writeFileSync(
    join(newer, '9999_next.ts'),
    `export const up = (db) => db.executeQuery(compiled('alter table article add column of_next text'))\n${helper}`,
  )
  return newer
}
