import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { type ChangesPosition, readContentChanges, readUpcoming } from '../../src/db/content-changes.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { articleInput } from '../import/readers/articles.ts'
import { createTestDatabase } from '../support/database.ts'
import { connectDatabase } from '../../src/db/connect.ts'

const { db, database, url } = await createTestDatabase()

async function save(...ids: [externalId: string, fields?: object][]) {
  const articles = ids.map(([id, fields]) => articleInput(id, { slug: id, ...fields }))
  return await importArticles(db, { source: 'post', articles })
}

const topics = [{ path: 'world/asia', name: 'Asia', type: 'SECTION' as const }]
await save(
  ['ferry', { topics, authors: [{ name: 'Ann Lee' }], language: 'en' }],
  ['bridge', { topics: [{ path: 'city', name: 'City', type: 'SECTION' }], language: 'it' }],
)
const idOf = async (slug: string) =>
  (await db.selectFrom('article').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id
const topicOf = async (path: string) =>
  (await db.selectFrom('topic').select('id').where('path', '=', path).executeTakeFirstOrThrow()).id
const ferry = await idOf('ferry')
const bridge = await idOf('bridge')
const [world, asia, city] = await Promise.all(['world', 'world/asia', 'city'].map(topicOf))
const author = (await db.selectFrom('author').select('id').executeTakeFirstOrThrow()).id
const publisher = (await db.selectFrom('publisher').select('id').executeTakeFirstOrThrow()).id

let position: ChangesPosition
beforeEach(async () => {
  position = (await readContentChanges(db, null)).position
})
async function changed(): Promise<string[]> {
  const read = await readContentChanges(db, position)
  position = read.position
  return [...read.tags].sort()
}

const ofFerry = [
  `article:${ferry}`,
  'articles',
  `articles:author:${author}`,
  'articles:language:en',
  `articles:publisher:${publisher}`,
  `articles:topic:${world}`,
  `articles:topic:${asia}`,
].sort()

describe('a transaction notes what it changed', () => {
  test('plain SQL that changes an article names it and every list it is in', async () => {
    await sql`update article set view_count = 7 where id = ${ferry}`.execute(db)
    expect(await changed()).toEqual(expect.arrayContaining(ofFerry))
    expect(await changed()).toEqual([])
  })

  test('what changes nothing says nothing: the same values, no rows, the same import again', async () => {
    await sql`update article set view_count = view_count where id = ${ferry}`.execute(db)
    await sql`update author set name = name`.execute(db)
    await sql`delete from related_link where article_id = -1`.execute(db)
    expect(await changed()).toEqual([])
    await save(['bridge', { topics: [{ path: 'city', name: 'City', type: 'SECTION' }], language: 'it' }])
    expect(await changed()).toEqual([])
  })

  test.each([
    [
      'article_body',
      () =>
        sql`insert into article_body values (${ferry}, '<p>x</p>', 'x') on conflict (article_id) do update set text = 'y'`,
    ],
    ['article_url', () => sql`insert into article_url values ('a.example/x', 'https://a.example/x', ${ferry}, false)`],
    [
      'related_link',
      () =>
        sql`insert into related_link (article_id, position, publisher_id, title, title_key, kind) values (${ferry}, 9, ${publisher}, 'T', 't', 'ARTICLE')`,
    ],
    ['body_link', () => sql`insert into body_link (article_id, position, url_key) values (${ferry}, 9, 'b.example/y')`],
  ])('a change of %s is one of the article', async (_table, write) => {
    await write().execute(db)
    expect(await changed()).toEqual(ofFerry)
  })

  test('an article that leaves a topic changes the lists that it was in, and those it is in', async () => {
    await sql`delete from article_topic where article_id = ${ferry} and topic_id = ${asia}`.execute(db)
    expect(await changed()).toEqual(ofFerry)
    await sql`insert into article_topic select ${ferry}, ${asia}, 1, placed_at, modified_at, views, visible_at from article where id = ${ferry}`.execute(
      db,
    )
    expect(await changed()).toEqual(ofFerry)
  })

  test('an article that changes its language changes the lists of both', async () => {
    await sql`update article set language = 'fr' where id = ${bridge}`.execute(db)
    expect(await changed()).toEqual(expect.arrayContaining(['articles:language:fr', 'articles:language:it']))
  })

  test('a translation that arrives changes the ones that are there', async () => {
    await sql`update article set story_id = ${ferry} where id = ${ferry}`.execute(db)
    await changed()
    await sql`update article set story_id = ${ferry} where id = ${bridge}`.execute(db)
    expect(await changed()).toEqual(expect.arrayContaining([`article:${ferry}`, `article:${bridge}`]))
    await sql`update article set story_id = null where id = ${bridge}`.execute(db)
    expect(await changed()).toEqual(expect.arrayContaining([`article:${ferry}`, `article:${bridge}`]))
  })

  test('names: of an author (bylines), a topic and its kind, a publisher', async () => {
    await sql`update author set name = 'Ann B. Lee' where id = ${author}`.execute(db)
    expect(await changed()).toEqual([`author:${author}`, 'authors', 'bylines'])
    await sql`update author set bio = 'Writes.' where id = ${author}`.execute(db)
    expect(await changed()).toEqual([`author:${author}`, 'authors'])
    await sql`update topic set type = 'KEYWORD' where id = ${city}`.execute(db)
    expect(await changed()).toEqual(['topic-types', `topic:${city}`, 'topics'])
    await sql`update publisher set imprint = 'Here' where id = ${publisher}`.execute(db)
    expect(await changed()).toEqual([`publisher:${publisher}`, 'publishers'])
  })

  test('an article that is deleted takes its lists along', async () => {
    await save(['gone', { topics, language: 'en' }])
    const gone = await idOf('gone')
    await changed()
    await sql`delete from article where id = ${gone}`.execute(db)
    expect(await changed()).toEqual(
      expect.arrayContaining([`article:${gone}`, 'articles:language:en', `articles:topic:${asia}`, 'search']),
    )
  })
})

describe('large transactions', () => {
  test('have one coarse tag each, in one row, whatever they touch', async () => {
    await save(...Array.from({ length: 60 }, (_, n): [string, object] => [`many-${n}`, { topics }]))
    expect(await changed()).toEqual(['*'])
    await sql`truncate related_link`.execute(db)
    expect(await changed()).toEqual(['*'])
  })

  test('many small statements of one transaction become one coarse tag too', async () => {
    await db.transaction().execute(async (tx) => {
      for (let n = 0; n < 500; n++) await sql`select note_content_change(array[${`x:${n}`}::text])`.execute(tx)
    })
    expect(await changed()).toEqual(['*'])
  })
})

describe('transactions', () => {
  test('what is rolled back, whole or to a savepoint, was never there', async () => {
    await db
      .transaction()
      .execute(async (tx) => {
        await sql`update article set view_count = 99 where id = ${ferry}`.execute(tx)
        throw new Error('no')
      })
      .catch(() => undefined)
    expect(await changed()).toEqual([])
    const article = articleInput('ferry', { slug: 'ferry', headline: 'Another one' })
    await importArticles(db, { source: 'post', articles: [article], dryRun: true })
    expect(await changed()).toEqual([])
    await db.transaction().execute(async (tx) => {
      await sql`savepoint one`.execute(tx)
      await sql`delete from article where slug like 'many-%'`.execute(tx)
      await sql`rollback to savepoint one`.execute(tx)
      await sql`update publisher set email = 'a@b.example' where id = ${publisher}`.execute(tx)
    })
    expect(await changed()).toEqual([`publisher:${publisher}`, 'publishers'])
  })

  test('one that began earlier and commits later is not missed', async () => {
    const other = connectDatabase({ url })
    try {
      const slow = await other.db.startTransaction().execute()
      await sql`update publisher set email = 'slow@b.example' where id = ${publisher}`.execute(slow)
      await sql`update author set bio = 'Later.' where id = ${author}`.execute(db)
      expect(await changed()).toEqual([`author:${author}`, 'authors'])
      expect(await changed()).toEqual([])
      await slow.commit().execute()
      expect(await changed()).toEqual([`publisher:${publisher}`, 'publishers'])
      expect(await changed()).toEqual([])
    } finally {
      await other.close()
    }
  })

  test('each says so once when it commits', async () => {
    const heard: string[] = []
    const unlisten = await database.listen('content_changed', (payload) => void heard.push(payload))
    await save(['ferry', { topics, authors: [{ name: 'Ann Lee' }], headline: 'Heard', language: 'en' }])
    await sql`notify content_changed, 'end'`.execute(db)
    await expect.poll(() => heard.at(-1)).toBe('end')
    expect(heard).toEqual(['', 'end'])
    await unlisten()
  })

  test('what is older than ten minutes is dropped by those that come after', async () => {
    let turn = 0
    const leftAfterFourMore = async (): Promise<number | undefined> => {
      await sql`update content_change set changed_at = changed_at - interval '11 minutes'`.execute(db)
      turn += 1
      for (const name of ['c', 'd', 'e', 'f'])
        await sql`update publisher set email = ${`${name}${turn}@b.example`} where id = ${publisher}`.execute(db)
      const { rows } = await sql<{ left: number }>`select count(*)::integer as left from content_change`.execute(db)
      return rows[0]?.left
    }
    // the last of them stays until another one is as old; a transaction of another database may hold some more up for a while
    await expect.poll(leftAfterFourMore).toBe(5)
  })

  test('what a transaction changed more than ten minutes before it ended is there for who reads after it', async () => {
    await db.transaction().execute(async (long) => {
      await sql`update publisher set email = 'long@b.example' where id = ${publisher}`.execute(long)
      await sql`update content_change set changed_at = changed_at - interval '20 minutes'`.execute(long)
      await sql`update topic set description = 'Meanwhile' where path = 'city'`.execute(db)
    })
    for (const email of ['g@b.example', 'h@b.example']) await sql`update author set bio = ${email}`.execute(db)
    expect(await changed()).toEqual(expect.arrayContaining([`publisher:${publisher}`, `topic:${city}`, 'authors']))
  })
})

test('a database whose transactions count from elsewhere has changed as a whole', async () => {
  const restored = { ...position, xmin: position.xmin + 1_000_000n, seen: new Set<string>() }
  expect([...(await readContentChanges(db, restored)).tags]).toEqual(['*'])
})

test('a database whose primary is another one than before has changed as a whole', async () => {
  const former = { ...position, timeline: '0000ABCD' }
  expect([...(await readContentChanges(db, former)).tags]).toEqual(['*'])
})

test('what becomes visible by itself is known in its order, with what shows it', async () => {
  await save(
    ['later', { topics, datePublished: '2999-01-02T00:00:00Z', language: 'en' }],
    ['soon', { datePublished: '2025-01-01T00:00:00Z', embargoedUntil: '2998-01-01T00:00:00Z', language: 'it' }],
    ['draft', { status: 'DRAFT', datePublished: '2997-01-01T00:00:00Z' }],
  )
  const upcoming = await readUpcoming(db, new Date().toISOString(), 10)
  expect(upcoming.map(({ at }) => at)).toEqual(['2998-01-01T00:00:00.000Z', '2999-01-02T00:00:00.000Z'])
  expect(upcoming[1]?.tags).toEqual(
    expect.arrayContaining([`article:${await idOf('later')}`, 'articles', `articles:topic:${asia}`]),
  )
})
