import { sql, type AliasedRawBuilder, type RawBuilder } from 'kysely'

/** Types of the columns that a batch is sent with. */
type ColumnType = 'bigint' | 'integer' | 'text' | 'boolean' | 'date' | 'timestamptz' | 'json' | 'jsonb' | 'integer[]'

type Columns<Row> = Readonly<Record<keyof Row & string, ColumnType>>

/**
 * Any number of rows as one parameter, so that a statement's text does not depend on how many there are.
 * Used as `from ${recordset(rows, {...}, 'r')}`; a column that a row lacks is null.
 */
export function recordset<Row extends object>(
  rows: readonly Row[],
  columns: Columns<Row>,
  alias: string,
): RawBuilder<unknown> {
  return sql`${asRecords(rows)} as ${named(columns, alias)}`
}

/** The same for `selectFrom` of the query builder. */
export function recordsetTable<Row extends object, Alias extends string>(
  rows: readonly Row[],
  columns: Columns<Row>,
  alias: Alias,
): AliasedRawBuilder<Row, Alias> {
  return asRecords(rows).as<Alias>(named(columns, alias))
}

function asRecords<Row extends object>(rows: readonly Row[]): RawBuilder<Row> {
  return sql<Row>`json_to_recordset(${JSON.stringify(rows)}::json)`
}

function named<Row>(columns: Columns<Row>, alias: string): RawBuilder<unknown> {
  const types = Object.entries<ColumnType>(columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`)
  return sql`${sql.ref(alias)} (${sql.join(types)})`
}
