import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createClock } from '../../src/db/clock.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let world: TestDatabase
beforeAll(async () => {
  world = await createTestDatabase()
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe("the database's clock", () => {
  test('is read without a statement, never after the database itself and hardly before it', async () => {
    const clock = await createClock(world.db)
    for (let n = 0; n < 50; n++) {
      const ours = Date.parse(clock.now())
      const { rows } = await sql<{
        ms: number
      }>`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`.execute(world.db)
      const behindMs = (rows[0]?.ms ?? 0) - ours
      expect(behindMs).toBeGreaterThanOrEqual(0)
      expect(behindMs).toBeLessThan(1_000)
    }
    world.statements.length = 0
    expect(clock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(world.statements).toEqual([])
    clock.stop()
  })

  test('does not follow our own clock when that is set', async () => {
    const clock = await createClock(world.db)
    const before = Date.parse(clock.now())
    vi.spyOn(Date, 'now').mockReturnValue(0)
    expect(Date.parse(clock.now())).toBeGreaterThanOrEqual(before)
    clock.stop()
  })

  test('never goes behind an instant that was written', async () => {
    const clock = await createClock(world.db)
    const written = new Date(Date.parse(clock.now()) + 60_000).toISOString()
    clock.advanceTo(written)
    expect(clock.now()).toBe(written)
    clock.advanceTo('2001-01-01T00:00:00Z')
    expect(clock.now()).toBe(written)
    expect(() => clock.advanceTo('soon')).toThrow(RangeError)
    clock.stop()
  })

  test('goes on from the last measurement while the database is away', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const own = await createTestDatabase()
    const clock = await createClock(own.db)
    const before = clock.now()
    await own.close()
    vi.advanceTimersByTime(60_000)
    await vi.waitFor(() => expect(clock.now() > before).toBe(true), { timeout: 120_000 })
    clock.stop()
    vi.useRealTimers()
  })
})
