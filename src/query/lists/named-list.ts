import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { AuthorFilter, NamedListArgs, TopicFilter } from '../../../schema/models.ts'
import type { LatePosition, ListWindow } from './article-list.ts'
import type { PageSource } from './connection-json.ts'
import { nameKey } from '../../text/keys.ts'
import type { Json } from '../../db/json.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { late, Slot, type Bound, type Late, type RequestValues } from '../slot.ts'
import { hasVisibleArticle } from '../visibility.ts'

/** A list of those authors or topics that the caller may see, and the text column that orders them (ties broken by the id). */
export interface NamedList {
  readonly noun: 'author' | 'topic'
  readonly orderedBy: 'name_key' | 'path'
  readonly conditions: (row: string) => RawBuilder<unknown>[]
}

/** Authors by name. Order served by index author_name_order. */
export function authorList(filter: Bound<AuthorFilter>): NamedList {
  return { noun: 'author', orderedBy: 'name_key', conditions: (row) => startsWith(row, filter.nameStartsWith) }
}

/** Topics by path. Order served by the unique index of paths. */
export function topicList(filter: Bound<TopicFilter>): NamedList {
  return {
    noun: 'topic',
    orderedBy: 'path',
    conditions: (row) => [
      ...startsWith(row, filter.nameStartsWith),
      ...(filter.types === undefined ? [] : [sql`${columnOf(row, 'type')} = any(${filter.types}::text[])`]),
      ...(filter.roots === undefined
        ? []
        : [sql`${columnOf(row, 'parent_id')} is ${sql.raw(filter.roots ? 'null' : 'not null')}`]),
    ],
  }
}

/** One page of the list and its count. `read`: its arguments as they were read, for its cursors. */
export function namedPage(
  builder: StatementBuilder,
  list: NamedList,
  window: ListWindow,
  read: NamedListArgs<object> | Late<NamedListArgs<object>>,
): PageSource {
  const readIn = (values: RequestValues): NamedListArgs<object> => (read instanceof Slot ? read.of(values) : read)
  return {
    noun: list.noun,
    window,
    hasCursor: window.position !== null,
    rows: (limit) => {
      const row = builder.aliases.next('c')
      return sql`
        select ${columnOf(row, 'id')} as id, ${columnOf(row, list.orderedBy)} as key
        ${windowFrom(builder, list, window, row, limit)}`
    },
    isDescending: window.backward,
    keyType: 'text',
    count: (limit) => namedCount(builder, list, limit),
    pageJson: (node) => pageJson(builder, list, window, node),
    owner: null,
    binding: (values) => namedBinding(list, readIn(values).filter),
    cursor: (values) => readIn(values).window.cursor,
  }
}

/** What a cursor is good for: these authors or topics. */
export function namedBinding({ noun }: NamedList, filter: object): string {
  return JSON.stringify([noun, Object.entries(filter).sort()])
}

/** How many there are; counts no further than `limit` + 1. */
export function namedCount(builder: StatementBuilder, list: NamedList, limit: number): RawBuilder<number> {
  const row = builder.aliases.next('c')
  return sql<number>`(select count(*) from (
    select from ${sql.table(list.noun)} as ${sql.ref(row)} where ${conditions(builder, list, row)} limit ${sql.lit(limit + 1)}) counted)`
}

function pageJson(
  builder: StatementBuilder,
  list: NamedList,
  window: ListWindow,
  made: ((row: string) => Json) | null,
): Json {
  const row = builder.aliases.next('c')
  const key = columnOf(row, list.orderedBy)
  const id = columnOf(row, 'id')
  const direction = sql.raw(window.backward ? 'desc' : 'asc')
  const node = made === null ? sql`` : sql`, 'node', ${made(row)}`
  return sql`(
    select coalesce(json_agg(listed.item order by listed.key ${direction}, listed.id ${direction}), '[]')
    from (
      select json_build_object('key', ${key}, 'id', ${id}${node}) as item, ${key} as key, ${id} as id
      ${windowFrom(builder, list, window, row, window.size + 1)}
    ) listed)`
}

/** At most `limit` rows of the window in its order: from, where, order, limit. */
function windowFrom(
  builder: StatementBuilder,
  list: NamedList,
  window: ListWindow,
  row: string,
  limit: number,
): RawBuilder<unknown> {
  const { backward, position } = window
  const key = columnOf(row, list.orderedBy)
  const id = columnOf(row, 'id')
  const direction = sql.raw(backward ? 'desc' : 'asc')
  return sql`
    from ${sql.table(list.noun)} as ${sql.ref(row)}
    where ${conditions(builder, list, row)} ${position === null ? sql`` : sql`and ${beyond(key, id, backward, position)}`}
    order by ${key} ${direction}, ${id} ${direction}
    limit ${sql.lit(limit)}`
}

function beyond(
  key: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
  backward: boolean,
  position: LatePosition,
): RawBuilder<unknown> {
  const operator = sql.raw(backward ? '<' : '>')
  return sql`(${key}, ${id}) ${operator} (${position.key}::text collate "C", ${position.id}::bigint)`
}

/** A range, not LIKE: so the index serves it whatever the plan, and no character is a wildcard. */
function startsWith(row: string, prefix: Late<string> | undefined): RawBuilder<unknown>[] {
  if (prefix === undefined) return []
  const key = late(prefix, nameKey)
  const end = late(key, (text) => `${text}\u{10ffff}`)
  const column = columnOf(row, 'name_key')
  return [sql`${column} >= ${key} collate "C"`, sql`${column} < ${end} collate "C"`]
}

function conditions(builder: StatementBuilder, list: NamedList, row: string): RawBuilder<unknown> {
  return sql.join([...list.conditions(row), hasVisibleArticle(builder.requestScope, list.noun, row)], sql` and `)
}
