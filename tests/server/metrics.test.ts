import { afterAll, expect, test } from 'vitest'
import { openRealGateway } from '../keys/real-gateway.ts'

const real = await openRealGateway({ ANONYMOUS_POINTS_PER_MINUTE: '100', COMPILED: 'off' })
afterAll(() => real.stop())

async function metrics(): Promise<Readonly<Record<string, number>>> {
  let text = ''
  const response = { writeHead: () => undefined, end: (body: string) => (text = body) }
  await real.gateway.metrics.requestListener({ method: 'GET', url: '/metrics' } as never, response as never)
  return Object.fromEntries(
    [...text.matchAll(/^(masthead_\w+(?:\{[^}]*\})?) (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)]),
  )
}

test('operations are counted by what became of their quota', async () => {
  const { secret } = await real.createKey()
  const before = await metrics()
  for (let turn = 0; turn < 3; turn++)
    expect((await real.ask('{ articles(first: 40) { nodes { id } } }')).status).toBe([200, 200, 429][turn])
  await real.ask('{ articles(first: 40) { nodes { id } } }', secret)
  const after = await metrics()
  const counted = (result: string): number => {
    const name = `masthead_quota_decisions{result="${result}"}`
    return (after[name] ?? Number.NaN) - (before[name] ?? Number.NaN)
  }
  expect({ allowed: counted('allowed'), refused: counted('refused'), unlimited: counted('unlimited') }).toEqual({
    allowed: 3,
    refused: 1,
    unlimited: 0,
  })
})

test('batches of loaders are counted, and the keys of each', async () => {
  const { secret } = await real.createKey({ scopes: ['CONTENT_READ', 'CONTENT_WRITE', 'CONTENT_PUBLISH'] })
  const before = await metrics()
  const articles = ['One', 'Two', 'Three'].map((headline) => ({
    externalId: headline,
    headline,
    language: 'en',
    publisher: { name: 'A press' },
    datePublished: '2026-01-01T00:00:00Z',
  }))
  const mutation = `mutation ($articles: [ArticleInput!]!) {
    upsertArticles(input: { source: "metrics", articles: $articles }) { results { article { headline } } }
  }`
  const { data } = await real.ask(mutation, secret, { articles })
  expect(data).toEqual({ upsertArticles: { results: articles.map(({ headline }) => ({ article: { headline } })) } })
  const after = await metrics()
  const grown = (name: string): number => (after[name] ?? Number.NaN) - (before[name] ?? Number.NaN)
  expect(grown('masthead_loader_batch_keys_count')).toBe(1)
  expect(grown('masthead_loader_batch_keys_sum')).toBe(3)
})
