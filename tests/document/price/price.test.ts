import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { schema as served } from '../../../schema/index.ts'
import { actualCost } from '../../../src/document/price/actual.ts'
import { priceOperation } from '../../../src/document/price/evaluate.ts'
import { printSchemaWithCosts } from '../../../src/document/price/print-schema.ts'
import { findUnsizedLists } from '../../../src/document/price/unsized-lists.ts'
import { cpuMs } from '../../support/cpu-time.ts'
import { priceSchema } from './price-schema.ts'

const schema = priceSchema()

function price(source: string, variables: Record<string, unknown> = {}, operationName?: string) {
  return priceOperation({ schema, document: parse(source), variables, operationName })
}

function points(source: string, variables: Record<string, unknown> = {}): number {
  expect(validate(schema, parse(source))).toEqual([])
  return price(source, variables).requested
}

describe('the price of an operation', () => {
  test('is one point an object, leaves free, and never below 1', () => {
    expect(points('{ __typename }')).toBe(1)
    expect(points('{ article { id headline } }')).toBe(1)
    expect(points('{ article { headline authors { name } } }')).toBe(1 + 3)
    expect(points('{ articles(first: 20) { nodes { authors { name } } } }')).toBe(1 + 20 * (1 + 3))
  })

  test('weighs types and leaves as the schema says', () => {
    expect(points('{ articles(first: 7) { edges { cursor node { id } } pageInfo { hasNextPage } } }')).toBe(1 + 7)
    expect(points('{ article { markdown } }')).toBe(1 + 2)
    expect(points('mutation { upsert(input: { articles: ["a", "b", "c"] }) { id } }')).toBe(3 * 10)
    expect(
      points('mutation ($input: UpsertInput!) { upsert(input: $input) { id } }', { input: { articles: ['a', 'b'] } }),
    ).toBe(2 * 10)
  })

  test('is the same for literals, variables and defaults', () => {
    const spellings = [
      points('{ articles(first: 20) { nodes { relatedLinks(first: 12) { id } } } }'),
      points('query ($n: Int, $m: Int) { articles(first: $n) { nodes { relatedLinks(first: $m) { id } } } }', {
        n: 20,
        m: 12,
      }),
      points('{ articles { nodes { relatedLinks { id } } } }'),
      points('query ($n: Int = 20, $m: Int) { articles(last: $n) { nodes { relatedLinks(first: $m) { id } } } }'),
      points('query ($n: Int) { articles(first: $n, last: null) { nodes { relatedLinks { id } } } }', { n: null }),
    ]
    expect(spellings).toEqual(spellings.map(() => 1 + 20 * 13))
  })

  test('follows the variables of each request, for one and the same document', () => {
    const document = parse('query ($n: Int) { articles(first: $n) { nodes { id } } }')
    const priced = [1, 100, 1, 100].map((n) => priceOperation({ schema, document, variables: { n } }).requested)
    expect(priced).toEqual([2, 101, 2, 101])
  })

  test('goes no further than a field accepts, and not below nothing', () => {
    expect(points('{ articles(first: 99999999) { nodes { id } } }')).toBe(101)
    expect(points('{ articles(first: -5) { nodes { id } } }')).toBe(1)
    expect(points('{ articles(first: 0) { nodes { id } } }')).toBe(1)
    expect(points('{ articles(first: 3, last: 9) { nodes { id } } }')).toBe(10)
  })

  test('counts ids by their number, and the dearest type that a node can be', () => {
    expect(points('{ nodes(ids: ["a", "b", "c"]) { id } }')).toBe(3)
    expect(points('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b'] })).toBe(2)
    expect(
      points(
        '{ node(id: "a") { ... on Article { authors { id } } ... on Author { articles(first: 9) { nodes { id } } } } }',
      ),
    ).toBe(1 + 1 + 9)
  })

  test('charges each alias, but not the same field asked for twice', () => {
    expect(points('{ a: article { id } b: article { id } }')).toBe(2)
    expect(points('{ article { id } article { headline authors { id } } article { authors { name } } }')).toBe(4)
    expect(
      points(
        '{ ...A ...B } fragment A on Query { article { authors { id } } } fragment B on Query { article { authors { name } } }',
      ),
    ).toBe(4)
  })

  test('leaves out what @skip and @include leave out, by each request', () => {
    const document = parse(
      'query ($with: Boolean!) { article { authors @include(if: $with) { id } relatedLinks @skip(if: $with) { id } } }',
    )
    const priced = [true, false, true].map(
      (value) => priceOperation({ schema, document, variables: { with: value } }).requested,
    )
    expect(priced).toEqual([4, 13, 4])
    expect(points('{ article { authors @skip(if: true) { id } } }')).toBe(1)
  })

  test('is of the operation that is named', () => {
    const source = 'query Small { article { id } } query Large { articles(first: 50) { nodes { id } } }'
    expect(price(source, {}, 'Small').requested).toBe(1)
    expect(price(source, {}, 'Large').requested).toBe(51)
    expect(price(source, {}, 'Missing').requested).toBe(1)
  })

  test('is 1 where the variables will be refused anyway', () => {
    expect(price('query ($n: Int) { articles(first: $n) { nodes { id } } }', { n: 'many' }).requested).toBe(1)
  })

  test('a long text costs what its field says, when it is there', () => {
    const schema = buildSchema('type Query { text: String! other: String! }')
    Object.assign(schema.getQueryType()?.getFields()['text'] ?? {}, { extensions: { cost: { charsPerPoint: 100 } } })
    const { requested, plan } = priceOperation({ schema, document: parse('{ text short: text other }') })
    expect(requested).toBe(1)
    const cost = (text: string) => actualCost(plan!, { text, short: 'x'.repeat(99), other: 'x'.repeat(1_000) })
    expect([cost('x'.repeat(199)), cost('x'.repeat(200)), cost('x'.repeat(1_050))]).toEqual([1, 2, 10])
  })

  test('names the dearest path', () => {
    expect(
      price(
        '{ article { id } articles { nodes { authors { id } relatedLinks { authors { id } } } } }',
      ).mostExpensivePath(),
    ).toEqual(['articles', 'nodes', 'relatedLinks', 'authors'])
    expect(price('{ a: article { id } }').mostExpensivePath()).toEqual(['a'])
  })

  test('names the last list on the dearest way, not what is below it, and nothing where all is free', () => {
    expect(
      price('{ a: article { id } b: articles(first: 2) { pageInfo { hasNextPage } } }').mostExpensivePath(),
    ).toEqual(['a'])
    expect(price('{ articles(first: 2) { edges { node { id } } } }').mostExpensivePath()).toEqual(['articles', 'edges'])
    expect(price('{ article { markdown relatedLinks(first: 1) { markdown } } }').mostExpensivePath()).toEqual([
      'article',
      'relatedLinks',
    ])
    expect(price('{ __typename }').mostExpensivePath()).toEqual([])
    expect(price('{ __typename }').byPath()).toEqual([])
  })

  test('is told by path: the objects there alone, wide before deep, and what is free left out', () => {
    const source = `{
      article { markdown authors { name } }
      many: articles(first: 4) { pageInfo { hasNextPage } edges { cursor node { markdown relatedLinks(first: 5) { id } } } }
    }`
    const { byPath, requested } = price(source)
    expect(byPath()).toEqual([
      { path: ['article'], points: 1 },
      { path: ['many'], points: 1 },
      { path: ['article', 'markdown'], points: 2 },
      { path: ['article', 'authors'], points: 3 },
      { path: ['many', 'edges'], points: 0 },
      { path: ['many', 'edges', 'node'], points: 4 },
      { path: ['many', 'edges', 'node', 'markdown'], points: 8 },
      { path: ['many', 'edges', 'node', 'relatedLinks'], points: 20 },
    ])
    expect(byPath().reduce((sum, { points }) => sum + points, 0)).toBe(requested)
  })

  test('is told by the dearest type that an object may be, and of 200 paths at most', () => {
    expect(
      price(
        '{ node(id: "a") { ... on Author { articles(first: 9) { nodes { id } } } ... on Article { authors { id } } } }',
      ).byPath(),
    ).toEqual([
      { path: ['node'], points: 1 },
      { path: ['node', 'articles'], points: 1 },
      { path: ['node', 'articles', 'nodes'], points: 9 },
    ])
    const wide = Array.from({ length: 250 }, (_, n) => `a${n}: article { id }`).join(' ')
    expect(price(`{ ${wide} }`).byPath()).toHaveLength(200)
  })

  test('is found again for each choice of conditions, however many there are', () => {
    const names = Array.from({ length: 6 }, (_, n) => `c${n}`)
    const document = parse(
      `query (${names.map((name) => `$${name}: Boolean!`).join(' ')}) { ${names.map((name, n) => `a${n}: articles(first: ${2 ** n}) @include(if: $${name}) { nodes { id } }`).join(' ')} }`,
    )
    const ask = (choice: number): number => {
      const variables = Object.fromEntries(names.map((name, n) => [name, (choice & (2 ** n)) > 0]))
      return priceOperation({ schema, document, variables }).requested
    }
    const pagesIn = (choice: number): number => choice.toString(2).replaceAll('0', '').length
    for (const choice of [...Array(64).keys(), 63, 1, 0]) {
      expect([choice, ask(choice)]).toEqual([choice, Math.max(1, choice + pagesIn(choice))])
    }
  })

  test('of a list without a size is that of ten, and of one whose argument is missing what is assumed', () => {
    const schema = buildSchema(
      'type Query { plain: [Thing!]! some(first: Int, ids: [ID!]): [Thing!]! } type Thing { id: ID }',
    )
    const cost = { listSize: { slicingArguments: ['first', 'ids', 'missing'] } }
    Object.assign(schema.getQueryType()?.getFields()['some'] ?? {}, { extensions: { cost } })
    const of = (source: string, variables = {}): number =>
      priceOperation({ schema, document: parse(source), variables }).requested
    expect(of('{ plain { id } }')).toBe(10)
    expect(of('{ some { id } }')).toBe(10)
    expect(of('{ some(first: 3) { id } }')).toBe(3)
    expect(of('{ some(ids: "one") { id } }')).toBe(1)
    expect(of('{ some(ids: ["a", "b"], first: 1) { id } }')).toBe(2)
    expect(of('query ($n: Int, $ids: [ID!]) { some(first: $n, ids: $ids) { id } }', { ids: ['a', 'b', 'c'] })).toBe(3)
    expect(of('query ($n: Int, $ids: [ID!]) { some(first: $n, ids: $ids) { id } }', { n: 4 })).toBe(4)
    expect(of('query ($n: Int) { some(first: $n) { id } }', { n: null })).toBe(10)
  })

  test('follows the lists that an input object holds, in literals, in variables and in parts of both', () => {
    const schema = buildSchema(`
      type Query { things(page: Page = { ids: [1, 2, 3, 4, 5, 6] }, filter: Filter): [Thing!]! }
      input Page { ids: [ID] after: String }
      input Filter { page: Page }
      type Thing { id: ID }`)
    const cost = { listSize: { slicingArguments: ['page.ids', 'filter.page.ids'], assumedSize: 4 } }
    Object.assign(schema.getQueryType()?.getFields()['things'] ?? {}, { extensions: { cost } })
    const of = (source: string, variables = {}): number =>
      priceOperation({ schema, document: parse(source), variables }).requested
    const [two, five] = [
      ['a', 'b'],
      ['a', 'b', 'c', 'd', 'e'],
    ]
    expect(of('{ things { id } }')).toBe(6)
    expect(of('{ things(page: { ids: ["a", "b"] }) { id } }')).toBe(2)
    expect(of('{ things(page: { ids: "a" }) { id } }')).toBe(1)
    expect(of('{ things(page: null, filter: { page: { ids: ["a", "b", "c"] } }) { id } }')).toBe(3)
    expect(of('{ things(page: null, filter: { page: {} }) { id } }')).toBe(4)
    expect(of('{ things(page: { after: "x" }) { id } }')).toBe(4)
    expect(of('query ($ids: [ID]) { things(page: { ids: $ids }) { id } }', { ids: five })).toBe(5)
    expect(of('query ($ids: [ID]) { things(page: { ids: $ids }) { id } }')).toBe(4)
    expect(of('query ($page: Page) { things(page: $page) { id } }', { page: { ids: two } })).toBe(2)
    expect(of('query ($page: Page) { things(page: $page) { id } }', { page: null })).toBe(4)
    expect(of('query ($page: Page) { things(page: $page) { id } }')).toBe(6)
    expect(
      of('query ($filter: Filter) { things(page: null, filter: $filter) { id } }', { filter: { page: null } }),
    ).toBe(4)
  })

  test('of a subscription or mutation that the schema lacks is 1, and of several operations without a name too', () => {
    expect(price('subscription { article { id } }').requested).toBe(1)
    expect(price('query A { articles { nodes { id } } } query B { article { id } }').requested).toBe(1)
    expect(price('query A { articles { nodes { id } } } query B { article { id } }').plan).toBeNull()
    expect(price('fragment A on Query { article { id } }').requested).toBe(1)
  })

  test('of introspection is flat', () => {
    expect(points('{ __schema { types { fields { type { name } } } } }')).toBe(10)
    expect(points('{ __type(name: "Article") { fields { name } } }')).toBe(10)
  })
})

