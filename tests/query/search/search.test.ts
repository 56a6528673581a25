import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../../../schema/global-id.ts'
import type { ArticleInput } from '../../../schema/models.ts'
import { editor, type TestCaller } from '../../support/gateway.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

const words = (headline: string, fields: Partial<ArticleInput> = {}): Partial<ArticleInput> => ({
  headline,
  body: { plainText: 'Nothing more is said.' },
  ...fields,
})

beforeAll(async () => {
  world = await createWorld()
  await world.save(
    ['it', words('Le città riaprono i porti', { language: 'it', body: { plainText: 'Perché così: università.' } })],
    ['en', words('Boats were running aground', { language: 'en-GB' })],
    ['es', words('Las canciones del corazón', { language: 'es' })],
    ['fr', words('Les élèves marchaient à Orléans', { language: 'fr' })],
    ['de', words('Die Häuser am Flüsschen', { language: 'de' })],
    ['pt', words('As eleições começaram', { language: 'pt-BR' })],
    ['ru', words('Новые книги о ёлках', { language: 'ru' })],
    ['ar', words('المدارس الجديدة', { language: 'ar' })],
    ['nl', words('Verkiezingen in België', { language: 'nl' })],
  )
})

const find = async (query: string, rest = '', as: TestCaller = {}): Promise<string[]> => {
  const { search } = await world.both(
    `query ($query: String!) { search(query: $query${rest}) { nodes { slug } } }`,
    { query },
    as,
  )
  return search.nodes.map((node: { slug: string }) => node.slug)
}

describe('words are found in any form, in the language of the article', () => {
  test.each([
    ['it', 'città riaprire porto'],
    ['it', 'CITTA'],
    ['it', 'universita perche'],
    ['en', 'boat runs'],
    ['es', 'cancion corazon'],
    ['fr', 'eleve marcher orleans'],
    ['de', 'haus flusschen'],
    ['pt', 'eleicoes comecar'],
    ['ru', 'новая книга елка'],
    ['ar', 'مدارس'],
    ['nl', 'belgie verkiezingen'],
  ])('%s: %s', async (slug, query) => {
    expect(await find(query)).toEqual([slug])
  })

  test('a word of one language does not match another language by its stem', async () => {
    expect(await find('runs', ', language: "it"')).toEqual([])
    expect(await find('verkiezing')).toEqual(['nl'])
    expect(await find('verkiezing', ', language: "de"')).toEqual([])
  })

  test('language takes in regional forms, but a regional form not the whole language', async () => {
    expect(await find('boats', ', language: "en"')).toEqual(['en'])
    expect(await find('boats', ', language: "en-GB"')).toEqual(['en'])
    expect(await find('boats', ', language: "en-US"')).toEqual([])
    expect(await find('verkiezingen', ', language: "nl"')).toEqual(['nl'])
    expect(await find('verkiezingen', ', language: "da"')).toEqual([])
  })

  test('an article that changes its language is found in the new one alone', async () => {
    await world.save(['moving', words('Gatti e libri', { language: 'it' })])
    expect(await find('gatto libro')).toEqual(['moving'])
    await world.save(['moving', words('Gatti e libri', { language: 'sw' })])
    expect(await find('gatto libro')).toEqual([])
    expect(await find('gatti libri', ', language: "sw"')).toEqual(['moving'])
    const { rows } = await sql`
      select config from article_search where article_id = (select id from article where slug = 'moving')`.execute(
      world.db,
    )
    expect(rows).toEqual([{ config: 'simple' }])
  })
})

test('curly quotation marks, apostrophes, dashes and hard spaces end words as plain ones do', async () => {
  await world.save(['curly', words('L’altalena «rossa»—“gialla” del\u00A0giardino', { language: 'it' })])
  for (const query of ['altalena', 'rossa', 'gialla', 'giardino', 'l’altalena', "l'altalena", '“rossa gialla”']) {
    expect(await find(query), query).toEqual(['curly'])
  }
  expect(await find('“gialla rossa”')).toEqual([])
})

