import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { runCli, startCli } from '../support/run-cli.ts'

/** What a collector is told of one span. */
interface Span {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly kind: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly service: unknown
}

/** An OTLP receiver over HTTP, as the collector is one. */
async function startReceiver() {
  const spans: Span[] = []
  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      if (req.url === '/v1/traces') spans.push(...spansOf(JSON.parse(Buffer.concat(chunks).toString())))
      res.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = (): void => {
    server.closeAllConnections()
    server.close()
  }
  return { spans, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}

function spansOf(sent: any): Span[] {
  return sent.resourceSpans.flatMap(({ resource, scopeSpans }: any) =>
    scopeSpans.flatMap(({ spans }: any) =>
      spans.map((span: any) => ({
        ...span,
        attributes: toRecord(span.attributes),
        service: toRecord(resource.attributes)['service.name'],
      })),
    ),
  )
}

function toRecord(pairs: readonly { key: string; value: Record<string, unknown> }[]): Record<string, unknown> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0]]))
}

const traceId = '0af7651916cd43dd8448eb211c80319c'
const parentSpanId = 'b7ad6b7169203331'

describe('traces', () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let url = ''
  beforeAll(async () => {
    receiver = await startReceiver()
    const world = await createTestDatabase()
    url = world.url
    expect((await runCli(['import', 'samples/articles.ndjson'], { DATABASE_URL: url })).code).toBe(0)
  })
  afterAll(() => receiver.stop())

  async function serve(env: Record<string, string>) {
    receiver.spans.length = 0
    const gateway = startCli(['serve', '--no-samples'], {
      DATABASE_URL: url,
      PORT: '0',
      LOG_LEVEL: 'silent',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_BSP_SCHEDULE_DELAY: '50',
      ...env,
    })
    onTestFinished(gateway.stop)
    const welcome = await gateway.printed(/Ctrl-C stops it/)
    const [graphql = ''] = /http:\/\/127\.0\.0\.1:\d+\/graphql/.exec(welcome) ?? []
    return {
      graphql,
      async ask(query: string, headers: Record<string, string> = {}) {
        const body = JSON.stringify({ query })
        return await fetch(graphql, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        })
      },
      async end() {
        gateway.stop()
        const { code, stderr } = await gateway.ended
        expect(code).toBe(0)
        return stderr
      },
    }
  }

  test('have a span an operation, below what traceparent names, and one a statement below it', async () => {
    const gateway = await serve({ OTEL_SERVICE_NAME: 'newsroom' })
    const query =
      'query Front { search(query: "unspeakable", first: 3) { nodes { headline } } topics(first: 2) { nodes { name } } }'
    const answer = await gateway.ask(query, { traceparent: `00-${traceId}-${parentSpanId}-01`, 'x-request-id': 'r1' })
    expect(answer.status).toBe(200)
    await vi.waitFor(() => expect(receiver.spans.map(({ name }) => name)).toContain('GraphQL Front'), 30_000)
    const [operation, ...others] = receiver.spans.toSorted((a) => (a.name === 'GraphQL Front' ? -1 : 1))
    expect(operation).toMatchObject({
      traceId,
      parentSpanId,
      kind: 2,
      service: 'newsroom',
      attributes: {
        'graphql.operation.name': 'Front',
        'http.request.method': 'POST',
        'http.response.status_code': 200,
        'masthead.request_id': 'r1',
        'masthead.cache_hit': false,
      },
    })
    expect(others.length).toBe(operation?.attributes['masthead.statements'])
    expect(others.length).toBeGreaterThan(0)
    for (const statement of others) {
      expect(statement).toMatchObject({ traceId, parentSpanId: operation?.spanId, kind: 3, name: 'postgresql select' })
      expect(statement.attributes['db.query.text']).toMatch(/select/)
      expect(JSON.stringify(statement)).not.toContain('unspeakable')
    }
    await gateway.end()
    // what a gateway asks by itself, again and again, is no span
    expect(receiver.spans).toHaveLength(others.length + 1)
  })

  test('have a span of what is answered from memory, and all are sent before the process ends', async () => {
    const gateway = await serve({ OTEL_BSP_SCHEDULE_DELAY: '600000' })
    const get = (): Promise<Response> =>
      fetch(`${gateway.graphql}?query=${encodeURIComponent('query Kept { topics(first: 1) { nodes { name } } }')}`, {
        headers: { traceparent: `00-${traceId}-${parentSpanId}-01` },
      })
    expect((await get()).status).toBe(200)
    // a gateway that has just started keeps nothing yet
    await vi.waitFor(async () => expect((await get()).headers.get('age')).not.toBeNull(), { timeout: 120_000 })
    expect(receiver.spans).toEqual([])
    await gateway.end()
    const operations = receiver.spans.filter(({ name }) => name === 'GraphQL Kept')
    const hits = operations.map(({ attributes }) => attributes['masthead.cache_hit'])
    expect([hits[0], hits.at(-1)]).toEqual([false, true])
    for (const span of operations) expect(span).toMatchObject({ traceId, parentSpanId, service: 'masthead' })
  })

  test('are sampled as the variables and the caller say', async () => {
    const never = await serve({ OTEL_TRACES_SAMPLER: 'always_off' })
    await never.ask('{ topics(first: 1) { nodes { name } } }', { traceparent: `00-${traceId}-${parentSpanId}-01` })
    await never.end()
    expect(receiver.spans).toEqual([])
    const asCaller = await serve({})
    await asCaller.ask('query No { topics(first: 1) { nodes { name } } }', {
      traceparent: `00-${traceId}-${parentSpanId}-00`,
    })
    await asCaller.ask('query Yes { topics(first: 2) { nodes { name } } }')
    await asCaller.end()
    expect(new Set(receiver.spans.map(({ name }) => name))).toEqual(new Set(['GraphQL Yes', 'postgresql select']))
  })

  test('that nobody takes stop nothing: requests are answered, and the process ends', async () => {
    const gateway = await serve({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })
    expect((await gateway.ask('{ topics(first: 1) { nodes { name } } }')).status).toBe(200)
    await gateway.end()
  })

  test('cost nothing where no variable asks for them: nothing of the SDK is even loaded', async () => {
    const register = `data:text/javascript,import { registerHooks } from 'node:module'
      registerHooks({ resolve(name, context, next) {
        if (name.startsWith('@opentelemetry')) process.stderr.write('loaded ' + name)
        return next(name, context)
      } })`
    const env = { NODE_OPTIONS: `--import=${encodeURI(register)}` }
    const without = await serve({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: '' })
    await without.ask('{ topics(first: 1) { nodes { name } } }')
    // prom-client has the types and empty functions of the API with it, and nothing more
    expect((await without.end()).replaceAll('loaded @opentelemetry/api', '')).not.toContain('opentelemetry')
    const withThem = await serve(env)
    expect(await withThem.end()).toContain('loaded @opentelemetry/sdk-trace-node')
  })
})