describe('hostile documents', () => {
  const bomb = (depth: number, selection: (next: string) => string) =>
    Array.from({ length: depth }, (_, at) => `fragment f${at} on Article { ${selection(`f${at + 1}`)} }`).join('\n') +
    `\nfragment f${depth} on Article { id }`

  test.each([20, 40])('a fragment bomb of 2^%i is priced in linear time', (depth) => {
    const sources = [
      bomb(depth, (next) => `...${next} ...${next}`),
      bomb(depth, (next) => `a: relatedLinks { ...${next} } b: relatedLinks { ...${next} }`),
      bomb(
        depth,
        (next) => `a: articles(first: $n) { nodes { ...${next} } } b: articles(first: $n) { nodes { ...${next} } }`,
      ),
    ]
    const [plain, fixed, sized] = sources.map((source) => {
      const document = parse(`query ($n: Int = 2) { article { ...f0 } articles(first: $n) { nodes { id } } } ${source}`)
      const { requested, plan } = priceOperation({ schema, document, variables: {} })
      // each fragment is priced once, not once a path
      expect(plan?.steps.length).toBeLessThan(10 * depth)
      return requested
    })
    expect(plain).toBe(4)
    expect(fixed).toBeGreaterThan(2 ** depth)
    expect(sized).toBeGreaterThan(2 ** depth)
  })

  test('merged selections that multiply are refused, not followed', () => {
    const chain = (name: string, other: string) =>
      Array.from(
        { length: 40 },
        (_, at) =>
          `fragment ${name}${at} on Article { a: relatedLinks { ...${name}${at + 1} ...${other}${at + 1} } b: relatedLinks { ...${name}${at + 1} } }`,
      ).join('\n') + `\nfragment ${name}40 on Article { id }`
    const document = parse(`{ article { ...x0 ...y0 } } ${chain('x', 'y')} ${chain('y', 'x')}`)
    const started = cpuMs()
    expect(priceOperation({ schema, document }).requested).toBe(Number.MAX_SAFE_INTEGER)
    expect(cpuMs() - started).toBeLessThan(200)
  })

  test('a fragment that contains itself ends', () => {
    const document = parse('{ article { ...a } } fragment a on Article { relatedLinks { ...a } }')
    expect(priceOperation({ schema, document }).requested).toBe(Number.MAX_SAFE_INTEGER)
  })
})

