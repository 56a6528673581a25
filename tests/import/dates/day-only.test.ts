import { describe, expect, it } from 'vitest'
import { feedDate } from '../../../src/import/dates/date.ts'
import { readFeed } from '../../../src/import/readers/feed/read-feed.ts'
import { readHtmlPage } from '../../../src/import/readers/html/read-html-page.ts'
import { readNdjson } from '../../../src/import/readers/ndjson/read-ndjson.ts'
import { readNinjs } from '../../../src/import/readers/ninjs/read-ninjs.ts'
import { readPageText } from '../../../src/import/readers/page-text/read-page-text.ts'
import type { ReadItem } from '../../../src/import/draft.ts'
import { toItem } from '../../../src/import/run/to-item.ts'
import { createInputValidator } from '../../../src/import/normalise/validate-input.ts'
import { readAll } from '../readers/read-all.ts'

const text =
  'The ferry returns to the north quay on Monday after two years of works, the port said on Thursday in a note.\n\nSkippers had asked for a second berth, and the council has agreed to look at the plan again before the winter.'
const page = (head: string, line: string): ReadItem => {
  const html = `<!doctype html><html lang="en"><head><title>Ferry returns</title><link rel="canonical" href="https://pier.example/ferry">${head}</head><body><article><h1>Ferry returns</h1>${line}<p>${text}</p></article></body></html>`
  return { kind: 'article', item: 'page', draft: readHtmlPage(html, { fileName: 'a.html' }) }
}
const meta = (property: string, content: string): string => `<meta property="article:${property}" content="${content}">`

/** The dates that are written, and the fields whose notes say that something was assumed. */
async function written(item: ReadItem | undefined): Promise<unknown> {
  if (item === undefined) return null
  const made = await toItem(item, true, 'test')
  if (!('write' in made)) return made
  const { datePublished, dateModified, embargoedUntil } = made.write.article
  return { datePublished, dateModified, embargoedUntil, notes: made.notes.map(({ field }) => field) }
}

describe('of a page', () => {
  it.each([
    ['2026-01-15', '2026-01-15T00:00:00Z'],
    ['January 15, 2026', '2026-01-15T00:00:00Z'],
    ['2026-01-15T09:30', '2026-01-15T00:00:00Z'],
    ['2026-01-15 09:30:00', '2026-01-15T00:00:00Z'],
    ['Thursday, January 15, 2026 - 09:30', '2026-01-15T00:00:00Z'],
    ['Jan. 15, 2026 at 9:30 a.m. ET', '2026-01-15T00:00:00Z'],
    ['20260115', '2026-01-15T00:00:00Z'],
  ])('"%s" keeps its day, with a note, for publication and change alike', async (date, instant) => {
    const notes = expect.arrayContaining(['datePublished'])
    expect(await written(page(meta('published_time', date), ''))).toMatchObject({ datePublished: instant, notes })
    const changed = `${meta('published_time', '2026-01-10T08:00:00Z')}${meta('modified_time', date)}`
    expect(await written(page(changed, ''))).toMatchObject({
      dateModified: instant,
      notes: expect.arrayContaining(['dateModified']),
    })
  })

  it.each(['January 15, 2026, 9:30 a.m.', '15 January 2026 09:30', '15 January 2026'])(
    'as it shows it: "%s"',
    async (date) => {
      expect(await written(page('', `<p class="date">${date}</p>`))).toMatchObject({
        datePublished: '2026-01-15T00:00:00Z',
      })
    },
  )

  it('a change on the day of publication does not come before it', async () => {
    expect(
      await written(
        page(`${meta('published_time', '2026-01-15T09:30:00Z')}${meta('modified_time', '2026-01-15')}`, ''),
      ),
    ).toMatchObject({ datePublished: '2026-01-15T09:30:00Z', dateModified: '2026-01-15T09:30:00Z' })
  })

  it('a correction keeps its day too', async () => {
    const ld = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry returns","datePublished":"2026-01-10T08:00:00Z","correction":{"@type":"CorrectionComment","text":"It is Monday.","datePublished":"2026-01-15"}}</script>`
    const item = page(ld, '')
    const made = await toItem(item, true, 'test')
    expect('write' in made && made.write.article.corrections).toEqual([
      { text: 'It is Monday.', date: '2026-01-15T00:00:00Z' },
    ])
  })

  it('by --date', async () => {
    const html = `<html lang="en"><head><title>Ferry returns</title></head><body><article><h1>Ferry returns</h1><p>${text}</p></article></body></html>`
    const draft = readHtmlPage(html, { fileName: 'a.html', date: '2026-01-15' })
    expect(await written({ kind: 'article', item: 'page', draft })).toMatchObject({
      datePublished: '2026-01-15T00:00:00Z',
    })
  })
})

