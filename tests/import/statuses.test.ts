import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ReadItem } from '../../src/import/draft.ts'
import { createInputValidator } from '../../src/import/normalise/validate-input.ts'
import { createFormats } from '../../src/import/run/known-formats.ts'
import { opening } from './readers/read-all.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/import.md'), 'utf8')
const rows = [...page.matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([A-Z]+)([^|]*) \|$/gm)].flatMap(
  ([, format = '', place = '', words = '', status = '', rest = '']) =>
    [...words.matchAll(/`([^`]+)`/g)].map((match): [string, string, string, string, boolean] => [
      format,
      place.trim(),
      match[1] ?? '',
      status,
      rest.includes('with a note'),
    ]),
)

const ahead = '2099-01-15 01:00:00'
const wxr = (word: string): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Pier</title><link>https://pier.example</link><language>en</language><wp:wxr_version>1.2</wp:wxr_version><item><title>Ferry is back</title><link>https://pier.example/1</link><guid>1</guid><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:status>${word}</wp:status><wp:post_date_gmt>${word === 'future' ? ahead : '2025-01-15 01:00:00'}</wp:post_date_gmt><content:encoded><![CDATA[<p>It rained.</p>]]></content:encoded></item></channel></rss>`
const rss = (inner: string): string =>
  `<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Pier</title><language>en</language><item><guid>1</guid><title>Ferry is back</title><description>It rained.</description>${inner}</item></channel></rss>`
const atom = (inner: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app" xmlns:blogger="http://schemas.google.com/blogger/2018" xml:lang="en"><title>Pier</title><id>urn:f</id><entry><id>urn:1</id><title>Ferry is back</title><published>2025-03-01T08:00:00Z</published><content type="html">It rained.</content>${inner}</entry></feed>`
const html = (head: string): string =>
  `<html lang="en"><head><title>Ferry is back at last</title>${head}</head><body><h1>Ferry is back at last</h1><p>It rained for a week, and nobody in the town had seen the like of it before, as the oldest of them told us.</p></body></html>`

/** A file of a format with a word in a place. */
const files: Readonly<Record<string, (word: string) => string>> = {
  'wxr `wp:status`': wxr,
  'ninjs `pubstatus`': (word) =>
    JSON.stringify({ uri: 'urn:1', type: 'text', headline: 'Ferry is back', body_text: 'It rained.', pubstatus: word }),
  'ndjson `status`': (word) =>
    JSON.stringify({ externalId: '1', headline: 'Ferry is back', language: 'en', status: word }),
  'feed RSS: `wp:status`': (word) => rss(`<wp:status>${word}</wp:status>`),
  'feed JSON Feed: `status`': (word) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Pier',
      language: 'en',
      items: [{ id: '1', title: 'Ferry is back', content_text: 'It rained.', status: word }],
    }),
  'feed Atom: `app:draft`': (word) => atom(`<app:control><app:draft>${word}</app:draft></app:control>`),
  'feed Atom: `blogger:status`': (word) => atom(`<blogger:status>${word}</blogger:status>`),
  'html JSON-LD: `creativeWorkStatus`': (word) =>
    html(
      `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Ferry is back at last', creativeWorkStatus: word })}</script>`,
    ),
  'html meta: `robots`': (word) => html(`<meta name="robots" content="${word}">`),
}

const formats = createFormats(createInputValidator())

test('the table has every format that states one', () => {
  expect(new Set(rows.map(([format]) => format))).toEqual(new Set(['wxr', 'ninjs', 'ndjson', 'feed', 'html']))
})

test.for(rows)('%s, %s: %s is %s', async ([format, place, word, status, isNoted]) => {
  const items: ReadItem[] = []
  const file = files[`${format} ${place}`]?.(word) ?? ''
  const { read } = formats.byName[format] ?? { read: undefined }
  for await (const item of read?.(opening(file), { fileName: 'file' }) ?? []) items.push(item)
  const [item] = items
  if (item?.kind !== 'article') throw new Error(JSON.stringify(item))
  expect(item.draft.input.status).toBe(status)
  if (isNoted) expect(item.draft.notes.some(({ field }) => field === 'status')).toBe(true)
})
