import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { toGlobalId } from '../../../schema/global-id.ts'
import { articleInput } from '../../import/readers/articles.ts'
import { importArticles } from '../../../src/import/run/import-articles.ts'
import { openRealGateway } from '../../keys/real-gateway.ts'

const real = await openRealGateway({ RESPONSE_CACHE_MB: '16' })
const second = await openRealGateway({ RESPONSE_CACHE_MB: '16' }, real)
afterAll(async () => {
  await second.stop()
  await real.stop()
})

const article = (slug: string) => `{ article(by: { slug: "${slug}" }) { id headline body } }`
const list = '{ articles(first: 3) { nodes { id headline } } }'

async function save(slug: string, fields: object = {}) {
  const { results } = await importArticles(real.db, {
    source: 'post',
    articles: [articleInput(slug, { slug, datePublished: '2025-06-01T08:00:00Z', ...fields })],
  })
  expect(results[0]?.userErrors).toEqual([])
}
/** What of a request reached the database. */
async function statementsOf(run: () => Promise<unknown>): Promise<number> {
  real.statements.length = 0
  await run()
  return real.statements.length
}
const get = (query: string, headers: Record<string, string> = {}, url = real.url) =>
  fetch(`${url}?query=${encodeURIComponent(query)}`, { headers })

/** Waits until it holds, however busy the machine is. */
const soon = <T>(what: () => T) => expect.poll(what, { timeout: 120_000, interval: 20 })

let slug: string
beforeEach(async () => {
  slug = `a-${randomUUID()}`
  await save(slug, { headline: 'First', body: { plainText: 'Once upon a time' } })
  // both know of it
  await soon(async () => (await (await get(article(slug))).json()).data.article?.headline).toBe('First')
  await soon(async () => (await real.ask(article(slug))).data?.['article']).not.toBeNull()
})

describe('an answer that is there', () => {
  test('is given by GET and POST without a statement, for no points, and counted all the same', async () => {
    const { secret, id } = await real.createKey()
    await real.ask(article(slug), secret)
    const before = real.log().length
    // a busy machine may ask too late what has changed, and then trusts nothing for a moment
    await soon(() =>
      statementsOf(async () => {
        const hit = await real.ask(article(slug), secret)
        expect(hit.data?.['article']).toMatchObject({ headline: 'First' })
      }),
    ).toBe(0)
    await soon(async () => (await real.ask(article(slug), secret)).headers.get('ratelimit')).toBeNull()
    await get(article(slug))
    await soon(() => statementsOf(() => get(article(slug)))).toBe(0)
    await soon(() => statementsOf(() => real.ask(article(slug)))).toBe(0)
    expect(real.log().slice(before)).toContain('"status":200')
    expect(id).toBeGreaterThan(0)
  })

  test('is made once for all who ask at the same time', async () => {
    let round = 0
    // a change that is heard meanwhile makes one more
    await soon(() => {
      const query = `{ a${slug.replaceAll('-', '')}${round++}: articles(first: 2) { nodes { id headline } } }`
      return statementsOf(() => Promise.all(Array.from({ length: 12 }, () => real.ask(query))))
    }).toBe(1)
  })

  test('is not given to who may see something else', async () => {
    const { secret: bodies } = await real.createKey({ scopes: ['CONTENT_READ', 'CONTENT_BODY'] })
    await save(slug, { headline: 'First', body: { plainText: 'Once upon a time' }, isAccessibleForFree: false })
    await soon(async () => (await real.ask(article(slug))).data).toMatchObject({ article: { body: null } })
    expect((await real.ask(article(slug), bodies)).data).toMatchObject({
      article: { body: expect.stringContaining('Once') },
    })
    expect((await real.ask(article(slug))).data).toMatchObject({ article: { body: null } })
    const topic = await real.db.selectFrom('topic').select('id').executeTakeFirstOrThrow()
    const { secret: limited } = await real.createKey({ allowedTopicIds: [topic.id] })
    expect((await real.ask(article(slug), limited)).data).toEqual({ article: null })
    const { secret: preview } = await real.createKey({ scopes: ['CONTENT_READ', 'CONTENT_PREVIEW'] })
    expect(await statementsOf(() => real.ask(article(slug), preview))).toBeGreaterThan(0)
    expect(await statementsOf(() => real.ask(article(slug), preview))).toBeGreaterThan(0)
  })

  test('is no answer to what tells of the caller, or of a key by its id', async () => {
    const { secret: one, id } = await real.createKey({ name: 'One' })
    const { secret: two } = await real.createKey({ name: 'Two' })
    const viewer = '{ viewer { apiKey { name } } articles(first: 1) { nodes { id } } }'
    const node = `query ($id: ID!) { node(id: $id) { __typename } }`
    expect((await real.ask(viewer, one)).data).toMatchObject({ viewer: { apiKey: { name: 'One' } } })
    expect((await real.ask(viewer, two)).data).toMatchObject({ viewer: { apiKey: { name: 'Two' } } })
    expect((await real.ask(node, one, { id: toGlobalId('ApiKey', id) })).data).toEqual({
      node: { __typename: 'ApiKey' },
    })
    expect((await real.ask(node, two, { id: toGlobalId('ApiKey', id) })).data).toEqual({ node: null })
  })
})

