import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { cancelledBy, connectDatabase, type Database } from '../../src/db/connect.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createFaultProxy } from '../support/servers/fault-proxy.ts'

let world: TestDatabase
beforeAll(async () => {
  world = await createTestDatabase()
})

describe('values', () => {
  test('a bigint arrives as a number, an instant as text in UTC, json as a value', async () => {
    const { rows } = await sql`
      select 9007199254740991::bigint as id, '{1,2}'::bigint[] as ids, '2025-11-12 19:30:00.120+01'::timestamptz(3) as at,
        array['2025-11-12 19:30+01'::timestamptz] as times, '2025-11-12'::date as day, '{"a_b": [1]}'::jsonb as json`.execute(
      world.db,
    )
    expect(rows).toEqual([
      {
        id: 9_007_199_254_740_991,
        ids: [1, 2],
        at: '2025-11-12 18:30:00.12+00',
        times: ['2025-11-12 18:30:00+00'],
        day: '2025-11-12',
        json: { a_b: [1] },
      },
    ])
  })

  test('every statement is seen before it is sent', async () => {
    world.statements.length = 0
    await world.db.selectFrom('publisher').select('name').execute()
    await world.db.transaction().execute((trx) => trx.selectFrom('author').select('name').execute())
    expect(world.statements).toEqual([
      'select "name" from "publisher"',
      'begin',
      'select "name" from "author"',
      'commit',
    ])
  })
})

describe('prepared statements', () => {
  const prepared = (database: Database) =>
    sql<{ statement: string }>`select statement from pg_prepared_statements where statement like '%twice%' order by 1`
      .execute(database.db)
      .then(({ rows }) => rows.map(({ statement }) => statement))

  test('a text gets a plan of its own the second time, a text that comes once does not', async () => {
    const database = connectDatabase({ url: world.url, poolSize: 1 })
    await sql`select ${1}::int as not_twice`.execute(database.db)
    for (const n of [1, 2, 3]) await sql`select ${n}::int as twice`.execute(database.db)
    expect(await prepared(database)).toEqual(['select $1::int as twice'])
    await database.close()
  })

  test('are planned once, whatever values come', async () => {
    const database = connectDatabase({ url: world.url, poolSize: 1 })
    // shorter than the list that PostgreSQL assumes, and so dearer to its mind than a plan for three values each time
    for (let n = 0; n < 10; n++)
      await sql`select from article_topic where article_id = any(${[n, n + 1, n + 2]}::bigint[])`.execute(database.db)
    const { rows } = await sql`
      select generic_plans as generic, custom_plans as custom from pg_prepared_statements where statement like '%any($1::bigint[])%'
        and statement not like '%pg_prepared%'`.execute(database.db)
    expect(rows).toEqual([{ generic: 9, custom: 0 }])
    await database.close()
  })

  test('can be switched off', async () => {
    const database = connectDatabase({ url: world.url, poolSize: 1, preparedStatements: false })
    for (const n of [1, 2, 3]) await sql`select ${n}::int as twice`.execute(database.db)
    expect(await prepared(database)).toEqual([])
    await database.close()
  })

  test('a plan that no longer fits is made anew, without an error, on the same connection', async () => {
    const database = connectDatabase({ url: world.url, poolSize: 1 })
    await sql`create table shape (id int)`.execute(database.db)
    const read = () => sql`select * from shape where id = ${1}`.execute(database.db)
    const backend = () => sql`select pg_backend_pid() as pid`.execute(database.db).then(({ rows }) => rows)
    for (let n = 0; n < 3; n++) await read()
    const before = await backend()
    for (const column of ['one', 'two']) {
      await sql`alter table shape add column ${sql.ref(column)} text`.execute(database.db)
      await expect(read()).resolves.toMatchObject({ rows: [] })
    }
    expect(await backend()).toEqual(before)
    await database.close()
  })

  test('within a transaction such a plan fails that one, and none afterwards', async () => {
    const database = connectDatabase({ url: world.url, poolSize: 1 })
    await sql`create table other_shape (id int)`.execute(database.db)
    const read = () =>
      database.db.transaction().execute((tx) => sql`select * from other_shape where id = ${1}`.execute(tx))
    for (let n = 0; n < 3; n++) await read()
    await sql`alter table other_shape add column more text`.execute(database.db)
    await expect(read()).rejects.toThrow('cached plan')
    await expect(read()).resolves.toMatchObject({ rows: [] })
    await database.close()
  })

  test('are bounded on a connection however many texts there are, and what is hot stays', async () => {
    const database = connectDatabase({ url: world.url, poolSize: 1 })
    const hot = () => sql`select ${1}::int as hot_twice`.execute(database.db)
    for (let n = 0; n < 2_000; n++) {
      for (const value of [1, 2]) await sql`select ${value}::int as ${sql.ref(`cold_twice_${n}`)}`.execute(database.db)
      if (n % 50 === 0) await hot()
    }
    const names = await prepared(database)
    expect(names.length).toBeLessThanOrEqual(200)
    expect(names.length).toBeGreaterThan(100)
    expect(names).toContain('select $1::int as hot_twice')
    expect(names).toContain('select $1::int as "cold_twice_1999"')
    await database.close()
  })

  test('that the server has lost are no error, and nothing is prepared after that', async () => {
    const database = connectDatabase({ url: world.url, poolSize: 1 })
    const one = () => sql`select ${1}::int as once_twice`.execute(database.db)
    for (let n = 0; n < 3; n++) await one()
    await sql`deallocate all`.execute(database.db)
    for (let n = 0; n < 3; n++) await expect(one()).resolves.toMatchObject({ rows: [{ once_twice: 1 }] })
    expect(await prepared(database)).toEqual([])
    await database.close()
  })
})

