import { sql, type RawBuilder } from 'kysely'

/** A JSON value made in SQL. */
export type Json<T = unknown> = RawBuilder<T>

/** A JSON object from SQL values, its keys in the given order. */
export function jsonObject<T>(fields: Readonly<Record<string, RawBuilder<unknown>>>): Json<T> {
  const pairs = Object.entries(fields).map(([key, value]) => sql`${sql.lit(key)}, ${value}`)
  return sql<T>`json_build_object(${sql.join(pairs)})`
}

/** A timestamptz column as RFC 3339 in UTC, milliseconds only where there are any: the one form of an instant in models. */
export function instantText(column: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`replace(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '.000Z', 'Z')`
}

/** Aliases that are unique within one statement. */
export class Aliases {
  #next = 1

  next(stem: string): string {
    return `${stem}${this.#next++}`
  }
}
