import { sql, type RawBuilder } from 'kysely'
import type { AuthorFilter, TopicFilter } from '../../../schema/models.ts'
import type { Selection } from '../../../schema/selection.ts'
import type { Position } from '../../cursor.ts'
import { connectionJson, type RawPage } from './connection-json.ts'
import { nameKey } from '../../text/keys.ts'
import type { Json } from '../../db/json.ts'
import { nodeJson, type StatementBuilder } from '../statement-builder.ts'
import { hasVisibleArticle } from '../visibility.ts'

/** A list of those authors or topics that the caller may see, and the text column that orders them (ties broken by the id). */
export interface NamedList {
  readonly noun: 'author' | 'topic'
  readonly orderedBy: 'name_key' | 'path'
  readonly conditions: (row: string) => RawBuilder<unknown>[]
}

/** Authors by name. Order served by index author_name_order. */
export function authorList(filter: AuthorFilter): NamedList {
  return { noun: 'author', orderedBy: 'name_key', conditions: (row) => startsWith(row, filter.nameStartsWith) }
}

/** Topics by path. Order served by the unique index of paths. */
export function topicList(filter: TopicFilter): NamedList {
  return {
    noun: 'topic',
    orderedBy: 'path',
    conditions: (row) => [
      ...startsWith(row, filter.nameStartsWith),
      ...(filter.types === undefined ? [] : [sql`${sql.ref(`${row}.type`)} = any(${filter.types}::text[])`]),
      ...(filter.roots === undefined
        ? []
        : [sql`${sql.ref(`${row}.parent_id`)} is ${sql.raw(filter.roots ? 'null' : 'not null')}`]),
    ],
  }
}

/** One page of the list and its count, each only where it is selected, as one JSON value. */
export function namedListJson(
  builder: StatementBuilder,
  list: NamedList,
  window: { readonly size: number; readonly backward: boolean },
  position: Position | null,
  selection: Selection,
): Json<RawPage> {
  return connectionJson(selection, {
    page: (nodes) => pageJson(builder, list, window, position, nodes),
    count: (limit) => namedCount(builder, list, limit),
  })
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
  window: { readonly size: number; readonly backward: boolean },
  position: Position | null,
  nodes: Selection | null,
): Json {
  const row = builder.aliases.next('c')
  const key = sql.ref(`${row}.${list.orderedBy}`)
  const id = sql.ref(`${row}.id`)
  const direction = sql.raw(window.backward ? 'desc' : 'asc')
  const operator = sql.raw(window.backward ? '<' : '>')
  const beyond =
    position === null
      ? sql``
      : sql`and (${key}, ${id}) ${operator} (${position.key}::text collate "C", ${position.id}::bigint)`
  const node = nodes === null ? sql`` : sql`, 'node', ${nodeJson(builder, list.noun, row, nodes)}`
  return sql`(
    select coalesce(json_agg(listed.item order by listed.key ${direction}, listed.id ${direction}), '[]')
    from (
      select json_build_object('key', ${key}, 'id', ${id}${node}) as item, ${key} as key, ${id} as id
      from ${sql.table(list.noun)} as ${sql.ref(row)}
      where ${conditions(builder, list, row)} ${beyond}
      order by ${key} ${direction}, ${id} ${direction}
      limit ${sql.lit(window.size + 1)}
    ) listed)`
}

/** A range, not LIKE: so the index serves it whatever the plan, and no character is a wildcard. */
function startsWith(row: string, prefix: string | undefined): RawBuilder<unknown>[] {
  if (prefix === undefined) return []
  const key = nameKey(prefix)
  const column = sql.ref(`${row}.name_key`)
  return [sql`${column} >= ${key} collate "C"`, sql`${column} < ${`${key}\u{10ffff}`} collate "C"`]
}

function conditions(builder: StatementBuilder, list: NamedList, row: string): RawBuilder<unknown> {
  return sql.join([...list.conditions(row), hasVisibleArticle(builder.requestScope, list.noun, row)], sql` and `)
}
