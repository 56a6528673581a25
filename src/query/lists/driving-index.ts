import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { ArticleFilter } from '../../../schema/models.ts'
import type { ReadAccess } from '../read-access.ts'
import { late, type Bound, type Late } from '../slot.ts'
import { isThere } from '../visibility.ts'

/** Which articles a list is about; the id of its author or topic is SQL, so that a page can hang under each of many rows. */
export type ListScope =
  | { readonly of: 'gateway' }
  | { readonly of: 'author'; readonly id: RawBuilder<number> }
  | { readonly of: 'topic'; readonly id: RawBuilder<number>; readonly includeDescendants: boolean }

/**
 * The table whose index carries the order of a list, so that a page is read and nothing is sorted. The conditions that its
 * leading column answers are covered; all others are checked row by row on the way.
 */
export interface DrivingIndex {
  readonly table: 'article' | 'article_author' | 'article_topic' | 'article_search'
  readonly idColumn: 'id' | 'article_id'
  readonly where: (row: string) => RawBuilder<unknown>[]
  /** The values of the leading column, each an index range of its own; null where there is just one range. */
  readonly values: Values | null
  readonly covers: ReadonlySet<string>
}

interface Values {
  readonly list: Late<readonly unknown[]>
  readonly single: RawBuilder<unknown>
  readonly unnested: RawBuilder<unknown>
  readonly equals: (row: string, value: RawBuilder<unknown>) => RawBuilder<unknown>
}

/** The narrowest range comes first: an author, a topic, then the closed sets. */
export function chooseDrivingIndex(
  scope: ListScope,
  filter: Bound<ArticleFilter>,
  readAccess: ReadAccess,
): DrivingIndex {
  if (scope.of === 'author') {
    const { id } = scope
    return byParent('article_author', (row) => [sql`${columnOf(row, 'author_id')} = ${id}`])
  }
  if (scope.of === 'topic' && filter.authors !== undefined) {
    const within = (row: string): RawBuilder<unknown> =>
      isThere(sql`article_topic scoped
        where scoped.article_id = ${columnOf(row, 'article_id')} and scoped.topic_id = ${scope.id}
          ${scope.includeDescendants ? sql`` : sql`and scoped.position is not null`}`)
    return {
      ...byValues('article_author', 'author_id', filter.authors, 'bigint', 'authors'),
      where: (row) => [within(row)],
    }
  }
  if (scope.of === 'topic') {
    const { id, includeDescendants } = scope
    return byParent('article_topic', (row) => [
      sql`${columnOf(row, 'topic_id')} = ${id}`,
      ...(includeDescendants ? [] : [sql`${columnOf(row, 'position')} is not null`]),
    ])
  }
  if (filter.authors !== undefined) {
    return byValues('article_author', 'author_id', filter.authors, 'bigint', 'authors')
  }
  if (filter.topics !== undefined) return byValues('article_topic', 'topic_id', filter.topics, 'bigint', 'topics')
  if (readAccess.topicIds !== null)
    return byValues('article_topic', 'topic_id', readAccess.topicIds, 'bigint', 'granted')
  const { status } = filter
  if (status !== undefined && status.every((one) => one === 'DRAFT' || one === 'WITHDRAWN')) {
    const drivingIndex = byValues('article', 'status', status, 'text', 'status')
    // the index is partial; PostgreSQL proves its condition only from a literal
    return { ...drivingIndex, where: (row) => [sql`${columnOf(row, 'status')} <> 'PUBLISHED'`] }
  }
  if (filter.publishers !== undefined) {
    return byValues('article', 'publisher_id', filter.publishers, 'bigint', 'publisher_id')
  }
  if (filter.types !== undefined) return byValues('article', 'type', filter.types, 'text', 'type')
  if (filter.languages !== undefined) return byValues('article', 'language', filter.languages, 'text', 'language')
  if (filter.isAccessibleForFree !== undefined) {
    return byValues('article', 'is_free', [filter.isAccessibleForFree], 'boolean', 'is_free')
  }
  return wholeGateway
}

/** The condition of the partial indexes that hold all articles: PostgreSQL takes them only where a statement says so. */
const wholeGateway: DrivingIndex = {
  table: 'article',
  idColumn: 'id',
  where: (row) => [sql`${columnOf(row, 'id')} > 0`],
  values: null,
  covers: new Set(),
}

function byParent(table: 'article_author' | 'article_topic', where: DrivingIndex['where']): DrivingIndex {
  return { table, idColumn: 'article_id', where, values: null, covers: new Set() }
}

function byValues(
  table: DrivingIndex['table'],
  column: string,
  list: Late<readonly unknown[]>,
  type: 'bigint' | 'text' | 'boolean',
  covers: string,
): DrivingIndex {
  const cast = sql.raw(type)
  return {
    table,
    idColumn: table === 'article' ? 'id' : 'article_id',
    where: () => [],
    values: {
      list,
      single: sql`${late(list, ([first]) => first as string | number | boolean)}::${cast}`,
      unnested: sql`unnest(${list}::${cast}[])`,
      equals: (row, value) => sql`${columnOf(row, column)} = ${value}`,
    },
    covers: new Set([covers]),
  }
}
