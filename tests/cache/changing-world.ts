import { sql, type Kysely } from 'kysely'
import type { ArticleInput } from '../../schema/models.ts'
import type { DB } from '../../src/db/tables/database.ts'
import { mergeAuthors } from '../../src/db/write/edit/merge-authors.ts'
import { mergeTopics } from '../../src/db/write/edit/merge-topics.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { articleInput } from '../import/readers/articles.ts'

/** A change of content, in words and as a deed. */
export type Write = readonly [what: string, write: () => Promise<unknown>]

/** Writes a small world, and answers what can happen to it, in order: between them they change every field of content. */
export async function openChangingWorld(db: Kysely<DB>): Promise<readonly Write[]> {
  async function save(id: string, fields: Partial<ArticleInput> = {}) {
    const article = articleInput(id, {
      slug: id,
      url: `${site}/${id}`,
      datePublished: '2025-05-01T08:00:00Z',
      ...fields,
    })
    const { results } = await importArticles(db, { source: 'post', articles: [article] })
    const errors = results[0]?.userErrors ?? []
    if (errors.length > 0) throw new Error(JSON.stringify(errors))
  }

  await save('ferry', ferry)
  await save('harbour', { language: 'it', headline: 'Another harbour', topics: [{ path: 'city', name: 'City' }] })
  for (const n of [1, 2, 3, 4])
    await save(`old-${n}`, { datePublished: `2024-01-0${n}T08:00:00Z`, topics: ferry.topics ?? [] })
  await sql`insert into topic (segment, slug, name, name_key, type) values ('empty', 'empty', 'Empty', 'empty', 'SECTION')`.execute(
    db,
  )

  /** Everything of it changes but what it is known by. */
  const rewritten: Partial<ArticleInput> = {
    ...ferry,
    headline: 'The harbour ferry is early',
    kicker: 'Harbour',
    standfirst: 'It came before its time.',
    summary: 'All about a harbour ferry.',
    byline: 'Somebody',
    dateModified: '2025-07-01T08:00:00Z',
    datePublished: '2025-06-01T09:00:00Z',
    viewCount: 12,
    type: 'GALLERY',
    isAccessibleForFree: false,
    body: { plainText: 'Harbour words. '.repeat(300) },
    image: { url: `${site}/b.jpg`, alt: 'B', caption: 'C', credit: 'D', width: 10, height: 20 },
    corrections: [{ text: 'It was a train.', date: '2025-06-03T08:00:00Z' }],
  }
  const plain = (statement: string) => () => sql.raw(statement).execute(db)

  return [
    ['an article is rewritten', () => save('ferry', rewritten)],
    [
      'its body alone',
      plain(
        `update article_body set text = 'x y', html = '<p>x y</p>' where article_id = (select id from article where slug = 'ferry')`,
      ),
    ],
    ['its byline is left to its authors', plain(`update article set byline = null where slug = 'ferry'`)],
    [
      'an author is renamed',
      plain(`update author set name = 'Ann B. Lee', name_key = 'ann b lee' where slug = 'ann-lee'`),
    ],
    [
      'an author is described',
      plain(
        `update author set bio = 'Writes.', job_title = 'Editor', kind = 'ORGANISATION', url = 'https://a.example', image = '{"url":"https://a.example/i.jpg","alt":"I"}' where slug = 'ann-lee'`,
      ),
    ],
    ['an author has another address', plain(`update author set slug = 'ann-b-lee' where slug = 'ann-lee'`)],
    ['and gets it back', plain(`update author set slug = 'ann-lee' where slug = 'ann-b-lee'`)],
    [
      'a topic is described',
      plain(
        `update topic set name = 'The world', description = 'All of it', same_as = '["https://w.example"]' where path = 'world'`,
      ),
    ],
    ['a topic becomes another kind', plain(`update topic set type = 'KEYWORD' where path = 'world'`)],
    ['and a section again', plain(`update topic set type = 'SECTION', slug = 'w' where path = 'world'`)],
    [
      'a topic moves below another',
      plain(`update topic set parent_id = (select id from topic where path = 'world') where path = 'asia'`),
    ],
    ['a topic has its first article', () => save('first', { topics: [{ path: 'empty', name: 'Empty' }] })],
    [
      'a topic has its first child',
      () => save('child', { topics: [{ path: 'world/south', name: 'South' }], authors: [{ name: 'Zoe New' }] }),
    ],
    [
      'a publisher is described',
      plain(
        `update publisher set name = 'The Post', imprint = 'Here', email = 'a@b.example', language = 'en', url = '${site}' where slug = 'the-harbour-post'`,
      ),
    ],
    ['a publisher has another address', plain(`update publisher set slug = 'post' where slug = 'the-harbour-post'`)],
    ['and gets it back', plain(`update publisher set slug = 'the-harbour-post' where slug = 'post'`)],
    [
      'another publisher comes',
      () => save('rival', { publisher: { name: 'A Rival' }, authors: [{ name: 'Al Bo' }], language: 'it' }),
    ],
    [
      'what a link points to arrives',
      () => save('another', { headline: 'Another one arrives', image: { url: `${site}/c.jpg` } }),
    ],
    ['what it points to is withdrawn', plain(`update article set status = 'WITHDRAWN' where slug = 'another'`)],
    [
      'the links are others',
      () =>
        save('ferry', {
          ...rewritten,
          relatedLinks: [{ title: 'Third', byline: 'By me', kind: 'VIDEO' }, { title: 'Fourth' }],
        }),
    ],
    [
      'a translation arrives',
      () =>
        save('traghetto', {
          language: 'it',
          headline: 'Harbour, in italiano',
          translationOf: { source: 'post', value: 'ferry' },
        }),
    ],
    ['a translation is withdrawn', plain(`update article set status = 'WITHDRAWN' where slug = 'traghetto'`)],
    [
      'an article that was asked for arrives',
      () => save('to-come', { ...ferry, slug: 'to-come', url: `${site}/to-come`, relatedLinks: [] }),
    ],
    [
      'it gets another address',
      plain(
        `insert into article_url (url_key, url, article_id, is_canonical) select replace(url_key, 'to-come', 'elsewhere'), '${site}/elsewhere', article_id, false from article_url where url_key like '%to-come'`,
      ),
    ],
    ['it is withdrawn', plain(`update article set status = 'WITHDRAWN' where slug = 'to-come'`)],
    ['it is deleted', plain(`delete from article where slug = 'to-come'`)],
    ['an article changes its language', plain(`update article set language = 'fr' where slug = 'harbour'`)],
    [
      'an article changes its own address',
      plain(`update article set slug = 'boat', url = '${site}/boat' where slug = 'ferry'`),
    ],
    ['and gets it back', plain(`update article set slug = 'ferry', url = '${site}/ferry' where slug = 'boat'`)],
    ['an article is seen more often', plain(`update article set view_count = 9999 where slug = 'old-1'`)],
    [
      'articles leave a topic',
      plain(
        `delete from article_topic where article_id in (select id from article where slug in ('old-2', 'old-3')) and topic_id = (select id from topic where path = 'world')`,
      ),
    ],
    [
      'an article loses its author',
      plain(`delete from article_author where article_id = (select id from article where slug = 'ferry')`),
    ],
    [
      'topics are made one',
      async () => mergeTopics(db, { from: [await idOf('topic', 'world/south')], into: await idOf('topic', 'empty') }),
    ],
    [
      'authors are made one',
      async () => mergeAuthors(db, { from: [await idOf('author', 'zoe-new')], into: await idOf('author', 'ann-lee') }),
    ],
    [
      'a topic is called as one was before',
      plain(`update topic set segment = 'south-2', slug = 'world' where path = 'empty'`),
    ],
    [
      'the topic of a path is asked for at a former one',
      plain(`update topic set segment = 'globe', slug = 'globe' where path = 'world'`),
    ],
    ['and its path is given to another', plain(`update topic set segment = 'world' where path = 'south-2'`)],
  ]

  async function idOf(table: 'topic' | 'author', called: string): Promise<number> {
    const { rows } = await sql<{ id: number }>`
    select id from ${sql.table(table)} where ${sql.ref(table === 'topic' ? 'path' : 'slug')} = ${called}`.execute(db)
    return rows[0]?.id ?? 0
  }
}

const site = 'https://www.post.example'
const ann = { name: 'Ann Lee', slug: 'ann-lee' }
const ferry: Partial<ArticleInput> = {
  slug: 'ferry',
  url: `${site}/ferry`,
  datePublished: '2025-06-01T08:00:00Z',
  headline: 'The harbour ferry is late',
  authors: [ann],
  topics: [
    { path: 'world', name: 'World', type: 'SECTION' },
    { path: 'asia', name: 'Asia', type: 'KEYWORD' },
  ],
  relatedLinks: [{ title: 'Another one', url: `${site}/another` }],
  image: { url: `${site}/a.jpg`, alt: 'A ferry' },
  corrections: [{ text: 'It was a bus.', date: '2025-06-02T08:00:00Z' }],
}
