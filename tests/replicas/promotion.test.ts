import { expect, test } from 'vitest'
import { connectDatabase } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { openRealGateway } from '../keys/real-gateway.ts'
import { createFaultProxy } from '../support/servers/fault-proxy.ts'
import { startReplicatedServer } from '../support/servers/replicated-server.ts'

test('a promotion loses no read: neither before it, nor while nothing leads to the new primary yet', async () => {
  const server = await startReplicatedServer()
  const toPrimary = await createFaultProxy(server.primary.url)
  const database = connectDatabase({ url: toPrimary.url })
  await migrateToLatest(database)
  const real = await openRealGateway(
    // a busy machine may be late with replaying, which is not what is tested here
    { DATABASE_URL: toPrimary.url, DATABASE_REPLICA_URLS: server.replica.url, REPLICA_LAG_SECONDS: '3600' },
    { database, db: database.db, url: toPrimary.url, statements: [], close: async () => undefined },
  )
  let isOver = false
  let reading: Promise<void>[] = []
  try {
    await server.caughtUp()
    const usable = new RegExp(`^masthead_read_server_usable\\{server="${new URL(server.replica.url).host}"\\} 1`, 'm')
    await expect.poll(metrics, { timeout: 300_000 }).toMatch(usable)
    const statuses: number[] = []
    let n = 0
    reading = Array.from({ length: 3 }, async () => {
      while (!isOver) statuses.push((await real.ask(`{ n${n++}: articles(first: 1) { nodes { id } } }`)).status)
    })
    await toPrimary.set('down')
    await server.replica.promote()
    // until the gateway has seen that it follows nobody any more, and some more
    await expect.poll(() => real.log(), { timeout: 300_000 }).toContain('It follows no primary')
    const seen = statuses.length
    await expect.poll(() => statuses.length, { timeout: 300_000 }).toBeGreaterThan(seen + 50)
    const readiness = async (): Promise<number> => (await fetch(`${real.server.url}/health/ready`)).status
    await expect.poll(readiness, { timeout: 300_000 }).toBe(200)
    isOver = true
    await Promise.all(reading)
    // on a machine so busy that the replica says nothing for a second, it is one that hangs
    const wasSilent = /did not answer within/.test(real.log())
    expect(wasSilent ? [] : statuses.filter((status) => status !== 200)).toEqual([])
  } finally {
    isOver = true
    await Promise.all(reading)
    await real.stop()
    await database.close()
    await toPrimary.close()
    await server.stop()
  }

  async function metrics(): Promise<string> {
    let text = ''
    const response = { writeHead: () => undefined, end: (body: string) => (text = body) }
    await real.gateway.metrics.requestListener({ method: 'GET', url: '/metrics' } as never, response as never)
    return text
  }
})
