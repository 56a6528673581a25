import { describe, expect, it } from 'vitest'
import { withoutTracking } from '../../src/text/address.ts'
import { nameKey, titleKey, urlKey } from '../../src/text/keys.ts'
import { suppliedSlug } from '../../src/text/slug.ts'

/** A name in each language, whose letters can be written composed and decomposed. */
const names: readonly (readonly [string, string])[] = [
  ['fr', 'Élysée'],
  ['de', 'Grüße aus Köln'],
  ['vi', 'Nguyễn Thị Hằng'],
  ['ja', 'ガイドブック'],
  ['ko', '한국 경제'],
  ['ar', 'آثار مؤتمر'],
  ['bn', 'কোলকাতা শহর'],
  ['el', 'Οδός Ερμού'],
  ['ru', 'Йод и ёлка'],
  ['cs', 'Příliš žluťoučký kůň'],
  ['ta', 'கொடி நாள்'],
]

describe('composed and decomposed letters', () => {
  it.each(names)('of %s make one key: %s', (_, name) => {
    const [composed, decomposed] = [name.normalize('NFC'), name.normalize('NFD')]
    expect(decomposed).not.toBe(composed)
    expect(nameKey(decomposed)).toBe(nameKey(composed))
    expect(titleKey(decomposed)).toBe(titleKey(composed))
    expect(suppliedSlug(decomposed)).toBe(suppliedSlug(composed))
    const url = (text: string) => `https://a.example/news/${text.replaceAll(' ', '-')}?tag=${text}`
    expect(urlKey(url(decomposed))).toBe(urlKey(url(composed)))
    expect(urlKey(encodeURI(url(decomposed)))).toBe(urlKey(url(composed)))
    for (const key of [nameKey(decomposed), titleKey(decomposed)]) expect(key).toBe(key.normalize('NFC'))
  })

  it('sigma is one letter wherever it stands', () => {
    expect(nameKey('ΟΔΥΣΣΕΥΣ')).toBe(nameKey('Οδυσσεύς'))
    expect(nameKey('Οδυσσεύς')).toBe(nameKey('Οδυσσεύσ'))
    expect(titleKey('Σεισμός!')).toBe(titleKey('ΣΕΙΣΜΟΣ'))
  })
})

describe('what only counts readers', () => {
  it.each([
    ['https://a.example/news?smid=tw&id=7', 'https://a.example/news?id=7'],
    ['https://a.example/news?id=7&utm_source=x', 'https://a.example/news?id=7'],
    ['https://a.example/news?ocid=1', 'https://a.example/news'],
    ['https://a.example/news?ref=twitter', 'https://a.example/news'],
    ['https://a.example/news?ref=12345', 'https://a.example/news?ref=12345'],
    ['https://a.example/news?amp_js_v=1&at_medium=x&wt_mc=y', 'https://a.example/news'],
    ['https://a.example/news?', 'https://a.example/news'],
    ['https://a.example/news#comments', 'https://a.example/news'],
    ['https://a.example/#!/news/1', 'https://a.example/#!/news/1'],
    ['https://a.example/#/news/1?utm_source=x', 'https://a.example/#/news/1?utm_source=x'],
    ['https://a.example/#!', 'https://a.example/'],
    ['https://a.example/#/', 'https://a.example/'],
    ['https://a.example/a?id=7&b=%20c', 'https://a.example/a?id=7&b=%20c'],
  ])('%s is %s', (address, stable) => {
    expect(withoutTracking(address)).toBe(stable)
    expect(urlKey(address)).toBe(urlKey(stable))
  })

  it('routes are addresses of their own', () => {
    const routes = ['https://a.example/#!/news/1', 'https://a.example/#!/news/2', 'https://a.example/#/news/1']
    expect(new Set([...routes, 'https://a.example/'].map(urlKey)).size).toBe(4)
  })
})

describe('a slug that is supplied', () => {
  it.each([
    ['राजनीति', 'राजनीति'],
    ['日本語', '日本語'],
    ['한국', '한국'],
    ['한국'.normalize('NFD'), '한국'],
    ['한국-2025', '한국-2025'],
    ['v1.2.3', 'v1.2.3'],
    ['Breaking-News_2', 'Breaking-News_2'],
    ['%e6%97%a5%e6%9c%ac', '日本'],
    ['two words', 'two-words'],
    ['  /a/b/ ', 'a-b'],
    ['می‌خواهم', 'می‌خواهم'],
    ['---', ''],
    ['!?', ''],
  ])('%s is %s', (supplied, slug) => {
    expect(suppliedSlug(supplied)).toBe(slug)
    expect(suppliedSlug(slug)).toBe(slug)
  })
})
