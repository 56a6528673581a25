import type { Path, Problems } from './problems.ts'

/** A list that holds at most `max` items; a longer one is a problem, and empty. */
export function within<T>(
  values: readonly T[] | null | undefined,
  max: number,
  path: Path,
  problems: Problems,
): readonly T[] {
  if (values === null || values === undefined) return []
  if (values.length <= max) return values
  problems.add('TOO_LONG', path, `${path.at(-1)} has ${values.length} items; at most ${max} are accepted.`)
  return []
}
