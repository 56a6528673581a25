import { sql } from 'kysely'
import { buildArticleList } from '../lists/article-list.ts'
import { below, jsonList, nodeJson, type Noun, type Relation } from '../statement-builder.ts'
import { hasVisibleArticle } from '../visibility.ts'

const column = (name: string) => (row: string) => sql.ref(`${row}.${name}`)

const parent: Relation = (builder, row, _args, selection) => {
  const deeper = below(builder)
  if (deeper === null) return null
  const above = builder.aliases.next('t')
  return sql`(
    select ${nodeJson(deeper, 'topic', above, selection)}
    from topic as ${sql.ref(above)}
    where ${sql.ref(`${above}.id`)} = ${sql.ref(`${row}.parent_id`)})`
}

const ancestors: Relation = (builder, row, _args, selection) => {
  const deeper = below(builder)
  if (deeper === null) return null
  const above = builder.aliases.next('t')
  return jsonList(sql`
    select ${nodeJson(deeper, 'topic', above, selection)} as node, cardinality(${sql.ref(`${above}.ancestor_ids`)}) as place
    from topic as ${sql.ref(above)}
    where ${sql.ref(`${above}.id`)} = any(${sql.ref(`${row}.ancestor_ids`)})`)
}

const children: Relation = (builder, row, _args, selection) => {
  const deeper = below(builder)
  if (deeper === null) return null
  const child = builder.aliases.next('t')
  return jsonList(sql`
    select ${nodeJson(deeper, 'topic', child, selection)} as node, ${sql.ref(`${child}.path`)} as place
    from topic as ${sql.ref(child)}
    where ${sql.ref(`${child}.parent_id`)} = ${sql.ref(`${row}.id`)} and ${hasVisibleArticle(builder.requestScope, 'topic', child)}`)
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
    sameAs: column('same_as'),
  },
  relations: {
    parent,
    ancestors,
    children,
    articles: (builder, row, args, selection) =>
      buildArticleList(
        builder,
        { of: 'topic', id: sql.ref<number>(`${row}.id`), includeDescendants: args.includeDescendants !== false },
        args,
        selection,
      ),
  },
}
