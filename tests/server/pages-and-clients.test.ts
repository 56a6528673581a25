import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasNginx, startNginx, withoutNginx } from '../support/servers/nginx.ts'
import { ask, codesOf, createTestGateway, post, read, startTestServer } from './support.ts'

describe('a preflight', () => {
  const usual = [
    'content-type, apollographql-client-name, apollographql-client-version',
    'traceparent,tracestate',
    'baggage, sentry-trace',
    'x-apollo-operation-name, x-apollo-operation-id',
    'apollo-require-preflight',
    'if-none-match',
    'cache-control, pragma',
    'x-something-of-the-page',
    'authorization',
  ]
  test.each(usual)('allows %s', async (names) => {
    const { gateway } = createTestGateway()
    const headers = {
      origin: 'https://www.example.org',
      'access-control-request-method': 'POST',
      'access-control-request-headers': names,
    }
    const answer = await gateway.fetch('http://localhost/graphql', { method: 'OPTIONS', headers })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-headers')).toBe(names)
    expect(answer.headers.get('vary')).toBe('Access-Control-Request-Headers')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test.each(['', 'a b', 'a;b', '<script>', 'x'.repeat(5_000), 'a,,b'])('repeats nothing like %j', async (names) => {
    const { gateway } = createTestGateway()
    const headers = { 'access-control-request-method': 'POST', 'access-control-request-headers': names }
    const answer = await gateway.fetch('http://localhost/graphql', { method: 'OPTIONS', headers })
    expect([answer.status, answer.headers.get('access-control-allow-headers')]).toEqual([204, null])
  })
})

describe('what clients send beside the query', () => {
  test.each([{ id: '5e884' }, { doc_id: 12 }, { queryId: 'x', hash: [1] }, { id: null, fetchKey: {} }])(
    '%j is not looked at',
    async (members) => {
      const { gateway } = createTestGateway()
      const answer = await ask(gateway, { query: '{ hello }', ...members })
      expect(answer.body).toEqual({ data: { hello: 'Hello reader' } })
    },
  )

  test.each([{ id: '5e884' }, { doc_id: '5e884', variables: {} }])('%j alone is told of documentId', async (body) => {
    const { gateway } = createTestGateway()
    const answers = [
      await ask(gateway, body),
      await read(await gateway.fetch(`http://localhost/graphql?${Object.keys(body)[0]}=5e884`)),
    ]
    for (const answer of answers) {
      expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_REQUEST']])
      expect(answer.text).toMatch(/\\"(id|doc_id)\\".*documentId/)
    }
  })

  test('a prototype is not looked at, either', async () => {
    const { gateway } = createTestGateway()
    const answer = await post(gateway, '{"query":"{hello}","__proto__":{"query":"{slow}","polluted":1}}')
    expect(answer.body).toEqual({ data: { hello: 'Hello reader' } })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('GraphiQL answers where HTML is preferred and nothing is asked', () => {
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'
  test.each([
    browser,
    'text/html',
    'text/html,*/*',
    'text/html;level=1, application/json;q=0.9',
    'TEXT/HTML',
    'application/json;q=0.5,text/html;q=0.6',
  ])('to %s with the page', async (accept) => expect(await typeOf('', accept)).toMatch(/^text\/html/))
  test.each([
    '*/*',
    'application/json, text/plain, */*',
    'text/html;q=0.1, application/json',
    'application/graphql-response+json, text/html;q=0.9',
    'text/html;q=0',
    'text/html;q=0.5, */*',
    'text/*',
    'text/htmlx',
    'text/html, application/json',
    'text/html;q=x',
  ])('to %s with JSON', async (accept) => expect(await typeOf('', accept)).toMatch(/^application\//))
  test.each(['?query={hello}', '?documentId=x', '?extensions={}', '?a=b&query=%7Bhello%7D'])(
    'to %s with JSON, whoever asks',
    async (search) => expect(await typeOf(search, browser)).toMatch(/^application\/json/),
  )
  test('to other parameters with the page', async () => {
    expect(await typeOf('?utm_source=x', browser)).toMatch(/^text\/html/)
  })

  async function typeOf(search: string, accept: string): Promise<string | null> {
    const { gateway } = createTestGateway()
    const response = await gateway.fetch(`http://localhost/graphql${search}`, { headers: { accept } })
    return response.headers.get('content-type')
  }
})

describe('behind a path prefix', () => {
  let started: Awaited<ReturnType<typeof startTestServer>>
  let nginx: Awaited<ReturnType<typeof startNginx>>
  beforeAll(async () => {
    if (!hasNginx) return
    started = await startTestServer()
    nginx = await startNginx(`location /content/ { proxy_pass ${started.server.url}/; }`)
  })
  afterAll(async () => {
    await nginx?.stop()
    await started?.server.close()
  })

  test('pages and all that they load are found', async (context) => {
    if (!hasNginx) return context.skip(withoutNginx)
    for (const path of ['', 'graphql', 'reference/queries']) {
      const page = await fetch(`${nginx.url}/content/${path}`, { headers: { accept: 'text/html' } })
      expect([page.status, page.url]).toEqual([200, `${nginx.url}/content/${path}`])
      const html = await page.text()
      const sources = [...html.matchAll(/(?:src|href)="([^"#]+)/g)].map(([, source]) => new URL(source ?? '', page.url))
      expect(sources.length).toBeGreaterThan(4)
      for (const source of sources) {
        const file = await fetch(source)
        await file.arrayBuffer()
        // GraphQL is asked nothing here
        const fine = source.pathname.endsWith('/graphql') ? 400 : 200
        expect([source.pathname, file.status]).toEqual([expect.stringMatching(/^\/content\//), fine])
      }
    }
    const icon = await fetch(`${nginx.url}/content/favicon.ico`)
    expect([icon.status, await icon.text()]).toEqual([200, expect.stringContaining('<svg')])
  })
})
