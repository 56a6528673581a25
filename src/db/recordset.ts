import { sql, type RawBuilder } from 'kysely'

/** Types of the columns that a batch is sent with. */
type ColumnType = 'bigint' | 'integer' | 'text' | 'boolean' | 'timestamptz' | 'json' | 'jsonb'

/**
 * Any number of rows as one parameter, so that a statement's text does not depend on how many there are.
 * Used as `from ${recordset(rows, {...}, 'r')}`; a column that a row lacks is null.
 */
export function recordset<Row extends object>(
  rows: readonly Row[],
  columns: Readonly<Record<keyof Row & string, ColumnType>>,
  alias: string,
): RawBuilder<unknown> {
  const types = Object.entries<ColumnType>(columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`)
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as ${sql.ref(alias)} (${sql.join(types)})`
}
