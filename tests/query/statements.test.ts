import { beforeAll, describe, expect, test } from 'vitest'
import { generateContent } from '../support/generated.ts'
import { createTestGateway, type TestCaller, type TestGateway } from '../support/gateway.ts'

let gateway: TestGateway

beforeAll(async () => {
  gateway = await createTestGateway()
  await generateContent(gateway.db, 2_000)
})

const card = 'id slug headline datePublished'

/** Each at breadth 1 and 50: `$n` sizes every list in it. */
const budgets: readonly { name: string; query: string; statements: number }[] = [
  {
    name: 'an article page with body, authors, topics with parents, related links with their articles and authors',
    query: `query ($n: Int) { articles(first: 1, filter: { types: [ARTICLE] }) { nodes { ${card} body authors { name }
      topics { name parent { name } } relatedLinks(first: $n) { title url article { ${card} authors { name } } } } } }`,
    statements: 1,
  },
  {
    name: 'a section page: a topic, its articles with authors and topics',
    query: `query ($n: Int) { topic(by: { path: "news" }) { name articles(first: $n) { nodes { ${card} authors { name } topics { name } } } } }`,
    statements: 1,
  },
  {
    name: 'the same with a count',
    query: `query ($n: Int) { topic(by: { path: "news" }) { name articles(first: $n) { count { value exact } nodes { ${card} authors { name } topics { name } } } } }`,
    statements: 1,
  },
  {
    name: 'topics × articles × authors × articles × topics',
    query: `query ($n: Int) { topics(first: $n) { nodes { name articles(first: 5) { nodes { headline
      authors { name articles(first: 3) { nodes { headline topics { name } } } } } } } } }`,
    statements: 2,
  },
  {
    name: 'authors with a page of articles each and the topics of those',
    query: `query ($n: Int) { authors(first: $n) { nodes { name articles(first: 10) { nodes { headline topics { name path } } } } } }`,
    statements: 1,
  },
  {
    name: 'a relation under two aliases with other arguments is one statement a field, not one a row',
    query: `query ($n: Int) { articles(first: $n) { nodes { sections: topics(type: SECTION) { name } keywords: topics(type: KEYWORD) { name } } } }`,
    statements: 3,
  },
  {
    name: 'the topic tree, three levels down',
    query: `query ($n: Int) { topics(first: $n, filter: { roots: true }) { nodes { name children { name children { name ancestors { name } } } } } }`,
    statements: 1,
  },
  {
    name: 'counts under two limits are one statement an alias, not one a parent',
    query: `query ($n: Int) { topics(first: $n) { nodes { articles(first: 1) { few: count(limit: 2) { value exact } more: count { value exact } } } } }`,
    statements: 3,
  },
  {
    name: 'the same below a page below a page',
    query: `query ($n: Int) { topics(first: $n) { nodes { articles(first: 2) { nodes { authors { articles(first: 1) { few: count(limit: 2) { value } more: count { value } } } } } } } }`,
    statements: 4,
  },
  {
    name: 'a page that starts at a cursor under each parent',
    query: `query ($n: Int) { articles(first: $n, orderBy: { field: VIEW_COUNT, direction: ASC }) { edges { cursor node { ${card} publisher { name } byline section { name } translations { id } } } pageInfo { endCursor } } }`,
    statements: 1,
  },
]

/** Not compiled: one statement a root field, and what is left out of it loaded. */
const planned: TestCaller = { compiled: false }

