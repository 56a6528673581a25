import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeKey } from '../../src/keys/format.ts'
import { revokeApiKey, rotateApiKey } from '../../src/keys/life-cycle.ts'
import { type KeyedGateway, openKeyedGateway, toAnswer } from './keyed-gateway.ts'

let world: KeyedGateway
beforeAll(async () => {
  world = await openKeyedGateway()
})
afterAll(async () => {
  await world.keys.close()
})
beforeEach(() => {
  world.ran.length = 0
})

const one = '{ article { id } }'

/** What was asked of the database, but for the poll of the version. */
const asked = () => world.statements.filter((text) => !text.includes('api_key_version'))

describe('a key', () => {
  test('is accepted as bearer token and in X-API-Key; a known one costs no statement', async () => {
    const { secret } = await world.createKey()
    expect(await world.ask(one, secret)).toMatchObject({ status: 200, data: { article: { id: 'a1' } } })
    // the poll of the version hears of the new key once more
    await sleep(500)
    await world.ask(one, secret)
    const before = asked().length
    for (let round = 0; round < 50; round++) expect((await world.ask(one, secret)).status).toBe(200)
    expect((await world.post({ query: one }, { 'x-api-key': secret })).status).toBe(200)
    // the note of its last use is the one statement, a minute
    expect(
      asked()
        .slice(before)
        .filter((text) => !text.includes('update "api_key"')),
    ).toEqual([])
  })

  test('that is bad is 401 and never anonymous', async () => {
    const known = await world.createKey()
    const revoked = await world.createKey()
    await revokeApiKey(world.db, revoked.id)
    const expired = await world.createKey({ expiresAt: new Date(Date.now() + 60_000).toISOString() })
    await world.db
      .updateTable('api_key')
      .set({ expires_at: '2020-01-01T00:00:00Z' })
      .where('id', '=', expired.id)
      .execute()
    const { secret: testKey } = await world.createKey({ environment: 'test' })
    const cases: [string, Record<string, string>, RegExp][] = [
      ['a wrong checksum', { authorization: `Bearer ${known.secret.slice(0, -1)}_` }, /checksum/],
      ['an unknown key', { authorization: `Bearer ${makeKey('live')}` }, /not known/],
      ['a revoked key', { authorization: `Bearer ${revoked.secret}` }, /revoked/],
      ['an expired key', { authorization: `Bearer ${expired.secret}` }, /expired/],
      ['a test key', { authorization: `Bearer ${testKey}` }, /Test keys/],
      ['an empty token', { authorization: 'Bearer ' }, /Bearer KEY/],
      ['an empty X-API-Key', { 'x-api-key': '' }, /checksum/],
      ['a key of 10 KB', { 'x-api-key': 'x'.repeat(10_000) }, /checksum/],
      ['Basic', { authorization: `Basic ${Buffer.from(`x:${known.secret}`).toString('base64')}` }, /Bearer KEY/],
    ]
    for (const [name, headers, sentence] of cases) {
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        const answer = await toAnswer(await world.post({ query: one }, { ...headers, accept }))
        expect([name, answer.status, answer.code]).toEqual([name, 401, 'UNAUTHENTICATED'])
        expect(answer.message).toMatch(sentence)
        expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
        expect(answer.data).toBeUndefined()
      }
    }
    expect(world.ran).toEqual([])
  })

  test('junk is refused without a statement', async () => {
    await world.ask(one)
    const before = asked().length
    await world.ask(one, 'mh_live_junk')
    expect(asked().length).toBe(before)
  })

  test('in a URL, or beside another, is a bad request, and never logged', async () => {
    const { secret } = await world.createKey()
    const inUrl = await world.gateway.fetch(
      `http://gateway.test/graphql?query=${encodeURIComponent(one)}&api_key=${secret}`,
    )
    expect(await toAnswer(inUrl)).toMatchObject({ status: 400, code: 'KEY_IN_URL' })
    const both = await world.post({ query: one }, { authorization: `Bearer ${secret}`, 'x-api-key': secret })
    expect(await toAnswer(both)).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
    expect(world.logged.filter((line) => line.includes(secret))).toEqual([])
  })

  test('that is revoked, rotated or changed counts so at once', async () => {
    const { secret, id } = await world.createKey()
    expect((await world.ask(one, secret)).status).toBe(200)
    const rotated = await rotateApiKey(world.db, world.keys.digest, id, 1)
    expect((await world.ask(one, secret)).status).toBe(200)
    expect((await world.ask(one, rotated.secret)).status).toBe(200)
    await sleep(1_100)
    const late = await world.ask(one, secret)
    expect(late.message).toMatch(/replaced/)
    await revokeApiKey(world.db, id)
    await expect.poll(async () => (await world.ask(one, rotated.secret)).status, { interval: 10 }).toBe(401)
  })

  test('is bound to the origins it lists, where a browser says one', async () => {
    const { secret } = await world.createKey({ allowedOrigins: ['https://www.example.org'] })
    const from = async (headers: Record<string, string>) =>
      await toAnswer(await world.post({ query: one }, { authorization: `Bearer ${secret}`, ...headers }))
    expect((await from({ origin: 'https://www.example.org' })).status).toBe(200)
    expect((await from({})).status).toBe(200)
    for (const origin of ['https://evil.example', 'null', 'https://www.example.org.evil.example']) {
      const answer = await from({ origin })
      expect([answer.status, answer.code]).toEqual([403, 'FORBIDDEN'])
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    }
  })

  test('tells when it was last used, to the minute, with one write', async () => {
    const { secret, id } = await world.createKey()
    for (let round = 0; round < 5; round++) await world.ask(one, secret)
    const read = async () =>
      (await world.db.selectFrom('api_key').select('last_used_at').where('id', '=', id).executeTakeFirstOrThrow())
        .last_used_at
    await expect.poll(read, { timeout: 120_000 }).not.toBeNull()
    expect(new Date((await read()) ?? '').getSeconds()).toBe(0)
  })
})

