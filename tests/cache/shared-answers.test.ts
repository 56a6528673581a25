import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { articleInput } from '../import/readers/articles.ts'
import { openRealGateway, type RealGateway } from '../keys/real-gateway.ts'
import { createFaultProxy, type FaultProxy } from '../support/servers/fault-proxy.ts'
import { freePort } from '../support/servers/free-port.ts'
import { hasRedisServer, startRedis } from '../support/servers/redis.ts'

const soon = <T>(what: () => T) => expect.poll(what, { timeout: 120_000, interval: 20 })

describe.skipIf(!hasRedisServer)('answers that gateways share in Redis', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>
  let proxy: FaultProxy
  let store: Redis
  let first: RealGateway
  let second: RealGateway
  let env: Record<string, string>

  beforeAll(async () => {
    redis = await startRedis(await freePort())
    proxy = await createFaultProxy(redis.url)
    store = new Redis(redis.url)
    env = { RESPONSE_CACHE_MB: '16', REDIS_URL: proxy.url, ANONYMOUS_POINTS_PER_MINUTE: '0' }
    first = await openRealGateway(env)
    second = await openRealGateway(env, first)
  })
  afterAll(async () => {
    await Promise.all([first?.stop(), second?.stop()])
    store?.disconnect()
    await proxy?.close()
    await redis?.kill()
  })

  let slug: string
  let query: string
  beforeEach(async () => {
    await proxy.set('pass')
    slug = `a-${randomUUID()}`
    query = `{ article(by: { slug: "${slug}" }) { id headline body } }`
    await save('First')
  })

  async function save(headline: string, fields: object = {}) {
    const article = articleInput(slug, {
      slug,
      headline,
      datePublished: '2025-06-01T08:00:00Z',
      body: { plainText: 'Once upon a time. '.repeat(200) },
      ...fields,
    })
    const { results } = await importArticles(first.db, { source: 'post', articles: [article] })
    expect(results[0]?.userErrors).toEqual([])
  }
  /** An answer that is shown for the first time at the gateway, and where it came from. */
  async function askAnew(gateway: RealGateway, text = query) {
    const { shared } = gateway.gateway.cacheCounts()
    const { data } = await gateway.ask(text)
    return { data, isShared: gateway.gateway.cacheCounts().shared > shared }
  }
  /** The same query under other names, so that nothing is kept of it, until one gateway has it from the other. */
  async function shareOne(to: RealGateway): Promise<string> {
    let text = ''
    let turn = 0
    await soon(async () => {
      text = `query Q${turn++} ${query}`
      await first.ask(text)
      await soon(() => store.dbsize()).toBeGreaterThan(0)
      return (await askAnew(to, text)).isShared
    }).toBe(true)
    return text
  }

  test('are made once, given by the other without a statement, and kept there', async () => {
    const text = await shareOne(second)
    const { hits } = second.gateway.cacheCounts()
    await soon(async () => {
      await second.ask(text)
      return second.gateway.cacheCounts().hits
    }).toBeGreaterThan(hits)
    expect((await second.ask(text)).data).toEqual((await first.ask(text)).data)
    expect((await second.ask(text)).data).toMatchObject({ article: { headline: 'First' } })
  })

  test('are bounded in time, and compressed', async () => {
    await shareOne(second)
    for (const key of await store.keys('masthead:answer:*')) {
      expect(await store.pttl(key)).toBeGreaterThan(0)
      expect(await store.pttl(key)).toBeLessThanOrEqual(300_000)
      const value = await store.getBuffer(key)
      expect(value?.includes('Once upon a time. Once upon')).toBe(false)
    }
  })

  test('are there for a gateway that has just begun', async () => {
    let turn = 0
    await soon(async () => {
      const text = `query S${turn++} ${query}`
      await first.ask(text)
      await soon(() => store.dbsize()).toBeGreaterThan(0)
      const third = await openRealGateway(env, first)
      try {
        return (await askAnew(third, text)).isShared
      } finally {
        await third.stop()
      }
    }).toBe(true)
  })

  test('are not given once anything of them has changed, whoever wrote', async () => {
    for (const [turn, write] of [
      () => save('Second'),
      () => sql`update article set headline = 'Third' where slug = ${slug}`.execute(first.db),
      () => sql`update article set status = 'WITHDRAWN' where slug = ${slug}`.execute(first.db),
    ].entries()) {
      const text = await shareOne(second)
      const third = await openRealGateway(env, first)
      try {
        await write()
        const expected = [{ article: { headline: 'Second' } }, { article: { headline: 'Third' } }, { article: null }][
          turn
        ]
        for (const gateway of [second, third])
          await soon(async () => (await gateway.ask(text)).data).toMatchObject(expected ?? {})
      } finally {
        await third.stop()
      }
    }
  })

  test('that are no longer what was written are made anew', async () => {
    const text = await shareOne(second)
    for (const garbage of ['', 'x', '{}\n', '{"hash":"x"}\nyz']) {
      for (const key of await store.keys('masthead:answer:*')) await store.set(key, garbage)
      const third = await openRealGateway(env, first)
      try {
        expect(await askAnew(third, text)).toMatchObject({ data: { article: { headline: 'First' } }, isShared: false })
      } finally {
        await third.stop()
      }
    }
    const forged = `query F ${query}`
    await first.ask(forged)
    await soon(() => store.dbsize()).toBeGreaterThan(0)
    for (const key of await store.keys('masthead:answer:*')) {
      const value = (await store.getBuffer(key)) ?? Buffer.alloc(0)
      await store.set(key, value.subarray(0, value.length - 9))
    }
    expect(await askAnew(second, forged)).toMatchObject({ data: { article: { headline: 'First' } }, isShared: false })
  })

  test.each(['black hole', 'half open', 'down', { delayMs: 5_000 }] as const)(
    'are done without while Redis is %o, and are there again after it',
    async (fault) => {
      await shareOne(second)
      await proxy.set(fault)
      for (let turn = 0; turn < 30; turn++) {
        const answer = await askAnew(second, `query D${turn} ${query}`)
        expect(answer).toMatchObject({ data: { article: { headline: 'First' } }, isShared: false })
      }
      await save('Second')
      await soon(async () => (await second.ask(query)).data).toMatchObject({ article: { headline: 'Second' } })
      await proxy.set('pass')
      await shareOne(second)
    },
  )

  test('cost a frozen Redis one question at a time', async () => {
    await shareOne(second)
    redis.freeze()
    try {
      await second.ask(`query E ${query}`)
      const asked = proxy.accepted()
      await Promise.all(Array.from({ length: 50 }, (_, n) => second.ask(`query E${n} ${query}`)))
      expect(proxy.accepted()).toBe(asked)
    } finally {
      redis.thaw()
    }
  })
})
