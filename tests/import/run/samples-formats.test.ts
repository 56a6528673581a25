import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { importFiles } from '../../../src/import/run/import-files.ts'
import { createFormats } from '../../../src/import/run/known-formats.ts'
import { createInputValidator } from '../../../src/import/normalise/validate-input.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const samples = join(import.meta.dirname, '../../../samples')
const formats = createFormats(createInputValidator())

let world: TestDatabase
beforeAll(async () => {
  world = await createTestDatabase()
})

/** The outcomes of importing one sample, as `created updated noop rejected`, and the reasons of what was rejected. */
async function imported(name: string, source: string | null = null): Promise<{ counts: string; reasons: string[] }> {
  const reasons: string[] = []
  const { created, updated, noop, rejected, refusedFiles } = await importFiles(world.db, {
    names: [join(samples, name)],
    source,
    format: null,
    formats,
    dryRun: false,
    batchSize: 500,
    events: {
      rejected: ({ reason }) => reasons.push(reason),
      noted: () => undefined,
      progressed: () => undefined,
    },
  })
  expect(refusedFiles).toBe(0)
  return { counts: `${created} ${updated} ${noop} ${rejected}`, reasons }
}

const articleAt = async (url: string) =>
  await world.db
    .selectFrom('article_url as u')
    .innerJoin('article as a', 'a.id', 'u.article_id')
    .leftJoin('article_body as b', 'b.article_id', 'a.id')
    .select(['a.id', 'a.headline', 'a.language', 'a.type', 'a.status', 'a.standfirst', 'a.kicker', 'b.text'])
    .where('u.url', '=', url)
    .executeTakeFirstOrThrow()
const authorsOf = async (id: number): Promise<string[]> =>
  (
    await world.db
      .selectFrom('article_author as c')
      .innerJoin('author as a', 'a.id', 'c.author_id')
      .select('a.name')
      .where('c.article_id', '=', id)
      .orderBy('c.position')
      .execute()
  ).map(({ name }) => name)
const site = 'https://www.moloquarto.example'

test('the RSS sample gives three articles, one of them of two authors', async () => {
  expect(await imported('feed.rss.xml')).toEqual({ counts: '3 0 0 0', reasons: [] })
  const { id, headline } = await articleAt(`${site}/en/2026/11/ropewalk-one-afternoon`)
  expect(headline).toBe('Rope-makers’ Street gets its ropewalk back, for one afternoon')
  expect(await authorsOf(id)).toEqual(['Ruggero Salmastri', 'Orla Fennimore'])
  expect(await articleAt(`${site}/en/2026/11/podcast-ships-names`)).toMatchObject({ type: 'AUDIO' })
})

test('the Atom sample gives three articles in Italian', async () => {
  expect(await imported('feed.atom.xml')).toEqual({ counts: '3 0 0 0', reasons: [] })
  expect(await articleAt(`${site}/it/2026/11/bocce-finale-candela`)).toMatchObject({
    language: 'it',
    headline: 'Bocce, la finale si gioca a lume di candela',
  })
})

test('the JSON Feed sample gives three articles, in the languages of its items', async () => {
  expect(await imported('feed.json')).toEqual({ counts: '3 0 0 0', reasons: [] })
  expect(await articleAt(`${site}/it/2026/10/orologio-marea-campanile`)).toMatchObject({ language: 'it' })
  expect(await articleAt(`${site}/en/2026/11/gulls-learn-school-timetable`)).toMatchObject({ language: 'en' })
})

test('the WordPress sample gives posts, a page and a draft, under its categories', async () => {
  expect(await imported('export.wxr.xml')).toEqual({ counts: '4 0 0 0', reasons: [] })
  const blog = 'https://blog.moloquarto.example'
  expect(await articleAt(`${blog}/?p=210`)).toMatchObject({ status: 'DRAFT' })
  expect(await articleAt(`${blog}/chi-siamo/`)).toMatchObject({ headline: 'Chi siamo', status: 'PUBLISHED' })
  const topics = await world.db
    .selectFrom('topic')
    .select(['path', 'name'])
    .where('path', 'like', 'redazione%')
    .execute()
  expect(topics).toContainEqual({ path: 'redazione/dietro-le-quinte', name: 'Dietro le quinte' })
})

test('the ninjs sample gives two items, and a withdrawn one where the source is named, for it names no provider', async () => {
  expect(await imported('ninjs.json')).toEqual({
    counts: '2 0 0 1',
    reasons: [expect.stringContaining('publisher is not known')],
  })
  expect(await imported('ninjs.json', 'agenzia-ondalunga')).toEqual({ counts: '1 0 2 0', reasons: [] })
  const items = 'https://api.ondalunga.example/items'
  expect(await articleAt(`${items}/ol-20261109-0033`)).toMatchObject({ language: 'ar' })
  expect(await articleAt(`${items}/ol-20261106-0019`)).toMatchObject({ status: 'WITHDRAWN' })
})

test('the HTML sample gives one article with its kicker, standfirst and authors', async () => {
  expect(await imported('page.html')).toEqual({ counts: '1 0 0 0', reasons: [] })
  const found = await articleAt(`${site}/en/2026/10/tide-bell-tells-the-truth`)
  expect(found).toMatchObject({ kicker: 'Harbour', standfirst: expect.stringContaining('For forty years the bell') })
  expect(await authorsOf(found.id)).toEqual(['Priya Nandakar', 'Hester Quillan'])
})

test('the sample pages give eight articles in their languages', async () => {
  expect(await imported('pages', 'molo-quarto')).toEqual({ counts: '8 0 0 0', reasons: [] })
  const rows = await world.db
    .selectFrom('article')
    .select(['headline', 'language'])
    .where('source', '=', 'molo-quarto')
    .where('headline', 'like', '%')
    .execute()
  expect(new Set(rows.map(({ language }) => language.slice(0, 2)))).toEqual(new Set(['it', 'en', 'ar']))
})

test('importing all samples again changes nothing', async () => {
  for (const name of ['feed.rss.xml', 'feed.atom.xml', 'feed.json', 'export.wxr.xml', 'page.html']) {
    const { counts } = await imported(name)
    expect(counts).toMatch(/^0 0 \d+ 0$/)
  }
  expect((await imported('pages', 'molo-quarto')).counts).toBe('0 0 8 0')
})
