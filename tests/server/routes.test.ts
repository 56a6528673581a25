import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
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
  '/graphiql/x/app.js',
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

test('the root leads to GraphQL, and there is an icon', async () => {
  const { gateway } = createTestGateway()
  const root = await gateway.fetch(at('/'))
  const target = (response: Response) => new URL(response.headers.get('location') ?? '', at('/')).pathname
  expect([root.status, target(root)]).toEqual([302, '/graphql'])
  expect(target(await gateway.fetch(at('/favicon.ico')))).toBe('/favicon.svg')
  expect((await gateway.fetch(at('/favicon.svg'))).headers.get('content-type')).toBe('image/svg+xml')
})

test('GraphiQL loads everything from here, compressed and for good', async () => {
  const { gateway } = createTestGateway()
  const page = await gateway.fetch(at('/graphql'), { headers: { accept: 'text/html,*/*' } })
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
  const html = await page.text()
  expect(html).not.toMatch(/https?:|<script>/)
  const sources = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(
    (match) => new URL(match[1] ?? '', at('/graphql')).pathname,
  )
  expect(sources).toHaveLength(4)
  for (const source of sources) {
    const file = await gateway.fetch(at(source), { headers: { 'accept-encoding': '' } })
    expect([source, file.status]).toEqual([source, 200])
  }
  const script = sources.find((source) => source.endsWith('app.js')) ?? ''
  const plain = await bytesOf(script, '')
  expect(plain.length).toBeGreaterThan(1_000_000)
  const zipped = await bytesOf(script, 'gzip')
  expect(zipped.length).toBeLessThan(plain.length / 3)
  expect(gunzipSync(zipped).equals(plain)).toBe(true)
  expect(brotliDecompressSync(await bytesOf(script, 'gzip, br')).equals(plain)).toBe(true)

  async function bytesOf(path: string, encoding: string): Promise<Buffer> {
    const response = await gateway.fetch(at(path), { headers: { 'accept-encoding': encoding } })
    expect(response.headers.get('cache-control')).toContain('immutable')
    return Buffer.from(await response.arrayBuffer())
  }
})

test('GraphiQL can be left out', async () => {
  const { gateway } = createTestGateway({ graphiql: false })
  const response = await gateway.fetch(at('/graphql'), { headers: { accept: 'text/html' } })
  expect(response.headers.get('content-type')).toContain('application/json')
})
