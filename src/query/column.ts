import type { RawBuilder } from 'kysely'
import { columnOf } from '../db/column-of.ts'
import type { RequestScope } from './visibility.ts'

/** A light field of a noun: SQL over a row of its table. */
export interface Column {
  readonly sql: (row: string, requestScope: RequestScope) => RawBuilder<unknown>
  /** What the SQL gives, and so how it becomes JSON. */
  readonly kind: ColumnKind
}

/**
 * `value`: what JSON has by itself. `instant`: a timestamptz. `summary`: a text that an argument cuts. `texts`: a jsonb array of
 * texts. `image` and `corrections`: jsonb as the models have it.
 */
export type ColumnKind = 'value' | 'instant' | 'summary' | 'texts' | 'image' | 'corrections'

/** A column of the table, as it is. */
export function column(name: string, kind: ColumnKind = 'value'): Column {
  return { sql: (row) => columnOf(row, name), kind }
}

/** A value that SQL makes of a row. */
export function computed(make: Column['sql'], kind: ColumnKind = 'value'): Column {
  return { sql: make, kind }
}
