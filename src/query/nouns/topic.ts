import { sql } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import { buildArticleList } from '../lists/article-list.ts'
import { column } from '../column.ts'
import type { Noun, Relation } from '../statement-builder.ts'
import { hasVisibleArticle } from '../visibility.ts'

const parent: Relation = (builder, row, { below }) => {
  const above = builder.aliases.next('t')
  const from = sql`from topic as ${sql.ref(above)} where ${columnOf(above, 'id')} = ${columnOf(row, 'parent_id')}`
  return builder.output.one(builder, 'topic', above, below, from)
}

const ancestors: Relation = (builder, row, { below }) => {
  const above = builder.aliases.next('t')
  const from = sql`from topic as ${sql.ref(above)} where ${columnOf(above, 'id')} = any(${columnOf(row, 'ancestor_ids')})`
  return builder.output.list(builder, 'topic', above, below, from, sql`cardinality(${columnOf(above, 'ancestor_ids')})`)
}

const children: Relation = (builder, row, { below }) => {
  const child = builder.aliases.next('t')
  const from = sql`
    from topic as ${sql.ref(child)}
    where ${columnOf(child, 'parent_id')} = ${columnOf(row, 'id')} and ${hasVisibleArticle(builder.requestScope, 'topic', child)}`
  return builder.output.list(builder, 'topic', child, below, from, columnOf(child, 'path'))
}

/** A topic as JSON, and what hangs on it. */
export const topicNoun: Noun = {
  table: 'topic',
  columns: {
    slug: column('slug'),
    name: column('name'),
    path: column('path'),
    type: column('type'),
    description: column('description'),
    sameAs: column('same_as', 'texts'),
  },
  relations: {
    parent,
    ancestors,
    children,
    articles: (builder, row, field) =>
      buildArticleList(builder, { of: 'topic', id: columnOf<number>(row, 'id') }, field),
  },
  wide: {},
}
