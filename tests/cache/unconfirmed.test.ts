import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { articleInput } from '../import/readers/articles.ts'
import { createTestDatabase } from '../support/database.ts'
import { createFaultProxy } from '../support/servers/fault-proxy.ts'
import { type Instance, openInstance } from './freshness-instances.ts'

const { db, url } = await createTestDatabase()
const proxy = await createFaultProxy(url)
const opened: Instance[] = []
afterAll(async () => {
  await proxy.set('pass')
  await Promise.all(opened.map((one) => one.close()))
  await proxy.close()
})

const address = `/graphql?query=${encodeURIComponent('{ article(by: { slug: "kept" }) { id headline } }')}`
const ask = ({ server }: Instance) => fetch(`${server.url}${address}`)
const headline = async (instance: Instance) => (await (await ask(instance)).json()).data?.article?.headline

async function openThroughProxy(env: Record<string, string> = {}): Promise<Instance> {
  const instance = await openInstance(proxy.url, { OPERATION_SECONDS: '2', ...env })
  opened.push(instance)
  const { hits } = instance.gateway.cacheCounts()
  await expect
    .poll(async () => [await headline(instance), instance.gateway.cacheCounts().hits > hits], { timeout: 120_000 })
    .toEqual(['First', true])
  return instance
}

test('what was withdrawn while a gateway cannot ask its database is not given by it, unless its operator would rather have that than an error', async () => {
  const article = articleInput('kept', { slug: 'kept', headline: 'First', datePublished: '2025-06-01T08:00:00Z' })
  await importArticles(db, { source: 'post', articles: [article] })
  const careful = await openThroughProxy()
  const lenient = await openThroughProxy({ RESPONSE_CACHE_UNCONFIRMED_SECONDS: '86400' })
  await proxy.set('down')
  await sql`update article set status = 'WITHDRAWN' where slug = 'kept'`.execute(db)
  await expect.poll(async () => (await ask(careful)).status, { timeout: 120_000 }).toBe(503)
  for (let turn = 0; turn < 5; turn++) {
    const response = await ask(careful)
    expect([response.status, response.headers.get('cache-control')]).toEqual([503, 'no-store'])
    expect(await response.text()).not.toContain('First')
  }
  // kept by nobody in front, since nobody knows for how long it holds
  const response = await ask(lenient)
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, no-cache'])
  expect((await response.json()).data.article.headline).toBe('First')
  await proxy.set('pass')
  for (const instance of [careful, lenient])
    await expect
      .poll(async () => (await (await ask(instance)).json()).data, { timeout: 120_000 })
      .toEqual({ article: null })
})
