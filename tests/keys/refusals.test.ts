import { serverAudits } from 'graphql-http'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeKey } from '../../src/keys/format.ts'
import { createLog } from '../../src/log.ts'
import { listen, type Listening } from '../../src/server/listen.ts'
import { toAnswer } from './keyed-gateway.ts'
import { openRealGateway, type RealGateway } from './real-gateway.ts'

let real: RealGateway
let secret: string
beforeAll(async () => {
  real = await openRealGateway()
  secret = (await real.createKey()).secret
})
afterAll(async () => real.stop())

const one = '{ articles(first: 1) { nodes { id } } }'

describe('a key in a URL', () => {
  const paths = ['/graphql', '/', '/health/live', '/health/ready', '/health', '/metrics', '/favicon.ico', '/not-here']
  test.each(paths)('is 400 at %s, for every method and page, and its value is in no log', async (path) => {
    for (const query of [
      `api_key=${secret}`,
      'token=hush-hush',
      `x=${secret}`,
      `query={__typename}&api_key=${secret}`,
    ]) {
      for (const method of ['GET', 'POST', 'HEAD', 'PUT', 'DELETE']) {
        for (const accept of ['text/html', '*/*', 'application/graphql-response+json']) {
          const response = await fetch(`${real.server.url}${path}?${query}`, {
            method,
            redirect: 'manual',
            headers: { accept, 'content-type': 'application/json' },
            ...(method === 'POST' || method === 'PUT' ? { body: '{"query":"{__typename}"}' } : {}),
          })
          expect([method, accept, response.status]).toEqual([method, accept, 400])
          expect(response.headers.get('access-control-allow-origin')).toBe('*')
          const text = await response.text()
          if (method === 'HEAD') expect(text).toBe('')
          else expect(JSON.parse(text).errors[0].extensions.code).toBe('KEY_IN_URL')
          expect(text).not.toMatch(/hush-hush|mh_live_/)
        }
      }
    }
    expect(real.log()).not.toMatch(/hush-hush/)
    expect(real.log()).not.toContain(secret)
  })

  test('is 400 as part of the path, too', async () => {
    const response = await fetch(`${real.server.url}/${secret}/graphql`)
    expect(response.status).toBe(400)
    expect(real.log()).not.toContain(secret)
  })

  test('does not stop a preflight, so that the page can read why', async () => {
    const preflight = await fetch(`${real.url}?api_key=${secret}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://www.example.org', 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    expect(real.log()).not.toContain(secret)
  })
})

describe('a request that is refused before it runs', () => {
  test.each([
    ['does not parse', '{', 'GRAPHQL_PARSE_FAILED'],
    ['does not fit the schema', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['is too large', `{ ${'a '.repeat(3_000)} }`, 'QUERY_TOO_LARGE'],
    [
      'costs too much',
      '{ articles(first: 100) { nodes { relatedLinks(first: 50) { article { authors { articles(first: 100) { nodes { id } } } } } } } }',
      'QUERY_TOO_COMPLEX',
    ],
  ])('costs one point where the document %s', async (_what, query, code) => {
    const key = await real.createKey({ pointsPerMinute: 30 })
    const answer = await real.ask(query, key.secret)
    expect([answer.status, answer.code]).toEqual([200, code])
    expect(answer.headers.get('ratelimit')).toMatch(/^"points";r=29;t=[23]$/)
    expect(answer.headers.get('ratelimit-policy')).toBe('"points";q=30;w=60')
  })

  test('costs one point where an id is not registered', async () => {
    const key = await real.createKey({ pointsPerMinute: 30 })
    const response = await fetch(`${real.url}?documentId=nobody`, { headers: { 'x-api-key': key.secret } })
    expect(response.status).toBe(404)
    expect(response.headers.get('ratelimit')).toMatch(/^"points";r=29;t=[23]$/)
  })

  test('costs nothing where it is we who failed', async () => {
    const { db } = real
    const key = await real.createKey({ pointsPerMinute: 30 })
    await sql`alter table persisted_document rename to elsewhere`.execute(db)
    try {
      const failed = await fetch(`${real.url}?documentId=somebody`, { headers: { 'x-api-key': key.secret } })
      expect((await toAnswer(failed)).code).toBe('INTERNAL_SERVER_ERROR')
    } finally {
      await sql`alter table elsewhere rename to persisted_document`.execute(db)
    }
    const { data } = await real.ask('{ rateLimit(dryRun: true) { remaining } }', key.secret)
    expect(data).toEqual({ rateLimit: { remaining: 30 } })
  })

  test('is 429 once nothing is left, without being looked at, until something has come back', async () => {
    const key = await real.createKey({ pointsPerMinute: 60 })
    const answers = []
    for (let round = 0; round < 65; round++) answers.push(await real.ask('{', key.secret))
    const codes = answers.map(({ code }) => code)
    expect(codes.slice(0, 60)).toEqual(Array(60).fill('GRAPHQL_PARSE_FAILED'))
    const last = answers.at(-1)
    expect([last?.status, last?.code]).toEqual([429, 'RATE_LIMITED'])
    expect(last?.headers.get('retry-after')).toBe('1')
    await expect.poll(async () => (await real.ask('{ __typename }', key.secret)).status, { timeout: 120_000 }).toBe(200)
  })

  test('changes nothing in what GraphQL over HTTP asks of a server', async () => {
    const failed = []
    for (const audit of serverAudits({ url: real.url })) {
      const result = await audit.fn()
      if (result.status !== 'ok') failed.push(`${audit.id} ${audit.name}`)
    }
    expect(failed).toEqual([])
  })
})

describe('the metrics', () => {
  let metrics: Listening
  beforeAll(async () => {
    metrics = await listen(real.gateway.metrics, { port: 0, host: '127.0.0.1', log: createLog('silent') })
  })
  afterAll(async () => metrics.close())

  const read = async () => {
    const response = await fetch(`${metrics.url}/metrics`)
    expect(response.headers.get('content-type')).toContain('text/plain')
    const text = await response.text()
    const valueOf = (name: string) =>
      Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (.+)$`, 'm').exec(text)?.[1])
    return { text, valueOf }
  }

  test('are not on the port that everybody asks, and nothing else is on theirs', async () => {
    expect((await fetch(`${real.server.url}/metrics`)).status).toBe(404)
    for (const path of ['/', '/graphql?query={__typename}', '/health/live', '/metrics/', '/metrics/x']) {
      expect([path, (await fetch(`${metrics.url}${path}`)).status]).toEqual([path, 404])
    }
    expect((await fetch(`${metrics.url}/metrics?token=x`)).status).toBe(200)
    expect((await fetch(`${metrics.url}/metrics`, { method: 'POST' })).status).toBe(405)
    const head = await fetch(`${metrics.url}/metrics`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  test('count requests by how they ended, and the quota that Redis did not count', async () => {
    const before = await read()
    const key = await real.createKey({ pointsPerMinute: 2 })
    expect((await real.ask(one, key.secret)).status).toBe(200)
    expect((await real.ask(one, key.secret)).status).toBe(429)
    expect((await real.ask(one, makeKey('live'))).status).toBe(401)
    expect((await fetch(real.url, { method: 'PUT' })).status).toBe(405)
    const after = await read()
    for (const [outcome, count] of Object.entries({ ok: 1, throttled: 1, unauthenticated: 1, refused: 1, failed: 0 })) {
      const name = `masthead_requests_total{outcome="${outcome}"}`
      expect([outcome, after.valueOf(name) - before.valueOf(name)]).toEqual([outcome, count])
    }
    const name = 'masthead_request_duration_seconds_count'
    expect(after.valueOf(name) - before.valueOf(name)).toBe(4)
    expect(after.valueOf('masthead_quota_fallbacks')).toBe(0)
    expect(after.valueOf('process_resident_memory_bytes')).toBeGreaterThan(0)
  })

  test('hold no key, no operation and no address', async () => {
    await real.ask('query VerySpecial { __typename }', secret)
    const { text } = await read()
    expect(text).not.toMatch(/mh_live_|VerySpecial|127\.0\.0\.1/)
  })
})
