import { expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { runFreshness } from './run-freshness.ts'

const { database } = await createTestDatabase()

test('no reader is shown what was not so within half a second, by no gateway, deaf or restarted, and through no 304', async () => {
  const { answers, notModified, hits, faults } = await runFreshness(database, 10, 12)
  expect(faults).toEqual([])
  // it has been tried at all
  expect(answers).toBeGreaterThan(100)
  expect(hits).toBeGreaterThan(0)
  expect(notModified).toBeGreaterThan(0)
})
