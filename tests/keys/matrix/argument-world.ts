import { sql } from 'kysely'
import type { ArticleInput, ArticleType } from '../../../schema/models.ts'
import type { TestDatabase } from '../../support/database.ts'

export const source = 'wharf'
export const later = '2099-05-01T12:00:00Z'

/** Two that everybody sees, four for those who may preview, one of another topic, and one that is both. */
export const articleNames = [
  'open',
  'paid',
  'draft',
  'scheduled',
  'embargo',
  'withdrawn',
  'elsewhere',
  'offside',
] as const
export type ArticleName = (typeof articleNames)[number]
export const unpublished: readonly ArticleName[] = ['draft', 'scheduled', 'embargo', 'withdrawn', 'offside']
export const outside: readonly ArticleName[] = ['elsewhere', 'offside']

export const urlOf = (name: ArticleName): string => `https://wharf.example/${name}`
export const aliasOf = (name: ArticleName): string => `https://wharf.example/old/${name}`
export const slugOf = (name: ArticleName): string => `slug-of-${name}`
/** A word that is in every text of one article, in the names of the topic and author that it has alone, and in nothing else. */
export const markOf = (name: ArticleName): string => `zq${[...name].reverse().join('')}`

export const rootOf = (name: ArticleName): string => (outside.includes(name) ? 'sport' : 'world')
export const ownTopicOf = (name: ArticleName): string => `${rootOf(name)}/${markOf(name)}`
export const ownAuthorOf = (name: ArticleName): string => `ada-${markOf(name)}`

const types: Readonly<Record<ArticleName, ArticleType>> = {
  open: 'ARTICLE',
  paid: 'VIDEO',
  draft: 'ARTICLE',
  scheduled: 'LIVEBLOG',
  embargo: 'GALLERY',
  withdrawn: 'VIDEO',
  elsewhere: 'AUDIO',
  offside: 'INTERACTIVE',
}
const languages: Readonly<Record<ArticleName, string>> = {
  open: 'en',
  paid: 'en',
  draft: 'it',
  scheduled: 'en',
  embargo: 'fr',
  withdrawn: 'en',
  elsewhere: 'en',
  offside: 'de',
}

/** Editors link to these; the others are left to be found. */
const linked: readonly ArticleName[] = ['draft', 'embargo', 'elsewhere', 'offside']

/** Each hangs on each by everything there is: author, topics, links both ways, translation, words. */
export function articleOf(name: ArticleName): ArticleInput {
  const mark = markOf(name)
  const root = rootOf(name)
  return {
    externalId: name,
    url: urlOf(name),
    aliases: [aliasOf(name)],
    slug: slugOf(name),
    type: types[name],
    language: languages[name],
    headline: `Pelican ${mark}`,
    kicker: `Kicker ${mark}`,
    standfirst: `Pelican standfirst ${mark}`,
    summary: `Pelican summary ${mark}`,
    byline: `By Ada Poole ${mark}`,
    body: { plainText: `Pelican body ${mark}.\n\nMore of the pelican ${mark}.` },
    image: { url: `https://wharf.example/${mark}.jpg`, caption: mark },
    publisher: { name: 'The Wharf Post' },
    authors: [{ name: 'Ada Poole' }, { name: 'The Wharf Desk', kind: 'ORGANISATION' }, { name: `Ada ${mark}` }],
    topics: [
      { path: root, type: 'SECTION' },
      { path: `${root}/place`, type: 'PLACE' },
      { path: `${root}/person`, type: 'PERSON' },
      { path: `${root}/organisation`, type: 'ORGANISATION' },
      { path: `${root}/series`, type: 'SERIES' },
      { path: `${root}/event`, type: 'EVENT' },
      { path: `${root}/keyword`, type: 'KEYWORD' },
      { path: ownTopicOf(name), name: `World of ${mark}`, type: 'KEYWORD' },
    ],
    relatedLinks: linked.filter((other) => other !== name).map((other) => ({ title: 'Read on', url: urlOf(other) })),
    datePublished: name === 'scheduled' ? later : '2024-05-01T12:00:00Z',
    dateModified: '2024-05-02T12:00:00Z',
    isAccessibleForFree: name !== 'paid' && name !== 'embargo',
    viewCount: 1_000 + articleNames.indexOf(name),
    ...(languages[name] === 'en' ? {} : { translationOf: { source, value: 'open' } }),
    ...(name === 'draft' ? { status: 'DRAFT' as const } : {}),
    ...(name === 'withdrawn' || name === 'offside' ? { status: 'WITHDRAWN' as const } : {}),
    ...(name === 'embargo' ? { embargoedUntil: later } : {}),
  }
}

/** The same database as if these articles had never been: what a caller who may not see them has to be told. */
export function without(names: readonly ArticleName[]): (db: TestDatabase['db']) => Promise<void> {
  return async (db) => {
    const gone = db.selectFrom('article').select('id').where('external_id', 'in', names)
    await db.deleteFrom('related_link').where('target_id', 'in', gone).execute()
    await db.deleteFrom('article').where('external_id', 'in', names).execute()
    await sql`delete from author where not exists (select from article_author where author_id = author.id)`.execute(db)
    // a topic goes after those below it
    for (const level of [1, 0]) {
      await sql`
        delete from topic
        where cardinality(ancestor_ids) = ${level} and not exists (select from article_topic where topic_id = topic.id)`.execute(
        db,
      )
    }
    await sql`delete from search_word where word = any(${names.map(markOf)})`.execute(db)
  }
}
