import { sql } from 'kysely'
import { buildArticleList } from '../lists/article-list.ts'
import { column } from '../column.ts'
import { relatedList, relatedOne, type Noun, type Relation } from '../statement-builder.ts'
import { hasVisibleArticle } from '../visibility.ts'

const parent: Relation = (builder, row, { below }) => {
  const above = builder.aliases.next('t')
  const from = sql`from topic as ${sql.ref(above)} where ${sql.ref(`${above}.id`)} = ${sql.ref(`${row}.parent_id`)}`
  return relatedOne(builder, 'topic', above, below, from)
}

const ancestors: Relation = (builder, row, { below }) => {
  const above = builder.aliases.next('t')
  const from = sql`from topic as ${sql.ref(above)} where ${sql.ref(`${above}.id`)} = any(${sql.ref(`${row}.ancestor_ids`)})`
  return relatedList(builder, 'topic', above, below, from, sql`cardinality(${sql.ref(`${above}.ancestor_ids`)})`)
}

const children: Relation = (builder, row, { below }) => {
  const child = builder.aliases.next('t')
  const from = sql`
    from topic as ${sql.ref(child)}
    where ${sql.ref(`${child}.parent_id`)} = ${sql.ref(`${row}.id`)} and ${hasVisibleArticle(builder.requestScope, 'topic', child)}`
  return relatedList(builder, 'topic', child, below, from, sql.ref(`${child}.path`))
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
      buildArticleList(builder, { of: 'topic', id: sql.ref<number>(`${row}.id`) }, field),
  },
}