describe('a change', () => {
  test.each([
    ['an import', () => save(slug, { headline: 'Second' })],
    ['plain SQL', () => sql`update article set headline = 'Second' where slug = ${slug}`.execute(real.db)],
  ])('by %s is seen on every gateway', async (_by, write) => {
    for (const gateway of [real, second]) {
      await gateway.ask(article(slug))
      await gateway.ask(list)
    }
    await write()
    for (const gateway of [real, second]) {
      await soon(async () => (await gateway.ask(article(slug))).data).toMatchObject({ article: { headline: 'Second' } })
    }
  })

  test('of an article leaves the answers that have nothing to do with it', async () => {
    const other = `b-${slug}`
    await save(other)
    await soon(async () => (await real.ask(article(other))).data?.['article']).not.toBeNull()
    await save(slug, { headline: 'Second' })
    await soon(async () => (await real.ask(article(slug))).data).toMatchObject({ article: { headline: 'Second' } })
    await soon(() => statementsOf(() => real.ask(article(other)))).toBe(0)
  })

  test('by a mutation is seen at once by who made it', async () => {
    const { secret } = await real.createKey({ scopes: ['CONTENT_READ', 'CONTENT_WRITE', 'CONTENT_PUBLISH'] })
    const { data } = await real.ask(article(slug))
    const { id } = (data ?? {})['article'] as { id: string }
    const withdraw =
      'mutation ($input: WithdrawArticleInput!) { withdrawArticle(input: $input) { userErrors { code } } }'
    expect((await real.ask(withdraw, secret, { input: { id, reason: 'A test' } })).data).toEqual({
      withdrawArticle: { userErrors: [] },
    })
    expect((await real.ask(article(slug))).data).toEqual({ article: null })
    await soon(async () => (await second.ask(article(slug))).data).toEqual({ article: null })
  })

  test('that comes by itself, at the end of an embargo, is seen and not before', async () => {
    const query = `query Q { ${slug.replaceAll('-', '')}: __typename article(by: { slug: "${slug}" }) { id headline } }`
    const embargoedUntil = new Date(Date.now() + 4_000).toISOString()
    await save(slug, { headline: 'Embargoed', embargoedUntil })
    await soon(async () => (await real.ask(query)).data).toMatchObject({ article: null })
    for (;;) {
      const askedAt = Date.now()
      const { data } = await real.ask(query)
      if (data?.['article'] !== null) {
        expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(embargoedUntil))
        break
      }
      expect(askedAt).toBeLessThan(Date.parse(embargoedUntil) + 5_000)
    }
  })
})

