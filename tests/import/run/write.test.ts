import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { ArticleInput } from '../../../schema/models.ts'
import type { WriteResult } from '../../../src/db/write/normalised.ts'
import { withdrawArticle } from '../../../src/db/write/publication.ts'
import { writeArticles, writeItems } from '../../../src/db/write/batch.ts'
import { linksATime } from '../../../src/db/write/nouns/related-links.ts'
import { createTestDatabase } from '../../support/database.ts'
import { article } from '../readers/articles.ts'

const world = await createTestDatabase()
const { db, statements } = world

const write = async (source: string, ...inputs: [string, Partial<ArticleInput>?][]): Promise<readonly WriteResult[]> =>
  (await writeArticles(db, { source, articles: inputs.map(([id, fields]) => article(id, fields)) })).results

const outcomes = (results: readonly WriteResult[]): string[] => results.map(({ outcome }) => outcome)
const slugs = (results: readonly WriteResult[]): (string | null)[] =>
  results.map((result) => (result.outcome === 'REJECTED' ? null : result.slug))
const idOf = async (source: string, externalId: string): Promise<number> =>
  (
    await db
      .selectFrom('article')
      .select('id')
      .where('source', '=', source)
      .where('external_id', '=', externalId)
      .executeTakeFirstOrThrow()
  ).id
const dump = async (): Promise<unknown> => {
  const tables = [
    'publisher',
    'source_publisher',
    'author',
    'topic',
    'article',
    'article_body',
    'article_url',
    'article_author',
    'article_topic',
    'related_link',
  ]
  const counted = tables.map(async (table) => [
    table,
    (
      await sql<{
        rows: unknown
      }>`select md5(string_agg(t::text, '|' order by t::text)) as rows from ${sql.table(table)} t`.execute(db)
    ).rows[0]?.rows,
  ])
  return Object.fromEntries(await Promise.all(counted))
}

