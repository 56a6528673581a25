import { sql } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { TopicType } from '../../../schema/models.ts'
import { column, computed } from '../column.ts'
import type { Noun, Relation } from '../statement-builder.ts'
import { joinOne } from '../join-one.ts'
import { relatedLinks } from './related-link.ts'
import { instantValue, visible } from '../visibility.ts'

const authors: Relation = (builder, row, { below }) => {
  const link = builder.aliases.next('aa')
  const author = builder.aliases.next('u')
  const from = sql`
    from article_author as ${sql.ref(link)}
    ${joinOne('author', author, columnOf(link, 'author_id'))}
    where ${columnOf(link, 'article_id')} = ${columnOf(row, 'id')}`
  return builder.output.list(builder, 'author', author, below, from, columnOf(link, 'position'))
}

const topics: Relation = (builder, row, { args, below }) => {
  const link = builder.aliases.next('at')
  const topic = builder.aliases.next('t')
  const type = args.type as TopicType | null | undefined
  const from = sql`
    from article_topic as ${sql.ref(link)}
    ${joinOne('topic', topic, columnOf(link, 'topic_id'))}
    where ${columnOf(link, 'article_id')} = ${columnOf(row, 'id')} and ${columnOf(link, 'position')} is not null
    ${type == null ? sql`` : sql`and ${columnOf(topic, 'type')} = ${type}`}`
  return builder.output.list(builder, 'topic', topic, below, from, columnOf(link, 'position'))
}

const section: Relation = (builder, row, { below }) => {
  const link = builder.aliases.next('at')
  const topic = builder.aliases.next('t')
  const from = sql`
    from article_topic as ${sql.ref(link)}
    ${joinOne('topic', topic, columnOf(link, 'topic_id'))}
    where ${columnOf(link, 'article_id')} = ${columnOf(row, 'id')} and ${columnOf(link, 'position')} is not null
      and ${columnOf(topic, 'type')} = 'SECTION'
    order by ${columnOf(link, 'position')}
    limit 1`
  return builder.output.one(builder, 'topic', topic, below, from)
}

const publisher: Relation = (builder, row, { below }) => {
  const name = builder.aliases.next('p')
  const from = sql`from publisher as ${sql.ref(name)} where ${columnOf(name, 'id')} = ${columnOf(row, 'publisher_id')}`
  return builder.output.one(builder, 'publisher', name, below, from)
}

const translations: Relation = (builder, row, { below }) => {
  const other = builder.aliases.next('a')
  const from = sql`
    from article as ${sql.ref(other)}
    where ${columnOf(other, 'story_id')} = ${columnOf(row, 'story_id')}
      and ${columnOf(other, 'id')} <> ${columnOf(row, 'id')}
      and ${visible(builder.requestScope, other)}`
  const sortOrder = sql`(${columnOf(other, 'language')}, ${columnOf(other, 'id')})`
  return builder.output.list(builder, 'article', other, below, from, sortOrder)
}

/** HTML where Markdown is asked for as well: it is made from the same tree when it is read. */
const body: Relation = (builder, row, { args }) => {
  const wide = builder.aliases.next('b')
  const text = columnOf(wide, args.format === 'PLAIN_TEXT' ? 'text' : 'html')
  const mayRead = builder.requestScope.readAccess.bodies ? sql`true` : columnOf(row, 'is_free')
  return sql`(
    select ${builder.output.longText(builder, row, text)}
    from article_body as ${sql.ref(wide)}
    where ${columnOf(wide, 'article_id')} = ${columnOf(row, 'id')} and ${mayRead})`
}

/** An article as JSON, and what hangs on it. */
export const articleNoun: Noun = {
  table: 'article',
  columns: {
    url: column('url'),
    slug: column('slug'),
    type: column('type'),
    headline: column('headline'),
    kicker: column('kicker'),
    standfirst: column('standfirst'),
    summary: column('summary', 'summary'),
    byline: computed(
      (row) => sql`coalesce(${columnOf(row, 'byline')}, (
      select string_agg(credited.name, ', ' order by credit.position)
      from article_author credit join author credited on credited.id = credit.author_id
      where credit.article_id = ${columnOf(row, 'id')}))`,
    ),
    wordCount: column('word_count'),
    readingTimeMinutes: computed((row) => sql`greatest(1, round(${columnOf(row, 'word_count')} / 230.0))::integer`),
    language: column('language'),
    image: column('image', 'image'),
    datePublished: column('published_at', 'instant'),
    dateModified: column('modified_at', 'instant'),
    status: computed(
      (row, requestScope) => sql`case
      when ${columnOf(row, 'status')} = 'PUBLISHED' and ${columnOf(row, 'visible_at')} > ${instantValue(requestScope)} then 'SCHEDULED'
      else ${columnOf(row, 'status')} end`,
    ),
    embargoedUntil: computed(
      (row, requestScope) =>
        requestScope.readAccess.preview ? columnOf(row, 'embargoed_until') : sql`null::timestamptz`,
      'instant',
    ),
    isAccessibleForFree: column('is_free'),
    corrections: column('corrections', 'corrections'),
    // as large as an Int of GraphQL may be
    viewCount: computed(
      (row) =>
        sql`case when ${columnOf(row, 'view_count')} is not null then least(${columnOf(row, 'view_count')}, 2147483647) end`,
    ),
  },
  relations: {
    authors,
    topics,
    section,
    publisher,
    translations,
    relatedLinks,
  },
  wide: { body },
}
