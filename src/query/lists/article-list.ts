import { GraphQLError } from 'graphql'
import { sql, type RawBuilder } from 'kysely'
import { readArticleListArgs } from '../../../schema/list-args.ts'
import type {
  ArticleFilter,
  ArticleListArgs,
  ArticleOrder,
  ArticleScope,
  InstantRange,
} from '../../../schema/models.ts'
import type { SelectedField } from '../../../schema/selection.ts'
import { peekCursor } from '../../cursor.ts'
import { chooseDrivingIndex, type DrivingIndex, type ListScope } from './driving-index.ts'
import type { PageSource, RawPage } from './connection-json.ts'
import { instantText, type Json } from '../../db/json.ts'
import { below, type StatementBuilder } from '../statement-builder.ts'
import { isSingle, late, Slot, type Bound, type Late } from '../slot.ts'
import { inTime, instantValue, visible } from '../visibility.ts'

/** A list of articles; its values may be late. */
export interface ArticleList {
  readonly scope: ListScope
  readonly filter: Bound<ArticleFilter>
  readonly order: ArticleOrder
}

/** A window of a list, and the place that it starts at. */
export interface ListWindow {
  readonly size: number
  readonly backward: boolean
  readonly position: LatePosition | null
}

/** Null: at the beginning. */
export interface LatePosition {
  readonly key: Late<string | number>
  readonly id: Late<number>
}

/**
 * A list below a row. Null where its loader has to answer: an argument is refused, it is too deep, or, in a plan for models, a
 * cursor must be checked.
 */
export function buildArticleList(
  builder: StatementBuilder,
  scope: OwnedScope,
  field: SelectedField,
): Json<RawPage> | null {
  const deeper = below(builder, 'connection')
  if (deeper === null) return null
  try {
    const { bound, whole } = deeper.read(field, readOwnedListArgs)
    const { filter, order, window } = bound
    if (window.cursor !== null && !deeper.output.checksCursors) return null
    if (filter.status !== undefined && !builder.requestScope.readAccess.preview) return null
    const owned = scope.of === 'topic' ? { ...scope, includeDescendants: bound.includeDescendants } : scope
    const list = { scope: owned, filter, order }
    const position = window.cursor === null ? null : positionIn(window.cursor)
    const source = articlePage(deeper, list, { ...window, position }, whole)
    return deeper.output.page(deeper, source, field.below) as Json<RawPage>
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

/** The lists that hang on a row. */
type OwnedScope = Extract<ListScope, { of: 'author' }> | { readonly of: 'topic'; readonly id: RawBuilder<number> }

function readOwnedListArgs(args: SelectedField['args']): ArticleListArgs & { readonly includeDescendants: boolean } {
  return { ...readArticleListArgs(args), includeDescendants: args.includeDescendants !== false }
}

/** The place in a cursor whose signature is checked later. */
export function positionIn(cursor: Late<string>): LatePosition {
  const position = late(cursor, peekCursor)
  return { key: late(position, ({ key }) => key), id: late(position, ({ id }) => id) }
}

/** One page of a list and its count. `read`: its arguments as they were read, for its cursors. */
export function articlePage(
  builder: StatementBuilder,
  list: ArticleList,
  window: ListWindow,
  read: ArticleListArgs | Late<ArticleListArgs>,
): PageSource {
  const { scope } = list
  return {
    noun: 'article',
    window,
    hasCursor: window.position !== null,
    rows: (limit) => articleIds(builder, list, limit, window.backward, window.position),
    isDescending: isDescending(list.order, window.backward),
    keyType: list.order.field === 'VIEW_COUNT' ? 'number' : 'instant',
    count: (limit) => articleCount(builder, list, limit),
    pageJson: (node) => pageJson(builder, list, window, node),
    owner: scope.of === 'gateway' ? null : scope.id,
    binding: (values, owner) => cursorBinding(ownedBy(scope, owner), read instanceof Slot ? read.of(values) : read),
    cursor: (values) => (read instanceof Slot ? read.of(values) : read).window.cursor,
  }
}

function ownedBy(scope: ListScope, owner: number | null): ArticleScope {
  return scope.of === 'gateway' || owner === null ? { of: 'gateway' } : { ...scope, id: owner }
}

/** What a cursor is good for: this list under this filter and order. */
export function cursorBinding(scope: ArticleScope, { filter, order }: ArticleListArgs): string {
  return JSON.stringify(['articles', scope, Object.entries(filter).sort(), order.field, order.direction])
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
  window: ListWindow,
  node: ((row: string) => Json) | null,
): Json {
  const listed = builder.aliases.next('page')
  const article = builder.aliases.next('a')
  const direction = sql.raw(isDescending(list.order, window.backward) ? 'desc' : 'asc')
  const key = list.order.field === 'VIEW_COUNT' ? sql.ref(`${listed}.key`) : instantText(sql.ref(`${listed}.key`))
  const ids = articleIds(builder, list, window.size + 1, window.backward, window.position)
  const made = node === null ? sql`` : sql`, 'node', ${node(article)}`
  const joined =
    node === null
      ? sql``
      : sql`join article as ${sql.ref(article)} on ${sql.ref(`${article}.id`)} = ${sql.ref(`${listed}.id`)}`
  return sql`(
    select coalesce(json_agg(json_build_object('key', ${key}, 'id', ${sql.ref(`${listed}.id`)}${made})
      order by ${sql.ref(`${listed}.key`)} ${direction}, ${sql.ref(`${listed}.id`)} ${direction}), '[]')
    from (${ids}) as ${sql.ref(listed)} ${joined})`
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
  position: LatePosition | null,
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
  if (drivingIndex.values === null || isSingle(drivingIndex.values.list)) {
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
function withoutBound({ filter, order }: ArticleList, bound: keyof InstantRange): Bound<ArticleFilter> {
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
  position: LatePosition,
): RawBuilder<unknown> {
  const operator = sql.raw(isDescending(order, backward) ? '<' : '>')
  const type = sql.raw(order.field === 'VIEW_COUNT' ? 'bigint' : 'timestamptz(3)')
  return sql`(${key}, ${id}) ${operator} (${position.key}::${type}, ${position.id}::bigint)`
}

/** Conditions of the filter on columns that every driver has. */
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
  filter: Bound<ArticleFilter>,
  drivingIndex: DrivingIndex,
  row: string,
): RawBuilder<unknown>[] {
  const id = sql.ref(`${row}.${drivingIndex.idColumn}`)
  const conditions: RawBuilder<unknown>[] = []
  const owner = drivingIndex.table === 'article' ? row : builder.aliases.next('f')
  const own: RawBuilder<unknown>[] = []
  const among = (column: string, values: Late<readonly unknown[]> | undefined, type: string): void => {
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
  const held = (table: string, column: string, ids: Late<readonly number[]>): RawBuilder<unknown> =>
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