describe('the grammar of web searches', () => {
  beforeAll(() =>
    world.save(
      ['grammar-1', words('Blue lantern over green water')],
      ['grammar-2', words('Green lantern over blue water')],
      ['grammar-3', words('A lantern')],
    ),
  )

  test.each([
    ['lantern blue', ['grammar-2', 'grammar-1']],
    ['"blue lantern"', ['grammar-1']],
    ['lantern -blue', ['grammar-3']],
    ['"blue lantern" OR "green lantern"', ['grammar-2', 'grammar-1']],
    ['lantern -"green lantern"', ['grammar-3', 'grammar-1']],
    ['lantern -missing "green water"', ['grammar-1']],
  ])('%s', async (query, slugs) => {
    expect((await find(query)).sort()).toEqual(slugs.sort())
  })

  test.each([
    '%',
    '_',
    '\\',
    '%%%'.repeat(80),
    'lanter%',
    'l_ntern',
    'zz & & (',
    'the',
    '-lantern',
    '-the',
    '" "',
    ':*',
    'lanter:*',
    "'",
    "' or 1=1 --",
    '(((((',
    '<->',
    '!!!',
    '\u202e\ufeff',
    'lantern)(.*)+$ zzz',
    'OR OR OR',
    '-"',
    'é̂̃'.repeat(60),
    '💥',
    'a-'.repeat(100),
    'http://a.example/?q=<b>&x[]=%00',
  ])('%j matches nothing and is no error', async (query) => {
    const { search } = await world.both(
      `query ($query: String!) { search(query: $query) {
        edges { score highlights { text } } count { value } facets { years { count } } didYouMean } }`,
      { query },
    )
    expect(search).toMatchObject({ edges: [], count: { value: 0 }, facets: { years: [] } })
  })

  test.each(['', '   ', 'x'.repeat(257)])('a query of too few or too many characters is refused', async (query) => {
    const { errors } = await world.ask('query ($query: String!) { search(query: $query) { nodes { id } } }', { query })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  test('256 characters are taken', async () => {
    expect(await find('lantern '.repeat(32).trim())).toHaveLength(3)
  })
})

describe('what comes first', () => {
  beforeAll(() =>
    world.save(
      ['in-body', words('One', { body: { plainText: 'marble '.repeat(50) } })],
      ['in-topic', words('Two', { topics: [{ path: 'marble', name: 'Marble', type: 'KEYWORD' }] })],
      ['in-author', words('Three', { authors: [{ name: 'Ada Marble' }], datePublished: '2025-05-01T08:00:00Z' })],
      ['in-standfirst', words('Four', { standfirst: 'All about marble' })],
      ['in-headline', words('Marble')],
      ['new', words('Copper news', { datePublished: '2025-06-01T08:00:00Z' })],
      ['old', words('Copper news', { datePublished: '2019-06-01T08:00:00Z' })],
      ['older', words('Copper copper', { datePublished: '1999-06-01T08:00:00Z' })],
    ),
  )

  test('the headline counts for more than the standfirst, that for more than names, and these for more than the body', async () => {
    expect(await find('marble')).toEqual(['in-headline', 'in-standfirst', 'in-topic', 'in-author', 'in-body'])
  })

  test('a recent article comes before an old one, as long as it fits alike', async () => {
    const as = { instant: '2025-06-02T00:00:00Z' }
    expect(await find('copper', '', as)).toEqual(['new', 'old', 'older'])
    expect(await find('copper', ', orderBy: NEWEST', as)).toEqual(['new', 'old', 'older'])
  })

  test('an old headline comes before a body of last year', async () => {
    await world.save(
      ['old-headline', words('Obsidian', { datePublished: '2022-01-01T00:00:00Z' })],
      ['recent-body', words('Five', { body: { plainText: 'obsidian' }, datePublished: '2024-06-01T00:00:00Z' })],
    )
    expect(await find('obsidian', '', { instant: '2025-06-02T00:00:00Z' })).toEqual(['old-headline', 'recent-body'])
  })

  test('scores fall, and are the same in either order', async () => {
    const scores = async (order: string) => {
      const { search } = await world.data(
        `{ search(query: "marble", orderBy: ${order}) { edges { score node { slug } } } }`,
        {},
        { instant: '2025-06-02T00:00:00Z' },
      )
      return search.edges as { score: number; node: { slug: string } }[]
    }
    const byRelevance = await scores('RELEVANCE')
    expect(byRelevance.map(({ score }) => score)).toEqual(byRelevance.map(({ score }) => score).sort((a, b) => b - a))
    const bySlug = (edges: { node: { slug: string } }[]) => edges.sort((a, b) => (a.node.slug < b.node.slug ? -1 : 1))
    expect(bySlug(await scores('NEWEST'))).toEqual(bySlug(byRelevance))
  })
})

describe('pages', () => {
  const page = `query ($order: SearchOrder, $after: String, $query: String = "ferry", $language: LanguageTag, $filter: ArticleFilter) {
    search(query: $query, orderBy: $order, first: 7, after: $after, language: $language, filter: $filter) {
      edges { score node { slug } } pageInfo { endCursor hasNextPage hasPreviousPage } } }`
  const instantOf = (minute: number) => new Date(Date.UTC(2025, 0, 1, 0, minute)).toISOString()

  beforeAll(() =>
    world.save(
      ...Array.from({ length: 30 }, (_, n): [string, Partial<ArticleInput>] => [
        `ferry-${n}`,
        words(n % 3 === 0 ? `Ferry ${n}` : `Ship ${n}`, {
          body: { plainText: 'The ferry. '.repeat(1 + (n % 4)) },
          datePublished: instantOf(Math.floor(n / 2) * 1_000),
        }),
      ]),
    ),
  )

  test.each(['RELEVANCE', 'NEWEST'])(
    'by %s: every match comes once, though others are published meanwhile',
    async (order) => {
      let minute = 30_000
      const seen: string[] = []
      const scores: number[] = []
      for (let after: string | null = null, first = true; first || after !== null; first = false) {
        const { search }: any = await world.data(page, { order, after }, { instant: instantOf(minute) })
        expect(search.pageInfo.hasPreviousPage).toBe(after !== null)
        for (const { score, node } of search.edges) {
          seen.push(node.slug)
          scores.push(score)
        }
        after = search.pageInfo.hasNextPage ? search.pageInfo.endCursor : null
        minute += 5_000
        await world.save([`late-${order}-${minute}`, words('Ferry ferry', { datePublished: instantOf(minute - 1) })])
      }
      const asked = seen.filter((slug) => !slug.startsWith('late'))
      expect(asked).toHaveLength(30)
      expect(new Set(seen).size).toBe(seen.length)
      if (order === 'RELEVANCE') {
        expect(scores).toEqual([...scores].sort((a, b) => b - a))
        expect(seen).toEqual(asked)
      }
    },
  )

  test('a cursor is good for its query, language, filter and order only', async () => {
    const first = await world.data(page, { order: 'RELEVANCE' })
    const after = first.search.pageInfo.endCursor
    for (const other of [
      { order: 'NEWEST' },
      { query: 'ship' },
      { language: 'en' },
      { filter: { isAccessibleForFree: true } },
      { after: `${after.slice(0, -2)}AA` },
      { after: 'nonsense' },
    ]) {
      const { errors } = await world.ask(page, { order: 'RELEVANCE', after, ...other })
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_CURSOR' })
    }
    const list = await world.data('{ articles(first: 1) { pageInfo { endCursor } } }')
    const { errors } = await world.ask(page, { after: list.articles.pageInfo.endCursor })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_CURSOR' })
  })
})

describe('filters', () => {
  beforeAll(() =>
    world.save(
      ['f-1', words('Amber one', { topics: [{ path: 'sea/coast' }], authors: [{ name: 'Bo Reed' }], type: 'VIDEO' })],
      [
        'f-2',
        words('Amber two', {
          topics: [{ path: 'sea' }],
          isAccessibleForFree: false,
          datePublished: '2024-01-01T00:00:00Z',
        }),
      ],
      ['f-3', words('Ambra tre', { language: 'it', standfirst: 'amber', dateModified: '2026-01-01T00:00:00Z' })],
      ['f-4', words('Amber four', { status: 'DRAFT' })],
    ),
  )

  test('each condition holds, alone and together', async () => {
    const sea = toGlobalId('Topic', await world.topicId('sea'))
    const author = await world.db
      .selectFrom('author')
      .select('id')
      .where('name', '=', 'Bo Reed')
      .executeTakeFirstOrThrow()
    const sorted = async (filter: string, as?: TestCaller) => (await find('amber', `, filter: {${filter}}`, as)).sort()
    expect(await sorted('')).toEqual(['f-1', 'f-2', 'f-3'])
    expect(await sorted(`topics: ["${sea}"]`)).toEqual(['f-1', 'f-2'])
    expect(await sorted(`notTopics: ["${sea}"]`)).toEqual(['f-3'])
    expect(await sorted(`authors: ["${toGlobalId('Author', author.id)}"]`)).toEqual(['f-1'])
    expect(await sorted('publishers: []')).toEqual([])
    expect(await sorted('languages: ["it"]')).toEqual(['f-3'])
    expect(await sorted('types: [VIDEO]')).toEqual(['f-1'])
    expect(await sorted('isAccessibleForFree: false')).toEqual(['f-2'])
    expect(await sorted('published: { before: "2025-01-01T00:00:00Z" }')).toEqual(['f-2'])
    expect(await sorted('modified: { since: "2025-12-31T00:00:00Z", before: "2026-01-02T00:00:00Z" }')).toEqual(['f-3'])
    expect(await sorted(`topics: ["${sea}"], isAccessibleForFree: true`)).toEqual(['f-1'])
    expect(await sorted('status: [DRAFT]', editor)).toEqual(['f-4'])
    const { errors } = await world.ask('{ search(query: "amber", filter: { status: [DRAFT] }) { nodes { id } } }')
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'CONTENT_PREVIEW' })
  })
})

