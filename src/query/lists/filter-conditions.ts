import { sql, type RawBuilder } from 'kysely'
import type { ArticleFilter } from '../../../schema/models.ts'
import { columnOf } from '../../db/column-of.ts'
import type { Bound, Late } from '../slot.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { instantValue, isThere } from '../visibility.ts'
import type { DrivingIndex } from './driving-index.ts'

/** Conditions of the filter on columns that every driving index has. */
export function rowConditions(
  builder: StatementBuilder,
  filter: Bound<ArticleFilter>,
  drivingIndex: DrivingIndex,
  row: string,
): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = []
  for (const [range, column] of [
    [filter.published, 'placed_at'],
    [filter.modified, 'modified_at'],
  ] as const) {
    if (range?.since != null) conditions.push(sql`${columnOf(row, column)} >= ${range.since}::timestamptz(3)`)
    if (range?.before != null) conditions.push(sql`${columnOf(row, column)} < ${range.before}::timestamptz(3)`)
  }
  if (filter.status !== undefined && !drivingIndex.covers.has('status')) {
    conditions.push(statusCondition(builder, filter.status, drivingIndex, row))
  }
  return conditions
}

function statusCondition(
  builder: StatementBuilder,
  statuses: readonly string[],
  drivingIndex: DrivingIndex,
  row: string,
): RawBuilder<unknown> {
  const at = columnOf(row, 'visible_at')
  const stored = statuses.filter((status) => status === 'DRAFT' || status === 'WITHDRAWN')
  const either = [
    ...(statuses.includes('PUBLISHED') ? [sql`${at} <= ${instantValue(builder.requestScope)}`] : []),
    ...(statuses.includes('SCHEDULED') ? [sql`${at} > ${instantValue(builder.requestScope)}`] : []),
    ...(stored.length > 0
      ? [
          sql`(${at} is null and exists (select from article other where other.id = ${columnOf(row, drivingIndex.idColumn)}
            and other.status = any(${stored}::text[])))`,
        ]
      : []),
  ]
  return either.length === 0 ? sql`false` : sql`(${sql.join(either, sql` or `)})`
}

/** Conditions on the article itself, and on its authors and topics, that the driving index does not answer by itself. */
export function articleConditions(
  builder: StatementBuilder,
  filter: Bound<ArticleFilter>,
  drivingIndex: DrivingIndex,
  row: string,
): RawBuilder<unknown>[] {
  const id = columnOf(row, drivingIndex.idColumn)
  const conditions: RawBuilder<unknown>[] = []
  // all that a search finds is looked at anyway, maybe by one join; a list ends with its page
  const isOneOf =
    drivingIndex.table === 'article_search' ? (from: RawBuilder<unknown>) => sql`exists (select from ${from})` : isThere
  const owner = drivingIndex.table === 'article' ? row : builder.aliases.next('f')
  const own: RawBuilder<unknown>[] = []
  const among = (column: string, values: Late<readonly unknown[]> | undefined, type: string): void => {
    if (values !== undefined && !drivingIndex.covers.has(column)) {
      own.push(sql`${columnOf(owner, column)} = any(${values}::${sql.raw(type)}[])`)
    }
  }
  among('publisher_id', filter.publishers, 'bigint')
  among('language', filter.languages, 'text')
  among('type', filter.types, 'text')
  if (filter.isAccessibleForFree !== undefined && !drivingIndex.covers.has('is_free')) {
    own.push(sql`${columnOf(owner, 'is_free')} = ${filter.isAccessibleForFree}`)
  }
  if (own.length > 0) {
    const all = sql.join(own, sql` and `)
    conditions.push(
      drivingIndex.table === 'article'
        ? all
        : isOneOf(sql`article as ${sql.ref(owner)} where ${columnOf(owner, 'id')} = ${id} and ${all}`),
    )
  }
  const isLinked = (table: string, column: string, ids: Late<readonly number[]>): RawBuilder<unknown> =>
    isOneOf(
      sql`${sql.table(table)} link where link.article_id = ${id} and link.${sql.ref(column)} = any(${ids}::bigint[])`,
    )
  if (filter.topics !== undefined && !drivingIndex.covers.has('topics')) {
    conditions.push(isLinked('article_topic', 'topic_id', filter.topics))
  }
  if (filter.authors !== undefined && !drivingIndex.covers.has('authors')) {
    conditions.push(isLinked('article_author', 'author_id', filter.authors))
  }
  if (filter.notTopics !== undefined)
    conditions.push(sql`not ${isLinked('article_topic', 'topic_id', filter.notTopics)}`)
  return conditions
}
