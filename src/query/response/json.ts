import { sql, type RawBuilder } from 'kysely'
import type { ResponseField, Selection } from '../../../schema/selection.ts'
import type { Json } from '../../db/json.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { NotCompiled } from '../compiled/not-compiled.ts'

/** No rows to select from: values alone. */
export const nothing = sql``

/** PostgreSQL cuts longer names of columns, in bytes. */
const maxNameBytes = 63

/** The columns of a selection, each under its response key; `column` makes all but `__typename`. */
export function selectList(
  selection: Selection,
  type: string,
  column: (field: ResponseField) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const fields = selection.fields()
  // the price of an answer is counted by its objects, and an empty one does not look like one
  if (fields.length === 0) throw new NotCompiled('a selection is empty')
  return sql.join(
    fields.map((field) => {
      if (field.key.length > maxNameBytes)
        throw new NotCompiled(`"${field.key}" is longer than a name of a column may be`)
      return field.name === '__typename' ? sql`${sql.lit(type)} as ${sql.ref(field.key)}` : column(field)
    }),
  )
}

/**
 * The one row of `select columns from` as an object; null where there is none. A flat row by row_to_json costs PostgreSQL
 * less than json_build_object with its names as values.
 */
export function objectOf(builder: StatementBuilder, columns: RawBuilder<unknown>, from: RawBuilder<unknown>): Json {
  const row = sql.ref(rowName(builder))
  return sql`(select row_to_json(${row}) from (select ${columns} ${from}) as ${row})`
}

/** The rows of an ordered statement as a list of objects. */
export function listOf(builder: StatementBuilder, rows: RawBuilder<unknown>): Json {
  const row = sql.ref(rowName(builder))
  return sql`(select coalesce(json_agg(${row}), '[]') from (${rows}) as ${row})`
}

/** No column has such a name, whatever aliases a document has. */
function rowName(builder: StatementBuilder): string {
  return builder.aliases.next('#')
}

/** json_agg puts a line break between objects, and no other line break can be in JSON that PostgreSQL made. */
export function withoutBreaks(text: string): string {
  return text.replaceAll(', \n ', ',')
}