describe('highlights', () => {
  const highlights = async (query: string, as: TestCaller = {}) => {
    const { search } = await world.both(
      'query ($query: String!) { search(query: $query) { edges { highlights { field text ranges { start end } } } } }',
      { query },
      as,
    )
    return search.edges.flatMap((edge: any) =>
      edge.highlights.map(({ field, text, ranges }: any) => ({
        field,
        text,
        words: ranges.map(({ start, end }: any) => text.slice(start, end)),
      })),
    )
  }

  test('ranges are right behind emoji and other characters of two units', async () => {
    await world.save(['emoji', words('🚀🚀 Les fusées 👩‍🚀 décollent: 𝒳 fusée', { language: 'fr' })])
    expect(await highlights('fusee')).toEqual([
      { field: 'HEADLINE', text: '🚀🚀 Les fusées 👩‍🚀 décollent: 𝒳 fusée', words: ['fusées', 'fusée'] },
    ])
  })

  test('text stays text: markup is neither made nor lost', async () => {
    const headline = 'If a <b>pelican</b> & 1 < 2 > <script>pelicans</script>'
    await world.save(['markup', words(headline)])
    expect(await highlights('pelican')).toEqual([{ field: 'HEADLINE', text: headline, words: ['pelican', 'pelicans'] }])
  })

  test('characters that serve as marks make no highlights', async () => {
    await world.save(['marks', words('A \uE000fake\uE001 mark \uE002 heron’s — “heron”')])
    expect(await highlights('heron')).toEqual([
      { field: 'HEADLINE', text: 'A fake mark \uE002 heron’s — “heron”', words: ['heron', 'heron'] },
    ])
  })

  test('of a body there is a fragment, of headline and standfirst the whole', async () => {
    const filler = 'Many other words are written here without any meaning at all. '.repeat(20)
    const standfirst = 'A stork in the standfirst'
    await world.save([
      'fragment',
      words('No bird', { standfirst, body: { plainText: `${filler}Two storks landed. ${filler}` } }),
    ])
    const [first, body, ...rest] = await highlights('stork')
    expect(first).toEqual({ field: 'STANDFIRST', text: standfirst, words: ['stork'] })
    expect(body).toMatchObject({ field: 'BODY', words: ['storks'] })
    expect(body.text.length).toBeLessThan(300)
    expect(rest).toEqual([])
  })

  test('the body of an article that is not free is shown to those only who may read it', async () => {
    await world.save([
      'paid',
      words('For subscribers', { body: { plainText: 'The osprey returns.' }, isAccessibleForFree: false }),
    ])
    expect(await highlights('osprey')).toEqual([])
    expect(await highlights('osprey', { scopes: ['CONTENT_READ', 'CONTENT_BODY'] })).toMatchObject([
      { words: ['osprey'] },
    ])
  })
})

