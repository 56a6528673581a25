import type { Instant } from '../../../schema/models.ts'
import { shorten } from '../../../schema/errors.ts'
import { toInstant } from '../../../schema/instant.ts'
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
