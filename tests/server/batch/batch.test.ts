import { afterAll, expect, test } from 'vitest'
import { openRealGateway } from '../../keys/real-gateway.ts'

const real = await openRealGateway({ MAX_BATCH_OPERATIONS: '5', RESPONSE_CACHE_MB: '16' })
const plain = await openRealGateway({}, real)
afterAll(async () => {
  await plain.stop()
  await real.stop()
})

async function post(body: unknown, headers: Record<string, string> = {}, url = real.url) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { response, json: (await response.json()) as any }
}
const articles = (first: number) => ({ query: `query Page { articles(first: ${first}) { nodes { headline } } }` })

test('the answers of an array are those of its operations alone, in its order, each with its price and errors', async () => {
  const { secret, id } = await real.createKey({ pointsPerMinute: 1_000 })
  const headers = { authorization: `Bearer ${secret}` }
  const batch = [
    articles(3),
    { query: '{ nonsense }' },
    { query: 'query Two($n: Int!) { articles(first: $n) { count { value } } }', variables: { n: 1 } },
    { query: '{ articles(first: 0) { nodes { id } } }' },
  ]
  const { response, json } = await post(batch, headers)
  const alone = await Promise.all(batch.map(async (one) => (await post(one, headers)).json))
  expect(json).toEqual(alone)
  expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
    200,
    'application/json; charset=utf-8',
    'private, no-store',
  ])
  expect(response.headers.get('ratelimit')).toMatch(/^"points";r=9\d\d;/)
  const logged = real
    .log()
    .split('\n')
    .filter((line) => line.includes('"msg":"request"') && line.includes('"operation":"Page"'))
  expect(logged.length).toBe(2)
  expect(id).toBeGreaterThan(0)
})

test('prices add up: what is beyond the quota is refused, and what was before it is answered', async () => {
  const { secret } = await real.createKey({ pointsPerMinute: 30 })
  const { response, json } = await post([articles(20), articles(19)], { authorization: `Bearer ${secret}` })
  const codes = json.map((one: any) => one.errors?.[0].extensions.code ?? 'answered').toSorted()
  expect([response.status, codes]).toEqual([200, ['RATE_LIMITED', 'answered']])
  expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
})

test('a bad key is refused once for all', async () => {
  const { response, json } = await post([articles(1), articles(2)], { authorization: 'Bearer mh_live_wrong' })
  expect([response.status, json.length]).toEqual([401, 2])
})

test('arrays that are too long, empty, or of something else are refused, and so are all where nothing is said', async () => {
  for (const body of [Array.from({ length: 6 }, () => articles(1)), [], [1], [[articles(1)]]]) {
    const { response, json } = await post(body)
    expect([response.status, json.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST'])
    expect(json.errors[0].message).toContain('1 to 5 operations')
  }
  expect((await post('[{"query": ', {})).response.status).toBe(400)
  const { json } = await post([articles(1)], {}, plain.url)
  expect(json.errors[0].extensions.code).toBe('BATCHING_DISABLED')
})

test('one operation is answered as ever, and what is kept is given within arrays too', async () => {
  const one = { query: 'query Kept { articles(first: 2) { nodes { headline summary } } }' }
  const { json } = await post(one, { 'accept-encoding': 'br' })
  const { hits } = { ...real.gateway.cacheCounts() }
  const batched = await post([one, one, { ...one, operationName: 'Kept' }], { 'accept-encoding': 'br' })
  expect(batched.json.map((each: any) => each.data)).toEqual([json.data, json.data, json.data])
  expect(real.gateway.cacheCounts().hits).toBeGreaterThan(hits)
})
