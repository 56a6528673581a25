import type { Instant } from './models.ts'

/**
 * An RFC 3339 instant in its one canonical form: UTC, milliseconds only where there are any.
 * Null where the text is none: no offset, a day that does not exist, a year outside 1000 to 9999.
 */
export function toInstant(text: string): Instant | null {
  const match = rfc3339.exec(text)
  if (match === null) return null
  const [, year, month, day] = match
  const monthDays = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  if (Number(day) > monthDays) return null
  // 60 is the leap second that RFC 3339 knows and Date does not
  const time = Date.parse(
    text
      .toUpperCase()
      .replace(' ', 'T')
      .replace(/:60(?=[.Z+-])/, ':59'),
  )
  return Number.isNaN(time) ? null : fromMilliseconds(time)
}

/** Milliseconds since 1970 as an instant; null outside the years 1000 to 9999. */
export function fromMilliseconds(time: number): Instant | null {
  if (!(time >= earliest && time <= latest)) return null
  return new Date(time).toISOString().replace('.000Z', 'Z')
}

const rfc3339 =
  /^([1-9]\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/
const earliest = Date.UTC(1000, 0, 1)
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