describe('of the other formats', () => {
  it('the text of a page', async () => {
    const draft = readPageText(
      `Ferry returns\n\nBy Ines Moreau\n\n15 January 2026\nUpdated 16 January 2026\n\n${text}`,
      {
        fileName: 'a.txt',
        publisher: 'Pier News',
      },
    )
    expect(await written({ kind: 'article', item: 'page', draft })).toMatchObject({
      datePublished: '2026-01-15T00:00:00Z',
      dateModified: '2026-01-16T00:00:00Z',
      notes: expect.arrayContaining(['datePublished', 'dateModified']),
    })
  })

  it('a feed', async () => {
    const feed = (published: string): string =>
      `<rss version="2.0"><channel><title>T</title><language>en</language><item><guid>1</guid><title>A</title><pubDate>${published}</pubDate><description>Some words.</description></item></channel></rss>`
    for (const date of ['2026-01-15', 'Thu, 15 Jan 2026', 'Thu, 15 Jan 2026 09:30:00 XYZT']) {
      expect(await written((await readAll(readFeed, feed(date)))[0])).toMatchObject({
        datePublished: '2026-01-15T00:00:00Z',
        notes: expect.arrayContaining(['datePublished']),
      })
    }
  })

  it('ninjs', async () => {
    const item = { uri: 'urn:1', type: 'text', headline: 'A', language: 'en', publisher: 'P' }
    const dates = { firstcreated: '2026-01-15', contentmodified: '2026-01-16', embargoed: '2026-01-17' }
    expect(await written((await readAll(readNinjs, JSON.stringify({ ...item, ...dates })))[0])).toMatchObject({
      datePublished: '2026-01-15T00:00:00Z',
      dateModified: '2026-01-16T00:00:00Z',
      embargoedUntil: '2026-01-17T00:00:00Z',
      notes: ['datePublished', 'dateModified', 'embargoedUntil'],
    })
  })

  it('a line of the contract', async () => {
    const validate = createInputValidator()
    const line = {
      externalId: '1',
      headline: 'A',
      language: 'en',
      publisher: { name: 'P' },
      datePublished: '2026-01-15',
      dateModified: '2026-01-16T09:30',
      corrections: [{ text: 'It is Monday.', date: '2026-01-15' }],
    }
    const [item] = await readAll((open, options) => readNdjson(open, options, validate), JSON.stringify(line))
    expect(await written(item)).toMatchObject({
      datePublished: '2026-01-15T00:00:00Z',
      dateModified: '2026-01-16T09:30:00Z',
      notes: ['datePublished', 'dateModified', 'corrections'],
    })
  })
})

it.each([
  ['Wed Jul 22 2015 15:05:08 GMT+0000 (UTC)', '2015-07-22T15:05:08Z'],
  ['Wed Jul 22 2015 15:05:08 GMT+0200 (Central European Summer Time)', '2015-07-22T13:05:08Z'],
  ['"2015-07-22T15:05:08Z"', '2015-07-22T15:05:08Z'],
  ['ISODate("2015-07-22T15:05:08Z")', '2015-07-22T15:05:08Z'],
  ['/Date(1437577508000)/', '2015-07-22T15:05:08Z'],
  ['/Date(1437577508000+0200)/', '2015-07-22T15:05:08Z'],
  ['1437577508.123', '2015-07-22T15:05:08Z'],
  ['2015-07-22 15:05:08.123456 +0000 UTC m=+0.0001', '2015-07-22T15:05:08Z'],
  ['2015-07-22 15:05:08 +0000 UTC', '2015-07-22T15:05:08Z'],
  ['2015-07-22T15:05:08+02:00[Europe/Berlin]', '2015-07-22T13:05:08Z'],
  ['7/22/2015, 3:05:08 PM', '2015-07-22T15:05:08Z'],
  ['22 July 2015 | 15:05', '2015-07-22T15:05:00Z'],
  ['5/6/2015', null],
  ['05/06/15', null],
  ['Invalid Date', null],
  ['0000-00-00 00:00:00', null],
  ['Mon, 30 Nov -0001 00:00:00 +0000', null],
])('what programs print, %s, is %s', (printed, date) => {
  expect(feedDate(printed)).toBe(date)
})
