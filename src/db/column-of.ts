import { sql, type RawBuilder } from 'kysely'

/** A column of a table, or of what goes by that alias in the statement. */
export function columnOf<T>(row: string, name: string): RawBuilder<T> {
  return sql.ref<T>(`${row}.${name}`)
}
