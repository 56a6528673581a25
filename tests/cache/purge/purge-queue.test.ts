import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type PurgeWorker, startPurging } from '../../../src/cache/purge/purge-worker.ts'
import { toPurgeTarget } from '../../../src/cache/purge/target.ts'
import { importArticles } from '../../../src/import/run/import-articles.ts'
import { articleInput } from '../../import/readers/articles.ts'
import { openRealGateway, type RealGateway } from '../../keys/real-gateway.ts'
import { startCacheServer } from '../../support/servers/cache-server.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { runCli } from '../../support/run-cli.ts'
import { hasVarnish, startVarnish, withoutVarnish, withoutXkey, xkeyFile } from '../../support/servers/varnish.ts'

const { db, database, url } = await createTestDatabase()
const cache = await startCacheServer()
afterAll(() => cache.stop())

const address = `xkey=${cache.url}`
const target = toPurgeTarget(address, { fastly: null, cloudflare: null })
let workers: PurgeWorker[] = []
const start = async () => {
  const worker = await startPurging({ database, targets: [target], pollMs: 20, retrySeconds: 0.05 })
  workers.push(worker)
  return worker
}
const purgedTags = () => cache.heard.map(({ headers }) => headers['xkey-purge'] ?? '*')
const waiting = async () => (await db.selectFrom('cache_purge').select('id').execute()).length

beforeEach(async () => {
  await sql`truncate cache_purge, cache_purge_target`.execute(db)
  cache.heard.length = 0
  cache.answerNext()
})
afterEach(async () => {
  for (const worker of workers) await worker.stop()
  workers = []
})

/** A change of one publisher, alone in its transaction. */
async function change(within = db): Promise<string> {
  const name = randomUUID()
  const { rows } = await sql<{ id: number }>`
    insert into publisher (name, name_key, slug) values (${name}, ${name}, ${name}) returning id`.execute(within)
  return `publisher:${rows[0]?.id}`
}

test('nothing is queued as long as there is no cache to be told', async () => {
  await change()
  expect(await waiting()).toBe(0)
})

test('a cache that is new drops everything; then it is told of each change that is committed, and of no other', async () => {
  await start()
  await expect.poll(purgedTags).toEqual(['*'])
  await db
    .transaction()
    .execute(async (taken) => {
      await change(taken)
      throw new Error('taken back')
    })
    .catch(() => undefined)
  const tag = await change()
  await expect.poll(() => purgedTags().at(-1)).toContain(`${tag} `)
  await expect.poll(waiting).toBe(0)
  expect(
    purgedTags()
      .slice(1)
      .join(' ')
      .match(/publisher:\d+/g),
  ).toEqual([tag])
})

test('a change waits while there is no gateway, and is told by the next one', async () => {
  await start()
  await expect.poll(purgedTags).toEqual(['*'])
  for (const worker of workers.splice(0)) await worker.stop()
  const tag = await change()
  expect(await waiting()).toBe(1)
  await start()
  await expect.poll(() => purgedTags().at(-1)).toContain(`${tag} `)
})

test('what a cache did not take is told again, in order, by however many gateways, and counted', async () => {
  const [first] = [await start(), await start(), await start()]
  await expect.poll(purgedTags).toEqual(['*'])
  cache.answerNext([503, 'no'], [503, 'no'], [500, 'no'])
  const tags: string[] = []
  for (let turn = 0; turn < 10; turn++) tags.push(await change())
  await expect.poll(waiting).toBe(0)
  expect(
    purgedTags()
      .slice(1)
      .join(' ')
      .match(/publisher:\d+/g),
  ).toEqual(tags)
  const counts = workers.map((worker) => worker.counts.get(address) ?? { done: 0, failed: 0, waiting: 0 })
  expect(counts.reduce((sum, { failed }) => sum + failed, 0)).toBe(3)
  expect(counts.reduce((sum, { done }) => sum + done, 0)).toBe(11)
  await expect.poll(() => first?.counts.get(address)?.waiting).toBe(0)
  const { failures, last_error } = await db.selectFrom('cache_purge_target').selectAll().executeTakeFirstOrThrow()
  expect([failures, last_error]).toEqual([0, null])
})

test('more than a cache can be told at once drops everything', async () => {
  await start()
  await expect.poll(purgedTags).toEqual(['*'])
  await sql`insert into publisher (name, name_key, slug) select n, n, n from generate_series(1, 300) n`.execute(db)
  await expect.poll(purgedTags).toEqual(['*', '*'])
})

