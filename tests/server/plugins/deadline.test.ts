import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connectDatabase, type Database } from '../../../src/db/connect.ts'
import { getUsage, usageSource } from '../../../src/keys/usage.ts'
import { openRealGateway, type RealGateway } from '../../keys/real-gateway.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { createFaultProxy, type FaultProxy } from '../../support/servers/fault-proxy.ts'

let world: TestDatabase
let proxy: FaultProxy
let behind: Database
let real: RealGateway
let secret: string
let keyId: number

beforeAll(async () => {
  world = await createTestDatabase()
  proxy = await createFaultProxy(world.url)
  behind = connectDatabase({ url: proxy.url, statementTimeoutMs: 20_000 })
  real = await openRealGateway({ OPERATION_SECONDS: '2' }, { ...world, database: behind, db: behind.db })
  const made = await real.createKey({ scopes: ['CONTENT_READ', 'CONTENT_WRITE'] })
  secret = made.secret
  keyId = made.id
})
afterAll(async () => {
  await proxy.set('pass')
  await stop()
  await behind.close()
  await proxy.close()
})

let stopping: Promise<void> | undefined
const stop = () => (stopping ??= real.stop())

const save = (externalId: string) =>
  real.ask(
    `mutation Save ($input: UpsertArticlesInput!) { upsertArticles(input: $input) { results { outcome article { headline } } } }`,
    secret,
    {
      input: {
        source: 'cms',
        articles: [
          {
            externalId,
            headline: `Headline ${externalId}`,
            language: 'en',
            publisher: { name: 'The Post' },
            status: 'PUBLISHED',
            datePublished: '2026-01-01T00:00:00Z',
          },
        ],
      },
    },
  )
const countOf = async (externalId: string) =>
  (await world.db.selectFrom('article').select('id').where('headline', '=', `Headline ${externalId}`).execute()).length
const waiting = async () =>
  (
    await sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`.execute(world.db)
  ).rows.length

describe('a mutation', () => {
  test('that is over its deadline is not written, and its statement has ended', async () => {
    await world.db.transaction().execute(async (tx) => {
      await sql`lock table article in access exclusive mode`.execute(tx)
      expect(await save('late')).toMatchObject({ status: 504, code: 'TIMEOUT' })
      // nothing but the cancelling has ended it: the lock is still there
      await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 30_000 })
    })
    expect(await countOf('late')).toBe(0)
    expect(await save('on time')).toMatchObject({ status: 200 })
    expect(await countOf('on time')).toBe(1)
  })

  test('whose commit was under way at its deadline is answered by what became of it', async () => {
    await sql`create function wait_for_the_test() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(77); return null; end $$`.execute(world.db)
    await sql`create constraint trigger slow_commit after insert on article deferrable initially deferred
      for each row execute function wait_for_the_test()`.execute(world.db)
    await world.db.connection().execute(async (db) => {
      await sql`select pg_advisory_lock(77)`.execute(db)
      const answer = save('in time')
      await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 30_000 })
      const overdue = sql<{
        is: boolean
      }>`select bool_or(now() - xact_start > interval '3 s') as is from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`
      await vi.waitFor(async () => expect((await overdue.execute(world.db)).rows[0]?.is).toBe(true), {
        timeout: 30_000,
      })
      await sql`select pg_advisory_unlock(77)`.execute(db)
      expect((await answer).data).toMatchObject({ upsertArticles: { results: [{ outcome: 'CREATED' }] } })
    })
    await sql`drop trigger slow_commit on article`.execute(world.db)
    expect(await countOf('in time')).toBe(1)
  })

  test('that meets a frozen server is given up, and never written', async () => {
    await world.db.transaction().execute(async (tx) => {
      await sql`lock table article in access exclusive mode`.execute(tx)
      const answer = save('frozen')
      await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 30_000 })
      await proxy.set('black hole')
      expect(await answer).toMatchObject({ status: 504, code: 'TIMEOUT' })
    })
    await proxy.set('pass')
    await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 30_000 })
    expect(await countOf('frozen')).toBe(0)
    await vi.waitFor(async () => expect((await save('thawed')).status).toBe(200), { timeout: 30_000, interval: 200 })
  })

  test('whose commit is never answered says that it may be done', async () => {
    await sql`create constraint trigger slow_commit after insert on article deferrable initially deferred
      for each row execute function wait_for_the_test()`.execute(world.db)
    await world.db.connection().execute(async (db) => {
      await sql`select pg_advisory_lock(77)`.execute(db)
      const answer = save('nobody knows')
      await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 30_000 })
      proxy.cut('reset')
      expect(await answer).toMatchObject({ status: 503, code: 'UNAVAILABLE', message: /it may be done or not/ })
      await sql`select pg_advisory_unlock(77)`.execute(db)
    })
    await sql`drop trigger slow_commit on article`.execute(world.db)
  })
})

test('a key that cannot be looked up in time is told so at the deadline', async () => {
  const other = await real.createKey()
  await proxy.set('black hole')
  const answer = real.ask('{ authors { nodes { name } } }', other.secret)
  expect(await answer).toMatchObject({ status: 504, code: 'TIMEOUT' })
  await proxy.set('pass')
})

test('a query that is stopped on its way costs its price', async () => {
  const usage = async () => {
    const { topOperations } = await getUsage(usageSource(world.db), keyId, null, null)
    return topOperations.find(({ name }) => name === 'Heavy')
  }
  await vi.waitFor(async () => expect((await real.ask('{ authors { nodes { name } } }', secret)).status).toBe(200), {
    timeout: 30_000,
    interval: 200,
  })
  const query = 'query Heavy { articles(first: 100) { nodes { headline authors { name } } } }'
  const price = (await real.ask(query, secret)).cost as { requested: number; actual: number }
  expect(price.actual).toBeLessThan(price.requested)
  await world.db.transaction().execute(async (tx) => {
    await sql`lock table article in access exclusive mode`.execute(tx)
    // once by the executor, then compiled
    for (let round = 0; round < 2; round++) {
      expect(await real.ask(query, secret)).toMatchObject({ status: 504 })
    }
    const leaving = new AbortController()
    const asked = fetch(real.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query }),
      signal: leaving.signal,
    })
    asked.catch(() => undefined)
    await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 30_000 })
    leaving.abort()
    await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 30_000 })
  })
  await stop()
  expect(await usage()).toMatchObject({ requests: 4, points: price.actual + 3 * price.requested })
})