describe('facets', () => {
  const facets = `{ search(query: "basalt") { facets {
    topics { topic { name path } count } few: topics(first: 1) { topic { slug parent { name } } count }
    authors { author { name } count } languages { language count } years { year count } } } }`

  beforeAll(() =>
    world.save(
      [
        'b-1',
        words('Basalt one', {
          topics: [{ path: 'rock/lava', name: 'Lava' }],
          authors: [{ name: 'Ida' }, { name: 'Jon' }],
        }),
      ],
      [
        'b-2',
        words('Basalt two', {
          topics: [{ path: 'rock' }],
          authors: [{ name: 'Ida' }],
          datePublished: '2024-12-31T23:59:59Z',
        }),
      ],
      ['b-3', words('Basalt three', { language: 'nl', authors: [{ name: 'Ida' }] })],
      [
        'b-4',
        words('Basalt four', {
          language: 'nl',
          authors: [{ name: 'Hidden Hand' }],
          embargoedUntil: '2200-01-01T00:00:00Z',
        }),
      ],
    ),
  )

  test('count what matches and is visible', async () => {
    expect((await world.both(facets)).search.facets).toEqual({
      topics: [
        { topic: { name: 'Rock', path: 'rock' }, count: 2 },
        { topic: { name: 'Lava', path: 'rock/lava' }, count: 1 },
      ],
      few: [{ topic: { slug: 'rock', parent: null }, count: 2 }],
      authors: [
        { author: { name: 'Ida' }, count: 3 },
        { author: { name: 'Jon' }, count: 1 },
      ],
      languages: [
        { language: 'en', count: 2 },
        { language: 'nl', count: 1 },
      ],
      years: [
        { year: 2025, count: 2 },
        { year: 2024, count: 1 },
      ],
    })
  })

  test.each([0, 51])('first: %i is refused', async (first) => {
    const { errors } = await world.ask(`{ search(query: "basalt") { facets { topics(first: ${first}) { count } } } }`)
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
  })
})