describe('masthead purge-cache', () => {
  const env = { DATABASE_URL: url, PURGE_TARGETS: address, LOG_LEVEL: 'warn' }

  test('tells the caches, and says so', async () => {
    const { code, stdout, stderr } = await runCli(['purge-cache', '--tag', 'article:7', 'articles'], env)
    expect([code, stdout, stderr]).toEqual([0, `${address} was told.\n`, ''])
    // it was new to the queue, so everything goes
    expect(purgedTags()).toEqual(['*'])
    const again = await runCli(['purge-cache', '--tag', 'article:7', 'articles'], env)
    expect([again.code, purgedTags().at(-1)]).toEqual([0, expect.stringMatching(/^article:7 .*articles$/)])
    expect((await runCli(['purge-cache', '--all'], env)).code).toBe(0)
    expect(purgedTags().at(-1)).toBe('*')
  })

  test('leaves in the queue what a cache does not take', async () => {
    cache.answerNext(...Array.from({ length: 100 }, () => [503, 'not now'] as const))
    const { code, stderr } = await runCli(['purge-cache', '--all', '--seconds', '1'], env)
    expect([code, stderr]).toEqual([1, expect.stringContaining('has still to be told (PURGE')])
    expect(await waiting()).toBeGreaterThan(0)
    cache.answerNext()
    await start()
    await runCli(['purge-cache', '--all'], env)
    await expect.poll(waiting).toBe(0)
  })

  test('wants to be told what, and whom', async () => {
    expect((await runCli(['purge-cache'], env)).code).toBe(2)
    expect((await runCli(['purge-cache', '--all'], { ...env, PURGE_TARGETS: '' })).code).toBe(2)
  })
})

describe.each([
  ['ban', 'varnish-ban.vcl', hasVarnish ? null : withoutVarnish],
  ['xkey', 'varnish-xkey.vcl', hasVarnish ? (xkeyFile === null ? withoutXkey : null) : withoutVarnish],
])('a Varnish that is told by %s, as %s has it', (kind, sample, missing) => {
  describe.skipIf(missing !== null)(missing ?? 'in front of a gateway', () => {
    let own: TestDatabase
    let origin: RealGateway
    let varnish: Awaited<ReturnType<typeof startVarnish>>
    let telling: RealGateway

    beforeAll(async () => {
      own = await createTestDatabase()
      origin = await openRealGateway({ RESPONSE_CACHE_MB: '16', ANONYMOUS_POINTS_PER_MINUTE: '0' }, own)
      varnish = await startVarnish(sample, origin.server.port)
      telling = await openRealGateway({ PURGE_TARGETS: `${kind}=${varnish.url}` }, own)
    })
    afterAll(async () => {
      await telling?.stop()
      await varnish?.stop()
      await origin?.stop()
    })

    const get = (query: string) => fetch(`${varnish.url}/graphql?query=${encodeURIComponent(query)}`)
    const headline = async (slug: string) =>
      (await (await get(`{ article(by: { slug: "${slug}" }) { id headline } }`)).json()).data.article?.headline ?? null

    async function save(slug: string, fields: object) {
      const articles = [articleInput(slug, { slug, datePublished: '2025-06-01T08:00:00Z', ...fields })]
      await importArticles(origin.db, { source: 'post', articles })
    }

    test('keeps answers as long as they may be, and drops those that have changed', async () => {
      await save('told', { headline: 'First' })
      await save('other', { headline: 'Other' })
      await expect.poll(() => headline('told')).toBe('First')
      await expect.poll(() => headline('other')).toBe('Other')
      const { hits, misses } = origin.gateway.cacheCounts()
      const before = hits + misses
      for (let turn = 0; turn < 5; turn++) expect(await headline('told')).toBe('First')
      const after = origin.gateway.cacheCounts()
      // so it is Varnish that answers
      expect(after.hits + after.misses).toBeLessThan(before + 5)
      await save('told', { headline: 'Second' })
      await expect.poll(() => headline('told')).toBe('Second')
      await sql`update article set status = 'WITHDRAWN' where slug = 'told'`.execute(origin.db)
      await expect.poll(() => headline('told')).toBeNull()
      const response = await get(`{ article(by: { slug: "other" }) { id headline } }`)
      expect(response.headers.get('surrogate-key')).toBeNull()
    })

    test('drops everything where that is asked', async () => {
      expect(await headline('other')).toBe('Other')
      const { hits, misses } = origin.gateway.cacheCounts()
      const asked = async () => {
        await headline('other')
        const counts = origin.gateway.cacheCounts()
        return counts.hits + counts.misses
      }
      const env = { DATABASE_URL: own.url, PURGE_TARGETS: `${kind}=${varnish.url}`, LOG_LEVEL: 'warn' }
      expect((await runCli(['purge-cache', '--all'], env)).code).toBe(0)
      await expect.poll(asked).toBeGreaterThan(hits + misses)
    })
  })
})
