import type { Planned } from './models.ts'

/** The value that a plan brought for the field, else what its loader gives. */
export function plannedOr<T>(parent: Planned, field: string, load: () => T | Promise<T>): T | Promise<T> {
  const { planned } = parent
  return planned !== undefined && field in planned ? (planned[field] as T) : load()
}
