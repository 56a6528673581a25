import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readFeed } from '../../../../src/import/readers/feed/read-feed.ts'
import { readHtmlPage } from '../../../../src/import/readers/html/read-html-page.ts'

const title = 'Новый паром вернулся к северной пристани'
const feed = (declared: string): string =>
  `<?xml version="1.0"${declared === '' ? '' : ` encoding="${declared}"`}?><rss version="2.0"><channel><title>Порт</title>` +
  `<item><title>${title}</title><guid>1</guid></item></channel></rss>`

async function titleOf(bytes: Uint8Array, charset: string | undefined): Promise<string | null> {
  const options = { fileName: 'x', ...(charset === undefined ? {} : { charset }) }
  for await (const item of readFeed(async function* () {
    yield bytes
  }, options))
    return item.kind === 'article' ? item.draft.input.headline : null
  return null
}

describe('the encoding that a server gives with a file', () => {
  test.for([
    // bytes, what the file declares, what the server says
    ['windows-1251', '', 'windows-1251'],
    ['windows-1251', 'utf-8', 'windows-1251'],
    ['koi8-r', 'windows-1251', 'KOI8-R'],
    ['windows-1251', '', '"windows-1251"'],
    // what the server says is not borne out by the bytes
    ['windows-1251', 'windows-1251', 'utf-8'],
    ['windows-1251', 'windows-1251', 'iso-8859-1'],
    ['utf-8', '', 'windows-1251'],
    ['utf-8', 'utf-8', 'iso-8859-1'],
    ['utf-8', '', 'x-unknown'],
    ['windows-1251', 'windows-1251', ''],
  ])('of %s that declares "%s", with the header "%s"', async ([encoding = '', declared = '', charset = '']) => {
    expect(await titleOf(iconv.encode(feed(declared), encoding), charset)).toBe(title)
  })

  test('comes first for accented letters, which any encoding of single bytes may hold', async () => {
    const polish = feed('').replaceAll(title, 'Zażółć gęślą jaźń').replace('Порт', 'Port')
    expect(await titleOf(iconv.encode(polish, 'iso-8859-2'), 'iso-8859-2')).toBe('Zażółć gęślą jaźń')
  })

  test('holds for a page as well', () => {
    const html = `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${'Паром снова ходит каждый день. '.repeat(12)}</p></body></html>`
    const { input } = readHtmlPage(iconv.encode(html, 'windows-1251'), { fileName: 'x', charset: 'windows-1251' })
    expect(input.headline).toBe(title)
  })
})