describe('did you mean', () => {
  const ask = async (query: string, as: TestCaller = {}): Promise<string | null> => {
    const { search } = await world.both(
      'query ($query: String!) { search(query: $query) { didYouMean } }',
      { query },
      as,
    )
    return search.didYouMean
  }

  beforeAll(() =>
    world.save(
      ['d-1', words('Chancellor visits lighthouse keepers')],
      ['d-2', words('Secret: Zanzibarland treaty', { status: 'DRAFT' })],
      ['d-3', words('Kaleidoscopic future', { embargoedUntil: '2200-01-01T00:00:00Z' })],
      ['d-4', words('Form of the marmalade')],
      ['d-5', words('Marmelada marmelado marmeladu marmeladin', { status: 'DRAFT' })],
    ),
  )

  test('a close spelling that does match', async () => {
    expect(await ask('chanceller')).toBe('chancellor')
    expect(await ask('"lighthuose keepers" OR unheardof')).toBe('"lighthouse keepers" OR unheardof')
    expect(await ask('lihgthouse')).toBe('lighthouse')
  })

  test('which is not crowded out by closer ones that only hidden articles have', async () => {
    expect(await ask('marmelad')).toBe('marmalade')
    expect(await ask('marmelad', editor)).toBe('marmelada')
  })

  test('a word that is too common to be looked for stays', async () => {
    expect(await ask('from marmelad')).toBe('from marmalade')
  })

  test('null where something matched, and where nothing is near', async () => {
    expect(await ask('chancellor')).toBeNull()
    expect(await ask('xqzwv')).toBeNull()
  })

  test('what only hidden articles say is never proposed', async () => {
    expect(await ask('zanzibarlamd')).toBeNull()
    expect(await ask('kaleidoscopik')).toBeNull()
    expect(await ask('zanzibarlamd', editor)).toBe('zanzibarland')
    expect(await ask('chanceller', { allowedTopicIds: [0] })).toBeNull()
  })
})

