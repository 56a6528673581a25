import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../db/column-of.ts'
import type { ReadAccess } from './read-access.ts'
import type { Late } from './slot.ts'

/** What every statement of one request shares: who asks, and the one instant at which it is answered. */
export interface RequestScope {
  readonly readAccess: ReadAccess
  /** RFC 3339, from the database's clock. */
  readonly instant: Late<string>
  /** Bytes of bodies that one statement may read, at most; then it ends. */
  readonly maxAnswerBytes: number
}

/**
 * The one visibility rule: an article is visible when its status is PUBLISHED and the later of its publication and embargo
 * times is not after the request's instant (both are in `visible_at`), and the caller's key may read and is not limited to other topics.
 *
 * `row` is a table or alias with a `visible_at` column, `articleId` the column that holds the article's id in it.
 */
export function visible(
  requestScope: RequestScope,
  row: string,
  articleId: 'id' | 'article_id' = 'id',
): RawBuilder<boolean> {
  const visibleNow = inTime(requestScope, row)
  return requestScope.readAccess.topicIds === null
    ? visibleNow
    : sql<boolean>`${visibleNow} and ${withinAccess(requestScope, row, articleId)}`
}

/**
 * What the rule makes of topics and authors: one is to be seen where a visible article has it, of a topic itself or one below it, so
 * that everything above a topic that is seen is seen as well. They come into being with the first article that names
 * them, so the name of one that has no visible article could only have come from what is hidden. That it has no article at
 * all makes no difference: a draft that is given another topic would give the former one away, and the first draft in an
 * empty section would make that vanish. Who may see every article sees them all, empty ones too.
 *
 * `row` is a table or alias of the noun. Costs one look into an index where the oldest of its articles is visible; drafts, embargoed and
 * withdrawn ones that are older are walked over, and for a key that is limited to large topics all articles outside of them.
 */
export function hasVisibleArticle(
  requestScope: RequestScope,
  noun: 'topic' | 'author',
  row: string,
): RawBuilder<boolean> {
  const { reads, preview, topicIds } = requestScope.readAccess
  if (!reads) return sql<boolean>`false`
  if (preview && topicIds === null) return sql<boolean>`true`
  const id = columnOf(row, 'id')
  const links = sql.table(`article_${noun}`)
  // no visible article is placed after the instant, so what is scheduled is not walked over
  const placed = preview ? sql`` : sql`and link.placed_at <= ${instantValue(requestScope)}`
  // in the order of the index that it is to be read from; PostgreSQL may answer EXISTS by reading the whole table
  const found = sql<boolean>`(
    select true from ${links} link
    where ${columnOf('link', `${noun}_id`)} = ${id} ${placed} and ${visible(requestScope, 'link', 'article_id')}
    order by link.placed_at, link.article_id
    limit 1) is true`
  if (topicIds === null) return found
  const granted = sql`article_topic granted where granted.topic_id = any(${topicIds}::bigint[]) and ${inTime(requestScope, 'granted')}`
  // depends on no row: PostgreSQL looks once, and keeps what the few articles of a narrow key have
  return sql<boolean>`case
    when (select count(*) from (select from ${granted} limit ${sql.lit(fewArticles)}) counted) < ${sql.lit(fewArticles)}
    then ${id} in (
      select ${columnOf('link', `${noun}_id`)} from (select article_id from ${granted} offset 0) granted_article join ${links} link using (article_id))
    else ${found} end`
}

/** Up to so many articles of a key's topics, what these have is read as a whole instead of article by article. */
const fewArticles = 2_000

/** The part of the rule that looks at topics alone: what the caller's key is not limited to is out of sight at any time. */
export function withinAccess(
  requestScope: RequestScope,
  row: string,
  articleId: 'id' | 'article_id' = 'id',
): RawBuilder<boolean> {
  const { topicIds } = requestScope.readAccess
  if (topicIds === null) return sql<boolean>`true`
  return isThere(
    sql`article_topic granted where granted.article_id = ${columnOf(row, articleId)} and granted.topic_id = any(${topicIds}::bigint[])`,
  )
}

/**
 * Whether there is a row, looked up for each row of the statement around it. What EXISTS asks, PostgreSQL may turn into a join, and then reads all articles
 * of a topic for the sake of the twenty that a page shows. `from` goes on after that word.
 */
export function isThere(from: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`((select true from ${from} limit 1) is true)`
}

/** The part of the rule that is about scopes and time; alone it is enough only for rows that are of the key's topics anyway. */
export function inTime(requestScope: RequestScope, row: string): RawBuilder<boolean> {
  const { reads, preview } = requestScope.readAccess
  if (!reads) return sql`false`
  return preview ? sql`true` : sql`${columnOf(row, 'visible_at')} <= ${instantValue(requestScope)}`
}

/** The request's instant as SQL. */
export function instantValue(requestScope: RequestScope): RawBuilder<string> {
  return sql<string>`${requestScope.instant}::timestamptz`
}
