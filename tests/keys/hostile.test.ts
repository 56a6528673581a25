import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../../schema/global-id.ts'
import { makeKey } from '../../src/keys/format.ts'
import { exchangeRaw } from '../server/support.ts'
import { cpuMs } from '../support/cpu-time.ts'
import { toAnswer } from './keyed-gateway.ts'
import { openRealGateway, type RealGateway } from './real-gateway.ts'

let real: RealGateway
beforeAll(async () => {
  real = await openRealGateway({ ANONYMOUS_POINTS_PER_MINUTE: '0' })
})
afterAll(async () => real.stop())

const one = '{ articles(first: 1) { nodes { id } } }'
const repeat = (times: number, text: (index: number) => string) =>
  Array.from({ length: times }, (_, i) => text(i)).join(' ')
/** What was asked of the database, but for the notes of last uses. */
const asked = () => real.statements.filter((text) => !text.includes('update "api_key"'))

describe('a hostile document over the served schema', () => {
  const bomb = (size: number) =>
    `{ ...F0 } ${repeat(size, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F${size} on Query { __typename }`
  const deep = (levels: number) =>
    `{ topics { nodes { ${'parent { '.repeat(levels - 3)} id ${'} '.repeat(levels - 3)} } } }`
  test.each([
    ['101 aliases', `{ ${repeat(101, (i) => `a${i}: publishers { id }`)} }`, 'QUERY_TOO_LARGE'],
    ['10,000 aliases', `{ ${repeat(10_000, (i) => `a${i}: publishers { id }`)} }`, 'QUERY_TOO_LARGE'],
    ['500 repeats', `{ ${'publishers { id } '.repeat(500)} }`, 'QUERY_TOO_LARGE'],
    ['50,000 repeats', `{ ${'__typename '.repeat(50_000)} }`, 'QUERY_TOO_LARGE'],
    ['200 fragments of 100 fields', `{ ${`... { ${'__typename '.repeat(100)} }`.repeat(200)} }`, 'QUERY_TOO_LARGE'],
    ['13 levels', deep(14), 'QUERY_TOO_DEEP'],
    ['5,000 open braces', '{ topics '.repeat(5_000), 'QUERY_TOO_LARGE'],
    ['a list 20,000 deep', `{ nodes(ids: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { id } }`, 'QUERY_TOO_LARGE'],
    ['a cycle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a bomb of 2^20', bomb(20), 'QUERY_TOO_COMPLEX'],
    ['a bomb of 2^40', bomb(40), 'QUERY_TOO_COMPLEX'],
    ['10,000 directives', `{ __typename ${'@skip(if: false) '.repeat(10_000)} }`, 'QUERY_TOO_LARGE'],
  ])('%s is refused, without a statement, and in no time', async (_name, query, code) => {
    await real.ask('{ __typename }')
    real.statements.length = 0
    const times: number[] = []
    for (let round = 0; round < 5; round++) {
      const started = cpuMs()
      const answer = await real.ask(query)
      times.push(cpuMs() - started)
      expect([answer.status, answer.code]).toEqual([200, code])
    }
    // it takes 10, with the way there and back
    expect(Math.min(...times)).toBeLessThan(50)
    expect(asked()).toEqual([])
  })

  test.each([1, 10, 10_000, 0])('a batch of %i runs nothing', async (count) => {
    real.statements.length = 0
    const response = await fetch(real.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Array.from({ length: count }, () => ({ query: one }))),
    })
    expect(await toAnswer(response)).toMatchObject({ status: 400, code: 'BATCHING_DISABLED' })
    expect(asked()).toEqual([])
  })

  test('15 aliases with the same arguments run once, and cost 15 times as much', async () => {
    const field = 'articles(first: 3) { nodes { headline } }'
    real.statements.length = 0
    const single = await real.ask(`{ ${field} }`)
    const statements = asked().length
    real.statements.length = 0
    const many = await real.ask(`{ ${repeat(15, (i) => `a${i}: ${field}`)} }`)
    expect(asked().length).toBe(statements)
    const priceOf = ({ cost }: { cost: unknown }) => (cost as { requested: number }).requested
    expect(priceOf(many)).toBe(15 * priceOf(single))
  })

  test.each([
    ['-1', 'first must be a whole number from 1 to 100.'],
    ['0', 'first must be a whole number from 1 to 100.'],
    ['101', 'first must be a whole number from 1 to 100.'],
    ['99999999', 'first must be a whole number from 1 to 100.'],
    ['2147483648', 'Int cannot represent non 32-bit signed integer value: 2147483648'],
    ['"5"', 'Int cannot represent non-integer value: "5"'],
    ['1.5', 'Int cannot represent non-integer value: 1.5'],
  ])('first: %s is refused, and what is right is named', async (first, message) => {
    const { code, message: answered } = await real.ask(`{ articles(first: ${first}) { nodes { id } } }`)
    expect([code, answered]).toEqual(['BAD_USER_INPUT', message])
  })

  test.each(['abc', '99999999999999999999', '', 'x'.repeat(10_000), 'QXJ0aWNsZTow'])(
    'the id "%s" is refused, one of another type or of nobody is null',
    async (id) => {
      const { code, data } = await real.ask('query ($id: ID!) { node(id: $id) { id } }', null, { id })
      expect([code, data]).toEqual(['BAD_USER_INPUT', { node: null }])
      const author = toGlobalId('Author', 1)
      const nobody = toGlobalId('Article', 999_999_999)
      const nulls = await real.ask(`{ article(by: { id: "${author}" }) { id } node(id: "${nobody}") { id } }`)
      expect([nulls.code, nulls.data]).toEqual([undefined, { article: null, node: null }])
    },
  )

  test('both first and last are refused, neither is a page of 20', async () => {
    expect((await real.ask('{ articles(first: 1, last: 1) { nodes { id } } }')).code).toBe('BAD_USER_INPUT')
    for (const args of ['', '(first: null)', '(first: null, last: null)']) {
      const { data } = await real.ask(`{ articles${args} { nodes { id } } }`)
      expect(data).toMatchObject({ articles: { nodes: { length: 20 } } })
    }
  })
})

