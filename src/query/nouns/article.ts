import { sql } from 'kysely'
import type { RelatedLinkOrigin, TopicType } from '../../../schema/models.ts'
import { below, jsonList, nodeJson, type Noun, type Relation } from '../statement-builder.ts'
import { instantText } from '../../db/json.ts'
import { relatedLinks } from './related-link.ts'
import { instantValue, visible } from '../visibility.ts'

const column = (name: string) => (row: string) => sql.ref(`${row}.${name}`)
const instant = (name: string) => (row: string) => instantText(sql.ref(`${row}.${name}`))

const authors: Relation = (builder, row, _args, selection) => {
  const deeper = below(builder)
  if (deeper === null) return null
  const link = builder.aliases.next('aa')
  const author = builder.aliases.next('u')
  return jsonList(sql`
    select ${nodeJson(deeper, 'author', author, selection)} as node, ${sql.ref(`${link}.position`)} as place
    from article_author as ${sql.ref(link)}
    join author as ${sql.ref(author)} on ${sql.ref(`${author}.id`)} = ${sql.ref(`${link}.author_id`)}
    where ${sql.ref(`${link}.article_id`)} = ${sql.ref(`${row}.id`)}`)
}

const topics: Relation = (builder, row, args, selection) => {
  const deeper = below(builder)
  if (deeper === null) return null
  const link = builder.aliases.next('at')
  const topic = builder.aliases.next('t')
  const type = args.type as TopicType | null | undefined
  return jsonList(sql`
    select ${nodeJson(deeper, 'topic', topic, selection)} as node, ${sql.ref(`${link}.position`)} as place
    from article_topic as ${sql.ref(link)}
    join topic as ${sql.ref(topic)} on ${sql.ref(`${topic}.id`)} = ${sql.ref(`${link}.topic_id`)}
    where ${sql.ref(`${link}.article_id`)} = ${sql.ref(`${row}.id`)} and ${sql.ref(`${link}.position`)} is not null
    ${type == null ? sql`` : sql`and ${sql.ref(`${topic}.type`)} = ${type}`}`)
}

const section: Relation = (builder, row, _args, selection) => {
  const deeper = below(builder)
  if (deeper === null) return null
  const link = builder.aliases.next('at')
  const topic = builder.aliases.next('t')
  return sql`(
    select ${nodeJson(deeper, 'topic', topic, selection)}
    from article_topic as ${sql.ref(link)}
    join topic as ${sql.ref(topic)} on ${sql.ref(`${topic}.id`)} = ${sql.ref(`${link}.topic_id`)}
    where ${sql.ref(`${link}.article_id`)} = ${sql.ref(`${row}.id`)} and ${sql.ref(`${link}.position`)} is not null
      and ${sql.ref(`${topic}.type`)} = 'SECTION'
    order by ${sql.ref(`${link}.position`)}
    limit 1)`
}

const publisher: Relation = (builder, row, _args, selection) => {
  const deeper = below(builder)
  if (deeper === null) return null
  const name = builder.aliases.next('p')
  return sql`(
    select ${nodeJson(deeper, 'publisher', name, selection)}
    from publisher as ${sql.ref(name)}
    where ${sql.ref(`${name}.id`)} = ${sql.ref(`${row}.publisher_id`)})`
}

const translations: Relation = (builder, row, _args, selection) => {
  const deeper = below(builder)
  if (deeper === null) return null
  const other = builder.aliases.next('a')
  return jsonList(sql`
    select ${nodeJson(deeper, 'article', other, selection)} as node, (${sql.ref(`${other}.language`)} , ${sql.ref(`${other}.id`)}) as place
    from article as ${sql.ref(other)}
    where ${sql.ref(`${other}.story_id`)} = ${sql.ref(`${row}.story_id`)}
      and ${sql.ref(`${other}.id`)} <> ${sql.ref(`${row}.id`)}
      and ${visible(builder.requestScope, other)}`)
}

/** HTML where Markdown is asked for as well: it is made from the same tree when it is read. */
const body: Relation = (builder, row, args) => {
  const wide = builder.aliases.next('b')
  const text = sql.ref(`${wide}.${args.format === 'PLAIN_TEXT' ? 'text' : 'html'}`)
  const mayRead = builder.requestScope.readAccess.bodies ? sql`true` : sql.ref(`${row}.is_free`)
  return sql`(
    select ${text}
    from article_body as ${sql.ref(wide)}
    where ${sql.ref(`${wide}.article_id`)} = ${sql.ref(`${row}.id`)} and ${mayRead})`
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
    summary: column('summary'),
    byline: (row) => sql`coalesce(${sql.ref(`${row}.byline`)}, (
      select string_agg(credited.name, ', ' order by credit.position)
      from article_author credit join author credited on credited.id = credit.author_id
      where credit.article_id = ${sql.ref(`${row}.id`)}))`,
    wordCount: column('word_count'),
    readingTimeMinutes: (row) => sql`greatest(1, round(${sql.ref(`${row}.word_count`)} / 230.0))::integer`,
    language: column('language'),
    image: column('image'),
    datePublished: instant('published_at'),
    dateModified: instant('modified_at'),
    status: (row, requestScope) => sql`case
      when ${sql.ref(`${row}.status`)} = 'PUBLISHED' and ${sql.ref(`${row}.visible_at`)} > ${instantValue(requestScope)} then 'SCHEDULED'
      else ${sql.ref(`${row}.status`)} end`,
    embargoedUntil: (row, requestScope) =>
      requestScope.readAccess.preview ? instantText(sql.ref(`${row}.embargoed_until`)) : sql`null::text`,
    isAccessibleForFree: column('is_free'),
    corrections: column('corrections'),
    viewCount: column('view_count'),
  },
  relations: {
    authors,
    topics,
    section,
    publisher,
    translations,
    body,
    relatedLinks: (builder, row, args, selection) =>
      relatedLinks(
        builder,
        row,
        { first: Number(args.first), origins: args.origins as readonly RelatedLinkOrigin[] | null | undefined },
        selection,
      ),
  },
}
