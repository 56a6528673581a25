import { describe, expect, test } from 'vitest'
import type { ArticleInput } from '../../../schema/models.ts'
import { normalise } from '../../../src/import/normalise/normalise.ts'
import { readFeed } from '../../../src/import/readers/feed/read-feed.ts'
import { readHtmlPage } from '../../../src/import/readers/html/read-html-page.ts'
import { readNinjs } from '../../../src/import/readers/ninjs/read-ninjs.ts'
import { readPageText } from '../../../src/import/readers/page-text/read-page-text.ts'
import { readWxr } from '../../../src/import/readers/wxr/read-wxr.ts'
import { readAll } from './read-all.ts'

interface Sample {
  readonly headline: string
  readonly byline: string
  readonly paragraphs: readonly string[]
  readonly language?: string
  readonly url?: string
}

const url = 'https://pier.example/news/ferry'
const paragraphs = [
  'The ferry returns to the north quay on Monday after two years of works, the port said on Thursday in a note.',
  'Skippers had asked for a second berth, and the council has agreed to look at the plan again before the winter.',
]
const published = '2026-10-02T07:00:00Z'

/** The same article in every format that has a byline. */
const readers: Readonly<Record<string, (article: Sample) => Promise<ArticleInput>>> = {
  html: async (article) =>
    readHtmlPage(
      `<html lang="${article.language ?? 'en'}"><head><title>${article.headline}</title><link rel="canonical" href="${article.url ?? url}">` +
        `<meta property="og:site_name" content="Pier News"></head><body><article><h1>${article.headline}</h1>` +
        `<p class="byline">${article.byline}</p><time datetime="${published}"></time><div class="article-body">${htmlOf(article)}</div></article></body></html>`,
      { fileName: 'page.html' },
    ).input,
  'page-text': async (article) =>
    readPageText([article.headline, article.byline, ...article.paragraphs].join('\n\n'), {
      fileName: 'page.txt',
      url: article.url ?? url,
      publisher: 'Pier News',
      language: article.language ?? 'en',
      date: published,
    }).input,
  feed: async (article) =>
    await only(
      readFeed,
      `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>` +
        `<title>Pier News</title><link>https://pier.example/</link><language>${article.language ?? 'en'}</language><item><title>${article.headline}</title>` +
        `<link>${escaped(article.url ?? url)}</link><dc:creator>${article.byline}</dc:creator><pubDate>${published}</pubDate>` +
        `<content:encoded><![CDATA[${htmlOf(article)}]]></content:encoded></item></channel></rss>`,
    ),
  wxr: async (article) =>
    await only(
      readWxr,
      `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">` +
        `<channel><title>Pier News</title><link>https://pier.example</link><language>${article.language ?? 'en'}</language><wp:wxr_version>1.2</wp:wxr_version>` +
        `<wp:base_site_url>https://pier.example</wp:base_site_url><item><title>${article.headline}</title><link>${escaped(article.url ?? url)}</link>` +
        `<dc:creator>${article.byline}</dc:creator><content:encoded><![CDATA[${htmlOf(article)}]]></content:encoded><wp:post_id>7</wp:post_id>` +
        `<wp:post_date_gmt>2026-10-02 07:00:00</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>`,
    ),
  ninjs: async (article) =>
    await only(
      readNinjs,
      JSON.stringify({
        uri: article.url ?? url,
        type: 'text',
        language: article.language ?? 'en',
        pubstatus: 'usable',
        versioncreated: published,
        headline: article.headline,
        byline: article.byline,
        body_html: htmlOf(article),
        url: article.url ?? url,
      }),
    ),
}

const htmlOf = (article: Sample): string => article.paragraphs.map((text) => `<p>${text}</p>`).join('')
const escaped = (text: string): string => text.replaceAll('&', '&amp;')

async function only(read: Parameters<typeof readAll>[0], content: string): Promise<ArticleInput> {
  const [item] = await readAll(read, content, { publisher: 'Pier News' })
  if (item?.kind !== 'article') throw new Error(`nothing was read: ${JSON.stringify(item)}`)
  return item.draft.input
}

/** What each reader makes of an article, by the name of the format. */
async function byReader<Value>(
  article: Sample,
  value: (input: ArticleInput) => Value,
): Promise<Readonly<Record<string, Value>>> {
  const entries = Object.entries(readers).map(async ([name, read]) => [name, value(await read(article))] as const)
  return Object.fromEntries(await Promise.all(entries))
}

const same = <Value>(value: Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.keys(readers).map((name) => [name, value]))

describe('all readers agree', () => {
  test.each([
    ['By Jane Roe and John Doe', 'en', ['Jane Roe', 'John Doe']],
    ['Von Anna Süd, Karl Nord und Eva West', 'de', ['Anna Süd', 'Karl Nord', 'Eva West']],
    ['A cura di Mario Rossi', 'it', ['Mario Rossi']],
    ['Par Anne Dupont et Luc Martin', 'fr', ['Anne Dupont', 'Luc Martin']],
    ['Jane Roe, Political Editor', 'en', ['Jane Roe']],
    ['Автор: Иван Петров', 'ru', ['Иван Петров']],
  ])('on who wrote by "%s"', async (byline, language, names) => {
    const article = { headline: 'Ferry returns to the north quay', byline, paragraphs, language }
    // an export of WordPress names accounts, one each
    const { wxr: _, ...found } = await byReader(article, ({ authors }) => (authors ?? []).map(({ name }) => name))
    const { wxr: _wxr, ...expected } = same(names)
    expect(found).toEqual(expected)
  })

  test.each([
    [`${url}?utm_source=x&smid=tw&id=7#comments`, 'pier.example/news/ferry?id=7'],
    [`http://www.pier.example:80/news/ferry/`, 'pier.example/news/ferry'],
    ['https://pier.example/#!/news/1', 'pier.example/#!/news/1'],
    [`https://pier.example/${'한국'.normalize('NFD')}`, `pier.example/${encodeURI('한국')}`],
  ])('on which page is at %s', async (address, key) => {
    const article = { headline: 'Ferry returns to the north quay', byline: 'By Jane Roe', paragraphs, url: address }
    const keys = await byReader(article, (input) => keyOf(input))
    expect(new Set(Object.values(keys))).toEqual(new Set([decodeURI(key)]))
  })

  test('on how many words a text has, and how it is written', async () => {
    const decomposed = paragraphs.map((text) => `${text} Cafe\u0301 re\u0301sume\u0301.`)
    const article = { headline: 'Ferry returns to the north quay', byline: 'By Jane Roe', paragraphs: decomposed }
    const texts = await byReader(article, (input) => {
      const { result } = { result: normalise(input) }
      if ('userErrors' in result) throw new Error(JSON.stringify(result.userErrors))
      return [result.article.wordCount, result.article.body?.text]
    })
    expect(texts).toEqual(same([47, decomposed.map((text) => text.normalize('NFC')).join('\n\n')]))
  })
})

function keyOf(input: ArticleInput): string | undefined {
  const result = normalise(input)
  if ('userErrors' in result) throw new Error(JSON.stringify(result.userErrors))
  return result.article.url === null ? undefined : decodeURI(result.article.url.key)
}
