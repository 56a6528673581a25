import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import { readArticleListArgs, readAuthorListArgs, readTopicListArgs } from '../../../schema/list-args.ts'
import { readArticleBy, readNamedBy, readNodeId, readNodeIds, readTopicBy } from '../../../schema/look-up-args.ts'
import type { ResponseField, Selection } from '../../../schema/selection.ts'
import { articlePage, positionIn } from '../lists/article-list.ts'
import type { PageSource } from '../lists/connection-json.ts'
import type { Json } from '../../db/json.ts'
import { articleCondition, isSeen, namedCondition } from '../look-up.ts'
import { authorList, namedPage, topicList } from '../lists/named-list.ts'
import type { NounName, StatementBuilder } from '../statement-builder.ts'
import type { Late } from '../slot.ts'
import { NotCompiled } from './not-compiled.ts'
import { selectList } from '../response/json.ts'
import { searchPage } from '../response/search.ts'
import { named, type ResponseOutput } from '../response/output.ts'

/** What an operation selects at its root, each under its key. */
export function rootColumns(
  output: ResponseOutput,
  builder: StatementBuilder,
  selection: Selection,
): RawBuilder<unknown> {
  return selectList(selection, 'Query', (field) => {
    const root = roots[field.name]
    if (root === undefined) throw new NotCompiled(`Query.${field.name} is left to its resolver`)
    return named(field, root(builder, field, output))
  })
}

type Root = (builder: StatementBuilder, field: ResponseField, output: ResponseOutput) => Json

const roots: Readonly<Record<string, Root>> = {
  article: (builder, field) => {
    const { key } = builder.read(field, ({ by }) => ({ key: readArticleBy(by as object) })).bound
    return key === null ? none : found(builder, 'article', field.below, articleCondition(key))
  },
  author: (builder, field) => {
    const { key } = builder.read(field, ({ by }) => ({ key: readNamedBy('Author', by as object) })).bound
    return key === null ? none : found(builder, 'author', field.below, namedCondition('author', key))
  },
  topic: (builder, field) => {
    const { key } = builder.read(field, ({ by }) => ({ key: readTopicBy(by as object) })).bound
    return key === null ? none : found(builder, 'topic', field.below, namedCondition('topic', key))
  },
  publisher: (builder, field) => {
    const { key } = builder.read(field, ({ by }) => ({ key: readNamedBy('Publisher', by as object) })).bound
    return key === null ? none : found(builder, 'publisher', field.below, namedCondition('publisher', key))
  },
  articles: (builder, field) => {
    const { bound, whole } = builder.read(field, readArticleListArgs)
    const { filter, order } = bound
    if (filter.status !== undefined && !builder.requestScope.readAccess.preview)
      throw new NotCompiled('a status takes CONTENT_PREVIEW')
    const list = { scope: { of: 'gateway' }, filter, order } as const
    return page(builder, articlePage(builder, list, windowOf(bound.window), whole), field)
  },
  authors: (builder, field) => {
    const { bound, whole } = builder.read(field, readAuthorListArgs)
    return page(builder, namedPage(builder, authorList(bound.filter), windowOf(bound.window), whole), field)
  },
  topics: (builder, field) => {
    const { bound, whole } = builder.read(field, readTopicListArgs)
    return page(builder, namedPage(builder, topicList(bound.filter), windowOf(bound.window), whole), field)
  },
  publishers: (builder, field) =>
    builder.output.list(
      builder,
      'publisher',
      'root',
      field.below,
      sql`from (select * from publisher order by name_key, id limit 1000) as root`,
      sql`(root.name_key, root.id)`,
    ),
  node: (builder, field) => {
    const { type, id } = builder.read(field, readNodeId).bound
    const noun = nounOf(type)
    return found(builder, noun, field.belowOn(type), sql`root.id = ${id}`)
  },
  search: (builder, field, output) => searchPage(output, builder, field),
  nodes: (builder, field) => {
    const { kinds, ids, types } = builder.read(field, readNodeIds).bound
    const node = builder.aliases.next('n')
    const branches = kinds.map((type) => {
      const condition = sql`root.id = ${columnOf(node, 'id')}`
      return sql`when ${sql.lit(type)} then ${found(builder, nounOf(type), field.belowOn(type), condition)}`
    })
    if (branches.length === 0) return sql`'[]'::json`
    // not by json_agg, which divides nulls from what follows in another way than objects
    return sql`array_to_json(array(
      select case ${columnOf(node, 'type')} ${sql.join(branches, sql` `)} end
      from unnest(${ids}::bigint[], ${types}::text[]) with ordinality as ${sql.ref(node)} (id, type, position)
      order by ${columnOf(node, 'position')}))`
  },
}

const none = sql`null::json`

function found(builder: StatementBuilder, noun: NounName, selection: Selection, condition: RawBuilder<unknown>): Json {
  const from = sql`from ${sql.table(noun)} as root where ${condition} and ${isSeen(builder.requestScope, noun)}`
  return builder.output.one(builder, noun, 'root', selection, from)
}

function page(builder: StatementBuilder, source: PageSource, { below }: ResponseField): Json {
  return builder.output.page(builder, source, below)
}

function windowOf<Window extends { readonly cursor: Late<string | null> }>(window: Window) {
  const cursor = window.cursor as Late<string> | null
  return { ...window, position: cursor === null ? null : positionIn(cursor) }
}

function nounOf(type: string): NounName {
  const noun = nounsByType[type]
  if (noun === undefined) throw new NotCompiled(`a node of type ${type} is left to its resolver`)
  return noun
}

const nounsByType: Readonly<Record<string, NounName>> = {
  Article: 'article',
  Author: 'author',
  Topic: 'topic',
  Publisher: 'publisher',
}
