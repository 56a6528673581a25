import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { cancelledBy, connectDatabase } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { openRealGateway } from '../keys/real-gateway.ts'
import { startOwnServer, type OwnServer } from '../support/servers/own-server.ts'

let server: OwnServer
beforeAll(async () => {
  server = await startOwnServer()
})
afterAll(() => server.stop())

test.each(['plain', 'tls', 'socket'] as const)(
  'a statement is cancelled over the way that it came (%s)',
  async (way) => {
    const database = connectDatabase({ url: server.urls[way], poolSize: 2 })
    const running = async () =>
      (
        await sql`select 1 from pg_stat_activity where query like '%pg_sleep(58)%' and query not like '%activity%' and state = 'active'`.execute(
          database.db,
        )
      ).rows.length
    const encrypted = await sql<{ ssl: boolean }>`
    select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(database.db)
    expect(encrypted.rows).toEqual([{ ssl: way === 'tls' }])
    const caller = new AbortController()
    const left = database.db.selectNoFrom(sql`pg_sleep(58)`.as('x')).execute(cancelledBy(caller.signal))
    left.catch(() => undefined)
    await vi.waitFor(async () => expect(await running()).toBe(1), { timeout: 30_000 })
    caller.abort(new Error('gone'))
    await expect(left).rejects.toThrow('gone')
    await vi.waitFor(async () => expect(await running()).toBe(0), { timeout: 30_000 })
    await database.close()
  },
)

test('a server that crashes under eight clients costs them some answers 503, and all of them go on', async () => {
  const database = connectDatabase({ url: server.urls.plain })
  await migrateToLatest(database)
  const world = { database, db: database.db, url: server.urls.plain, statements: [], close: () => database.close() }
  const real = await openRealGateway({ ANONYMOUS_POINTS_PER_MINUTE: '0' }, world)
  const statuses = new Set<number>()
  let goOn = true
  let good = 0
  const ask = async (): Promise<number> => {
    const { status } = await real.ask('{ articles(first: 1) { nodes { headline } } }')
    statuses.add(status)
    return status
  }
  const client = async (): Promise<void> => {
    while (goOn) if ((await ask()) === 200) good++
  }
  const clients = Array.from({ length: 8 }, client)
  for (let round = 0; round < 2; round++) {
    const before = good
    await vi.waitFor(() => expect(good).toBeGreaterThan(before + 20), { timeout: 60_000 })
    await server.restart()
    const after = good
    await vi.waitFor(() => expect(good).toBeGreaterThan(after + 20), { timeout: 60_000 })
  }
  goOn = false
  await Promise.all(clients)
  expect(await ask()).toBe(200)
  expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([])
  await real.stop()
  await database.close()
})
