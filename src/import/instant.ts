import type { Instant } from '../../schema/models.ts'
import { shorten } from '../../schema/errors.ts'
import type { Path, Problems } from './problems.ts'

/** An RFC 3339 date with offset, years 1000 to 9999, as an instant in UTC; anything else is a problem. */
export function instant(value: string | null | undefined, path: Path, problems: Problems): Instant | null {
  if (value === null || value === undefined || value === '') return null
  return (
    toInstant(value.trim()) ??
    problems.add(
      'INVALID',
      path,
      `${path.at(-1)} must be an RFC 3339 date with an offset, like 2025-11-12T18:30:00Z, not "${shorten(value)}".`,
    )
  )
}

const rfc3339 = /^([1-9]\d{3})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/

function toInstant(value: string): Instant | null {
  const parts = rfc3339.exec(value)
  if (parts === null) return null
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  // 60 is the leap second that RFC 3339 knows and Date does not
  const local = Date.UTC(
    year,
    month - 1,
    day,
    hour,
    minute,
    Math.min(second, 59),
    Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3)),
  )
  const isReal =
    hour <= 23 && minute <= 59 && second <= 60 && month >= 1 && month <= 12 && new Date(local).getUTCDate() === day
  const offset = offsetMs(parts[8] ?? 'Z')
  if (!isReal || offset === null) return null
  const text = new Date(local - offset).toISOString()
  // a year may leave the range by its offset
  if (text.length !== 24 || text.startsWith('0')) return null
  return text.endsWith('.000Z') ? `${text.slice(0, 19)}Z` : text
}

function offsetMs(offset: string): number | null {
  if (offset === 'Z' || offset === 'z') return 0
  const hours = Number(offset.slice(1, 3))
  const minutes = Number(offset.slice(4, 6))
  if (hours > 23 || minutes > 59) return null
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