describe('what the caller may not see', () => {
  const everything = `query ($order: SearchOrder) { search(query: "quokka", orderBy: $order) {
    nodes { slug } count { value exact } didYouMean facets { topics { topic { name } } authors { author { name } } languages { count } years { year } } }
    suggest(prefix: "quok") { text } hand: suggest(prefix: "quiet") { text } }`

  beforeAll(() => {
    const hidden = { authors: [{ name: 'Quiet Author' }], topics: [{ path: 'quiet', name: 'Quiet topic' }] }
    return world.save(
      ['q-draft', words('Quokka draft', { ...hidden, status: 'DRAFT' })],
      ['q-embargo', words('Quokka embargo', { ...hidden, embargoedUntil: '2150-01-01T00:00:00Z' })],
      ['q-future', words('Quokka future', { ...hidden, datePublished: '2150-01-01T00:00:00Z' })],
      ['q-gone', words('Quokka gone', { ...hidden, status: 'WITHDRAWN' })],
    )
  })

  test.each(['RELEVANCE', 'NEWEST'])('is on no path of %s, and opens at its second', async (order) => {
    const nothing = {
      search: {
        nodes: [],
        count: { value: 0, exact: true },
        didYouMean: null,
        facets: { topics: [], authors: [], languages: [], years: [] },
      },
      suggest: [],
      hand: [],
    }
    expect(await world.both(everything, { order })).toEqual(nothing)
    expect(await world.both(everything, { order }, { instant: '2149-12-31T23:59:59.999Z' })).toEqual(nothing)
    const opened = await world.both(everything, { order }, { instant: '2150-01-01T00:00:00Z' })
    expect(opened.search.count.value).toBe(2)
    expect(opened.suggest).toHaveLength(2)
    expect(opened.hand).toEqual([{ text: 'Quiet topic' }, { text: 'Quiet Author' }])
    expect((await world.both(everything, { order }, editor)).search.count.value).toBe(4)
    const limited = { ...editor, allowedTopicIds: [0] }
    expect(await world.both(everything, { order }, limited)).toEqual(nothing)
  })

  test('a withdrawn article disappears at once, without being written anew', async () => {
    await world.save(['vanishing', words('Axolotl')])
    expect(await find('axolotl')).toEqual(['vanishing'])
    await world.db.updateTable('article').set({ status: 'WITHDRAWN' }).where('slug', '=', 'vanishing').execute()
    expect(await find('axolotl')).toEqual([])
  })
})

describe('statements', () => {
  const page = (first: number) => `{ search(query: "tortoise", first: ${first}) {
    edges { score highlights { field text ranges { start end } } node { slug authors { name } topics { name parent { name } } } }
    count { value exact } facets { topics { topic { name } count } authors { author { name } count } languages { language count } years { year count } } } }`
  const countOf = async (query: string, as: TestCaller = {}): Promise<number> => {
    world.statements.length = 0
    await world.data(query, {}, as)
    return world.statements.length
  }

  test('a page with authors, topics, count and facets is one, for one result as for fifty', async () => {
    await world.save(
      ...Array.from({ length: 50 }, (_, n): [string, Partial<ArticleInput>] => [
        `t-${n}`,
        words(`Tortoise ${n}`, { authors: [{ name: `A ${n}` }], topics: [{ path: `animal/t${n % 7}` }] }),
      ]),
    )
    expect(await countOf(page(1))).toBe(1)
    expect(await countOf(page(50))).toBe(1)
  })

  test('facets alone are one; a page without matches asks for spellings in two more', async () => {
    expect(await countOf('{ search(query: "tortoise") { facets { years { count } languages { count } } } }')).toBe(1)
    const misspelt =
      '{ search(query: "tortiose") { nodes { id } count { value } facets { years { count } } didYouMean } }'
    expect(await countOf(misspelt, { compiled: false })).toBe(3)
    // the one that was compiled found nothing, so the executor asks
    expect(await countOf(misspelt)).toBe(4)
    expect(await countOf(misspelt.replace('tortiose', 'tortoise'))).toBe(1)
  })
})