describe('a cache in front', () => {
  test('is told how long, by what name, and what the answer depends on', async () => {
    const response = await get(article(slug))
    const { data } = await response.json()
    const { id } = await real.db.selectFrom('article').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
    expect(data.article.headline).toBe('First')
    const { headers } = response
    expect(headers.get('cache-control')).toMatch(
      /^public, max-age=60, s-maxage=60, stale-while-revalidate=60, stale-if-error=600$/,
    )
    expect(headers.get('etag')).toMatch(/^"[\w-]{27}"$/)
    expect(headers.get('surrogate-key')).toBe(`article:${id}`)
    expect(headers.get('cache-tag')).toBe(`article:${id}`)
    expect(Date.parse(headers.get('last-modified') ?? '')).not.toBeNaN()
    expect((await get(list)).headers.get('cache-tag')).toMatch(/(?:^|,)articles(?:,|$)/)
    expect((await real.ask(list)).headers.get('etag')).toBeNull()
    const { secret } = await real.createKey()
    const keyed = await get(article(slug), { authorization: `Bearer ${secret}` })
    expect([keyed.headers.get('cache-control'), keyed.headers.get('etag')]).toEqual(['private, no-store', null])
  })

  test('finds what an answer depends on in extensions.cache too, where that is asked for', async () => {
    const body = JSON.stringify({ query: article(slug), extensions: { cache: true } })
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
    for (let turn = 0; turn < 2; turn++) {
      const { data, extensions } = await (await fetch(real.url, asked)).json()
      expect(data.article.headline).toBe('First')
      expect(extensions.cache).toEqual({ tags: [expect.stringMatching(/^article:\d+$/)], maxAge: 60 })
    }
    expect((await (await get(article(slug))).json()).extensions.cache).toBeUndefined()
  })

  test('gets 304 for the same content alone, on any gateway', async () => {
    const etag = (await get(article(slug))).headers.get('etag') ?? ''
    for (const given of [etag, `W/${etag}`, `"x", ${etag}`]) {
      for (const url of [real.url, second.url]) {
        const response = await get(article(slug), { 'if-none-match': given }, url)
        expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', etag])
      }
    }
    expect((await get(article(slug), { 'if-none-match': '*' })).status).toBe(200)
    await save(slug, { headline: 'Second' })
    await soon(async () => (await get(article(slug), { 'if-none-match': etag })).status).toBe(200)
    expect((await get(article(slug))).headers.get('etag')).not.toBe(etag)
  })

  test('may keep an answer no longer than until it changes by itself', async () => {
    const topic = { path: `t-${slug}`, name: 'A topic', type: 'SECTION' as const }
    await save(slug, { topics: [topic] })
    const query = `{ topic(by: { path: "t-${slug}" }) { id articles { nodes { id headline } } } }`
    const maxAge = async () =>
      Number(/max-age=(\d+)/.exec((await get(query)).headers.get('cache-control') ?? '')?.[1] ?? NaN)
    await soon(maxAge).toBe(60)
    await save(`x-${slug}`, { embargoedUntil: new Date(Date.now() + 3_600_000).toISOString(), topics: [topic] })
    await soon(maxAge).toBe(60)
    await save(`y-${slug}`, { embargoedUntil: new Date(Date.now() + 40_000).toISOString(), topics: [topic] })
    await soon(maxAge).toBeLessThan(40)
    await save(`z-${slug}`, { embargoedUntil: new Date(Date.now() + 20_000).toISOString() })
    await soon(maxAge).toBeGreaterThan(0)
  })

  test('gets it compressed where it asks for that, each form under a name of its own', async () => {
    const long = `c-${slug}`
    await save(long, { body: { plainText: 'Once upon a time. '.repeat(200) } })
    await soon(async () => (await (await get(article(long))).json()).data.article).not.toBeNull()
    const tags = new Set<string | null>()
    const text = await (await get(article(long), { 'accept-encoding': 'identity' })).text()
    for (const encoding of ['br', 'gzip', 'zstd']) {
      const response = await get(article(long), { 'accept-encoding': encoding })
      expect([encoding, response.headers.get('content-encoding'), await response.text()]).toEqual([
        encoding,
        encoding,
        text,
      ])
      tags.add(response.headers.get('etag'))
      expect(
        (await real.ask(article(long), null, {}, { 'accept-encoding': encoding })).headers.get('content-encoding'),
      ).toBe(encoding)
    }
    expect(tags.size).toBe(3)
    expect((await get(article(slug), { 'accept-encoding': 'br' })).headers.get('content-encoding')).toBeNull()
  })
})
