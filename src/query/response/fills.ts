import { bodyCharsPerPoint } from '../../../schema/cost.ts'
import { cutText } from '../../../schema/summary.ts'
import type { Fill } from './holes.ts'

/** A timestamptz as row_to_json writes it, or as text, in UTC: the one form of an instant in answers. */
export const instantOf: Fill = (raw) => `"${toInstant(raw)}"`

/** Takes `2026-11-01T10:00:00.5+00:00` and `2026-11-01 10:00:00.5+00`. */
export function toInstant(raw: string): string {
  const date = raw.slice(0, 10)
  const time = raw.slice(11, 19)
  const fraction = raw.charAt(19) === '.' ? raw.slice(20, raw.indexOf('+', 20)).padEnd(3, '0') : ''
  return fraction === '' ? `${date}T${time}Z` : `${date}T${time}.${fraction}Z`
}

/** A number as JavaScript writes it, which is not as PostgreSQL does where it is very small or large. */
export const numberOf: Fill = (raw) => JSON.stringify(Number(raw))

/** A text cut to a length. */
export function cutTo(maxLength: number): Fill {
  return (raw) => {
    // escapes make a text longer, never shorter
    if (raw.length <= maxLength) return `"${raw}"`
    return JSON.stringify(cutText(JSON.parse(`"${raw}"`) as string, maxLength))
  }
}

/** A body as it is; what its length costs is noted. */
export const bodyOf: Fill = (raw, { charge }) => {
  // escapes make a text longer, never shorter
  if (raw.length >= bodyCharsPerPoint) charge?.(Math.floor(lengthOf(raw) / bodyCharsPerPoint))
  return `"${raw}"`
}

/** UTF-16 units of a string of JSON that has no quotation marks around it. */
function lengthOf(raw: string): number {
  let length = raw.length
  for (let at = raw.indexOf('\\'); at >= 0;) {
    const escape = raw[at + 1] === 'u' ? 6 : 2
    length -= escape - 1
    at = raw.indexOf('\\', at + escape)
  }
  return length
}
