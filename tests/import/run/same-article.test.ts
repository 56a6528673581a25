import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { writeArticles } from '../../../src/db/write/batch.ts'
import { createInputValidator } from '../../../src/import/normalise/validate-input.ts'
import { importFiles } from '../../../src/import/run/import-files.ts'
import { createFormats } from '../../../src/import/run/known-formats.ts'
import { createTestDatabase } from '../../support/database.ts'
import { article } from '../readers/articles.ts'

const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
afterAll(() => rm(folder, { recursive: true }))
const formats = createFormats(createInputValidator())
const { db } = await createTestDatabase()

/** Imports a file; answers how many articles were created, updated, left and rejected. */
async function run(name: string, content: string, source: string, publisher?: string, url?: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  const { created, updated, noop, rejected } = await importFiles(db, {
    names: [path],
    source,
    ...(url === undefined ? {} : { url }),
    ...(publisher === undefined ? {} : { publisher }),
    format: null,
    formats,
    dryRun: false,
    batchSize: 20,
    events: { rejected: () => undefined, noted: () => undefined, progressed: () => undefined },
  })
  return Object.entries({ created, updated, noop, rejected })
    .flatMap(([outcome, count]) => (count > 0 ? [`${count} ${outcome}`] : []))
    .join(', ')
}

const stored = (source: string) =>
  db
    .selectFrom('article')
    .select(['external_id', 'headline', 'url'])
    .where('source', '=', source)
    .orderBy('id')
    .execute()

interface Item {
  readonly guid: string
  readonly link: string
  readonly title: string
}
const feed = (...items: readonly Item[]): string =>
  `<rss version="2.0"><channel><title>Guid Gazette</title><link>https://gazette.example/</link><language>en</language>${items
    .map(
      ({ guid, link, title }) =>
        `<item><title>${title}</title><link>${link}</link><guid isPermaLink="false">${guid}</guid><pubDate>Fri, 02 Oct 2026 07:00:00 GMT</pubDate><description>${title}, the council said on Friday.</description></item>`,
    )
    .join('')}</channel></rss>`

describe('an item whose guid changed is the article it was', () => {
  test.each([
    ['from http to https', 'http://a.example/?p=1', 'https://a.example/?p=1'],
    ['by the number of its edition', 'https://a.example/news/2#0', 'https://a.example/news/2#1'],
    ['by www.', 'https://a.example/?p=3', 'https://www.a.example/?p=3'],
    ['by its last slash', 'https://a.example/news/4', 'https://a.example/news/4/'],
    ['inside', '5 at http://a.example', '5 at https://a.example'],
  ])('%s, with another headline', async (name, before, after) => {
    const source = `guid ${name}`
    const link = `https://a.example/article/${name.length}`
    expect(await run('a.xml', feed({ guid: before, link, title: 'Bridge closes' }), source)).toBe('1 created')
    const corrected = feed({ guid: after, link: link.replace('https', 'http'), title: 'Bridge closes from Monday' })
    expect(await run('a.xml', corrected, source)).toBe('1 updated')
    expect(await run('a.xml', corrected, source)).toBe('1 noop')
    expect(await stored(source)).toMatchObject([{ external_id: after, headline: 'Bridge closes from Monday' }])
  })

  test('to another altogether, at its address and under its headline', async () => {
    const link = 'https://b.example/bridge'
    await run('a.xml', feed({ guid: 'old-1', link, title: 'Bridge closes' }), 'moved')
    expect(await run('a.xml', feed({ guid: 'new-9', link, title: 'Bridge closes' }), 'moved')).toBe('1 noop')
    expect(await stored('moved')).toHaveLength(1)
  })

  test('from http to https where it has no address', async () => {
    const of = (guid: string, title: string) =>
      feed({ guid, link: 'https://gazette.example/', title }).replace(/<link>[^<]*<\/link><guid/, '<guid')
    await run('a.xml', of('http://c.example/?p=1', 'Bridge closes'), 'no link')
    expect(await run('a.xml', of('https://c.example/?p=1', 'Bridge opens'), 'no link')).toBe('1 updated')
  })
})