describe('a bad key at the whole gateway', () => {
  test('is 401 or 400, never anonymous, and asks nothing of the content', async () => {
    const { secret } = await real.createKey()
    const expired = await real.createKey()
    await real.db
      .updateTable('api_key')
      .set({ expires_at: '2020-01-01T00:00:00Z' })
      .where('id', '=', expired.id)
      .execute()
    const test = await real.createKey({ environment: 'test' })
    const closed = await openRealGateway({ DATABASE_URL: real.url.replace('http', 'postgres') }, real)
    for (const [name, headers, status] of [
      ['a wrong checksum', { authorization: `Bearer ${secret.slice(0, -1)}_` }, 401],
      ['an unknown key', { authorization: `Bearer ${makeKey('live')}` }, 401],
      ['an expired key', { 'x-api-key': expired.secret }, 401],
      ['a key of another environment', { 'x-api-key': test.secret }, 401],
      ['nothing', { authorization: 'Bearer ' }, 401],
      ['an empty X-API-Key', { 'x-api-key': '' }, 401],
      ['10 KB', { 'x-api-key': 'x'.repeat(10_000) }, 401],
      ['Basic', { authorization: `Basic ${Buffer.from(`x:${secret}`).toString('base64')}` }, 401],
      ['two keys', { authorization: `Bearer ${secret}`, 'x-api-key': secret }, 400],
    ] as const) {
      real.statements.length = 0
      const answer = await closed.ask(one, null, {}, headers as Record<string, string>)
      expect([name, answer.status, answer.data]).toEqual([name, status, undefined])
      if (status === 401) expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
      expect(asked().filter((text) => text.includes('article'))).toEqual([])
    }
    expect(closed.log() + real.log()).not.toContain(secret)
    await closed.stop()
  })

  test('beside another in the same header is 400, whichever comes first', async () => {
    const { secret } = await real.createKey()
    const line = (name: string, value: string) => `${name}: ${value}\r\n`
    const bearer = line('Authorization', `Bearer ${secret}`)
    const body = '{"query":"{__typename}"}'
    for (const headers of [
      bearer + line('Authorization', `Bearer ${makeKey('live')}`),
      line('Authorization', 'Bearer junk') + bearer,
      line('X-API-Key', secret) + line('X-API-Key', makeKey('live')),
    ]) {
      const answer = await exchangeRaw(
        real.server.port,
        `POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`,
      )
      expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    }
  })

  test('of a thousand at once, a hundred are looked at, and who has a good one still passes', async () => {
    const guessed = await openRealGateway({}, real)
    const { secret } = await real.createKey()
    expect((await guessed.ask(one, secret)).status).toBe(200)
    real.statements.length = 0
    const ask = async (guess: string): ReturnType<typeof guessed.ask> => {
      const answer = await guessed.ask(one, guess)
      // a thousand at once may be more than a busy machine has turns for
      return answer.status === 503 ? await ask(guess) : answer
    }
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => ask(makeKey('live'))))
    const count = (status: number) => answers.filter((answer) => answer.status === status).length
    expect([count(401), count(429)]).toEqual([100, 900])
    // beside what the gateway asks now and then by itself
    expect(asked().filter((text) => text.includes('"api_key_secret"')).length).toBe(100)
    expect(answers.every(({ status, headers }) => status !== 429 || Number(headers.get('retry-after')) > 0)).toBe(true)
    expect((await guessed.ask(one, secret)).status).toBe(200)
    // one key a request: what looks like keys in the body is data
    expect(
      (await guessed.ask(`{ ${repeat(40, (i) => `a${i}: search(query: "${makeKey('live')}") { count { value } }`)} }`))
        .status,
    ).toBe(200)
    await guessed.stop()
  })
})

