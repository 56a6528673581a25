import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { diff } from '@graphql-inspector/core'
import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import { schema } from '../../schema/index.ts'
import { createTestGateway } from './support.ts'

const at = (path: string) => `http://localhost${path}`

test('health is on exact paths', async () => {
  const { gateway } = createTestGateway()
  expect((await gateway.fetch(at('/health/live'))).status).toBe(200)
  expect(await (await gateway.fetch(at('/health/ready'))).json()).toEqual({ status: 'ready' })
  const written = await gateway.fetch(at('/health/ready'), { method: 'POST' })
  expect([written.status, written.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  expect(await written.json()).toMatchObject({ errors: [{ extensions: { code: 'METHOD_NOT_ALLOWED' } }] })
})

test('ready is 503 where the gateway is not, cannot say, or does not say in time', async () => {
  const answers = [
    () => Promise.resolve(false),
    () => Promise.reject(new Error('db')),
    () => new Promise<boolean>(() => undefined),
  ]
  for (const isReady of answers) {
    const { gateway } = createTestGateway({ isReady })
    expect((await gateway.fetch(at('/health/ready'))).status).toBe(503)
    expect((await gateway.fetch(at('/health/live'))).status).toBe(200)
  }
})

test.each([
  '/x/health/live',
  '/health/live/',
  '/health',
  '/graphql/',
  '/x/graphql',
  '/%67raphql',
  '/graphql/x',
  '/x%20',
  '/GRAPHQL',
  '/assets/x/style.css',
  '/reference/',
  '/toString',
])('%s is not here', async (path) => {
  const { gateway } = createTestGateway()
  for (const init of [{}, { headers: { accept: 'text/html' } }, { method: 'POST', body: '{"query":"{hello}"}' }]) {
    const response = await gateway.fetch(at(path), init)
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      errors: [{ message: 'Nothing is here. GraphQL is at /graphql.', extensions: { code: 'NOT_FOUND' } }],
    })
  }
})

test('the root says where everything is: as a page to those who prefer one, else as JSON', async () => {
  const { gateway } = createTestGateway()
  const page = await gateway.fetch(at('/'), { headers: { accept: 'text/html,*/*;q=0.8' } })
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await page.text()).toContain('href="./graphql"')
  const data = await gateway.fetch(at('/'))
  expect(await data.json()).toEqual({
    name: 'Masthead',
    graphql: 'graphql',
    schema: 'schema.graphql',
    reference: 'reference',
    docs: 'docs',
    health: 'health/ready',
  })
  for (const { headers } of [page, data]) expect(headers.get('vary')).toBe('Accept, Accept-Encoding')
  const icon = await gateway.fetch(at('/favicon.ico'))
  expect(new URL(icon.headers.get('location') ?? '', at('/')).pathname).toBe('/favicon.svg')
  expect((await gateway.fetch(at('/favicon.svg'))).headers.get('content-type')).toBe('image/svg+xml')
})

test('every page leads only to what is here, loads everything from here, and is compressed and known by its ETag', async () => {
  const { gateway } = createTestGateway()
  const seen = new Set<string>()
  const waiting = ['/', '/graphql']
  for (const path of waiting) {
    const response = await gateway.fetch(at(path), { headers: { accept: 'text/html', 'accept-encoding': 'gzip' } })
    expect([path, response.status]).toEqual([path, 200])
    if (response.headers.get('content-type') !== 'text/html; charset=utf-8') continue
    const csp = response.headers.get('content-security-policy')
    expect(csp).toContain("default-src 'none'; script-src 'self'")
    expect(csp?.includes('unsafe-inline')).toBe(path === '/graphql')
    expect(response.headers.get('content-encoding')).toBe('gzip')
    const html = gunzipSync(Buffer.from(await response.arrayBuffer())).toString()
    expect(html).not.toMatch(/<script>| on\w+="| style="/)
    const etag = response.headers.get('etag') ?? ''
    const headers = { accept: 'text/html', 'if-none-match': etag }
    expect([path, (await gateway.fetch(at(path), { headers })).status]).toEqual([path, 304])
    for (const [, tag = '', link = ''] of html.matchAll(/<(\w+)[^>]*\s(?:src|href)="([^"#]+)/g)) {
      const { origin, pathname } = new URL(link, at(path))
      // what the documentation cites, which nothing is loaded from
      if (tag === 'a' && path.startsWith('/docs/') && origin.startsWith('https:')) continue
      expect([path, link, origin]).toEqual([path, link, 'http://localhost'])
      if (!seen.has(pathname)) waiting.push(pathname)
      seen.add(pathname)
    }
  }
  expect([...seen]).toEqual(expect.arrayContaining(['/reference/queries', '/schema', '/schema.graphql', '/usage']))
})

test('what pages load is compressed and kept for good', async () => {
  const { gateway } = createTestGateway()
  const html = await (await gateway.fetch(at('/graphql'), { headers: { accept: 'text/html' } })).text()
  const base = /data-assets="\.([^"]+)"/.exec(html)?.[1] ?? ''
  const plain = await bytesOf('graphiql.js', 'identity')
  expect(plain.length).toBeGreaterThan(500_000)
  const zipped = await bytesOf('graphiql.js', 'gzip')
  expect(zipped.length).toBeLessThan(plain.length / 2)
  expect(gunzipSync(zipped).equals(plain)).toBe(true)
  expect(brotliDecompressSync(await bytesOf('graphiql.js', 'gzip, br')).equals(plain)).toBe(true)
  expect((await gateway.fetch(at(base.replace(/\w+$/, '0123456789abcdef/style.css')))).status).toBe(404)

  async function bytesOf(name: string, encoding: string): Promise<Buffer> {
    const response = await gateway.fetch(at(`${base}/${name}`), { headers: { 'accept-encoding': encoding } })
    expect(response.headers.get('cache-control')).toContain('immutable')
    return Buffer.from(await response.arrayBuffer())
  }
})

test('the contract as it is served is the committed one, by POST too, as graphql-inspector asks for it', async () => {
  const { gateway } = createTestGateway({ schema })
  const committed = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8')
  for (const method of ['GET', 'POST']) {
    const response = await gateway.fetch(at('/schema.graphql'), { method })
    expect([method, response.status]).toEqual([method, 200])
    expect(await diff(buildSchema(committed), buildSchema(await response.text()))).toEqual([])
  }
  expect((await gateway.fetch(at('/schema.graphql'), { method: 'PUT' })).status).toBe(405)
})

test('without introspection no page shows the schema', async () => {
  const { gateway } = createTestGateway({ introspection: false })
  const headers = { accept: 'text/html' }
  for (const path of ['/schema', '/schema.graphql', '/reference', '/reference/queries']) {
    expect([path, (await gateway.fetch(at(path), { headers })).status]).toEqual([path, 404])
  }
  for (const path of ['/', '/graphql', '/usage']) {
    const html = await (await gateway.fetch(at(path), { headers })).text()
    expect(html).not.toMatch(/href="\.\/(?:schema|reference)/)
  }
})

test('pages can be left out', async () => {
  const { gateway } = createTestGateway({ pages: false })
  const response = await gateway.fetch(at('/graphql'), { headers: { accept: 'text/html' } })
  expect(response.headers.get('content-type')).toContain('application/json')
})