describe('many bad keys from one address', () => {
  test('are limited, while a good one still passes', async () => {
    const limited = await openKeyedGateway()
    const { secret } = await limited.createKey()
    await limited.ask(one, secret)
    const codes = new Set<unknown>()
    let last
    for (let round = 0; round < 150; round++) codes.add((last = await limited.ask(one, makeKey('live'))).code)
    expect([...codes]).toEqual(['UNAUTHENTICATED', 'RATE_LIMITED'])
    expect(last?.status).toBe(429)
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await limited.ask(one, secret)).status).toBe(200)
    await limited.keys.close()
  })
})

describe('the price', () => {
  test('is told with what it cost, and what was not used is given back', async () => {
    const { secret } = await world.createKey({ pointsPerMinute: 1_000 })
    const answer = await world.ask('{ articles(first: 100) { nodes { authors { name } } } }', secret)
    expect(answer.cost).toEqual({ requested: 1 + 100 * 4, actual: 1 + 2 * 2 })
    expect(answer.headers.get('ratelimit')).toMatch(/^"points";r=99[56];t=[12]$/)
    expect(answer.headers.get('ratelimit-policy')).toBe('"points";q=1000;w=60')
  })

  test('of one document with first: 1 and then first: 100', async () => {
    const query = 'query ($n: Int) { articles(first: $n) { nodes { relatedLinks { authors { id } } } } }'
    expect((await world.ask(query, null, { n: 1 })).cost).toMatchObject({ requested: 50 })
    const dear = await world.ask(
      'query ($n: Int) { articles(first: $n) { nodes { articles(first: $n) { nodes { id } } } } }',
      null,
      { n: 1 },
    )
    expect(dear.cost).toMatchObject({ requested: 4 })
    const refused = await world.ask(
      'query ($n: Int) { articles(first: $n) { nodes { articles(first: $n) { nodes { id } } } } }',
      null,
      { n: 100 },
    )
    expect(refused).toMatchObject({ status: 200, code: 'QUERY_TOO_COMPLEX' })
    expect(refused.message).toBe(
      'This operation costs up to 10,201 points, and 5,000 is the most here. ' +
        'The most expensive part is articles.nodes.articles.nodes: ask for fewer there, or split the request.',
    )
    expect(refused.extensions).toMatchObject({ cost: { requested: 10_201, ceiling: 5_000 } })
  })

  test('with a key may be higher, but not more than a full bucket', async () => {
    const query = '{ articles(first: 100) { nodes { articles(first: 100) { nodes { id } } } } }'
    const { secret } = await world.createKey()
    expect((await world.ask(query, secret)).status).toBe(200)
    const small = await world.createKey({ pointsPerMinute: 500 })
    expect(await world.ask(query, small.secret)).toMatchObject({
      code: 'QUERY_TOO_COMPLEX',
      extensions: { cost: { ceiling: 500 } },
    })
  })

  test('leaves an argument out of range to its field', async () => {
    const answer = await world.ask('{ articles(first: 99999999) { nodes { id } } }')
    expect(answer).toMatchObject({ code: 'BAD_USER_INPUT', cost: { requested: 101, actual: 1 } })
  })

  test('is all that a dry run asks for, and it costs nothing', async () => {
    const { secret } = await world.createKey({ pointsPerMinute: 1_000 })
    const query = `query ($dry: Boolean) { ...All rateLimit(dryRun: $dry) { cost remaining } }
      fragment All on Query { articles(first: 100) { nodes { articles { nodes { id } } } } }`
    const answer = await world.ask(query, secret, { dry: true })
    expect(answer.data).toEqual({ rateLimit: { cost: 2_202, remaining: 1_000 } })
    expect(answer.cost).toEqual({ requested: 2_202, actual: 0 })
    expect(world.ran).toEqual(['rateLimit'])
    expect((await world.ask(query, secret, { dry: false })).code).toBe('QUERY_TOO_COMPLEX')
  })
})