describe('outcomes', () => {
  test('an article is created, then the same is a no-op, then another content is an update', async () => {
    expect(outcomes(await write('outcomes', ['a']))).toEqual(['CREATED'])
    const before = await dump()
    expect(outcomes(await write('outcomes', ['a']))).toEqual(['NOOP'])
    expect(await dump()).toEqual(before)
    expect(outcomes(await write('outcomes', ['a', { kicker: 'New' }]))).toEqual(['UPDATED'])
  })

  test('an article is visible and modified at the instant of its write, to the millisecond', async () => {
    const { instant } = await writeArticles(db, { source: 'outcomes', articles: [article('instant')] })
    const row = await db
      .selectFrom('article')
      .select(({ ref }) => [
        sql<boolean>`${ref('created_at')} = ${instant}::timestamptz`.as('created'),
        sql<boolean>`${ref('visible_at')} <= ${instant}::timestamptz`.as('visible'),
        sql<boolean>`${ref('modified_at')} = ${instant}::timestamptz`.as('modified'),
      ])
      .where('id', '=', await idOf('outcomes', 'instant'))
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ created: true, visible: true, modified: true })
  })

  test('a new view count is stored, but is no change of the content', async () => {
    await write('outcomes', ['views', { viewCount: 10, authors: [{ name: 'Ada Quay' }] }])
    const read = () =>
      db
        .selectFrom('article')
        .innerJoin('article_author as c', 'c.article_id', 'article.id')
        .select(['view_count', 'c.views', 'article.modified_at', 'content_hash'])
        .where('external_id', '=', 'views')
        .executeTakeFirstOrThrow()
    const before = await read()
    expect(outcomes(await write('outcomes', ['views', { viewCount: 25, authors: [{ name: 'Ada Quay' }] }]))).toEqual([
      'NOOP',
    ])
    expect(await read()).toEqual({ ...before, view_count: 25, views: 25 })
    // a source that does not say a count does not take it away
    await write('outcomes', ['views', { kicker: 'x', authors: [{ name: 'Ada Quay' }] }])
    expect((await read()).view_count).toBe(25)
  })

  test('the same id twice in one batch is created once and then updated', async () => {
    expect(
      outcomes(
        await write(
          'outcomes',
          ['twice', { kicker: '1' }],
          ['other'],
          ['twice', { kicker: '2' }],
          ['twice', { kicker: '2' }],
        ),
      ),
    ).toEqual(['CREATED', 'CREATED', 'UPDATED', 'NOOP'])
  })

  test('a dry run tells the same and leaves nothing', async () => {
    const before = await dump()
    const articles = [
      article('dry', { topics: [{ path: 'dry/run' }], authors: [{ name: 'Dry Author' }] }),
      article('a', { kicker: 'Dry' }),
      article('a', { kicker: 'Dry' }),
    ]
    expect(outcomes((await writeArticles(db, { source: 'outcomes', articles, dryRun: true })).results)).toEqual([
      'CREATED',
      'UPDATED',
      'NOOP',
    ])
    expect(await dump()).toEqual(before)
  })

  test('what is left out in an update is gone, and what stays is not touched', async () => {
    await write('outcomes', [
      'full',
      {
        authors: [{ name: 'A' }, { name: 'B' }],
        topics: [{ path: 'x/y' }],
        relatedLinks: [{ title: 'L' }, { title: 'M' }],
        standfirst: 'S',
      },
    ])
    await write('outcomes', ['full', { authors: [{ name: 'B' }], relatedLinks: [{ title: 'L' }], body: null }])
    const id = await idOf('outcomes', 'full')
    expect(
      await db
        .selectFrom('article_author')
        .innerJoin('author', 'author.id', 'author_id')
        .select(['name', 'position'])
        .where('article_id', '=', id)
        .execute(),
    ).toEqual([{ name: 'B', position: 1 }])
    expect(await db.selectFrom('article_topic').select('topic_id').where('article_id', '=', id).execute()).toEqual([])
    expect(await db.selectFrom('related_link').select('title').where('article_id', '=', id).execute()).toEqual([
      { title: 'L' },
    ])
    expect(await db.selectFrom('article_body').select('article_id').where('article_id', '=', id).execute()).toEqual([])
    expect(await db.selectFrom('article').select('standfirst').where('id', '=', id).executeTakeFirst()).toEqual({
      standfirst: null,
    })
  })
})

describe('publishers', () => {
  test('an article without a publisher belongs to the only one of its source', async () => {
    await write('one-house', ['first', { publisher: { name: 'One House' } }])
    expect(outcomes(await write('one-house', ['second', { publisher: null }]))).toEqual(['CREATED'])
  })

  test('without a publisher, and without exactly one in the source, an article is rejected and the others are written', async () => {
    const [rejected, created] = await write(
      'no-house',
      ['first', { publisher: null, authors: [{ name: 'Nobody At All' }] }],
      ['second'],
    )
    expect(rejected).toMatchObject({ outcome: 'REJECTED', userErrors: [{ code: 'REQUIRED', path: ['publisher'] }] })
    expect(created?.outcome).toBe('CREATED')
    expect(await db.selectFrom('author').select('id').where('name', '=', 'Nobody At All').execute()).toEqual([])
  })

  test('a publisher is found by its name in any spelling, and told details are kept', async () => {
    await write(
      'spelt',
      ['a', { publisher: { name: 'L’Écho du Port', email: 'desk@echo.example' } }],
      ['b', { publisher: { name: "l'echo  du port", imprint: 'Port 1' } }],
    )
    expect(
      await db
        .selectFrom('publisher')
        .select(['name', 'slug', 'email', 'imprint'])
        .where('name_key', '=', "l'echo du port")
        .execute(),
    ).toEqual([{ name: 'L’Écho du Port', slug: 'l-echo-du-port', email: 'desk@echo.example', imprint: 'Port 1' }])
  })
})

