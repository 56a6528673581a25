import { describe, expect, test } from 'vitest'
import { toInstant } from '../../schema/instant.ts'

describe('an RFC 3339 instant', () => {
  test.each([
    ['2025-11-12T18:30:00Z', '2025-11-12T18:30:00Z'],
    ['2025-11-12t18:30:00.120+01:00', '2025-11-12T17:30:00.120Z'],
    ['2025-11-12 18:30:00.0009z', '2025-11-12T18:30:00Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z'],
    ['2016-12-31T23:59:60.5Z', '2016-12-31T23:59:59.500Z'],
  ])('%s is %s', (text, instant) => {
    expect(toInstant(text)).toBe(instant)
  })

  test.each([
    '2025-11-12T18:30:00',
    '2025-11-12',
    '2025-02-30T00:00:00Z',
    '2025-11-12T24:00:00Z',
    '2025-11-12T18:30:00+24:00',
    '0999-12-31T23:00:00-02:00',
    '9999-12-31T23:00:00-02:00',
    'yesterday',
  ])('%s is none', (text) => {
    expect(toInstant(text)).toBeNull()
  })
})
