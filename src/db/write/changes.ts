import { sql, type RawBuilder } from 'kysely'

/** What a part of articles is changed by: what must be gone before the rest can be written. Null: nothing. */
export interface Changes {
  readonly before: RawBuilder<unknown> | null
  readonly after: RawBuilder<unknown> | null
}

/** Of the articles to write, those that the gateway held before. */
export function idsOfExisting(articles: readonly { articleId: number; isNew: boolean }[]): number[] {
  return articles.filter(({ isNew }) => !isNew).map(({ articleId }) => articleId)
}

/**
 * What a column of `row` becomes by what an import provides in `r`: that, unless it is null or an editor has set the column, which then
 * stays.
 */
export function unlessEditedIn(row: string): (column: string) => RawBuilder<unknown> {
  return (column) => {
    const own = sql.ref(`${row}.${column}`)
    return sql`case when ${sql.lit(column)} = any(${sql.ref(`${row}.edited`)}) then ${own} else coalesce(${sql.ref(`r.${column}`)}, ${own}) end`
  }
}