describe('the cost of an answer', () => {
  function actual(source: string, data: unknown): number {
    const { plan } = price(source)
    return plan === null ? 0 : actualCost(plan, data)
  }

  test('counts the objects that came', () => {
    const source = '{ articles(first: 50) { nodes { authors { name } markdown } pageInfo { hasNextPage } } }'
    const nodes = [
      { authors: [{ name: 'a' }, { name: 'b' }], markdown: '*' },
      { authors: [], markdown: null },
    ]
    expect(actual(source, { articles: { nodes, pageInfo: { hasNextPage: false } } })).toBe(1 + 2 + 2 + 2)
    expect(actual(source, { articles: null })).toBe(1)
    expect(actual(source, null)).toBe(1)
  })

  test('counts what an interface turned out to be', () => {
    const source = '{ nodes(ids: ["a", "b", "c"]) { id ... on Article { authors { id } } } }'
    expect(actual(source, { nodes: [{ id: '1', authors: [{ id: '2' }] }, null, { id: '3' }] })).toBe(3)
  })

  test('counts a list in a list, what is no object as nothing, and the one type there is without its name', () => {
    const source = '{ articles(first: 2) { edges { node { authors { id } } } } }'
    expect(actual(source, { articles: { edges: [[{ node: { authors: [] } }], [{ node: { authors: [] } }]] } })).toBe(3)
    expect(actual(source, { articles: { edges: 'text' } })).toBe(1)
    expect(actual(source, { articles: { edges: [5, null, { node: [] }] } })).toBe(1)
    expect(actual(source, [{ articles: {} }])).toBe(1)
    expect(actual(source, 'text')).toBe(1)
  })

  test('goes by the name of the type where the client asked for it, else by all that it may be', () => {
    const source = `{ a: node(id: "1") { __typename ... on Article { authors { id } markdown } ... on Author { articles(first: 5) { nodes { id } } } } }`
    const articles = { nodes: [{ id: '1' }, { id: '2' }] }
    const authors = [{ id: '1' }]
    expect(actual(source, { a: { __typename: 'Author', articles, authors } })).toBe(1 + 1 + 2)
    expect(actual(source, { a: { __typename: 'Article', articles, authors, markdown: '*' } })).toBe(1 + 1 + 2)
    expect(actual(source, { a: { articles, authors, markdown: '*' } })).toBe(1 + 3 + 1 + 2)
    expect(actual(source, { a: { articles, authors, markdown: '*' } })).toBe(1 + 3 + 1 + 2)
  })

  test('counts a leaf that weighs, once there is something', () => {
    expect(actual('{ article { markdown } }', { article: { markdown: '' } })).toBe(1 + 2)
    expect(actual('{ article { markdown } }', { article: { markdown: null } })).toBe(1)
    expect(actual('{ article { markdown } }', { article: {} })).toBe(1)
  })

  test('is the price where everything came', () => {
    const source = '{ articles(first: 2) { edges { node { authors { id } } } } }'
    const authors = [{ id: '1' }, { id: '2' }, { id: '3' }]
    const edges = [{ node: { authors } }, { node: { authors } }]
    expect(actual(source, { articles: { edges } })).toBe(price(source).requested)
  })
})

describe('the printed schema', () => {
  test('carries the costs as directives, from which a client can compute prices', () => {
    const sdl = printSchemaWithCosts(schema)
    expect(sdl).toContain('directive @cost(weight: String!) on')
    expect(sdl).toContain(
      '@listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)',
    )
    expect(sdl).toContain('type PageInfo @cost(weight: "0")')
    expect(sdl).toContain('markdown: String @cost(weight: "2")')
    expect(sdl).toContain('"""Dear to make."""')
    expect(() => parse(sdl)).not.toThrow()
  })

  test('gives every list of objects a size', () => {
    expect(findUnsizedLists(schema)).toEqual([])
    expect(findUnsizedLists(served)).toEqual([])
  })
})
