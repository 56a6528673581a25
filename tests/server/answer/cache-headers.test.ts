import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer } from '../support.ts'
import { openRealGateway, type RealGateway } from '../../keys/real-gateway.ts'
import { listen, type Listening } from '../../../src/server/listen.ts'
import { createLog, exchangeRaw } from '../support.ts'

let real: RealGateway
let metrics: Listening

beforeAll(async () => {
  real = await openRealGateway({ ANONYMOUS_POINTS_PER_MINUTE: '60', MAX_COST_ANONYMOUS: '50' })
  metrics = await listen(real.gateway.metrics, { port: 0, host: '127.0.0.1', log: createLog().log })
})
afterAll(async () => {
  await metrics.close()
  await real.stop()
})

const vary = 'Accept, Accept-Encoding, Authorization, X-API-Key'
const url = (query: string) => `${real.url}?query=${encodeURIComponent(query)}`

async function headersOf(address: string, init: RequestInit = {}) {
  const response = await fetch(address, { redirect: 'manual', ...init })
  await response.text()
  return [response.status, response.headers.get('cache-control'), response.headers.get('vary')]
}

test('what anybody may read varies by media type, compression and key alone, and says how long it lasts', async () => {
  const control = 'public, max-age=300, s-maxage=300, stale-while-revalidate=300, stale-if-error=3000'
  expect(await headersOf(url('{ __typename }'))).toEqual([200, control, vary])
  expect(await headersOf(url('{ __typename }'), { method: 'HEAD' })).toEqual([200, control, vary])
  expect(await headersOf(url('{ __typename }'), { headers: { origin: 'https://www.example.org' } })).toEqual([
    200,
    control,
    vary,
  ])
})

test.each([
  '{ viewer { isAnonymous } }',
  '{ a: rateLimit { limit } }',
  '{ ...on Query { ...f } } fragment f on Query { viewer { scopes } }',
  'query Q { rateLimit(dryRun: true) { cost } articles { nodes { id } } }',
  '{ viewer @skip(if: true) { isAnonymous } __typename }',
])('%s is kept by nobody', async (query) => {
  expect(await headersOf(url(query))).toEqual([200, 'no-store', vary])
})

test('an answer to a key is for its holder alone, whatever it is', async () => {
  const { secret } = await real.createKey()
  for (const headers of [{ authorization: `Bearer ${secret}` }, { 'x-api-key': secret }]) {
    for (const query of ['{ __typename }', '{ nothing }', '{ viewer { scopes } }']) {
      expect((await headersOf(url(query), { headers })).slice(1)).toEqual(['private, no-store', vary])
    }
    expect(
      (
        await headersOf(real.url, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: '{}',
        })
      ).slice(1),
    ).toEqual(['private, no-store', null])
  }
  expect(await headersOf(url('{ __typename }'), { headers: { 'x-api-key': 'mh_live_wrong' } })).toEqual([
    401,
    'private, no-store',
    vary,
  ])
})

test('where strangers see drafts, their answers are kept by nobody', async () => {
  const open = await openRealGateway({ ANONYMOUS_SCOPES: 'CONTENT_READ,CONTENT_PREVIEW' }, real)
  try {
    expect(await headersOf(`${open.url}?query={__typename}`)).toEqual([200, 'private, no-store', vary])
  } finally {
    await open.stop()
  }
})