describe('slugs', () => {
  test('a clash gets -2 and -3, in a batch and against what is there', async () => {
    const same = { headline: 'Ferry runs again' }
    expect(slugs(await write('slugs', ['a', same], ['b', same]))).toEqual(['ferry-runs-again', 'ferry-runs-again-2'])
    expect(slugs(await write('slugs', ['c', same]))).toEqual(['ferry-runs-again-3'])
  })

  test('a numbered headline does not stand in the way of a numbered slug', async () => {
    expect(
      slugs(
        await write(
          'slugs',
          ['t1', { headline: 'Top' }],
          ['t2', { headline: 'Top' }],
          ['t3', { headline: 'Top 2' }],
          ['t4', { headline: 'Top 2' }],
        ),
      ),
    ).toEqual(['top', 'top-3', 'top-2', 'top-2-2'])
  })

  test('the hundredth clash finds its number in one statement', async () => {
    const many = Array.from({ length: 100 }, (_, n): [string, Partial<ArticleInput>] => [
      `m${n}`,
      { headline: 'Market' },
    ])
    expect(slugs(await write('slugs', ...many)).at(-1)).toBe('market-100')
    expect(slugs(await write('slugs', ['m-last', { headline: 'Market' }]))).toEqual(['market-101'])
  })

  test('an update keeps the slug whatever the headline, unless another is supplied', async () => {
    await write('slugs', ['keep', { headline: 'Old words' }])
    expect(slugs(await write('slugs', ['keep', { headline: 'New words' }]))).toEqual(['old-words'])
    expect(slugs(await write('slugs', ['keep', { headline: 'New words', slug: 'chosen' }]))).toEqual(['chosen'])
    expect(slugs(await write('slugs', ['rival', { slug: 'chosen' }]))).toEqual(['chosen-2'])
    expect(slugs(await write('slugs', ['rival', { slug: 'chosen', kicker: 'again' }]))).toEqual(['chosen-2'])
  })
})

