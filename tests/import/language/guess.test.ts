import { describe, expect, test } from 'vitest'
import { guessLanguage } from '../../../src/import/language/guess.ts'
import { readHtmlPage } from '../../../src/import/readers/html/read-html-page.ts'
import { passages } from './passages.ts'

const all = Object.entries(passages)
// two ways of writing one language: either tag is right
const written: Readonly<Record<string, string>> = { nb: 'nb', nn: 'nn' }

describe('a report tells its language', () => {
  test.for(all)('%s', ([tag, text]) => {
    expect(guessLanguage(text).tag).toBe(written[tag] ?? tag)
  })

  test.for(all)('%s by its first sentence, or none is claimed that is far off', ([tag, text]) => {
    const first = text.split(/(?<=[.።।]) /)[0] ?? text
    const { tag: found } = guessLanguage(first)
    const near = groups.find((group) => group.includes(tag)) ?? [tag]
    expect([...near, null]).toContain(found)
  })
})

// short sentences of neighbours may be taken for each other
const groups = [
  'da nb nn sv',
  'hr sr bs sl',
  'id ms jv',
  'es gl pt ca',
  'zu xh',
  'cs sk',
  'nl af',
  'uz kk',
  'ru uk be bg mk',
  'fil ceb',
  'kk ky az',
  'rw ny sn',
  'om so',
].map((group) => group.split(' '))

const page = (lang: string | null, text: string, head = '', url = 'https://paper.example/a/b'): string =>
  readHtmlPage(
    `<html${lang === null ? '' : ` lang="${lang}"`}><head><title>Water | Paper</title><link rel="canonical" href="${url}">${head}</head>` +
      `<body><article><h1>Water</h1><p>${text}</p></article></body></html>`,
    { fileName: 'x.html' },
  ).input.language

describe('a page', () => {
  test.for(all)('in %s without a statement', ([tag, text]) => {
    expect(page(null, text)).toBe(tag)
  })

  test.for(all.filter(([tag]) => tag !== 'en'))('in %s whose template was left at English', ([tag, text]) => {
    expect(page('en', text)).toBe(tag)
    expect(page('en-US', text, '<meta property="og:locale" content="en_US">')).toBe(tag)
  })

  test.for(all)('in %s that says so', ([tag, text]) => {
    expect(page(tag, text)).toBe(tag)
  })

  // alike when written: a page's own word is taken unless the words are plainly the other's
  test.for([
    ['es', 'ca'],
    ['es', 'gl'],
    ['es', 'eu'],
    ['pt', 'gl'],
    ['ru', 'uk'],
    ['ru', 'be'],
    ['nl', 'af'],
    ['de', 'lb'],
    ['fr', 'ht'],
    ['tr', 'az'],
    ['ar', 'fa'],
    ['ar', 'ckb'],
    ['ru', 'kk'],
    ['lt', 'lv'],
    ['sv', 'fi'],
    ['en', 'pcm'],
  ] as const)('marked %s by a system for many, written in %s', ([declared, tag]) => {
    expect(page(declared, passages[tag] ?? '')).toBe(tag)
  })

  test('in the variant that is stated where the text is in the language', () => {
    expect(page('pt-BR', passages['pt'] ?? '')).toBe('pt-BR')
    expect(page('sr-Latn-RS', passages['sr'] ?? '')).toBe('sr-Latn-RS')
    expect(page('en', passages['de'] ?? '', '<meta property="og:locale" content="de_AT">')).toBe('de-AT')
  })

  test('in one of neighbours that its host tells apart', () => {
    const short =
      'Gradonačelnik je rekao da su radnici na terenu i da će sve biti u redu do kraja godine, a građani su umorni od obećanja koja se ponavljaju.'
    expect(page(null, short, '', 'https://list.example.hr/vijesti/voda')).toBe('hr')
    expect(page(null, short, '', 'https://list.example.ba/vijesti/voda')).toBe('bs')
    expect(page(null, short, '', 'https://list.example.rs/vesti/voda')).toBe('sr')
  })

  test('quotations in another language change nothing', () => {
    expect(page('en', `${passages['en'] ?? ''} ${(passages['sw'] ?? '').slice(0, 160)}`)).toBe('en')
  })
})
