import { describe, expect, test } from 'vitest'
import { nextAfterFailure, nextAfterSuccess, retryAfter } from '../../src/sync/schedule.ts'

const minute = 60_000
const hour = 60 * minute
const now = Date.parse('2026-11-25T12:00:00Z')
const least = (): number => 0.999_999
const most = (): number => 0

describe('the schedule of a feed', () => {
  test('a poll that went well is followed by one an interval later', () => {
    expect(nextAfterSuccess(now, 15 * minute)).toBe(now + 15 * minute)
  })

  test('each failure doubles the wait, up to a day', () => {
    const waits = [1, 2, 3, 6, 7, 40, 4_000].map(
      (failures) => nextAfterFailure(now, 15 * minute, failures, null, most) - now,
    )
    expect(waits).toEqual([30 * minute, hour, 2 * hour, 16 * hour, 24 * hour, 24 * hour, 24 * hour])
  })

  test('chance takes at most a quarter of the wait, and never comes below the interval', () => {
    expect(nextAfterFailure(now, hour, 1, null, least) - now).toBeCloseTo(1.5 * hour, -2)
    expect(nextAfterFailure(now, 24 * hour, 1, null, least) - now).toBe(24 * hour)
    expect(nextAfterFailure(now, 48 * hour, 3, null, least) - now).toBe(48 * hour)
  })

  test('a server that asks for a longer wait gets it; one that asks for a shorter one does not', () => {
    expect(nextAfterFailure(now, hour, 1, now + 5 * hour, most)).toBe(now + 5 * hour)
    expect(nextAfterFailure(now, hour, 1, now + minute, most)).toBe(now + 2 * hour)
  })

  test('Retry-After is read in seconds and as a date, and bounded to a week', () => {
    expect(retryAfter('120', now)).toBe(now + 2 * minute)
    expect(retryAfter(' 0 ', now)).toBe(now)
    expect(retryAfter('Wed, 25 Nov 2026 13:00:00 GMT', now)).toBe(now + hour)
    expect(retryAfter('Wed, 25 Nov 2020 13:00:00 GMT', now)).toBe(now)
    expect(retryAfter('999999999999', now)).toBe(now + 7 * 24 * hour)
    for (const nonsense of [undefined, '', '-5', '1.5', 'soon', '1e9', '9'.repeat(400)]) {
      expect(retryAfter(nonsense, now)).toBeNull()
    }
  })
})