describe('topics and authors', () => {
  test('missing topics are created level by level, and articles have the topics above as well', async () => {
    await write('topics', [
      'a',
      { topics: [{ path: 'world/asia/kazakhstan', name: 'Kazakhstan', type: 'PLACE' }, { path: 'world' }] },
    ])
    const rows = await db
      .selectFrom('article_topic')
      .innerJoin('topic', 'topic.id', 'topic_id')
      .select(['path', 'name', 'position', 'type'])
      .where('article_id', '=', await idOf('topics', 'a'))
      .orderBy('path')
      .execute()
    expect(rows).toEqual([
      { path: 'world', name: 'World', position: 2, type: 'KEYWORD' },
      { path: 'world/asia', name: 'Asia', position: null, type: 'PLACE' },
      { path: 'world/asia/kazakhstan', name: 'Kazakhstan', position: 1, type: 'PLACE' },
    ])
  })

  test('topics above get the names that are said of them, at once or later, and keep them', async () => {
    const nameOf = async (path: string): Promise<string | undefined> =>
      (await db.selectFrom('topic').select('name').where('path', '=', path).executeTakeFirst())?.name
    const names = ['Städte & Orte', 'Norden']
    await write('topics', ['names-1', { topics: [{ path: 'staedte/norden/kiel', name: 'Kiel', names }] }])
    expect(await nameOf('staedte')).toBe('Städte & Orte')
    expect(await nameOf('staedte/norden')).toBe('Norden')
    await write('topics', ['names-2', { topics: [{ path: 'laender/daenemark/aarhus' }] }])
    expect(await nameOf('laender/daenemark')).toBe('Daenemark')
    await write('topics', [
      'names-3',
      { topics: [{ path: 'laender/daenemark/odense', names: ['Länder', 'Dänemark', 'Odense'] }] },
    ])
    expect(await nameOf('laender')).toBe('Länder')
    expect(await nameOf('laender/daenemark')).toBe('Dänemark')
    await write('topics', ['names-4', { topics: [{ path: 'laender/daenemark/aarhus', names: ['X', 'Y', 'Århus'] }] }])
    expect(await nameOf('laender/daenemark')).toBe('Dänemark')
    expect(await nameOf('laender/daenemark/aarhus')).toBe('Århus')
    await write('topics', ['names-5', { topics: [{ path: 'laender/daenemark', name: 'daenemark' }] }])
    expect(await nameOf('laender/daenemark')).toBe('Dänemark')
  })

  test('a topic that its source calls by another name is renamed, and found by it', async () => {
    const named = async (id: string, topics: NonNullable<ArticleInput['topics']>) => {
      await write('topics', [id, { topics }])
      return db.selectFrom('topic').select(['name', 'name_key']).where('path', '=', 'renamed/orient').executeTakeFirst()
    }
    expect(await named('r-1', [{ path: 'renamed/orient', name: 'Asia' }])).toEqual({ name: 'Asia', name_key: 'asia' })
    expect(await named('r-1', [{ path: 'renamed/orient', name: 'Asia and Pacific' }])).toEqual({
      name: 'Asia and Pacific',
      name_key: 'asia and pacific',
    })
    expect(await named('r-2', [{ path: 'renamed/orient', name: 'ASIA AND PACIFIC' }])).toMatchObject({
      name: 'ASIA AND PACIFIC',
    })
    expect(await named('r-3', [{ path: 'renamed/orient' }])).toMatchObject({ name: 'ASIA AND PACIFIC' })
    expect(await named('r-4', [{ path: 'renamed/orient', name: 'orient' }])).toMatchObject({ name: 'ASIA AND PACIFIC' })
    expect(await named('r-5', [{ path: 'renamed/orient/japan', names: ['Renamed', 'Other', 'Japan'] }])).toMatchObject({
      name: 'ASIA AND PACIFIC',
    })
  })

  test('a page or feed that writes a topic in other letters does not rename it', async () => {
    const item = (id: string, name: string) => ({
      source: 'topics',
      article: article(id, { topics: [{ path: 'iphone', name }] }),
      hasLooseIdentity: true,
    })
    const name = async () =>
      (await db.selectFrom('topic').select('name').where('path', '=', 'iphone').executeTakeFirst())?.name
    await writeItems(db, [item('l-1', 'iPhone')])
    await writeItems(db, [item('l-2', 'IPHONE')])
    expect(await name()).toBe('iPhone')
    await writeItems(db, [item('l-2', 'iPhone & iPad')])
    expect(await name()).toBe('iPhone & iPad')
  })

  test('of several names in one batch that of the topic itself wins over those of topics below it', async () => {
    await write('topics', [
      'names-6',
      {
        topics: [
          { path: 'meere/ostsee/bucht', names: ['Weltmeere', 'Baltic'] },
          { path: 'meere/ostsee', name: 'Ostsee' },
          { path: 'meere/ostsee/haff', names: ['Andere', 'Noch anders'] },
        ],
      },
    ])
    const rows = await db.selectFrom('topic').select('name').where('path', 'like', 'meere%').orderBy('path').execute()
    expect(rows.map(({ name }) => name)).toEqual(['Weltmeere', 'Ostsee', 'Bucht', 'Haff'])
  })

  test('a topic segment that is taken elsewhere gets a numbered slug', async () => {
    await write('topics', ['a', { topics: [{ path: 'world/asia' }] }], ['b', { topics: [{ path: 'sport/asia' }] }])
    expect(await db.selectFrom('topic').select('slug').where('path', '=', 'sport/asia').executeTakeFirst()).toEqual({
      slug: 'asia-2',
    })
  })

  test('an author is one a publisher, and new facts are taken over', async () => {
    await write(
      'authors',
      ['a', { authors: [{ name: 'Zoë Müller' }] }],
      ['b', { authors: [{ name: 'ZOE MULLER', jobTitle: 'Editor' }] }],
      ['c', { publisher: { name: 'Elsewhere' }, authors: [{ name: 'Zoë Müller' }] }],
    )
    await write('authors', ['d', { authors: [{ name: 'Zoë Müller', bio: 'Writes.' }] }])
    const rows = await db
      .selectFrom('author')
      .select(['name', 'slug', 'job_title', 'bio'])
      .where('name_key', '=', 'zoe muller')
      .orderBy('id')
      .execute()
    expect(rows).toEqual([
      { name: 'Zoë Müller', slug: expect.any(String), job_title: 'Editor', bio: 'Writes.' },
      { name: 'Zoë Müller', slug: expect.any(String), job_title: null, bio: null },
    ])
  })
})

