import { sql, type RawBuilder } from 'kysely'
import { readArticleListArgs } from '../../../schema/list-args.ts'
import type { ArticleFilter, ArticleListArgs, ArticleOrder, InstantRange } from '../../../schema/models.ts'
import type { Selection } from '../../../schema/selection.ts'
import type { Position } from '../../cursor.ts'
import { chooseDrivingIndex, type DrivingIndex, type ListScope } from './driving-index.ts'
import { connectionJson, type RawPage } from './connection-json.ts'
import { instantText, type Json } from '../../db/json.ts'
import { below, nodeJson, type StatementBuilder } from '../statement-builder.ts'
import { inTime, instantValue, visible } from '../visibility.ts'

export interface ArticleList {
  readonly scope: ListScope
  readonly filter: ArticleFilter
  readonly order: ArticleOrder
}

/** A list below a row. Null where its loader has to answer: a cursor must be checked, an argument refused, or it is too deep. */
export function buildArticleList(
  builder: StatementBuilder,
  scope: ListScope,
  args: Readonly<Record<string, unknown>>,
  selection: Selection,
): Json<RawPage> | null {
  const deeper = below(builder, 'connection')
  if (deeper === null) return null
  let read: ArticleListArgs
  try {
    read = readArticleListArgs(args)
  } catch {
    return null
  }
  if (read.window.cursor !== null || (read.filter.status !== undefined && !builder.requestScope.readAccess.preview))
    return null
  return articleListJson(deeper, { scope, filter: read.filter, order: read.order }, read.window, null, selection)
}

/** One page of a list and its count, each only where it is selected, as one JSON value. */
export function articleListJson(
  builder: StatementBuilder,
  list: ArticleList,
  window: { readonly size: number; readonly backward: boolean },
  position: Position | null,
  selection: Selection,
): Json<RawPage> {
  return connectionJson(selection, {
    page: (nodes) => pageJson(builder, list, window, position, nodes),
    count: (limit) => articleCount(builder, list, limit),
  })
}

/**
 * How many articles are in the list; reads at most `limit` + 1 of them. Where a condition names several topics or authors,
 * so many of each: an article may have two of them, and counts once.
 */
export function articleCount(builder: StatementBuilder, list: ArticleList, limit: number): RawBuilder<number> {
  const counted = { ...list, order: orderOfCount(list) }
  return sql<number>`(select count(*) from (${articleIds(builder, counted, limit + 1, false, null, false)}) counted)`
}

/** A count has no order, so it is read from the index that has the range. */
function orderOfCount({ filter, order }: ArticleList): ArticleOrder {
  if (filter.published !== undefined) return { field: 'DATE_PUBLISHED', direction: 'DESC' }
  return filter.modified === undefined ? order : { field: 'DATE_MODIFIED', direction: 'DESC' }
}

function pageJson(
  builder: StatementBuilder,
  list: ArticleList,
  window: { readonly size: number; readonly backward: boolean },
  position: Position | null,
  selection: Selection | null,
): Json {
  const listed = builder.aliases.next('page')
  const article = builder.aliases.next('a')
  const direction = sql.raw(isDescending(list.order, window.backward) ? 'desc' : 'asc')
  const key = list.order.field === 'VIEW_COUNT' ? sql.ref(`${listed}.key`) : instantText(sql.ref(`${listed}.key`))
  const ids = articleIds(builder, list, window.size + 1, window.backward, position)
  if (selection === null) {
    return sql`(
      select coalesce(json_agg(json_build_object('key', ${key}, 'id', ${sql.ref(`${listed}.id`)})
        order by ${sql.ref(`${listed}.key`)} ${direction}, ${sql.ref(`${listed}.id`)} ${direction}), '[]')
      from (${ids}) as ${sql.ref(listed)})`
  }
  return sql`(
    select coalesce(json_agg(json_build_object('key', ${key}, 'id', ${sql.ref(`${listed}.id`)},
        'node', ${nodeJson(builder, 'article', article, selection)})
      order by ${sql.ref(`${listed}.key`)} ${direction}, ${sql.ref(`${listed}.id`)} ${direction}), '[]')
    from (${ids}) as ${sql.ref(listed)}
    join article as ${sql.ref(article)} on ${sql.ref(`${article}.id`)} = ${sql.ref(`${listed}.id`)})`
}

