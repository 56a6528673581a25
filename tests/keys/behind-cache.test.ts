import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256Of } from '../../src/document/registered/find.ts'
import { hasNginx, startNginx, withoutNginx } from '../support/servers/nginx.ts'
import { openRealGateway, type RealGateway } from './real-gateway.ts'

/**
 * A publisher's nginx that keeps every answer with status 200 for a minute and ignores nothing that we say. Whatever callers
 * asked before, each has to get what it would get without the cache.
 */
const careless = (target: string) => `
  location / {
    proxy_pass ${target};
    proxy_cache pages;
    proxy_cache_valid 200 1m;
    proxy_set_header Host $http_host;
    add_header X-Cache $upstream_cache_status always;
  }`

let real: RealGateway
let cache: Awaited<ReturnType<typeof startNginx>>
let callers: Record<string, Record<string, string>>
let number = 0

beforeAll(async () => {
  if (!hasNginx) return
  real = await openRealGateway({ ANONYMOUS_POINTS_PER_MINUTE: '0' })
  cache = await startNginx(careless(real.server.url))
  const topic = await real.db.selectFrom('topic').select('id').orderBy('id').executeTakeFirstOrThrow()
  const keyed = await real.createKey({ name: 'Reader', scopes: ['CONTENT_READ', 'CONTENT_BODY'], pointsPerMinute: 1e9 })
  const limited = await real.createKey({ name: 'Limited', allowedTopicIds: [Number(topic.id)], pointsPerMinute: 2e8 })
  const preview = await real.createKey({ scopes: ['CONTENT_READ', 'CONTENT_PREVIEW'], pointsPerMinute: 3e8 })
  callers = {
    anonymous: {},
    keyed: { authorization: `Bearer ${keyed.secret}` },
    limited: { 'x-api-key': limited.secret },
    preview: { authorization: `Bearer ${preview.secret}` },
  }
})
afterAll(async () => {
  await cache?.stop()
  await real?.stop()
})

/** Kinds of answers, with how many different ones the four callers get. */
const kinds: Record<string, { query: string; differs: number }> = {
  'a list': { query: '{ articles(first: 20) { nodes { headline status } } }', differs: 3 },
  'paid bodies': { query: '{ articles(first: 20) { nodes { headline body(format: PLAIN_TEXT) } } }', differs: 4 },
  'the topics': { query: '{ topics(first: 50) { nodes { path } } }', differs: 3 },
  'the viewer': { query: '{ viewer { isAnonymous scopes apiKey { name } } }', differs: 4 },
  'the quota': { query: '{ rateLimit { limit } }', differs: 4 },
  'an error': { query: '{ nothingOfThatName }', differs: 1 },
  'an error beside data': {
    query: '{ articles(first: 2) { nodes { headline } } failing: articles(first: 1, after: "x") { nodes { id } } }',
    differs: 3,
  },
  'a syntax error': { query: '{ articles(', differs: 1 },
  'a mutation': {
    query: 'mutation { revokeApiKey(input: { id: "QXBpS2V5Ojk5OTk=" }) { userErrors { code } } }',
    differs: 1,
  },
}

/** What is sent one after the other, so that each kind of request comes after each. */
const methods: readonly (readonly ('GET' | 'HEAD' | 'POST')[])[] = [
  ['GET'],
  ['HEAD', 'GET'],
  ['POST', 'GET'],
  ['GET', 'HEAD'],
]

describe('behind a careless cache', () => {
  test.for(Object.entries(kinds))(
    '%s: each caller gets what it would get without',
    async ([, { query, differs }], context) => {
      if (!hasNginx) return context.skip(withoutNginx)
      const names = Object.keys(callers)
      const direct = new Map<string, Answer>()
      for (const name of names) direct.set(name, await ask(real.server.url, { query }, callers[name]))
      expect(new Set(Array.from(direct.values(), ({ body }) => body)).size).toBe(differs)
      for (const [index, order] of permutations(names).entries()) {
        const address = `${cache.url}/graphql?nothing=${number++}`
        for (const method of methods[index % methods.length] ?? []) {
          for (const name of order) {
            const answer = await ask(address, { query, method }, callers[name])
            const wanted =
              method === 'GET' ? direct.get(name) : await ask(real.server.url, { query, method }, callers[name])
            expect({ order, method, name, answer }).toEqual({ order, method, name, answer: wanted })
          }
        }
      }
    },
  )

  test('what anybody may read is kept, for each form of it', async (context) => {
    if (!hasNginx) return context.skip(withoutNginx)
    const url = `${cache.url}/graphql?query=${encodeURIComponent('{ __typename } # kept')}`
    const ask = async (headers: Record<string, string>) => {
      const response = await fetch(url, { headers })
      await response.text()
      return response.headers.get('x-cache')
    }
    const json = { accept: 'application/json' }
    expect([await ask(json), await ask(json), await ask({ accept: 'application/graphql-response+json' })]).toEqual([
      'MISS',
      'HIT',
      'MISS',
    ])
  })

  test('a document that clients send or operators register later is found at once', async (context) => {
    if (!hasNginx) return context.skip(withoutNginx)
    const query = '{ articles(first: 1) { nodes { headline } } } # sent later'
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: sha256Of(query) } })
    const url = `${cache.url}/graphql?extensions=${encodeURIComponent(extensions)}`
    expect(await (await fetch(url)).text()).toContain('PersistedQueryNotFound')
    await fetch(`${url}&query=${encodeURIComponent(query)}`)
    expect(await (await fetch(url)).text()).toContain('headline')
  })

  test('a page and an answer at one address are not mistaken for each other', async (context) => {
    if (!hasNginx) return context.skip(withoutNginx)
    const types = []
    for (const accept of ['text/html', 'application/json', 'text/html']) {
      const response = await fetch(`${cache.url}/graphql`, { headers: { accept } })
      await response.text()
      types.push([response.status, response.headers.get('content-type')])
    }
    expect(types).toEqual([
      [200, 'text/html; charset=utf-8'],
      [400, 'application/json; charset=utf-8'],
      [200, 'text/html; charset=utf-8'],
    ])
  })
})

interface Answer {
  readonly status: number
  readonly type: string | null
  readonly body: string
}

interface Question {
  readonly query: string
  readonly method?: 'GET' | 'HEAD' | 'POST'
}

async function ask(base: string, { query, method = 'GET' }: Question, headers: Record<string, string> = {}) {
  const url = new URL('/graphql', base)
  url.search = new URL(base).search
  if (method !== 'POST') {
    url.searchParams.set('query', query)
    return await toAnswer(await fetch(url, { method, headers }))
  }
  const sent = { ...headers, 'content-type': 'application/json' }
  return await toAnswer(await fetch(url, { method, headers: sent, body: JSON.stringify({ query }) }))
}

async function toAnswer(response: Response): Promise<Answer> {
  const body = await response.text()
  return { status: response.status, type: response.headers.get('content-type'), body }
}

function permutations(names: readonly string[]): string[][] {
  if (names.length < 2) return [[...names]]
  return names.flatMap((name) => permutations(names.filter((other) => other !== name)).map((rest) => [name, ...rest]))
}