describe('addresses', () => {
  test('an address of another article is a conflict that names its holder', async () => {
    await write('urls', ['holder', { url: 'https://example.org/one', slug: 'the-holder' }])
    const [result] = await write('urls', ['thief', { url: 'http://www.example.org/one/?utm_source=x' }])
    expect(result).toMatchObject({
      outcome: 'REJECTED',
      userErrors: [
        { code: 'CONFLICT', path: ['url'], message: expect.stringContaining('"the-holder" of source "urls"') },
      ],
    })
  })

  test('of two articles of a batch with one address the second is rejected', async () => {
    expect(
      outcomes(
        await write(
          'urls',
          ['x', { url: 'https://example.org/x' }],
          ['y', { aliases: ['https://example.org/x'] }],
          ['z'],
        ),
      ),
    ).toEqual(['CREATED', 'REJECTED', 'CREATED'])
  })

  test('a canonical address that is replaced stays as an alias', async () => {
    await write('urls', ['moved', { url: 'https://example.org/old' }])
    await write('urls', ['moved', { url: 'https://example.org/new' }])
    expect(
      await db
        .selectFrom('article_url')
        .select(['url', 'is_canonical'])
        .where('article_id', '=', await idOf('urls', 'moved'))
        .orderBy('url')
        .execute(),
    ).toEqual([
      { url: 'https://example.org/new', is_canonical: true },
      { url: 'https://example.org/old', is_canonical: false },
    ])
  })
})