describe('a connection that went wrong', () => {
  test('a backend that is ended, idle or busy, does not end the process, and the next statement works', async () => {
    const database = connectDatabase({ url: world.url, poolSize: 1 })
    const backend = () =>
      sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database.db).then(({ rows }) => rows[0]?.pid)
    const idle = await backend()
    await sql`select pg_terminate_backend(${idle})`.execute(world.db)
    await vi.waitFor(async () => expect(await backend()).not.toBe(idle), { timeout: 120_000 })
    const busy = await backend()
    const sleeping = sql`select pg_sleep(20)`.execute(database.db)
    const refused = expect(sleeping).rejects.toThrow(/terminating connection/)
    await sleep(50)
    await sql`select pg_terminate_backend(${busy})`.execute(world.db)
    await refused
    expect(await backend()).not.toBe(busy)
    await database.close()
  })

  test('an error of SQL keeps the connection', async () => {
    const database = connectDatabase({ url: world.url, poolSize: 1 })
    const backend = () =>
      sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database.db).then(({ rows }) => rows[0]?.pid)
    const before = await backend()
    await expect(sql`select 1 / 0`.execute(database.db)).rejects.toThrow('division by zero')
    expect(await backend()).toBe(before)
    await database.close()
  })

  test('a frozen server fails each statement in its time, and none afterwards', async () => {
    const proxy = await createFaultProxy(world.url)
    const sent: string[] = []
    const onStatement = (text: string) => sent.push(text)
    const database = connectDatabase({ url: proxy.url, poolSize: 2, statementTimeoutMs: 100, onStatement })
    const one = () => sql`select 1 as one`.execute(database.db)
    await Promise.all([one(), one()])
    await proxy.set('half open')
    sent.length = 0
    const outcomes = await Promise.allSettled([
      one(),
      database.db.transaction().execute((trx) => sql`select 2`.execute(trx)),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    // no rollback is waited for
    expect(sent.toSorted()).toEqual(['begin', 'select 1 as one'])
    for (let n = 0; n < 6; n++) await expect(one()).resolves.toMatchObject({ rows: [{ one: 1 }] })
    await database.close()
    await proxy.close()
  })
})

describe('a statement', () => {
  test('that takes too long is ended by the server', async () => {
    const database = connectDatabase({ url: world.url, statementTimeoutMs: 100 })
    await expect(sql`select pg_sleep(10)`.execute(database.db)).rejects.toThrow('statement timeout')
    const patient = database.withoutTimeLimits()
    await expect(sql`select pg_sleep(0.3)`.execute(patient.db)).resolves.toBeDefined()
    await Promise.all([patient.close(), database.close()])
  })

  test('whose caller leaves is cancelled on the server at once, without a word on the console', async () => {
    const consoleError = vi.spyOn(console, 'error')
    const running = () =>
      sql<{
        count: number
      }>`select count(*) from pg_stat_activity where query like 'select pg_sleep(19)%' and state = 'active'`
        .execute(world.db)
        .then(({ rows }) => rows[0]?.count)
    const caller = new AbortController()
    const statement = world.db.selectNoFrom(sql`pg_sleep(19)`.as('x')).execute(cancelledBy(caller.signal))
    const left = expect(statement).rejects.toThrow('gone')
    await vi.waitFor(async () => expect(await running()).toBe(1), { timeout: 120_000 })
    caller.abort(new Error('gone'))
    await left
    await vi.waitFor(async () => expect(await running()).toBe(0), { interval: 10, timeout: 120_000 })
    expect(consoleError).not.toHaveBeenCalled()
    consoleError.mockRestore()
  })
})

describe('notifications', () => {
  test('are heard, after a lost connection too, which is told', async () => {
    const heard: string[] = []
    const stop = await world.database.listen(
      'a "channel"',
      (payload) => heard.push(payload),
      () => heard.push('(caught up)'),
    )
    const notify = (payload: string) => sql`select pg_notify('a "channel"', ${payload})`.execute(world.db)
    await notify('one')
    await vi.waitFor(() => expect(heard).toEqual(['one']), { timeout: 120_000 })
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen%'`.execute(world.db)
    await vi.waitFor(() => expect(heard).toEqual(['one', '(caught up)']), { timeout: 120_000 })
    await notify('two')
    await vi.waitFor(() => expect(heard).toEqual(['one', '(caught up)', 'two']), { timeout: 120_000 })
    await stop()
    await notify('three')
    await sleep(50)
    expect(heard).toHaveLength(3)
  })

  test('an unreachable database is told to who wants to listen', async () => {
    const database = connectDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' })
    await expect(database.listen('x', () => undefined)).rejects.toThrow('ECONNREFUSED')
    await database.close()
  })
})
