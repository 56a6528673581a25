import { sql } from 'kysely'
import type { TopicType } from '../../../schema/models.ts'
import { column, computed } from '../column.ts'
import { relatedList, relatedOne, type Noun, type Relation } from '../statement-builder.ts'
import { relatedLinks } from './related-link.ts'
import { instantValue, visible } from '../visibility.ts'

const authors: Relation = (builder, row, { below }) => {
  const link = builder.aliases.next('aa')
  const author = builder.aliases.next('u')
  const from = sql`
    from article_author as ${sql.ref(link)}
    join author as ${sql.ref(author)} on ${sql.ref(`${author}.id`)} = ${sql.ref(`${link}.author_id`)}
    where ${sql.ref(`${link}.article_id`)} = ${sql.ref(`${row}.id`)}`
  return relatedList(builder, 'author', author, below, from, sql.ref(`${link}.position`))
}

const topics: Relation = (builder, row, { args, below }) => {
  const link = builder.aliases.next('at')
  const topic = builder.aliases.next('t')
  const type = args.type as TopicType | null | undefined
  const from = sql`
    from article_topic as ${sql.ref(link)}
    join topic as ${sql.ref(topic)} on ${sql.ref(`${topic}.id`)} = ${sql.ref(`${link}.topic_id`)}
    where ${sql.ref(`${link}.article_id`)} = ${sql.ref(`${row}.id`)} and ${sql.ref(`${link}.position`)} is not null
    ${type == null ? sql`` : sql`and ${sql.ref(`${topic}.type`)} = ${type}`}`
  return relatedList(builder, 'topic', topic, below, from, sql.ref(`${link}.position`))
}

const section: Relation = (builder, row, { below }) => {
  const link = builder.aliases.next('at')
  const topic = builder.aliases.next('t')
  const from = sql`
    from article_topic as ${sql.ref(link)}
    join topic as ${sql.ref(topic)} on ${sql.ref(`${topic}.id`)} = ${sql.ref(`${link}.topic_id`)}
    where ${sql.ref(`${link}.article_id`)} = ${sql.ref(`${row}.id`)} and ${sql.ref(`${link}.position`)} is not null
      and ${sql.ref(`${topic}.type`)} = 'SECTION'
    order by ${sql.ref(`${link}.position`)}
    limit 1`
  return relatedOne(builder, 'topic', topic, below, from)
}

const publisher: Relation = (builder, row, { below }) => {
  const name = builder.aliases.next('p')
  const from = sql`from publisher as ${sql.ref(name)} where ${sql.ref(`${name}.id`)} = ${sql.ref(`${row}.publisher_id`)}`
  return relatedOne(builder, 'publisher', name, below, from)
}

const translations: Relation = (builder, row, { below }) => {
  const other = builder.aliases.next('a')
  const from = sql`
    from article as ${sql.ref(other)}
    where ${sql.ref(`${other}.story_id`)} = ${sql.ref(`${row}.story_id`)}
      and ${sql.ref(`${other}.id`)} <> ${sql.ref(`${row}.id`)}
      and ${visible(builder.requestScope, other)}`
  const place = sql`(${sql.ref(`${other}.language`)}, ${sql.ref(`${other}.id`)})`
  return relatedList(builder, 'article', other, below, from, place)
}

/** HTML where Markdown is asked for as well: it is made from the same tree when it is read. */
const body: Relation = (builder, row, { args }) => {
  const wide = builder.aliases.next('b')
  const text = sql.ref(`${wide}.${args.format === 'PLAIN_TEXT' ? 'text' : 'html'}`)
  const mayRead = builder.requestScope.readAccess.bodies ? sql`true` : sql.ref(`${row}.is_free`)
  return sql`(
    select answer_text(${text}, ${sql.lit(builder.requestScope.maxAnswerBytes)})
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
    summary: column('summary', 'summary'),
    byline: computed(
      (row) => sql`coalesce(${sql.ref(`${row}.byline`)}, (
      select string_agg(credited.name, ', ' order by credit.position)
      from article_author credit join author credited on credited.id = credit.author_id
      where credit.article_id = ${sql.ref(`${row}.id`)}))`,
    ),
    wordCount: column('word_count'),
    readingTimeMinutes: computed((row) => sql`greatest(1, round(${sql.ref(`${row}.word_count`)} / 230.0))::integer`),
    language: column('language'),
    image: column('image', 'image'),
    datePublished: column('published_at', 'instant'),
    dateModified: column('modified_at', 'instant'),
    status: computed(
      (row, requestScope) => sql`case
      when ${sql.ref(`${row}.status`)} = 'PUBLISHED' and ${sql.ref(`${row}.visible_at`)} > ${instantValue(requestScope)} then 'SCHEDULED'
      else ${sql.ref(`${row}.status`)} end`,
    ),
    embargoedUntil: computed(
      (row, requestScope) =>
        requestScope.readAccess.preview ? sql.ref(`${row}.embargoed_until`) : sql`null::timestamptz`,
      'instant',
    ),
    isAccessibleForFree: column('is_free'),
    corrections: column('corrections', 'corrections'),
    // as large as an Int of GraphQL may be
    viewCount: computed(
      (row) =>
        sql`case when ${sql.ref(`${row}.view_count`)} is not null then least(${sql.ref(`${row}.view_count`)}, 2147483647) end`,
    ),
  },
  relations: {
    authors,
    topics,
    section,
    publisher,
    translations,
    body,
    relatedLinks,
  },
}