describe('late binding', () => {
  const targetOf = async (source: string, id: string): Promise<(number | null)[]> =>
    (
      await db
        .selectFrom('related_link')
        .select('target_id')
        .where('article_id', '=', await idOf(source, id))
        .orderBy('position')
        .execute()
    ).map((row) => row.target_id)

  const links: Record<string, { link: { title: string; url?: string }; target: Partial<ArticleInput> }> = {
    'by title': { link: { title: 'THE «target», by title' }, target: { headline: 'The target by title' } },
    'by address': {
      link: { title: 'Anything', url: 'https://www.example.org/target/?fbclid=1' },
      target: { url: 'http://example.org/target' },
    },
    'by alias': {
      link: { title: 'Anything', url: 'https://example.org/alias' },
      target: { url: 'https://example.org/main', aliases: ['https://example.org/alias'] },
    },
  }
  test('a link that waits binds to the article of its address, not to one of its title that comes with it', async () => {
    const link = { title: 'Two would do', url: 'https://example.org/two-would-do' }
    await write('choice', ['from', { relatedLinks: [link] }])
    await write('choice', ['titled', { headline: link.title }], ['addressed', { url: link.url }])
    expect(await targetOf('choice', 'from')).toEqual([await idOf('choice', 'addressed')])
  })

  test('of any number of links that wait, all are bound', async () => {
    await write('crowd', ['from'])
    const from = await idOf('crowd', 'from')
    await sql`insert into body_link (article_id, position, url_key)
      select ${from}, n, 'example.org/crowd' from generate_series(1, ${2 * linksATime + 1}::int) n`.execute(db)
    await write('crowd', ['to', { url: 'https://example.org/crowd' }])
    const bound = db.selectFrom('body_link').select((eb) => eb.fn.countAll().as('count'))
    const to = await idOf('crowd', 'to')
    expect(await bound.where('article_id', '=', from).where('target_id', '=', to).executeTakeFirst()).toEqual({
      count: 2 * linksATime + 1,
    })
    await db.deleteFrom('body_link').where('article_id', '=', from).execute()
  })

  for (const [how, { link, target }] of Object.entries(links)) {
    test(`a link finds its target ${how}, whichever arrives first or both at once`, async () => {
      const orders: Record<string, (() => Promise<unknown>)[]> = {
        link: [
          () => write(`link ${how}`, ['from', { relatedLinks: [link] }]),
          () => write(`link ${how}`, ['to', target]),
        ],
        target: [
          () => write(`target ${how}`, ['to', target]),
          () => write(`target ${how}`, ['from', { relatedLinks: [link] }]),
        ],
        both: [() => write(`both ${how}`, ['from', { relatedLinks: [link] }], ['to', target])],
      }
      for (const [first, steps] of Object.entries(orders)) {
        for (const step of steps) await step()
        const source = `${first} ${how}`
        expect(await targetOf(source, 'from'), source).toEqual([await idOf(source, 'to')])
        await db.deleteFrom('article').where('source', '=', source).execute()
      }
    })
  }

  test('a link does not bind to its own article, to a title of another publisher, or past an address that is another', async () => {
    await write('unbound', ['elsewhere', { publisher: { name: 'Other House' }, headline: 'Same title' }])
    await write('unbound', ['addressed', { headline: 'Column', url: 'https://example.org/column/1' }])
    await write('unbound', [
      'from',
      {
        headline: 'Myself',
        relatedLinks: [
          { title: 'Myself' },
          { title: 'Same title' },
          { title: 'Column', url: 'https://example.org/column/2' },
        ],
      },
    ])
    // the one to itself is not even kept
    expect(await targetOf('unbound', 'from')).toEqual([null, null])
  })

  const chains: [string, string[][]][] = [
    ['in one batch', [['it', 'en', 'fr']]],
    ['originals first', [['it'], ['en'], ['fr']]],
    ['translations first', [['fr'], ['en'], ['it']]],
    ['the middle last', [['fr'], ['it'], ['en']]],
  ]
  for (const [order, batches] of chains) {
    test(`translations of translations are one story: ${order}`, async () => {
      const source = `story ${order}`
      const of: Record<string, string | undefined> = { en: 'it', fr: 'en' }
      for (const batch of batches) {
        await write(
          source,
          ...batch.map((id): [string, Partial<ArticleInput>] => [
            id,
            { language: id, ...(of[id] === undefined ? {} : { translationOf: { source, value: of[id] } }) },
          ]),
        )
      }
      const rows = await db.selectFrom('article').select(['id', 'story_id']).where('source', '=', source).execute()
      const smallest = Math.min(...rows.map(({ id }) => id))
      expect(rows.map(({ story_id }) => story_id)).toEqual([smallest, smallest, smallest])
    })
  }

  test('an article whose reference is taken back leaves its story', async () => {
    await write('leaves', ['it'], ['en', { translationOf: { source: 'leaves', value: 'it' } }])
    await write('leaves', ['en'])
    expect(await db.selectFrom('article').select('story_id').where('source', '=', 'leaves').execute()).toEqual([
      { story_id: null },
      { story_id: null },
    ])
  })
})

