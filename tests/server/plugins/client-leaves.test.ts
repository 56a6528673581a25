import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { getUsage, usageSource } from '../../../src/keys/usage.ts'
import { openRealGateway } from '../../keys/real-gateway.ts'

test('a client that leaves is no failure: its SQL ends, and log, metrics and usage say so', async () => {
  const consoleError = vi.spyOn(console, 'error')
  const real = await openRealGateway()
  const { secret, id } = await real.createKey()
  const waiting = async () => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(real.db)
    return rows
  }
  await real.ask('{ articles(first: 1) { nodes { headline } } }', secret)
  await real.db.transaction().execute(async (tx) => {
    await sql`lock table article in access exclusive mode`.execute(tx)
    const leaving = new AbortController()
    const asked = fetch(real.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query: 'query Leaves { articles(first: 2) { nodes { headline } } }' }),
      signal: leaving.signal,
    })
    asked.catch(() => undefined)
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 30_000 })
    leaving.abort()
    await expect(asked).rejects.toThrow()
    // the lock is still held: nothing but the cancelling ends it
    await vi.waitFor(async () => expect(await waiting()).toEqual([]), { timeout: 30_000 })
  })
  const line = await vi.waitFor(
    () => {
      const found = real
        .log()
        .split('\n')
        .find((text) => text.includes('"operation":"Leaves"'))
      expect(found).toBeDefined()
      return JSON.parse(found ?? '{}')
    },
    { timeout: 30_000 },
  )
  expect(line).toMatchObject({ msg: 'request', status: 499, level: 30 })
  await real.stop()
  const { topOperations } = await getUsage(usageSource(real.db), id, null, null)
  expect(topOperations.find(({ name }) => name === 'Leaves')).toMatchObject({ requests: 1, errors: 0 })
  expect(consoleError).not.toHaveBeenCalled()
  consoleError.mockRestore()
})
