import { sql, type RawBuilder } from 'kysely'
import type { SelectedField, Selection } from '../../schema/selection.ts'
import type { Column } from './column.ts'
import type { PageSource } from './lists/connection-json.ts'
import { Aliases, type Json } from '../db/json.ts'
import type { RelatedLinkArgs } from './nouns/related-link.ts'
import type { Bound, Late } from './slot.ts'
import type { DB } from '../db/tables/database.ts'
import type { RequestScope } from './visibility.ts'

/**
 * How a query becomes SQL: each noun says how to select itself as JSON (its columns) and how its relations hang on it.
 * A root field asks for a node with the selection below it and gets one statement; a loader asks for one relation of many
 * rows and gets one statement, made of the very same expression; a compiled document is the same again, with the answer
 * itself as its output. So planned, loaded and compiled answers cannot differ.
 */
export interface Noun {
  readonly table: keyof DB & string
  /** Light fields of the model, by field name. */
  readonly columns: Readonly<Record<string, Column>>
  /** Fields whose rows are in other tables. */
  readonly relations: Readonly<Record<string, Relation>>
  /** Fields whose one value is too wide for the table itself; no level of their own. */
  readonly wide: Readonly<Record<string, Relation>>
}

/**
 * The JSON of one relation of the row, as a scalar subquery that depends on that row alone; `builder` is on its level already.
 * Null where it is cheaper (or only right) to load it separately.
 */
export type Relation = (builder: StatementBuilder, row: string, field: SelectedField) => Json | null

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
  readonly output: Output
  /** Reads the arguments of a field. Throws what `reader` throws. */
  readonly read: <T>(field: SelectedField, reader: (args: SelectedField['args']) => T) => ReadArguments<T>
}

/** Arguments that were read: each value by itself, and all as one. */
export interface ReadArguments<T> {
  readonly bound: Bound<T>
  readonly whole: T | Late<T>
}

/** What rows become: the models that resolvers read, or the answer itself. */
export interface Output {
  /** Does who runs the statement check cursors that depend on what it finds? */
  readonly checksCursors: boolean
  /** The row that `from` gives (from, where), or null where it gives none. */
  one(builder: StatementBuilder, noun: NounName, row: string, selection: Selection, from: RawBuilder<unknown>): Json
  /** The rows that `from` gives, in that order. */
  list(
    builder: StatementBuilder,
    noun: NounName,
    row: string,
    selection: Selection,
    from: RawBuilder<unknown>,
    sortOrder: RawBuilder<unknown>,
  ): Json
  /** One page of a list and its count, each only where it is selected. */
  page(builder: StatementBuilder, source: PageSource, selection: Selection): Json
  /** A long text of that row, which fails where all of a statement's are larger together than an answer may be. */
  longText(builder: StatementBuilder, row: string, value: RawBuilder<unknown>): RawBuilder<unknown>
  /** The related links of an article. */
  links(builder: StatementBuilder, row: string, args: RelatedLinkArgs, selection: Selection): Json
}

/** What hangs on a row under this field, on its level; undefined where there is no such field, or it would be too deep. */
export function relationOf(
  builder: StatementBuilder,
  noun: NounName,
  field: string,
): ((row: string, field: SelectedField) => Json | null) | undefined {
  const { relations, wide } = builder.nouns[noun]
  const ofRow = wide[field]
  if (ofRow !== undefined) return (row, selected) => ofRow(builder, row, selected)
  const ofOthers = relations[field]
  if (ofOthers === undefined || builder.relationsLeft === 0) return undefined
  const deeper = { ...builder, relationsLeft: builder.relationsLeft - 1 }
  return (row, selected) => ofOthers(deeper, row, selected)
}

/** As it is where many may be read: the function counts the bytes of all of them. */
export function countedText({ requestScope }: StatementBuilder, value: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`answer_text(${value}, ${sql.lit(requestScope.maxAnswerBytes)})`
}

/** Rows of a subquery as a JSON array, in its order; `rows` yields a column `node`, and `position` where order matters. */
export function jsonList<T>(rows: RawBuilder<unknown>): Json<T[]> {
  return sql<T[]>`(select coalesce(json_agg(listed.node order by listed.position), '[]') from (${rows}) listed)`
}
