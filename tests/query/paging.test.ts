import { sql } from 'kysely'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../../schema/global-id.ts'
import { articleOrderFields, orderDirections } from '../../schema/models.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { createTestGateway, type TestGateway } from '../support/gateway.ts'

let gateway: TestGateway
const orders = articleOrderFields.flatMap((field) => orderDirections.map((direction) => ({ field, direction })))
const size = 60

beforeAll(async () => {
  gateway = await createTestGateway()
  await write(Array.from({ length: size }, (_, index) => index))
  // what nobody should meet
  await write([900, 901, 902], { status: 'DRAFT' })
})

/** Few distinct instants and view counts, so that most places in a list are shared; some have neither. */
async function write(numbers: readonly number[], fields: object = {}): Promise<void> {
  const { results } = await importArticles(gateway.db, {
    source: 'paging',
    articles: numbers.map((number) => ({
      externalId: `${number}`,
      slug: `article-${number}`,
      headline: `Article ${number}`,
      language: number % 3 === 0 ? 'it' : 'en',
      publisher: { name: 'Paging' },
      authors: [{ name: number % 2 === 0 ? 'Even' : 'Odd' }, { name: 'Everyone' }],
      topics: [{ path: number % 5 === 0 ? 'all/fifth' : 'all' }],
      datePublished: number % 7 === 0 ? null : `2024-01-0${1 + (number % 4)}T00:00:00Z`,
      dateModified: `2024-02-0${1 + (number % 3)}T00:00:00.${number % 2}00Z`,
      viewCount: number % 4 === 0 ? null : number % 6,
      isAccessibleForFree: number % 2 === 0,
      ...fields,
    })),
  })
  const rejected = results.filter(({ outcome }) => outcome === 'REJECTED')
  if (rejected.length > 0) throw new Error(JSON.stringify(rejected))
}

const args = '$first: Int, $after: String, $last: Int, $before: String, $orderBy: ArticleOrder, $filter: ArticleFilter'
const given = 'first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter'
const page = 'edges { cursor node { slug } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'

/** Each list with the numbers that are in it. */
const lists = [
  { name: 'articles', open: '', close: '', more: '', holds: () => true },
  {
    name: 'articles of an author',
    open: 'author(by: { slug: "everyone" }) {',
    close: '}',
    more: '',
    holds: () => true,
  },
  {
    name: 'articles of a topic',
    open: 'topic(by: { path: "all/fifth" }) {',
    close: '}',
    more: '',
    holds: (n: number) => n % 5 === 0,
  },
  {
    name: 'articles of a topic alone',
    open: 'topic(by: { path: "all" }) {',
    close: '}',
    more: ', includeDescendants: false',
    holds: (n: number) => n % 5 !== 0,
  },
]
const filters: readonly { filter: Record<string, unknown>; holds: (n: number) => boolean }[] = [
  { filter: {}, holds: () => true },
  { filter: { languages: ['it'] }, holds: (n) => n % 3 === 0 },
  { filter: { languages: ['it', 'en'], isAccessibleForFree: false }, holds: (n) => n % 2 === 1 },
  {
    filter: { modified: { since: '2024-02-01T00:00:00Z', before: '2024-02-03T00:00:00Z' } },
    holds: (n) => n % 3 < 2,
  },
  {
    filter: { published: { since: '2024-01-02T00:00:00Z', before: '2024-01-04T00:00:00Z' } },
    holds: (n) => n % 7 !== 0 && n % 4 >= 1 && n % 4 <= 2,
  },
]

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly slug: string } }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

function queryOf({ open, close, more }: (typeof lists)[number]): string {
  return `query (${args}) { ${open} articles(${given}${more}) { ${page} } ${close} }`
}

async function ask(query: string, variables: Record<string, unknown>): Promise<Page> {
  const data = await gateway.data(query, variables)
  return (data.author ?? data.topic ?? data).articles as Page
}

