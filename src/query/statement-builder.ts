import { sql, type RawBuilder } from 'kysely'
import type { Selection } from '../../schema/selection.ts'
import { Aliases, jsonObject, type Json } from '../db/json.ts'
import type { DB } from '../db/tables/database.ts'
import type { RequestScope } from './visibility.ts'

/**
 * How a query becomes SQL: each noun says how to select itself as JSON (its columns) and how its relations hang on it.
 * A root field asks for a node with the selection below it and gets one statement; a loader asks for one relation of many
 * rows and gets one statement, made of the very same expression. So a planned and a loaded answer cannot differ.
 */
export interface Noun {
  readonly table: keyof DB & string
  /** Light fields of the model, by field name: SQL over a row of the table. */
  readonly columns: Readonly<Record<string, (row: string, requestScope: RequestScope) => RawBuilder<unknown>>>
  /** Fields that read other tables, or wide columns. */
  readonly relations: Readonly<Record<string, Relation>>
}

/**
 * The JSON of one relation of the row, as a scalar subquery that depends on that row alone.
 * Null where it is cheaper (or only right) to load it separately.
 */
export type Relation = (
  builder: StatementBuilder,
  row: string,
  args: Readonly<Record<string, unknown>>,
  below: Selection,
) => Json | null

export type NounName = 'article' | 'author' | 'topic' | 'publisher'

/** One statement in the making. */
export interface StatementBuilder {
  readonly requestScope: RequestScope
  readonly nouns: Readonly<Record<NounName, Noun>>
  readonly aliases: Aliases
  /** How many relations may still be nested: each level multiplies what PostgreSQL does in one go. */
  readonly relationsLeft: number
  /** How many connections may still be nested: a page under each row of a page under each row is loaded separately. */
  readonly connectionsLeft: number
}

export function newStatementBuilder(requestScope: RequestScope, nouns: StatementBuilder['nouns']): StatementBuilder {
  return { requestScope, nouns, aliases: new Aliases(), relationsLeft: 4, connectionsLeft: 1 }
}

/** The plan one relation further down; null where that would be too deep. */
export function below(
  builder: StatementBuilder,
  kind: 'relation' | 'connection' = 'relation',
): StatementBuilder | null {
  const relationsLeft = builder.relationsLeft - 1
  const connectionsLeft = builder.connectionsLeft - (kind === 'connection' ? 1 : 0)
  return relationsLeft < 0 || connectionsLeft < 0 ? null : { ...builder, relationsLeft, connectionsLeft }
}

/** The model of the row in `row`, with what the selection asks for: columns as they are, relations under `planned`. */
export function nodeJson<T>(builder: StatementBuilder, name: NounName, row: string, selection: Selection): Json<T> {
  const noun = builder.nouns[name]
  const fields: Record<string, RawBuilder<unknown>> = { id: sql.ref(`${row}.id`) }
  for (const [field, column] of Object.entries(noun.columns)) {
    if (selection.has(field)) fields[field] = column(row, builder.requestScope)
  }
  const planned: Record<string, RawBuilder<unknown>> = {}
  for (const [field, relation] of Object.entries(noun.relations)) {
    const selected = selection.only(field)
    const json = selected === null ? null : relation(builder, row, selected.args, selected.below)
    if (json !== null) planned[field] = json
  }
  if (Object.keys(planned).length > 0) fields.planned = jsonObject(planned)
  return jsonObject(fields)
}

/** Rows of a subquery as a JSON array, in its order; `rows` yields a column `node`, and `place` where order matters. */
export function jsonList<T>(rows: RawBuilder<unknown>, ordered = true): Json<T[]> {
  return ordered
    ? sql<T[]>`(select coalesce(json_agg(listed.node order by listed.place), '[]') from (${rows}) listed)`
    : sql<T[]>`(select coalesce(json_agg(listed.node), '[]') from (${rows}) listed)`
}