describe('statements depend on the depth of a query, never on its breadth', () => {
  test.each(budgets)('$name: $statements', async ({ query, statements }) => {
    for (const n of [1, 50]) {
      gateway.statements.length = 0
      await gateway.data(query, { n }, planned)
      expect(gateway.statements.length, `with breadth ${n}`).toBe(statements)
    }
  })

  test.each(budgets)('$name: 1 where it is compiled', async ({ query }) => {
    for (const n of [1, 50]) {
      gateway.statements.length = 0
      await gateway.data(query, { n })
      expect(gateway.statements.length, `with breadth ${n}`).toBe(1)
    }
  })

  test('50 nodes of two types cost one statement a type', async () => {
    const { articles, topics } = await gateway.data(
      `{ articles(first: 40) { nodes { id } } topics(first: 10) { nodes { id } } }`,
    )
    const ids = [...articles.nodes, ...topics.nodes].map(({ id }: { id: string }) => id)
    gateway.statements.length = 0
    const { nodes } = await gateway.data(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Article { headline authors { name } } ... on Topic { path parent { name } } } }`,
      { ids },
      planned,
    )
    expect(nodes.map(({ id }: { id: string }) => id)).toEqual(ids)
    expect(gateway.statements.length).toBe(2)
  })

  test.each([
    'articles(first: 2) { nodes { slug } }',
    'article(by: { slug: "nowhere" }) { slug }',
    'node(id: "QXJ0aWNsZTox") { id }',
    'authors(first: 2) { nodes { slug } pageInfo { endCursor } }',
    'search(query: "news") { nodes { slug } count { value } }',
  ])('fifteen aliases of one field with the same arguments cost one: %s', async (field) => {
    const one = await gateway.data(`{ a0: ${field} }`)
    gateway.statements.length = 0
    const all = await gateway.data(`{ ${Array.from({ length: 15 }, (_, n) => `a${n}: ${field}`).join(' ')} }`)
    expect(gateway.statements.length).toBe(1)
    expect(all).toEqual(Object.fromEntries(Array.from({ length: 15 }, (_, n) => [`a${n}`, one.a0])))
  })

  test('a count that nobody selects does not run', async () => {
    gateway.statements.length = 0
    await gateway.data(
      `{ articles(first: 1) { nodes { id } } authors(first: 1) { nodes { id } } topics(first: 1) { nodes { id } } }`,
    )
    expect(gateway.statements.join('\n')).not.toContain('count(')
  })

  test('a body is read only where it is selected', async () => {
    gateway.statements.length = 0
    await gateway.data(`{ articles(first: 5) { nodes { headline summary wordCount } } }`)
    expect(gateway.statements.join('\n')).not.toContain('article_body')
  })
})

describe('compiled, planned and loaded answers are the same, to the byte', () => {
  test.each(budgets)('$name', async ({ query }) => {
    await expectOneAnswer(query, { n: 7 })
  })

  test.each([
    [
      'a fragment that is used in two places with other selections beside it',
      `fragment Names on Article { authors { name } }
       { first: articles(first: 3) { nodes { ...Names } } second: articles(first: 3) { nodes { ...Names authors { slug articles(first: 1) { nodes { slug } } } } } }`,
    ],
    [
      'nodes and edges together',
      `{ articles(first: 3) { nodes { authors { name } } edges { cursor node { headline topics { name } authors { slug } } } } }`,
    ],
    [
      'nodes and edges of authors and topics together, with other fields',
      `{ authors(first: 3) { nodes { name } edges { node { slug articles(first: 1) { nodes { slug } } } } }
         topics(first: 3) { nodes { parent { name } } edges { cursor node { path parent { path } } } } }`,
    ],
    [
      '@include and @skip with variables',
      `query ($yes: Boolean = true, $no: Boolean = false) { articles(first: 3) { nodes { headline @skip(if: $yes) authors @include(if: $yes) { name slug @include(if: $no) } topics @include(if: $no) { name } } } }`,
    ],
    [
      'the same list under aliases with other arguments, below aliases of one relation',
      `{ articles(first: 2) { nodes { a: authors { x: articles(first: 1) { nodes { slug } } } b: authors { x: articles(first: 2) { nodes { slug } } } } } }`,
    ],
    [
      'inline fragments on the interface',
      `{ articles(first: 2) { nodes { ... on Node { id } ... on Article { headline ... { authors { ... on Author { name } } } } } } }`,
    ],
  ])('%s', async (_name, query) => {
    await expectOneAnswer(query)
  })
})

async function expectOneAnswer(query: string, variables: Record<string, unknown> = {}): Promise<void> {
  const compiled = await gateway.text(query, variables)
  expect(await gateway.text(query, variables, planned)).toBe(compiled)
  expect(await gateway.text(query, variables, { lookahead: false })).toBe(compiled)
  expect(compiled).not.toContain('"errors"')
}
