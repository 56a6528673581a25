import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildASTSchema, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { examples as tabs } from '../../../src/pages/examples.ts'
import { clientPrice } from './client-price.ts'
import { openRealGateway, type RealGateway } from '../../keys/real-gateway.ts'

let real: RealGateway
beforeAll(async () => {
  real = await openRealGateway()
})
afterAll(async () => real.stop())

const root = new URL('../../../', import.meta.url)
const sdl = readFileSync(new URL('schema/schema.graphql', root), 'utf8')
const samples: { name: string; query: string; variables?: Readonly<Record<string, unknown>> }[] = readdirSync(
  new URL('samples/queries', root),
).map((name) => ({
  name,
  query: readFileSync(new URL(`samples/queries/${name}`, root), 'utf8'),
}))
const examples = [
  ...samples,
  ...tabs.map(({ query, variables }, at) => ({ name: `GraphiQL example ${at + 1}`, query, variables })),
]

interface Cost {
  requested: number
  actual: number
}

describe('the price of the served schema', () => {
  test.each(examples)('$name fits the anonymous ceiling, and is what a client computes from the SDL', async (one) => {
    const answer = await real.ask(one.query, null, one.variables)
    expect([answer.status, answer.code]).toEqual([200, undefined])
    const { requested, actual } = answer.cost as Cost
    expect(requested).toBeLessThanOrEqual(5_000)
    if (one.query.includes('dryRun: true')) expect(actual).toBe(0)
    else expect(actual).toBeGreaterThanOrEqual(1)
    expect(actual).toBeLessThanOrEqual(requested)
    expect(requested).toBe(clientPrice(sdl, one.query, one.variables))
  })

  test.each([
    [
      'lists in lists',
      'query ($n: Int) { articles(first: $n) { edges { cursor node { relatedLinks { article { authors { name } } } } } } }',
      { n: 7 },
    ],
    [
      'ids',
      '{ nodes(ids: ["QXJ0aWNsZTox", "QXJ0aWNsZToy", "QXJ0aWNsZToz"]) { id ... on Article { authors { name } topics { name } } ... on Topic { children { name } } } }',
      {},
    ],
    [
      'addresses in a variable',
      'query ($urls: [URL!]!) { resolveUrls(urls: $urls) { status article { headline } } }',
      { urls: ['https://a.example/1', 'https://a.example/2'] },
    ],
    [
      'search',
      '{ search(query: "a", first: 9) { count { value } nodes { headline } facets { topics(first: 3) { count } years { count } } } }',
      {},
    ],
    [
      'usage',
      '{ viewer { usage { byDay { date } topOperations(first: 50) { name } } scopes } rateLimit { cost } }',
      {},
    ],
    [
      'a mutation',
      'mutation { upsertArticles(input: { source: "a", dryRun: true, articles: [{ externalId: "1", headline: "A", language: "en" }, { externalId: "2", headline: "B", language: "en" }] }) { results { outcome userErrors { code } } } }',
      {},
    ],
    ['null for first', '{ articles(first: null) { nodes { id } } }', {}],
    ['last', '{ articles(last: 33) { nodes { id section { ancestors { name } } } } }', {}],
  ])('of %s is what a client computes from the SDL', async (_name, query, variables) => {
    const answer = await real.ask(query, null, variables)
    expect((answer.cost as Cost | undefined)?.requested, answer.message).toBe(clientPrice(sdl, query, variables))
  })

  test('differs for one document with first: 1 and then first: 100', async () => {
    const query = 'query ($n: Int) { articles(first: $n) { nodes { authors { name } topics { name } } } }'
    const requested = async (n: number) => ((await real.ask(query, null, { n })).cost as Cost).requested
    expect([await requested(1), await requested(100), await requested(1)]).toEqual([9, 801, 9])
    expect([1, 100].map((n) => clientPrice(sdl, query, { n }))).toEqual([9, 801])
  })

  test('is the same for a literal, a variable and a default, and refused alike', async () => {
    const dear = (size: string) =>
      `articles(first: ${size}) { nodes { relatedLinks(first: 50) { article { authors { articles(first: 5) { nodes { id } } } } } } }`
    const answers = [
      await real.ask(`{ ${dear('100')} }`),
      await real.ask(`query ($n: Int) { ${dear('$n')} }`, null, { n: 100 }),
      await real.ask(`query ($n: Int = 100) { ${dear('$n')} }`),
    ]
    const [first] = answers
    expect(first?.code).toBe('QUERY_TOO_COMPLEX')
    expect(first?.extensions?.['mostExpensivePath']).toEqual([
      'articles',
      'nodes',
      'relatedLinks',
      'article',
      'authors',
      'articles',
      'nodes',
    ])
    expect(answers.map(({ code, extensions }) => [code, extensions])).toEqual(
      Array(3).fill([first?.code, first?.extensions]),
    )
  })
})

describe('a dry run over the served schema', () => {
  const query = `
    query Dry($dry: Boolean!) {
      rateLimit(dryRun: $dry) { cost limit remaining }
      ...Rest
    }
    fragment Rest on Query { articles(first: 50) { nodes { headline authors { name } } } viewer { isAnonymous } }`

  test('prices all and runs nothing else, in SQL too; charged is nothing', async () => {
    const { secret } = await real.createKey()
    // the poll of the version hears of the new key once more
    await sleep(500)
    const before = (await real.ask('{ rateLimit { remaining } }', secret)).data?.['rateLimit'] as { remaining: number }
    real.statements.length = 0
    const dry = await real.ask(query, secret, { dry: true })
    const price = clientPrice(sdl, query, { dry: true })
    expect(real.statements.filter((text) => !text.includes('update "api_key"'))).toEqual([])
    expect(dry.cost).toEqual({ requested: price, actual: 0 })
    expect(Object.keys(dry.data ?? {})).toEqual(['rateLimit'])
    expect(dry.data?.['rateLimit']).toMatchObject({ cost: price, limit: 60_000 })
    const after = (await real.ask('{ rateLimit { remaining } }', secret)).data?.['rateLimit'] as { remaining: number }
    expect(after.remaining).toBeGreaterThanOrEqual(before.remaining - 1)

    const wet = await real.ask(query, secret, { dry: false })
    expect(Object.keys(wet.data ?? {}).sort()).toEqual(['articles', 'rateLimit', 'viewer'])
    expect(wet.cost).toMatchObject({ requested: price })
    expect((wet.cost as Cost).actual).toBeGreaterThan(50)
  })

  test('prices what would be refused', async () => {
    const dear =
      '{ rateLimit(dryRun: true) { cost } articles(first: 100) { nodes { relatedLinks(first: 50) { article { id } } } } }'
    const answer = await real.ask(dear)
    expect(answer.code).toBeUndefined()
    expect(answer.data).toEqual({ rateLimit: { cost: clientPrice(sdl, dear) } })
  })
})

test('the SDL with its directives is a schema of its own', () => {
  expect(() => buildASTSchema(parse(sdl))).not.toThrow()
})
