import { expect, test } from 'vitest'
import { ChangeLog } from '../../src/cache/change-log.ts'

const at = (xmin: bigint, ...seen: bigint[]) => ({ xmin, seen: new Set(seen.map(String)), timeline: 'a', atMs: 1_000 })

function logOf(...xids: bigint[]): ChangeLog {
  const log = new ChangeLog(3)
  log.begin({ timeline: 'a', fromMs: 500, fromXid: 0n })
  xids.forEach((xid, index) => log.note(xid, index + 1))
  return log
}

test('a position is the version before the first change that it lacks, in the order in which they were heard of', () => {
  const log = logOf(10n, 12n, 11n)
  expect(log.versionAt(at(10n), 3)).toBe(0)
  expect(log.versionAt(at(11n), 3)).toBe(1)
  expect(log.versionAt(at(11n, 12n), 3)).toBe(2)
  expect(log.versionAt(at(11n, 11n), 3)).toBe(1)
  expect(log.versionAt(at(13n), 7)).toBe(7)
})

test('of another timeline, of before it began and of what it has forgotten it knows nothing', () => {
  const log = logOf(10n, 11n)
  expect(log.versionAt({ ...at(12n), timeline: 'b' }, 2)).toBeNull()
  expect(log.versionAt({ ...at(12n), atMs: 499 }, 2)).toBeNull()
  const full = logOf(10n, 11n, 12n, 13n, 14n, 15n)
  expect(full.versionAt(at(12n), 6)).toBeNull()
  expect(full.versionAt(at(13n), 6)).toBe(3)
  log.begin({ timeline: 'a', fromMs: 500, fromXid: 11n })
  expect(log.versionAt(at(10n), 2)).toBeNull()
})