describe('a quota over HTTP', () => {
  const spend = async (
    gateway: RealGateway,
    headersOf: (round: number) => Record<string, string>,
    bodyOf = (_round: number) => ({}),
  ) => {
    const statuses: number[] = []
    for (let round = 0; round < 8; round++) {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headersOf(round) },
        body: JSON.stringify({ query: one, ...bodyOf(round) }),
      })
      statuses.push(response.status)
      if (response.status !== 429) continue
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(response.headers.get('ratelimit')).toMatch(/^"points";r=[01];t=\d+$/)
    }
    return statuses
  }

  test('is not enlarged by addresses that nobody vouches for, nor by other bodies', async () => {
    const small = await openRealGateway({ ANONYMOUS_POINTS_PER_MINUTE: '9' }, real)
    const statuses = await spend(
      small,
      (round) => ({
        'x-forwarded-for': `203.0.113.${round}`,
        forwarded: `for=203.0.113.${round}`,
        'x-real-ip': `203.0.113.${round}`,
      }),
      (round) => ({ extensions: { [`random${round}`]: Math.random() } }),
    )
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(5)
    expect(statuses.at(-1)).toBe(429)
    await small.stop()
  })

  test('is one for each address that a trusted proxy names', async () => {
    const small = await openRealGateway({ ANONYMOUS_POINTS_PER_MINUTE: '9', TRUSTED_PROXIES: '127.0.0.1' }, real)
    expect(await spend(small, (round) => ({ 'x-forwarded-for': `203.0.113.${round}` }))).toEqual(Array(8).fill(200))
    const sameNetwork = await spend(small, (round) => ({ 'x-forwarded-for': `2001:db8:1:2::${round + 1}` }))
    expect(sameNetwork.at(-1)).toBe(429)
    await small.stop()
  })
})

describe('a key that is held in process', () => {
  test('costs no statement: a request with it asks what an anonymous one asks', async () => {
    const { secret } = await real.createKey()
    const query =
      '{ articles(first: 5) { nodes { headline authors { name } relatedLinks { title } } } topics(first: 3) { nodes { name } } }'
    // the poll of the version hears of the new key once more
    await sleep(500)
    // what is related to the articles is kept after the first answers, and then it is one statement a request
    await expect
      .poll(
        async () => {
          real.statements.length = 0
          await real.ask(query, secret)
          await sleep(100)
          return asked().length
        },
        { timeout: 10_000 },
      )
      .toBe(1)
    real.statements.length = 0
    for (let round = 0; round < 20; round++) expect((await real.ask(query, null)).status).toBe(200)
    const anonymous = asked().length
    real.statements.length = 0
    for (let round = 0; round < 20; round++) expect((await real.ask(query, secret)).status).toBe(200)
    expect(asked().length).toBe(anonymous)
    expect(real.statements.length - anonymous).toBeLessThanOrEqual(1)
  })
})
