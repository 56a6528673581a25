import { afterAll, beforeAll, expect, test } from 'vitest'
import { examples } from '../../../src/pages/examples.ts'
import { openRealGateway, type RealGateway } from '../../keys/real-gateway.ts'

let real: RealGateway
beforeAll(async () => {
  real = await openRealGateway({ RESPONSE_CACHE_MB: '8' })
})
afterAll(async () => real.stop())

interface Extensions {
  cost: { requested: number; actual: number }
  explain?: { price: { path: string[]; points: number }[]; statements: number; compiled: true | string | null }
  cache?: { tags: string[] }
}

async function ask(query: string, extensions: object, variables: object = {}) {
  const response = await fetch(real.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables, extensions }),
  })
  const answer = (await response.json()) as { extensions: Extensions }
  return { ...answer.extensions, status: response.status, cacheStatus: response.headers.get('cache-status') }
}

test.each(examples)('the price by path adds up to the price: example %#', async ({ query, variables }) => {
  const { cost, explain } = await ask(query, { explain: true }, variables)
  expect(explain?.price.reduce((sum, { points }) => sum + points, 0)).toBe(cost.requested)
})

test('an explanation says what each path costs, how many statements ran, and why nothing was compiled', async () => {
  const query = '{ topics(first: 3) { nodes { name articles(first: 2) { count { value } nodes { id } } } } }'
  const first = await ask(query, { explain: true })
  expect(first.explain).toEqual({
    price: [
      { path: ['topics'], points: 1 },
      { path: ['topics', 'nodes'], points: 3 },
      { path: ['topics', 'nodes', 'articles'], points: 3 },
      { path: ['topics', 'nodes', 'articles', 'count'], points: 3 },
      { path: ['topics', 'nodes', 'articles', 'nodes'], points: 6 },
    ],
    statements: 1,
    compiled: 'the operation is new',
  })
  expect([first.cacheStatus, first.cache]).toEqual([null, undefined])
  expect((await ask(query, { explain: true })).cacheStatus).toBe('masthead; hit')
  // those who ask for less, or for more, get an answer of their own
  expect((await ask(query, {})).explain).toBeUndefined()
  const both = await ask(query, { explain: true, cache: true })
  expect(both.explain?.compiled).toBe(true)
  expect(both.cache?.tags).toEqual(expect.arrayContaining(['articles', 'topics']))
})