describe('several items at one address are several articles', () => {
  const notices = [1, 2, 3].map((number) => ({
    guid: `n${number}`,
    link: 'https://d.example/notices',
    title: `Notice ${number} of the board`,
  }))

  test('of which the first keeps the address', async () => {
    expect(await run('a.xml', feed(...notices), 'notices')).toBe('3 created')
    expect(await run('a.xml', feed(...notices), 'notices')).toBe('3 noop')
    expect(await stored('notices')).toEqual([
      { external_id: 'n1', headline: 'Notice 1 of the board', url: 'https://d.example/notices' },
      { external_id: 'n2', headline: 'Notice 2 of the board', url: null },
      { external_id: 'n3', headline: 'Notice 3 of the board', url: null },
    ])
  })

  test('also one that is corrected, and one that comes later', async () => {
    const [first, second] = notices as [Item, Item, Item]
    const corrected = { ...second, title: 'Notice 2, corrected' }
    const fourth = { ...first, guid: 'n4', title: 'Notice 4 of the board' }
    expect(await run('a.xml', feed(fourth, corrected), 'notices')).toBe('1 created, 1 updated')
    expect((await stored('notices')).map(({ headline }) => headline)).toEqual([
      'Notice 1 of the board',
      'Notice 2, corrected',
      'Notice 3 of the board',
      'Notice 4 of the board',
    ])
  })

  test('also where their guids differ by a fragment alone', async () => {
    const items = ['a1', 'b2', 'c3'].map((name) => ({
      guid: `https://e.example/notes#${name}`,
      link: 'https://e.example/notes',
      title: `Version ${name} is out`,
    }))
    expect(await run('a.xml', feed(...items), 'fragments')).toBe('3 created')
    const numbered = [0, 1, 2].map((number) => ({
      guid: `https://e.example/log#${number}`,
      link: 'https://e.example/log',
      title: `Entry ${number} of the log`,
    }))
    expect(await run('a.xml', feed(...numbered), 'fragments')).toBe('3 created')
  })
})

test('an address of another source is still refused', async () => {
  const link = 'https://f.example/bridge'
  await run('a.xml', feed({ guid: '1', link, title: 'Bridge closes' }), 'one source')
  expect(await run('a.xml', feed({ guid: '1', link, title: 'Bridge closes' }), 'other source')).toBe('1 rejected')
})

const text =
  'The ferry returns to the north quay on Monday after two years of works, the port said on Thursday in a note.\n\nSkippers had asked for a second berth, and the council has agreed to look at the plan again before the winter.'
const html = `<html lang="en"><head><title>Ferry returns</title></head><body><article><h1>Ferry returns</h1>${text
  .split('\n\n')
  .map((paragraph) => `<p>${paragraph}</p>`)
  .join('')}</article></body></html>`
const plain = `Ferry returns\n\n${text}`

describe('a page without an address', () => {
  test('is one article, as HTML and as text', async () => {
    expect(await run('a.html', html, 'one page', 'Pier News')).toBe('1 created')
    expect(await run('a.txt', plain, 'one page', 'Pier News')).toMatch(/^1 (?:updated|noop)$/)
    expect(await stored('one page')).toHaveLength(1)
  })

  test('is found again where it was stored under the 64 digits that HTML once gave', async () => {
    await run('a.html', html, 'former', 'Pier News')
    const [{ external_id: id } = { external_id: '' }] = await stored('former')
    const long = `${id}${'0123456789abcdef'.repeat(2)}`
    await db.updateTable('article').set({ external_id: long }).where('source', '=', 'former').execute()
    expect(await run('a.html', html.replace('on Monday', 'on Tuesday'), 'former', 'Pier News')).toBe('1 updated')
    expect(await stored('former')).toMatchObject([{ external_id: id }])
  })
})

describe('a page with an address is one article, as HTML, as text and as an entry of a feed', () => {
  test.each(['page before feed', 'feed before page'])('%s', async (order) => {
    const link = `https://pier.example/news/${order.replaceAll(' ', '-')}`
    const page = html.replace('<head>', `<head><link rel="canonical" href="${link}?utm_source=page">`)
    const entry = feed({ guid: order, link: `${link}#comments`, title: 'Ferry returns' })
    const runs = [() => run('b.html', page, order, 'Pier News'), () => run('b.xml', entry, order, 'Pier News')]
    const [first, second] = order.startsWith('page') ? runs : runs.toReversed()
    expect(await first?.()).toBe('1 created')
    expect(await second?.()).toMatch(/^1 (?:updated|noop)$/)
    expect(await run('b.txt', plain, order, 'Pier News', link)).toMatch(/^1 (?:updated|noop)$/)
    expect(await stored(order)).toHaveLength(1)
  })
})

test('a system that names its articles itself is taken at its word', async () => {
  const write = async (id: string, url: string) =>
    (await writeArticles(db, { source: 'cms', articles: [article(id, { url })] })).results.map(({ outcome }) => outcome)
  expect(await write('http://cms.example/1', 'https://cms.example/1')).toEqual(['CREATED'])
  expect(await write('https://cms.example/1', 'https://cms.example/1')).toEqual(['REJECTED'])
})
