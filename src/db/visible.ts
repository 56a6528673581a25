import { sql, type RawBuilder } from 'kysely'
import type { Grant } from './grant.ts'

/** What every statement of one request shares: who asks, and the one instant at which it is answered. */
export interface View {
  readonly grant: Grant
  /** RFC 3339, from the database's clock. */
  readonly instant: string
}

/**
 * The one visibility rule: an article is visible when its status is PUBLISHED and the later of its publication and embargo
 * times is not after the request's instant (both are in `visible_at`), and the caller's key is not limited to other topics.
 *
 * `row` is a table or alias with a `visible_at` column, `articleId` the column that holds the article's id in it.
 */
export function visible(view: View, row: string, articleId: 'id' | 'article_id' = 'id'): RawBuilder<boolean> {
  const { preview, topicIds } = view.grant
  const inTime = preview ? sql<boolean>`true` : sql<boolean>`${sql.ref(`${row}.visible_at`)} <= ${instantValue(view)}`
  return topicIds === null ? inTime : sql<boolean>`${inTime} and ${withinGrant(view, row, articleId)}`
}

/** The part of the rule that looks at topics alone: what the caller's key is not limited to is out of sight at any time. */
export function withinGrant(view: View, row: string, articleId: 'id' | 'article_id' = 'id'): RawBuilder<boolean> {
  const { topicIds } = view.grant
  if (topicIds === null) return sql<boolean>`true`
  return sql<boolean>`exists (
    select from article_topic granted
    where granted.article_id = ${sql.ref(`${row}.${articleId}`)} and granted.topic_id = any(${topicIds}::bigint[]))`
}

/** The part of the rule that is about time; alone it is enough only for rows that are of the key's topics anyway. */
export function inTime(view: View, row: string): RawBuilder<boolean> {
  return view.grant.preview ? sql`true` : sql`${sql.ref(`${row}.visible_at`)} <= ${instantValue(view)}`
}

/** The request's instant as SQL. */
export function instantValue(view: View): RawBuilder<string> {
  return sql<string>`${view.instant}::timestamptz(3)`
}