/** Walks a list to its end in pages of the given sizes; `between` runs after each page. */
async function walk(
  query: string,
  fixed: Record<string, unknown>,
  { backward, sizes, between }: { backward: boolean; sizes: readonly number[]; between?: () => Promise<void> },
): Promise<string[]> {
  const met: string[] = []
  let cursor: string | null = null
  for (let turn = 0; turn < 200; turn++) {
    const count = sizes[turn % sizes.length]
    const window: Record<string, unknown> = backward ? { last: count, before: cursor } : { first: count, after: cursor }
    const { edges, pageInfo }: Page = await ask(query, { ...fixed, ...window })
    const slugs = edges.map(({ node }) => node.slug)
    met.push(...(backward ? slugs.reverse() : slugs))
    if (!(backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return met
    cursor = backward ? pageInfo.startCursor : pageInfo.endCursor
    await between?.()
  }
  throw new Error('The walk has no end')
}

describe('walks', () => {
  test('forward and backward meet every article once, while others are inserted', async () => {
    let next = 1_000
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...lists),
        fc.constantFrom(...filters),
        fc.constantFrom(...orders),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 4 }),
        async (list, { filter, holds }, orderBy, backward, sizes) => {
          const between = async (): Promise<void> => write([next++])
          const met = await walk(queryOf(list), { filter, orderBy }, { backward, sizes, between })
          expect(new Set(met).size).toBe(met.length)
          const expected = Array.from({ length: size }, (_, number) => number)
            .filter((number) => holds(number) && list.holds(number))
            .map((number) => `article-${number}`)
          expect(met).toEqual(expect.arrayContaining(expected))
          await sql`delete from article where external_id::int >= 1000`.execute(gateway.db)
        },
      ),
      { numRuns: 40, seed: 20_251_125 },
    )
  })

  test.each(orders)('$field $direction: backward is forward the other way round', async (orderBy) => {
    for (const list of lists) {
      const forward = await walk(queryOf(list), { orderBy }, { backward: false, sizes: [7] })
      const backward = await walk(queryOf(list), { orderBy }, { backward: true, sizes: [5] })
      expect(backward.reverse()).toEqual(forward)
    }
  })

  test('authors and topics are walked the same way', async () => {
    for (const [field, select] of [
      ['authors', 'name'],
      ['topics', 'path'],
    ]) {
      const query = `query ($first: Int, $after: String, $last: Int, $before: String) {
        articles: ${field}(first: $first, after: $after, last: $last, before: $before) {
          edges { cursor node { slug: ${select} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
      const whole = (await ask(query, { first: 100 })).edges.map(({ node }) => node.slug)
      expect(await walk(query, {}, { backward: false, sizes: [1] })).toEqual(whole)
      expect((await walk(query, {}, { backward: true, sizes: [1] })).reverse()).toEqual(whole)
    }
  })
})

describe('pageInfo, as Relay specifies it', () => {
  const [all] = lists
  const query = queryOf(all ?? lists[0]!)
  const slugs = (answer: Page): string[] => answer.edges.map(({ node }) => node.slug)

  test('the first page, one in the middle, and the last', async () => {
    const whole = await ask(query, { first: 100 })
    expect(whole.edges).toHaveLength(size)
    expect(whole.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: whole.edges[0]?.cursor,
      endCursor: whole.edges.at(-1)?.cursor,
    })
    const first = await ask(query, { first: 10 })
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    const middle = await ask(query, { first: 10, after: first.pageInfo.endCursor })
    expect(middle.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true })
    expect(slugs(middle)).toEqual(slugs(whole).slice(10, 20))
    const back = await ask(query, { last: 10, before: middle.pageInfo.startCursor })
    expect(slugs(back)).toEqual(slugs(first))
    expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    const last = await ask(query, { last: 10 })
    expect(slugs(last)).toEqual(slugs(whole).slice(-10))
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    const beyond = await ask(query, { first: 10, after: whole.pageInfo.endCursor })
    expect(beyond).toMatchObject({ edges: [], pageInfo: { hasNextPage: false, startCursor: null, endCursor: null } })
  })

  test('a page that fits exactly has no next one', async () => {
    expect((await ask(query, { first: size })).pageInfo.hasNextPage).toBe(false)
    expect((await ask(query, { first: size - 1 })).pageInfo.hasNextPage).toBe(true)
  })

  test('nothing, or null, is the first 20', async () => {
    const expected = slugs(await ask(query, { first: 20 }))
    expect(slugs(await ask(query, {}))).toEqual(expected)
    expect(slugs(await ask(query, { first: null, last: null, after: null, before: null, filter: null }))).toEqual(
      expected,
    )
    expect(await gateway.data('{ articles { nodes { slug } } }')).toEqual({
      articles: { nodes: expected.map((slug) => ({ slug })) },
    })
  })
})

/** The code and the message of the one error. */
async function refused(
  query: string,
  variables: Record<string, unknown> = {},
): Promise<{ code: unknown; message: string }> {
  const { errors } = await gateway.ask(query, variables)
  expect(errors, JSON.stringify(variables).slice(0, 200)).toHaveLength(1)
  const [error] = errors ?? []
  expect(error?.message.length).toBeLessThan(400)
  return { code: error?.extensions?.['code'], message: error?.message ?? '' }
}

describe('cursors are good for the list, filter and order they came from', () => {
  const query = queryOf(lists[0]!)
  let cursor: string

  beforeAll(async () => {
    cursor = (await ask(query, { first: 3, filter: { languages: ['en'] } })).pageInfo.endCursor ?? ''
  })

  test('elsewhere: BAD_CURSOR', async () => {
    const elsewhere: [string, Record<string, unknown>][] = [
      [query, { after: cursor }],
      [query, { after: cursor, filter: { languages: ['it'] } }],
      [query, { after: cursor, filter: { languages: ['en'], isAccessibleForFree: true } }],
      [query, { after: cursor, filter: { languages: ['en'] }, orderBy: { field: 'VIEW_COUNT' } }],
      [query, { after: cursor, filter: { languages: ['en'] }, orderBy: { direction: 'ASC' } }],
      ...lists
        .slice(1)
        .map((list): [string, Record<string, unknown>] => [
          queryOf(list),
          { after: cursor, filter: { languages: ['en'] } },
        ]),
      ['query ($after: String) { authors(after: $after) { nodes { name } } }', { after: cursor }],
      ['query ($after: String) { topics(after: $after) { nodes { name } } }', { after: cursor }],
    ]
    for (const [text, variables] of elsewhere)
      expect(await refused(text, variables)).toMatchObject({ code: 'BAD_CURSOR' })
    const author = await gateway.data(
      '{ author(by: { slug: "even" }) { articles(first: 2) { pageInfo { endCursor } } } }',
    )
    const ofEven = author.author.articles.pageInfo.endCursor
    const other =
      'query ($after: String) { author(by: { slug: "odd" }) { articles(after: $after) { nodes { slug } } } }'
    expect(await refused(other, { after: ofEven })).toMatchObject({ code: 'BAD_CURSOR' })
  })

  test('the same filter spelled in another way is the same', async () => {
    const first = await ask(query, { first: 3, filter: { languages: ['en', 'it'], isAccessibleForFree: true } })
    const again = { isAccessibleForFree: true, languages: ['en', 'it', 'en'], types: null }
    const next = await ask(query, { first: 3, after: first.pageInfo.endCursor, filter: again })
    expect(next.edges).toHaveLength(3)
  })

  test('truncated, tampered, forged, or never one: BAD_CURSOR', async () => {
    const forged = (payload: string): string =>
      Buffer.concat([Buffer.alloc(9, 7), Buffer.from(payload)]).toString('base64url')
    const bad = [
      cursor.slice(0, -1),
      cursor.slice(1),
      `${cursor}A`,
      cursor.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      cursor.slice(0, 4),
      '',
      ' ',
      'abc',
      '%%%',
      '\u0000',
      '\ud800',
      'à'.repeat(50),
      'x'.repeat(10_240),
      cursor.repeat(100),
      forged('[1,"300000-01-01T00:00:00Z",1]'),
      forged('[1,null,"NaN"]'),
      forged('[1,99999999999999999999,1]'),
      forged('[2,"2024-01-01T00:00:00Z",1]'),
      forged('[1,"\'; drop table article; --",1]'),
      forged('{'),
    ]
    for (const after of bad) {
      const { code } = await refused(query, { after, filter: { languages: ['en'] } })
      expect(code === 'BAD_CURSOR' || (code === 'BAD_USER_INPUT' && /[\0\ud800]/.test(after)), after.slice(0, 40)).toBe(
        true,
      )
    }
  })

  test('any change of one character: BAD_CURSOR, or the same cursor', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    await fc.assert(
      fc.asyncProperty(fc.nat(cursor.length - 1), fc.constantFrom(...alphabet), async (at, character) => {
        const after = cursor.slice(0, at) + character + cursor.slice(at + 1)
        fc.pre(after !== cursor)
        const { code } = await refused(query, { after, filter: { languages: ['en'] } })
        expect(code).toBe('BAD_CURSOR')
      }),
      { numRuns: 60, seed: 7 },
    )
  })
})

describe('refused with a sentence that says what is accepted', () => {
  const query = queryOf(lists[0]!)

  test.each([
    ['first', -1],
    ['first', 0],
    ['first', 101],
    ['last', 0],
    ['last', 101],
    ['last', -5],
  ])('%s: %s', async (name, value) => {
    for (const list of lists) {
      const { code, message } = await refused(queryOf(list), { [name]: value })
      expect(code).toBe('BAD_USER_INPUT')
      expect(message).toContain(`${name} must be a whole number from 1 to 100`)
    }
    for (const field of ['authors', 'topics']) {
      const { code, message } = await refused(`{ ${field}(${name}: ${value}) { nodes { id } } }`)
      expect(code).toBe('BAD_USER_INPUT')
      expect(message).toContain('1 to 100')
    }
  })

  test.each([['"5"'], ['1.5'], ['2147483648'], ['99999999999']])('first: %s, which is no Int', async (value) => {
    expect((await refused(`{ articles(first: ${value}) { nodes { id } } }`)).code).toBe('BAD_USER_INPUT')
    expect((await refused(query, { first: JSON.parse(value) })).code).toBe('BAD_USER_INPUT')
  })

  test.each([
    [{ first: 3, last: 3 }],
    [{ first: 3, before: 'x' }],
    [{ last: 3, after: 'x' }],
    [{ after: 'x', before: 'x' }],
  ])('%j, which do not go together', async (variables) => {
    expect((await refused(query, variables)).code).toBe('BAD_USER_INPUT')
  })

  test.each([0, -1, 10_001])('count(limit: %s)', async (limit) => {
    const { code, message } = await refused(`{ articles { count(limit: ${limit}) { value } } }`)
    expect(code).toBe('BAD_USER_INPUT')
    expect(message).toMatch(/limit must be a whole number from 1 to 10000/)
  })

  test('lists over 20 values', async () => {
    const many = (make: (n: number) => unknown): unknown[] => Array.from({ length: 21 }, (_, index) => make(index + 1))
    for (const filter of [
      { topics: many((n) => toGlobalId('Topic', n)) },
      { notTopics: many((n) => toGlobalId('Topic', n)) },
      { authors: many((n) => toGlobalId('Author', n)) },
      { publishers: many((n) => toGlobalId('Publisher', n)) },
      { languages: many(() => 'en') },
      { types: many(() => 'ARTICLE') },
      { status: many(() => 'PUBLISHED') },
    ]) {
      const { code, message } = await refused(query, { filter })
      expect(code).toBe('BAD_USER_INPUT')
      expect(message).toContain('at most 20 values')
    }
    expect(
      (
        await refused('query ($types: [TopicType!]) { topics(filter: { types: $types }) { nodes { id } } }', {
          types: many(() => 'SECTION'),
        })
      ).code,
    ).toBe('BAD_USER_INPUT')
  })

  test('a range that ends before it begins, and dates that are none', async () => {
    for (const published of [
      { since: '2024-02-01T00:00:00Z', before: '2024-01-01T00:00:00Z' },
      { since: '2024-02-30T00:00:00Z' },
      { since: '2024-02-01' },
      { since: '+300000-01-01T00:00:00Z' },
      { since: 5 },
    ]) {
      expect((await refused(query, { filter: { published } })).code).toBe('BAD_USER_INPUT')
    }
  })

  const malformed = [
    'abc',
    '99999999999999999999',
    '',
    ' ',
    '-1',
    '\u0000',
    '\ud800',
    'x'.repeat(10_240),
    '../../etc',
    'QXJ0aWNsZTow',
    'QXJ0aWNsZTotMQ',
    'QXJ0aWNsZTo5OTk5OTk5OTk5OTk5OTk5OTk',
  ]
  test.each(malformed)('ids that never were ours: %j', async (id) => {
    for (const text of [
      'query ($id: ID!) { node(id: $id) { id } }',
      'query ($id: ID!) { nodes(ids: [$id]) { id } }',
      'query ($id: ID!) { article(by: { id: $id }) { id } }',
      'query ($id: ID!) { author(by: { id: $id }) { id } }',
      'query ($id: ID!) { topic(by: { id: $id }) { id } }',
      'query ($id: ID!) { publisher(by: { id: $id }) { id } }',
      ...['topics', 'notTopics', 'authors', 'publishers'].map(
        (name) => `query ($id: ID!) { articles(filter: { ${name}: [$id] }) { nodes { id } } }`,
      ),
    ]) {
      expect((await refused(text, { id })).code, text).toBe('BAD_USER_INPUT')
    }
  })

  const strings = [
    'query ($s: String!) { article(by: { slug: $s }) { id } }',
    'query ($s: String!) { article(by: { externalId: { source: $s, value: "a" } }) { id } }',
    'query ($s: String!) { article(by: { externalId: { source: "a", value: $s } }) { id } }',
    'query ($s: String!) { author(by: { slug: $s }) { id } }',
    'query ($s: String!) { topic(by: { slug: $s }) { id } }',
    'query ($s: String!) { topic(by: { path: $s }) { id } }',
    'query ($s: String!) { publisher(by: { slug: $s }) { id } }',
    'query ($s: String!) { authors(filter: { nameStartsWith: $s }) { nodes { id } } }',
    'query ($s: String!) { topics(filter: { nameStartsWith: $s }) { nodes { id } } }',
    'query ($s: URL!) { article(by: { url: $s }) { id } }',
    'query ($s: LanguageTag!) { articles(filter: { languages: [$s] }) { nodes { id } } }',
  ]
  test.each(strings)('NUL and half a character in %s', async (text) => {
    for (const s of ['a\u0000b', '\u0000', 'a\ud800b', '\udc00']) {
      expect((await refused(text, { s })).code, JSON.stringify(s)).toBe('BAD_USER_INPUT')
    }
  })

  test.each(strings.slice(0, 7))('nothing is so called: %s', async (text) => {
    for (const s of ['nothing', '', '%', '_', "'", '\\', 'x'.repeat(10_240), '😀']) {
      const { data, errors } = await gateway.ask(text, { s })
      if (errors === undefined) expect(Object.values(data ?? {}), s.slice(0, 20)).toEqual([null])
      else expect(errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
    }
  })

  test('the beginning of a name: 1 to 100 characters, and no wildcards', async () => {
    for (const field of ['authors', 'topics']) {
      const text = `query ($s: String!) { ${field}(filter: { nameStartsWith: $s }) { count { value } nodes { name } } }`
      for (const s of ['', '  ', 'x'.repeat(101)]) {
        const { code, message } = await refused(text, { s })
        expect(code).toBe('BAD_USER_INPUT')
        expect(message).toContain('1 to 100 characters')
      }
      for (const s of ['%', '_', '\\', '.*', 'x'.repeat(100)]) {
        expect(await gateway.data(text, { s })).toEqual({ [field]: { count: { value: 0 }, nodes: [] } })
      }
    }
    const text = '{ authors(filter: { nameStartsWith: "EVÉ" }) { nodes { name } } }'
    expect(await gateway.data(text)).toEqual({ authors: { nodes: [{ name: 'Even' }, { name: 'Everyone' }] } })
  })
})

describe('an id of another type matches nothing', () => {
  test('by id, and in filters', async () => {
    const author = toGlobalId('Author', 1)
    expect(
      await gateway.data(`{ article(by: { id: "${author}" }) { id } topic(by: { id: "${author}" }) { id }
        publisher(by: { id: "${author}" }) { id } author(by: { id: "${toGlobalId('Topic', 1)}" }) { id }
        topics: articles(filter: { topics: ["${author}"] }) { count { value exact } nodes { id } }
        unknown: node(id: "${toGlobalId('Article', 9_007_199_254_740_991)}") { id } }`),
    ).toEqual({
      article: null,
      topic: null,
      publisher: null,
      author: null,
      topics: { count: { value: 0, exact: true }, nodes: [] },
      unknown: null,
    })
  })

  test('what is excluded by it stays', async () => {
    const { articles } = await gateway.data(
      `{ articles(filter: { notTopics: ["${toGlobalId('Author', 1)}"] }) { count { value } } }`,
    )
    expect(articles.count.value).toBe(size)
  })

  test('an empty list of values matches nothing; one that excludes nothing matches everything', async () => {
    for (const name of ['topics', 'authors', 'publishers', 'languages', 'types', 'status']) {
      const { articles } = await gateway.data(
        `{ articles(filter: { ${name}: [] }) { count { value exact } nodes { id } } }`,
      )
      expect(articles, name).toEqual({ count: { value: 0, exact: true }, nodes: [] })
    }
    const { articles } = await gateway.data(`{ articles(filter: { notTopics: [] }) { count { value } } }`)
    expect(articles.count.value).toBe(size)
  })
})

describe('counts', () => {
  test.each([
    [1, { value: 1, exact: false }],
    [size - 1, { value: size - 1, exact: false }],
    [size, { value: size, exact: true }],
    [size + 1, { value: size, exact: true }],
  ])('up to %s', async (limit, expected) => {
    const list = `articles { count(limit: ${limit}) { value exact } }`
    expect(await gateway.data(`{ ${list} author(by: { slug: "everyone" }) { ${list} } }`)).toEqual({
      articles: { count: expected },
      author: { articles: { count: expected } },
    })
  })

  test('count the list, whatever page of it is shown, and each article once', async () => {
    const { topics } = await gateway.data('{ topics(first: 2) { nodes { id } } }')
    const ids = topics.nodes.map(({ id }: { id: string }) => id)
    const { articles } = await gateway.data(
      'query ($ids: [ID!]) { articles(first: 2, filter: { topics: $ids }) { count { value exact } nodes { id } } }',
      { ids },
    )
    expect(articles.count).toEqual({ value: size, exact: true })
    expect(articles.nodes).toHaveLength(2)
  })
})
