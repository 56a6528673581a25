import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test, vi } from 'vitest'
import { ResponseCache } from '../../src/cache/response-cache.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { revokeApiKey } from '../../src/keys/life-cycle.ts'
import { articleInput } from '../import/readers/articles.ts'
import { openRealGateway } from '../keys/real-gateway.ts'

const real = await openRealGateway({ RESPONSE_CACHE_MB: '16' })
afterAll(() => real.stop())
/** What the gateway has to look at; what is answered before does not come here. */
const lookups = vi.spyOn(ResponseCache.prototype, 'find')

const slug = 'kept'
const save = async (headline: string) => {
  const article = articleInput(slug, {
    slug,
    headline,
    datePublished: '2025-06-01T08:00:00Z',
    body: { plainText: 'Once upon a time. '.repeat(200) },
  })
  await importArticles(real.db, { source: 'post', articles: [article] })
}
await save('First')

type Ask = (query: string, headers?: Record<string, string>) => Promise<Response>
const get: Ask = (query, headers = {}) => fetch(`${real.url}?query=${encodeURIComponent(query)}`, { headers })
const post: Ask = (query, headers = {}) =>
  fetch(real.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, operationName: 'Kept' }),
  })

/** What is the same each time. */
async function visible(response: Response) {
  const { date: _date, age, 'x-request-id': id, ...headers } = Object.fromEntries(response.headers)
  expect(id).toBeTruthy()
  return { status: response.status, headers, hasAge: age !== undefined, body: await response.text() }
}
/** The last line of the log about a request, without what is never the same. */
function logged() {
  const lines = real
    .log()
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line))
  const { time: _time, ms: _ms, requestId: _id, ...line } = lines.findLast(({ msg }) => msg === 'request') ?? {}
  return line
}

/** The same request until it is found in the cache by the gateway, and once more until it need not be looked at. */
async function foundAndKept(ask: () => Promise<Response>) {
  const turn = async () => {
    const [{ hits }, calls] = [{ ...real.gateway.cacheCounts() }, lookups.mock.calls.length]
    const answer = await visible(await ask())
    return {
      answer,
      line: logged(),
      isHit: real.gateway.cacheCounts().hits > hits,
      isKept: lookups.mock.calls.length === calls,
    }
  }
  let found: Awaited<ReturnType<typeof turn>> | undefined
  let kept: Awaited<ReturnType<typeof turn>> | undefined
  await expect
    .poll(async () => {
      const one = await turn()
      if (one.isHit && !one.isKept) found = one
      if (one.isKept) kept = one
      return found !== undefined && kept !== undefined
    })
    .toBe(true)
  return { found, kept }
}

const forms: Record<string, Record<string, string>> = {
  'as it is': {},
  compressed: { 'accept-encoding': 'gzip, deflate, br' },
  'in another encoding': { 'accept-encoding': 'gzip;q=0.5, zstd' },
  'in the newer form': { accept: 'application/graphql-response+json' },
  'with an id': { 'x-request-id': 'mine' },
  'from a page': { origin: 'https://www.example.org' },
}

test.each(Object.entries(forms))(
  'an answer that is kept, %s, is what the gateway finds, and so is its line in the log',
  async (_form, headers) => {
    for (const ask of [get, post]) {
      const query = `query Kept { ${`k${randomUUID()}`.replaceAll('-', '')}: __typename article(by: { slug: "kept" }) { id headline body } }`
      const { found, kept } = await foundAndKept(() => ask(query, headers))
      expect(kept?.answer).toEqual(found?.answer)
      expect(kept?.line).toEqual(found?.line)
      expect(kept?.line).toMatchObject({ operation: 'Kept', statements: 0, cost: 0, path: '/graphql', status: 200 })
      expect(kept?.answer.body).toContain('"First"')
      expect(kept?.answer.hasAge).toBe(ask === get)
      const id = headers['x-request-id']
      if (id !== undefined) expect((await ask(query, headers)).headers.get('x-request-id')).toBe(id)
    }
  },
)

test('304 is answered where it holds, and only there', async () => {
  const query = 'query Kept { article(by: { slug: "kept" }) { id headline } }'
  const etag = (await get(query)).headers.get('etag') ?? ''
  const { found, kept } = await foundAndKept(() => get(query, { 'if-none-match': etag }))
  expect(kept?.answer).toEqual(found?.answer)
  expect([kept?.answer.status, kept?.answer.body]).toEqual([304, ''])
  expect((await get(query, { 'if-none-match': '"another"' })).status).toBe(200)
  expect((await post(query, { 'if-none-match': etag })).status).toBe(200)
})