const sortColumn = { DATE_PUBLISHED: 'placed_at', DATE_MODIFIED: 'modified_at', VIEW_COUNT: 'views' } as const

function isDescending(order: ArticleOrder, backward: boolean): boolean {
  return (order.direction === 'DESC') !== backward
}

/**
 * Ids and sort keys of a window of the list, read from an index that has the order already. Where a condition names
 * several values, each value's newest are read and merged: `limit` rows a value at most.
 */
function articleIds(
  builder: StatementBuilder,
  list: ArticleList,
  limit: number,
  backward: boolean,
  position: Position | null,
  ordered = true,
): RawBuilder<unknown> {
  const drivingIndex = chooseDrivingIndex(list.scope, list.filter, builder.requestScope.readAccess)
  const row = builder.aliases.next('c')
  const column = sortColumn[list.order.field]
  const direction = sql.raw(isDescending(list.order, backward) ? 'desc' : 'asc')
  const id = sql.ref(`${row}.${drivingIndex.idColumn}`)
  const key = sql.ref(`${row}.${column}`)
  const start = position === null ? null : isDescending(list.order, backward) ? 'before' : 'since'
  const conditions = [
    drivingIndex.covers.has('granted')
      ? inTime(builder.requestScope, row)
      : visible(builder.requestScope, row, drivingIndex.idColumn),
    ...(start === 'before' ? [] : boundsOfOrder(builder, list.order, row)),
    ...(position === null ? [] : [beyond(list.order, backward, key, id, position)]),
    ...rowConditions(builder, start === null ? list.filter : withoutBound(list, start), drivingIndex, row),
    ...articleConditions(builder, list.filter, drivingIndex, row),
  ]
  const window = sql`order by ${key} ${direction}, ${id} ${direction} limit ${sql.lit(limit)}`
  const from = sql`select ${id} as id, ${key} as key from ${sql.table(drivingIndex.table)} as ${sql.ref(row)}`
  if (drivingIndex.values === null || drivingIndex.values.list.length === 1) {
    const only = drivingIndex.values === null ? [] : [drivingIndex.values.equals(row, drivingIndex.values.single)]
    return sql`${from} where ${sql.join([...drivingIndex.where(row), ...only, ...conditions], sql` and `)} ${window}`
  }
  const value = builder.aliases.next('v')
  const merged = builder.aliases.next('m')
  const branch = sql`${from} where ${sql.join(
    [...drivingIndex.where(row), drivingIndex.values.equals(row, sql.ref(`${value}.value`)), ...conditions],
    sql` and `,
  )} ${window}`
  const distinct = drivingIndex.table === 'article' ? sql`` : sql`distinct`
  const order = sql`order by ${sql.ref(`${merged}.key`)} ${direction}, ${sql.ref(`${merged}.id`)} ${direction}`
  return sql`
    select ${distinct} ${sql.ref(`${merged}.id`)}, ${sql.ref(`${merged}.key`)}
    from ${drivingIndex.values.unnested} as ${sql.ref(value)} (value)
    cross join lateral (${branch}) as ${sql.ref(merged)}
    ${ordered ? order : sql``}
    limit ${sql.lit(limit)}`
}

/**
 * The filter without the bound that the cursor implies, since it was issued for this filter. With both, PostgreSQL may begin
 * at the outer one and walk to the cursor.
 */
function withoutBound({ filter, order }: ArticleList, bound: keyof InstantRange): ArticleFilter {
  const name = { DATE_PUBLISHED: 'published', DATE_MODIFIED: 'modified', VIEW_COUNT: null }[order.field] as
    | 'published'
    | 'modified'
    | null
  const range = name === null ? undefined : filter[name]
  return name === null || range === undefined ? filter : { ...filter, [name]: { ...range, [bound]: null } }
}

/** No visible article is placed after the instant, so the scan starts there and not at what is scheduled. */
function boundsOfOrder(builder: StatementBuilder, order: ArticleOrder, row: string): RawBuilder<unknown>[] {
  return order.field === 'DATE_PUBLISHED' && !builder.requestScope.readAccess.preview
    ? [sql`${sql.ref(`${row}.placed_at`)} <= ${instantValue(builder.requestScope)}`]
    : []
}

