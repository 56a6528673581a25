import type { RawBuilder } from 'kysely'
import { columnOf } from '../db/column-of.ts'
import type { Selection } from '../../schema/selection.ts'
import { instantText, jsonObject, type Json } from '../db/json.ts'
import { relationOf, type NounName, type StatementBuilder } from './statement-builder.ts'

/** The model of the row in `row`, with what the selection asks for: columns as they are, relations under `planned`. */
export function nodeJson<T>(builder: StatementBuilder, name: NounName, row: string, selection: Selection): Json<T> {
  const noun = builder.nouns[name]
  const fields: Record<string, RawBuilder<unknown>> = { id: columnOf(row, 'id') }
  for (const [field, column] of Object.entries(noun.columns)) {
    if (!selection.has(field)) continue
    const value = column.sql(row, builder.requestScope)
    fields[field] = column.kind === 'instant' ? instantText(value) : value
  }
  const planned: Record<string, RawBuilder<unknown>> = {}
  for (const field of [...Object.keys(noun.relations), ...Object.keys(noun.wide)]) {
    const selected = selection.only(field)
    const json = selected === null ? null : (relationOf(builder, name, field)?.(row, selected) ?? null)
    if (json !== null) planned[field] = json
  }
  if (Object.keys(planned).length > 0) fields.planned = jsonObject(planned)
  return jsonObject(fields)
}