test('who shows a key, wants a page, or sends something else is looked at', async () => {
  const query = 'query Kept { article(by: { slug: "kept" }) { headline } }'
  await foundAndKept(() => get(query))
  await foundAndKept(() => post(query))
  const { secret } = await real.createKey()
  for (const [ask, headers, status] of [
    [get, { authorization: `Bearer ${secret}` }, 200],
    [get, { 'x-api-key': 'mh_live_wrong' }, 401],
    [post, { authorization: `Bearer ${secret}` }, 200],
    [post, { 'content-type': 'text/plain' }, 415],
    [post, { 'content-type': 'application/json; charset=utf-16' }, 415],
    [post, { 'content-encoding': 'gzip' }, 415],
  ] as const) {
    const calls = lookups.mock.calls.length
    const response = await ask(query, headers)
    expect([headers, response.status]).toEqual([headers, status])
    if (status === 200) expect(lookups.mock.calls.length).toBe(calls + 1)
  }
  expect((await get(query, { accept: 'text/html' })).headers.get('content-type')).toContain('json')
})

test('who shows a key is answered with what is kept for it, and counted, as long as nothing of the key changes', async () => {
  const { secret, id } = await real.createKey({ scopes: ['CONTENT_READ', 'CONTENT_BODY'] })
  const query = 'query Kept { keyed: __typename article(by: { slug: "kept" }) { id headline } }'
  for (const headers of [{ authorization: `Bearer ${secret}` }, { 'x-api-key': secret, origin: 'https://a.example' }]) {
    for (const ask of [get, post]) {
      const { found, kept } = await foundAndKept(() => ask(query, headers))
      expect(kept?.answer).toEqual(found?.answer)
      expect(kept?.answer.headers['cache-control']).toBe('private, no-store')
      // the one before may have had to look the key up
      expect(kept?.line).toEqual({ ...found?.line, statements: 0 })
      expect(kept?.line).toMatchObject({ key: secret.slice(0, 14), cost: 0 })
    }
  }
  const body = 'query Kept { article(by: { slug: "kept" }) { body } }'
  await foundAndKept(() => get(body, { authorization: `Bearer ${secret}` }))
  const bound = (origins: string[] | null) =>
    real.db.updateTable('api_key').set({ allowed_origins: origins }).where('id', '=', id).execute()
  const page = { 'x-api-key': secret, origin: 'https://a.example' }
  await bound(['https://b.example'])
  for (const ask of [get, post]) await expect.poll(async () => (await ask(query, page)).status).toBe(403)
  await bound(null)
  for (const ask of [get, post]) await expect.poll(async () => (await ask(query, page)).status).toBe(200)
  await revokeApiKey(real.db, id)
  for (const ask of [get, post]) await expect.poll(async () => (await ask(query, page)).status).toBe(401)
})

test('a change is seen, by GET and POST, and the age of what is kept is how long ago it was made', async () => {
  const query = 'query Kept { aged: __typename article(by: { slug: "kept" }) { id headline } }'
  for (const ask of [get, post]) await foundAndKept(() => ask(query))
  await expect.poll(async () => Number((await get(query)).headers.get('age'))).toBeGreaterThan(0)
  await save('Second')
  for (const ask of [get, post])
    await expect.poll(async () => (await (await ask(query)).json()).data.article.headline).toBe('Second')
  await save('First')
  for (const ask of [get, post])
    await expect.poll(async () => (await (await ask(query)).json()).data.article.headline).toBe('First')
})

test('on one connection each request is answered for the key that it shows, and what comes often is the same each time', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = async (headers: Record<string, string>) => {
    const asked = request(
      `${real.url}?query=${encodeURIComponent('query Kept { article(by: { slug: "kept" }) { id } }')}`,
      {
        agent,
        headers,
      },
    )
    const [response] = (await once(asked.end(), 'response')) as [IncomingMessage]
    const [status, control, tags] = [
      response.statusCode,
      response.headers['cache-control']?.split(',')[0],
      response.headers['cache-tag'] !== undefined,
    ]
    return { status, control, tags, body: await text(response), key: logged()['key'] }
  }
  const [one, other] = [await real.createKey(), await real.createKey()]
  const cases: [Record<string, string>, object][] = [
    [{}, { status: 200, control: 'public', tags: true, key: null }],
    [
      { authorization: `Bearer ${one.secret}` },
      { status: 200, control: 'private', tags: false, key: one.secret.slice(0, 14) },
    ],
    [
      { authorization: `Bearer ${other.secret}` },
      { status: 200, control: 'private', tags: false, key: other.secret.slice(0, 14) },
    ],
    [{ 'x-api-key': one.secret }, { status: 200, control: 'private', tags: false, key: one.secret.slice(0, 14) }],
    [
      { authorization: `Bearer ${one.secret}`, 'x-api-key': other.secret },
      { status: 400, control: 'no-store', tags: false },
    ],
    [{ authorization: 'Basic eDp5' }, { status: 401, control: 'no-store', tags: false }],
  ]
  const { body } = await ask({})
  for (let round = 0; round < 5; round++) {
    for (const [headers, expected] of cases) {
      const answer = await ask(headers)
      expect(answer).toMatchObject(expected)
      if (answer.status === 200) expect(answer.body).toBe(body)
    }
    // more often than once a second, on the way that is for that
    const often = [await ask({}), await ask({}), await ask({})]
    expect(new Set(often.map((each) => JSON.stringify(each))).size).toBe(1)
  }
  agent.destroy()
})