function beyond(
  order: ArticleOrder,
  backward: boolean,
  key: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
  position: Position,
): RawBuilder<unknown> {
  const operator = sql.raw(isDescending(order, backward) ? '<' : '>')
  const type = sql.raw(order.field === 'VIEW_COUNT' ? 'bigint' : 'timestamptz(3)')
  return sql`(${key}, ${id}) ${operator} (${position.key}::${type}, ${position.id}::bigint)`
}

/** Conditions of the filter on columns that every driver has. */
export function rowConditions(
  builder: StatementBuilder,
  filter: ArticleFilter,
  drivingIndex: DrivingIndex,
  row: string,
): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = []
  for (const [range, column] of [
    [filter.published, 'placed_at'],
    [filter.modified, 'modified_at'],
  ] as const) {
    if (range?.since != null) conditions.push(sql`${sql.ref(`${row}.${column}`)} >= ${range.since}::timestamptz(3)`)
    if (range?.before != null) conditions.push(sql`${sql.ref(`${row}.${column}`)} < ${range.before}::timestamptz(3)`)
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
  const at = sql.ref(`${row}.visible_at`)
  const stored = statuses.filter((status) => status === 'DRAFT' || status === 'WITHDRAWN')
  const either = [
    ...(statuses.includes('PUBLISHED') ? [sql`${at} <= ${instantValue(builder.requestScope)}`] : []),
    ...(statuses.includes('SCHEDULED') ? [sql`${at} > ${instantValue(builder.requestScope)}`] : []),
    ...(stored.length > 0
      ? [
          sql`(${at} is null and exists (select from article held where held.id = ${sql.ref(`${row}.${drivingIndex.idColumn}`)}
            and held.status = any(${stored}::text[])))`,
        ]
      : []),
  ]
  return either.length === 0 ? sql`false` : sql`(${sql.join(either, sql` or `)})`
}

/** Conditions on the article itself, and on its authors and topics, that the driver does not answer by itself. */
export function articleConditions(
  builder: StatementBuilder,
  filter: ArticleFilter,
  drivingIndex: DrivingIndex,
  row: string,
): RawBuilder<unknown>[] {
  const id = sql.ref(`${row}.${drivingIndex.idColumn}`)
  const conditions: RawBuilder<unknown>[] = []
  const owner = drivingIndex.table === 'article' ? row : builder.aliases.next('f')
  const own: RawBuilder<unknown>[] = []
  const among = (column: string, values: readonly unknown[] | undefined, type: string): void => {
    if (values !== undefined && !drivingIndex.covers.has(column)) {
      own.push(sql`${sql.ref(`${owner}.${column}`)} = any(${values}::${sql.raw(type)}[])`)
    }
  }
  among('publisher_id', filter.publishers, 'bigint')
  among('language', filter.languages, 'text')
  among('type', filter.types, 'text')
  if (filter.isAccessibleForFree !== undefined && !drivingIndex.covers.has('is_free')) {
    own.push(sql`${sql.ref(`${owner}.is_free`)} = ${filter.isAccessibleForFree}`)
  }
  if (own.length > 0) {
    const all = sql.join(own, sql` and `)
    conditions.push(
      drivingIndex.table === 'article'
        ? all
        : sql`exists (select from article as ${sql.ref(owner)} where ${sql.ref(`${owner}.id`)} = ${id} and ${all})`,
    )
  }
  const held = (table: string, column: string, ids: readonly number[]): RawBuilder<unknown> =>
    sql`exists (select from ${sql.table(table)} held where held.article_id = ${id} and held.${sql.ref(column)} = any(${ids}::bigint[]))`
  if (filter.topics !== undefined && !drivingIndex.covers.has('topics')) {
    conditions.push(held('article_topic', 'topic_id', filter.topics))
  }
  if (filter.authors !== undefined && !drivingIndex.covers.has('authors')) {
    conditions.push(held('article_author', 'author_id', filter.authors))
  }
  if (filter.notTopics !== undefined) conditions.push(sql`not ${held('article_topic', 'topic_id', filter.notTopics)}`)
  return conditions
}
