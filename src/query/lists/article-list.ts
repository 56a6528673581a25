import { GraphQLError } from 'graphql'
import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
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
import { chooseDrivingIndex, type ListScope } from './driving-index.ts'
import type { PageSource, RawPage } from './connection-json.ts'
import { instantText, type Json } from '../../db/json.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { isSingle, late, Slot, type Bound, type Late } from '../slot.ts'
import { inTime, instantValue, visible } from '../visibility.ts'
import { articleConditions, rowConditions } from './filter-conditions.ts'

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
  if (builder.connectionsLeft === 0) return null
  const deeper = { ...builder, connectionsLeft: builder.connectionsLeft - 1 }
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
  const key = list.order.field === 'VIEW_COUNT' ? columnOf(listed, 'key') : instantText(columnOf(listed, 'key'))
  const ids = articleIds(builder, list, window.size + 1, window.backward, window.position)
  const made = node === null ? sql`` : sql`, 'node', ${node(article)}`
  const joined =
    node === null
      ? sql``
      : sql`join article as ${sql.ref(article)} on ${columnOf(article, 'id')} = ${columnOf(listed, 'id')}`
  return sql`(
    select coalesce(json_agg(json_build_object('key', ${key}, 'id', ${columnOf(listed, 'id')}${made})
      order by ${columnOf(listed, 'key')} ${direction}, ${columnOf(listed, 'id')} ${direction}), '[]')
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
  const id = columnOf(row, drivingIndex.idColumn)
  const key = columnOf(row, column)
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
    [...drivingIndex.where(row), drivingIndex.values.equals(row, columnOf(value, 'value')), ...conditions],
    sql` and `,
  )} ${window}`
  const distinct = drivingIndex.table === 'article' ? sql`` : sql`distinct`
  const order = sql`order by ${columnOf(merged, 'key')} ${direction}, ${columnOf(merged, 'id')} ${direction}`
  return sql`
    select ${distinct} ${columnOf(merged, 'id')}, ${columnOf(merged, 'key')}
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
    ? [sql`${columnOf(row, 'placed_at')} <= ${instantValue(builder.requestScope)}`]
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
