import { createHmac } from 'node:crypto'
import { GraphQLError } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createCursorCodec, peekCursor } from '../src/cursor.ts'

const secret = Buffer.alloc(32, 7)
const { encode, decode } = createCursorCodec(secret)
const position = { key: '2026-11-01T10:00:00.000Z', id: 42 }

function codeOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    if (error instanceof GraphQLError) return error.extensions['code']
    throw error
  }
}

/** As the first release wrote them. */
function firstCursor(payload: string, binding: string): string {
  const mac = createHmac('sha256', secret).update(binding).update('\0').update(payload).digest().subarray(0, 9)
  return mac.toString('base64url') + Buffer.from(payload).toString('base64url')
}

describe('a cursor', () => {
  test('is read for the list it was made for, and stands for the same place always', () => {
    for (const rowPosition of [position, { key: 0.25, id: 1 }, { key: 'é"\\', id: 9_007_199_254_740_991 }]) {
      const cursor = encode(rowPosition, 'topic 5 newest')
      expect(decode(cursor, 'topic 5 newest')).toEqual(rowPosition)
      expect(peekCursor(cursor)).toEqual(rowPosition)
      expect(cursor).toMatch(/^[\w-]+$/)
      expect(createCursorCodec(secret).encode(rowPosition, 'topic 5 newest')).toBe(cursor)
    }
    // what others hold already stays good
    expect(encode(position, 'topic 5 newest')).toBe('ptOYFgD7tqPMWzIsIjIwMjYtMTEtMDFUMTA6MDA6MDAuMDAwWiIsNDJd')
  })

  test('is refused for another list, under another secret, and where a character of it was changed', () => {
    const cursor = encode(position, 'topic 5 newest')
    expect(codeOf(() => decode(cursor, 'topic 6 newest'))).toBe('BAD_CURSOR')
    expect(codeOf(() => createCursorCodec(Buffer.alloc(32, 8)).decode(cursor, 'topic 5 newest'))).toBe('BAD_CURSOR')
    for (let at = 0; at < cursor.length; at++) {
      const other = cursor[at] === 'A' ? 'B' : 'A'
      expect(codeOf(() => decode(cursor.slice(0, at) + other + cursor.slice(at + 1), 'topic 5 newest'))).toBe(
        'BAD_CURSOR',
      )
    }
  })

  test('of the first release is read still', () => {
    const cursor = firstCursor('[1,"2026-11-01",42]', 'all newest')
    expect(decode(cursor, 'all newest')).toEqual({ key: '2026-11-01', id: 42 })
    expect(peekCursor(cursor)).toEqual({ key: '2026-11-01', id: 42 })
    expect(codeOf(() => decode(cursor, 'all oldest'))).toBe('BAD_CURSOR')
  })

  test('of a release that is not known is refused, though it is ours', () => {
    // signed as version 1 is, which alone begins so
    expect(codeOf(() => decode(firstCursor('[3,"2026-11-01",42]', 'all newest'), 'all newest'))).toBe('BAD_CURSOR')
    const payload = Buffer.from('[3,"x",1]').toString('base64url')
    expect(codeOf(() => peekCursor('AAAAAAAAAAAA' + payload))).toBe('BAD_CURSOR')
  })

  test.each([
    ['nothing', ''],
    ['a signature alone', 'AAAAAAAAAAAA'],
    ['no JSON', `AAAAAAAAAAAA${Buffer.from('nonsense').toString('base64url')}`],
    ['another spelling of the same bytes', `${encode(position, 'a')}=`],
    ['white space', `${encode(position, 'a')} `],
    ['a place longer than any', encode({ key: 'x'.repeat(1_200), id: 1 }, 'a')],
  ])('that is %s is refused', (_, cursor) => {
    expect(codeOf(() => decode(cursor, 'a'))).toBe('BAD_CURSOR')
  })

  test('that is as long as any is read', () => {
    const longest = { key: 'x'.repeat(1_105), id: 1 }
    const cursor = encode(longest, 'a')
    expect(cursor.length).toBeLessThanOrEqual(1_500)
    expect(cursor.length).toBeGreaterThan(1_490)
    expect(decode(cursor, 'a')).toEqual(longest)
    expect(codeOf(() => peekCursor(encode({ key: 'x'.repeat(1_120), id: 1 }, 'a')))).toBe('BAD_CURSOR')
  })

  test('is good after thousands of other lists', () => {
    const codec = createCursorCodec(secret)
    const first = codec.encode(position, 'list 0')
    for (let list = 1; list < 2_500; list++) codec.encode(position, `list ${list}`)
    expect(codec.decode(first, 'list 0')).toEqual(position)
  })
})