test('a batch of 200 costs as many statements as a batch of one', async () => {
  const batch = (from: number, size: number): [string, Partial<ArticleInput>][] =>
    Array.from({ length: size }, (_, n) => [
      `${from + n}`,
      {
        url: `https://example.org/count/${from + n}`,
        authors: [{ name: `Count ${from + n}` }],
        topics: [{ path: `count/of/${from + n}` }],
        relatedLinks: [{ title: `Headline of ${from + n + 1}` }],
        translationOf: { source: 'count', value: '0' },
      },
    ])
  const costs: number[] = []
  for (const [from, size] of [
    [0, 1],
    [1000, 1],
    [2000, 200],
    [3000, 1],
  ] as const) {
    statements.length = 0
    await write('count', ...batch(from, size))
    costs.push(statements.length)
  }
  expect(costs[2]).toBe(costs[1])
  expect(costs[2]).toBeLessThanOrEqual(20)
})

test('a batch whose publisher, authors and topics are known costs 13 statements, one that is known itself 6', async () => {
  const batch = (from: number): [string, Partial<ArticleInput>][] =>
    Array.from({ length: 20 }, (_, n) => [
      `${from + n}`,
      {
        url: `https://example.org/steady/${from + n}`,
        authors: [{ name: 'Steady' }],
        topics: [{ path: 'steady/going' }],
        relatedLinks: [{ title: `Headline of ${from + n + 1}` }],
      },
    ])
  await write('steady', ...batch(0))
  const cost = async (...inputs: [string, Partial<ArticleInput>][]): Promise<number> => {
    statements.length = 0
    await write('steady', ...inputs)
    return statements.length
  }
  expect(await cost(...batch(100))).toBe(13)
  expect(await cost(...batch(100))).toBe(6)
  // rows that are replaced go first, in a statement of their own
  const changed = batch(100).map(([id, fields]): [string, Partial<ArticleInput>] => [id, { ...fields, kicker: 'New' }])
  expect(await cost(...changed)).toBe(14)
})

test('two writers at once leave what one after the other would', async () => {
  const batches = Array.from({ length: 8 }, (_, n) =>
    [`${n % 3}`, `own-${n}`].map((id) =>
      article(id, { headline: 'Both write this', authors: [{ name: 'Shared' }], topics: [{ path: 'shared/topic' }] }),
    ),
  )
  const results = await Promise.all(batches.map((articles) => writeArticles(db, { source: 'race', articles })))
  expect(results.flatMap((batch) => outcomes(batch.results)).toSorted()).toEqual([
    ...Array(11).fill('CREATED'),
    ...Array(5).fill('NOOP'),
  ])
  expect(await db.selectFrom('author').select('slug').where('name', '=', 'Shared').execute()).toHaveLength(1)
})

test('a value that only the database refuses is a user error of its item, and the others are written', async () => {
  const broken = { ...article('broken'), wordCount: -1 }
  const { results } = await writeArticles(db, {
    source: 'broken',
    articles: [article('one'), broken, article('two'), article('three')],
  })
  expect(outcomes(results)).toEqual(['CREATED', 'REJECTED', 'CREATED', 'CREATED'])
  expect(JSON.stringify(results[1])).not.toContain('violates')
})

test('what is withdrawn stays so with its reason when changed content says no status, and returns when it says one', async () => {
  await write('recall', ['a'])
  const id = await idOf('recall', 'a')
  await withdrawArticle(db, id, 'By order of the court')
  const stored = async (): Promise<unknown> =>
    await db.selectFrom('article').select(['status', 'withdrawn_reason']).where('id', '=', id).executeTakeFirst()
  const taken = { status: 'WITHDRAWN', withdrawn_reason: 'By order of the court' }

  expect(outcomes(await write('recall', ['a', { headline: 'Touched' }]))).toEqual(['UPDATED'])
  expect(await stored()).toEqual(taken)
  expect(outcomes(await write('recall', ['a', { headline: 'Touched' }]))).toEqual(['NOOP'])
  expect(await stored()).toEqual(taken)
  expect(outcomes(await write('recall', ['a', { headline: 'Cleared', status: 'PUBLISHED' }]))).toEqual(['UPDATED'])
  expect(await stored()).toEqual({ status: 'PUBLISHED', withdrawn_reason: null })
})