describe('the quota', () => {
  test('is told alike by the field and the headers, and refuses with when it refills', async () => {
    const { secret } = await world.createKey({ pointsPerMinute: 60 })
    const first = await world.ask('{ articles(first: 50) { nodes { id } } rateLimit { cost remaining } }', secret)
    expect(first.data).toMatchObject({ rateLimit: { cost: 52, remaining: 8 } })
    expect(first.headers.get('ratelimit')).toMatch(/^"points";r=8;/)
    const throttled = await world.ask('{ articles(first: 58) { nodes { id } } }', secret)
    expect([throttled.status, throttled.code]).toEqual([429, 'RATE_LIMITED'])
    // 52 were taken, and 48 of them given back, so 56 or 57 are left
    expect(throttled.message).toMatch(/^This operation costs 59 points, and of 60 points a minute 5[67] are left\./)
    expect(throttled.headers.get('retry-after')).toMatch(/^[23]$/)
    expect(throttled.headers.get('ratelimit')).toMatch(/^"points";r=5[67];t=\d+$/)
    expect(throttled.data).toBeUndefined()
  })

  test('does not change with a forwarded address that nobody vouches for, nor with other bodies', async () => {
    const small = await openKeyedGateway({ anonymousPointsPerMinute: 3 })
    const statuses = []
    for (let round = 0; round < 6; round++) {
      const headers = { 'x-forwarded-for': `203.0.113.${round}` }
      statuses.push((await small.post({ query: one, variables: { [`v${round}`]: round } }, headers)).status)
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429])
    await small.keys.close()
  })

  test('is unlimited where the configuration says 0', async () => {
    const open = await openKeyedGateway({ anonymousPointsPerMinute: 0 })
    const answer = await open.ask('{ articles(first: 50) { nodes { id } } rateLimit { remaining } }')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('ratelimit')).toBeNull()
    await open.keys.close()
  })
})
