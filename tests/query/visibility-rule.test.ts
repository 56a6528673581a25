import { sql, type RawBuilder } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ArticleInput } from '../../schema/models.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import type { ReadAccess } from '../../src/query/read-access.ts'
import {
  hasVisibleArticle,
  inTime,
  instantValue,
  visible,
  withinAccess,
  type RequestScope,
} from '../../src/query/visibility.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const instant = '2026-03-01T12:00:00.000Z'
const reader: ReadAccess = { reads: true, preview: false, bodies: false, topicIds: null }

const article = (name: string, topic: string, of: Partial<ArticleInput> = {}): ArticleInput => ({
  externalId: name,
  slug: name,
  headline: name,
  language: 'en',
  publisher: { name: 'The Post' },
  datePublished: '2026-01-01T00:00:00Z',
  topics: [{ path: topic }],
  authors: [{ name: `Author ${name}` }],
  ...of,
})

let world: TestDatabase
const topicIds: Record<string, number> = {}

beforeAll(async () => {
  world = await createTestDatabase()
  const articles = [
    article('now', 'news/local', { datePublished: instant }),
    article('later', 'news/later', { datePublished: '2026-03-01T12:00:00.001Z' }),
    article('embargoed', 'news/embargoed', { embargoedUntil: '2026-03-01T12:00:00.001Z' }),
    article('opened', 'sport', { embargoedUntil: instant }),
    article('draft', 'drafts', { status: 'DRAFT' }),
    article('withdrawn', 'withdrawn', { status: 'WITHDRAWN' }),
  ]
  await importArticles(world.db, { source: 'rule', articles })
  for (const { id, path } of await world.db.selectFrom('topic').select(['id', 'path']).execute()) topicIds[path] = id
})

const scopeOf = (access: Partial<ReadAccess> = {}): RequestScope => ({
  readAccess: { ...reader, ...access },
  instant,
  maxAnswerBytes: 1_000_000,
})

/** The slugs of the articles for which the condition holds. */
async function articlesWhere(condition: RawBuilder<boolean>): Promise<string[]> {
  const { rows } = await sql<{ slug: string }>`select slug from article a where ${condition} order by slug`.execute(
    world.db,
  )
  return rows.map(({ slug }) => slug)
}

async function topicsFor(access: Partial<ReadAccess>): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    select path from topic t where ${hasVisibleArticle(scopeOf(access), 'topic', 't')} order by path`.execute(world.db)
  return rows.map(({ path }) => path)
}

async function authorsFor(access: Partial<ReadAccess>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from author t where ${hasVisibleArticle(scopeOf(access), 'author', 't')} order by name`.execute(
    world.db,
  )
  return rows.map(({ name }) => name)
}

const all = ['draft', 'embargoed', 'later', 'now', 'opened', 'withdrawn']
const only = (path: string): Partial<ReadAccess> => ({ topicIds: [topicIds[path] ?? 0] })

describe('an article is visible', () => {
  test('from the very instant of its publication and of the end of its embargo, where it is published', async () => {
    expect(await articlesWhere(visible(scopeOf(), 'a'))).toEqual(['now', 'opened'])
    expect(await articlesWhere(inTime(scopeOf(), 'a'))).toEqual(['now', 'opened'])
    expect(await articlesWhere(sql`a.visible_at < ${instantValue(scopeOf())}`)).toEqual([])
  })

  test('whatever its status and time to who may preview, and never to who may not read', async () => {
    expect(await articlesWhere(visible(scopeOf({ preview: true }), 'a'))).toEqual(all)
    for (const preview of [true, false]) {
      expect(await articlesWhere(visible(scopeOf({ reads: false, preview }), 'a'))).toEqual([])
    }
  })

  test('within the topics of a key, and those below them', async () => {
    expect(await articlesWhere(visible(scopeOf(only('news')), 'a'))).toEqual(['now'])
    expect(await articlesWhere(visible(scopeOf({ ...only('news'), preview: true }), 'a'))).toEqual([
      'embargoed',
      'later',
      'now',
    ])
    expect(await articlesWhere(visible(scopeOf(only('sport')), 'a'))).toEqual(['opened'])
    expect(await articlesWhere(visible(scopeOf({ topicIds: [] }), 'a'))).toEqual([])
    expect(await articlesWhere(withinAccess(scopeOf(only('drafts')), 'a'))).toEqual(['draft'])
    expect(await articlesWhere(withinAccess(scopeOf(), 'a'))).toEqual(all)
  })

  test('by the columns of a table that links to it, too', async () => {
    const { rows } = await sql<{ slug: string }>`
      select slug from article join article_author link on link.article_id = article.id
      where ${visible(scopeOf(only('sport')), 'link', 'article_id')}`.execute(world.db)
    expect(rows).toEqual([{ slug: 'opened' }])
    const within = await sql<{ slug: string }>`
      select slug from article join article_author link on link.article_id = article.id
      where ${withinAccess(scopeOf(only('drafts')), 'link', 'article_id')}`.execute(world.db)
    expect(within.rows).toEqual([{ slug: 'draft' }])
  })
})

describe('a topic and an author are seen', () => {
  test('where a visible article has them, or one below the topic', async () => {
    expect(await topicsFor({})).toEqual(['news', 'news/local', 'sport'])
    expect(await authorsFor({})).toEqual(['Author now', 'Author opened'])
  })

  test('all of them by who sees every article, and none by who may not read', async () => {
    expect(await topicsFor({ preview: true })).toEqual(Object.keys(topicIds).toSorted())
    expect(await authorsFor({ preview: true })).toEqual(all.map((name) => `Author ${name}`))
    for (const preview of [true, false]) {
      for (const limits of [{}, only('news')]) {
        expect(await topicsFor({ reads: false, preview, ...limits })).toEqual([])
        expect(await authorsFor({ reads: false, preview, ...limits })).toEqual([])
      }
    }
  })

  test('as far as the topics of a key go', async () => {
    expect(await topicsFor(only('news'))).toEqual(['news', 'news/local'])
    expect(await authorsFor(only('news'))).toEqual(['Author now'])
    expect(await topicsFor({ ...only('news'), preview: true })).toEqual([
      'news',
      'news/embargoed',
      'news/later',
      'news/local',
    ])
    expect(await authorsFor({ ...only('sport'), preview: true })).toEqual(['Author opened'])
    expect(await authorsFor(only('drafts'))).toEqual([])
  })

  test('just so where the key’s topics have so many articles that they are not read as a whole', async () => {
    await sql`alter table article_topic disable trigger all`.execute(world.db)
    await sql`
      insert into article_topic (article_id, topic_id, placed_at, modified_at, views, visible_at)
      select -n, ${topicIds['sport']}, '2026-01-01', '2026-01-01', 0, '2026-01-01' from generate_series(1, 2500) n`.execute(
      world.db,
    )
    expect(await topicsFor(only('sport'))).toEqual(['sport'])
    expect(await authorsFor(only('sport'))).toEqual(['Author opened'])
    expect(await authorsFor({ topicIds: [topicIds['sport'] ?? 0, topicIds['news'] ?? 0] })).toEqual([
      'Author now',
      'Author opened',
    ])
  })
})
