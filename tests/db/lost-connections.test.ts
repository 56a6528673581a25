import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connectDatabase, type Database } from '../../src/db/connect.ts'
import type { DB } from '../../src/db/tables/database.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createFaultProxy, type FaultProxy } from '../support/servers/fault-proxy.ts'

let world: TestDatabase
let proxy: FaultProxy
let database: Database
beforeAll(async () => {
  world = await createTestDatabase()
  proxy = await createFaultProxy(world.url)
  database = connectDatabase({ url: proxy.url, poolSize: 1 })
})
afterAll(async () => {
  await database.close()
  await proxy.close()
})

const pidOf = async (db: Kysely<DB>) =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid
const terminate = (pid: number | undefined) => sql`select pg_terminate_backend(${pid})`.execute(world.db)
const isGone = (pid: number | undefined) =>
  vi.waitFor(
    async () =>
      expect((await sql`select 1 from pg_stat_activity where pid = ${pid}`.execute(world.db)).rows).toHaveLength(0),
    { timeout: 120_000 },
  )

/** What vitest hears as an unhandled error ends the real process, and fails this file. */
describe('a connection lost at any point costs its statement at most', () => {
  test("a backend's end that arrives together with its last answer", async () => {
    const failure = await database.db.connection().execute(async (db) => {
      const pid = await pidOf(db)
      const hold = proxy.hold()
      const last = sql<{ two: number }>`select 2 as two`.execute(db)
      await vi.waitFor(() => expect(hold.bytes()).toBeGreaterThan(0), { timeout: 120_000 })
      await terminate(pid)
      await vi.waitFor(() => expect(hold.closed()).toBe(1), { timeout: 120_000 })
      hold.letGo()
      expect((await last).rows).toEqual([{ two: 2 }])
      return sql`select 3`.execute(db).catch((error: unknown) => error)
    })
    expect(failure).toBeInstanceOf(Error)
    await expect(pidOf(database.db)).resolves.toBeGreaterThan(0)
  })

  test('a backend that is ended between two statements of a transaction', async () => {
    const outcome = database.db.transaction().execute(async (tx) => {
      const pid = await pidOf(tx)
      await terminate(pid)
      await isGone(pid)
      await vi.waitFor(() => expect(proxy.open()).toBe(0), { timeout: 120_000 })
      return sql`select 1`.execute(tx)
    })
    await expect(outcome).rejects.toThrow()
    await expect(pidOf(database.db)).resolves.toBeGreaterThan(0)
  })

  test.each(['reset', 'fin'] as const)('a connection that is cut (%s) while it is idle, held and busy', async (how) => {
    await pidOf(database.db)
    proxy.cut(how)
    await vi.waitFor(() => expect(proxy.open()).toBe(0), { timeout: 120_000 })
    await expect(pidOf(database.db)).resolves.toBeGreaterThan(0)

    const inTransaction = database.db.transaction().execute(async (tx) => {
      await pidOf(tx)
      proxy.cut(how)
      await vi.waitFor(() => expect(proxy.open()).toBe(0), { timeout: 120_000 })
      return pidOf(tx)
    })
    await expect(inTransaction).rejects.toThrow()

    const busy = sql`select pg_sleep(60)`.execute(database.db)
    busy.catch(() => undefined)
    await vi.waitFor(() => expect(proxy.open()).toBe(1), { timeout: 120_000 })
    proxy.cut(how)
    await expect(busy).rejects.toThrow()
    await expect(pidOf(database.db)).resolves.toBeGreaterThan(0)
  })
})