test('no error, no answer to a POST and no preflight is kept', async () => {
  const json = { 'content-type': 'application/json' }
  const apq = encodeURIComponent(JSON.stringify({ persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } }))
  const cases: [status: number, address: string, init?: RequestInit][] = [
    [200, `${real.url}?extensions=${apq}`],
    [200, url('{ nothing }')],
    [200, url('{ __typename article(id: "x") { id } }')],
    [400, url('')],
    [400, `${real.url}?api_key=x`],
    [404, `${real.url}?documentId=unknown`],
    [404, `${real.server.url}/nothing`],
    [405, url('mutation { revokeApiKey(input: { id: "x" }) { userErrors { code } } }')],
    [405, url('mutation { revokeApiKey(input: { id: "x" }) { userErrors { code } } }'), { method: 'HEAD' }],
    [405, real.url, { method: 'PUT' }],
    [405, `${real.server.url}/health/live`, { method: 'POST' }],
    [415, real.url, { method: 'POST', body: 'x' }],
    [413, real.url, { method: 'POST', headers: json, body: 'x'.repeat(2 ** 21) }],
    [200, real.url, { method: 'POST', headers: json, body: '{"query":"{__typename}"}' }],
    [
      204,
      real.url,
      { method: 'OPTIONS', headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' } },
    ],
    [200, `${real.server.url}/health/live`],
    [200, `${real.server.url}/health/ready`, { method: 'HEAD' }],
    [200, `${metrics.url}/metrics`],
    [404, `${metrics.url}/nothing`],
    [405, `${metrics.url}/metrics`, { method: 'POST' }],
  ]
  for (const [status, address, init] of cases) {
    const [got, control] = await headersOf(address, init)
    expect([address, init?.method, got, control]).toEqual([address, init?.method, status, 'no-store'])
  }
  expect(await exchangeRaw(real.server.port, 'GET http://x/ HTTP/1.1\r\nhost: x\r\n\r\n')).toMatch(
    /^HTTP\/1.1 400 [^]*no-store/,
  )
})

test('a refusal for want of points is kept by nobody', async () => {
  const dear = url('{ articles(first: 40) { nodes { id } } }')
  const answers = []
  while (answers.at(-1)?.[0] !== 429) answers.push(await headersOf(dear))
  expect(answers.at(-1)).toEqual([429, 'no-store', vary])
})

test('a failure of ours is kept by nobody, in the document or before it', async () => {
  const broken = await startTestServer({ createContext: () => Promise.reject(new Error('broken')) })
  const throwing = await startTestServer({
    plugins: [
      {
        onRequest() {
          throw new Error('broken')
        },
      },
    ],
  })
  try {
    for (const { url: address } of [broken, throwing]) {
      expect((await headersOf(`${address}?query={hello}`)).slice(0, 2)).toEqual([500, 'no-store'])
    }
  } finally {
    await broken.server.close()
    await throwing.server.close()
  }
})

test('GraphiQL may be kept where it says so: its page to be asked for again, its files for good', async () => {
  const html = { headers: { accept: 'text/html' } }
  expect(await headersOf(real.url, html)).toEqual([200, 'no-cache', vary])
  const page = await (await fetch(real.url, html)).text()
  const script = /<script type="module" src="([^"]+\/explorer\.js)"/.exec(page)?.[1] ?? 'no script'
  const file = new URL(script, real.url).href
  for (const method of ['GET', 'HEAD']) {
    expect(await headersOf(file, { method })).toEqual([200, 'public, max-age=31536000, immutable', 'Accept-Encoding'])
  }
  expect((await headersOf(`${file}x`)).slice(0, 2)).toEqual([404, 'no-store'])
})

test('HEAD answers what GET does, without the body', async () => {
  for (const address of [
    url('{ __typename }'),
    url('{ nothing }'),
    `${real.server.url}/`,
    `${real.server.url}/health/live`,
    `${real.server.url}/favicon.svg`,
    `${real.server.url}/nothing`,
  ]) {
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map((method) => fetch(address, { method, redirect: 'manual' })),
    )
    const visible = (response: Response | undefined) =>
      ['content-type', 'content-length', 'cache-control', 'vary', 'location'].map((name) => response?.headers.get(name))
    expect([address, head?.status, visible(head)]).toEqual([address, get?.status, visible(get)])
    expect(await head?.text()).toBe('')
    await get?.text()
    const inside = await real.gateway.fetch(address, { method: 'HEAD' })
    expect([inside.status, await inside.text()]).toEqual([get?.status, ''])
  }
  expect(real.log()).toContain('"method":"HEAD"')
})
