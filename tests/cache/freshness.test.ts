import { expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { hasRedisServer } from '../support/servers/redis.ts'
import { hasVarnish } from '../support/servers/varnish.ts'
import { runFreshness } from './run-freshness.ts'

const { database, url } = await createTestDatabase()

test('no reader is given what was not so within half a second, by no gateway, deaf or restarted, nor by a cache in front within its time, nor a 304 for it', async () => {
  const { ways, hits, shared, purges, faults } = await runFreshness(database, url, 10, 12)
  expect(faults).toEqual([])
  // it has been tried at all
  for (const [way, { answers }] of Object.entries(ways)) expect([way, answers > 30]).toEqual([way, true])
  const all = Object.values(ways)
  expect(all.reduce((sum, { notModified }) => sum + notModified, 0)).toBeGreaterThan(0)
  expect(hits).toBeGreaterThan(0)
  if (hasRedisServer) expect(shared).toBeGreaterThan(0)
  if (hasVarnish) expect(purges).toBeGreaterThan(0)
})
