import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { runCli } from '../support/run-cli.ts'
import { serveFeeds } from './server.ts'

const samples = join(import.meta.dirname, '../../samples')
const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
afterAll(() => rm(folder, { recursive: true }))
const { db, url: databaseUrl } = await createTestDatabase()
const list = join(folder, 'feeds.json')
const patient = { timeout: 120_000 }

test('the sample of a list, led to the sample feeds, brings their articles', patient, async () => {
  const server = await serveFeeds((request, response) => {
    response.setHeader('content-type', 'application/xml')
    response.end(readFileSync(join(samples, request.url?.split('/').at(-1) ?? '')))
  })
  const files = ['feed.rss.xml', 'feed.atom.xml', 'ninjs.json']
  const feeds = JSON.parse(readFileSync(join(samples, 'feeds.example.json'), 'utf8')) as { name: string; url: string }[]
  const led = feeds.map((feed, at) => ({ ...feed, url: `${server.origin}/${files[at % files.length]}` }))
  await writeFile(list, JSON.stringify(led))
  const environment = { DATABASE_URL: databaseUrl, IMPORT_ALLOWED_HOSTS: server.host }
  expect((await runCli(['sync', list, '--once'], environment)).code).toBe(0)
  const { count } = await db
    .selectFrom('article')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  expect(Number(count)).toBeGreaterThanOrEqual(led.length)
})

test.for<[string, string]>([
  ['windows-1251', 'Паром вернулся в гавань'],
  ['iso-8859-2', 'Prom wrócił do portu, zażółć gęślą jaźń'],
  ['shift_jis', '渡し船が港に戻った'],
])('a feed in %s that says so in its header alone', patient, async ([charset, headline]) => {
  const feed = `<rss version="2.0"><channel><title>Pier</title><item><guid>${charset}</guid><title>${headline}</title><description>${headline}</description></item></channel></rss>`
  const server = await serveFeeds((_, response) => {
    response.setHeader('content-type', `application/rss+xml; charset=${charset}`)
    response.end(iconv.encode(feed, charset))
  })
  await writeFile(list, JSON.stringify([{ name: charset, url: `${server.origin}/feed`, publisher: 'Pier' }]))
  const { code } = await runCli(['sync', list, '--once'], {
    DATABASE_URL: databaseUrl,
    IMPORT_ALLOWED_HOSTS: server.host,
  })
  expect(code).toBe(0)
  const found = await db.selectFrom('article').select('headline').where('external_id', '=', charset).execute()
  expect(found.map((row) => row.headline)).toEqual([headline])
})
