import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readHtmlPage } from '../../../../src/import/readers/html/read-html-page.ts'

const read = (name: string) =>
  readHtmlPage(readFileSync(new URL(`pages/${name}.html`, import.meta.url)), { fileName: `${name}.html` }).input
const textOf = (name: string) => (read(name).body?.html ?? '').replace(/<[^>]+>/g, ' ')
const topics = (name: string, type: string) =>
  read(name)
    .topics?.filter((topic) => topic.type === type)
    .map((topic) => topic.name)
const names = (name: string) => read(name).authors?.map((author) => author.name)

test('date, section and tags in the footer of the article are its own', () => {
  expect(read('footer-date.sv').datePublished).toBe('2024-05-03T05:40:00Z')
  expect(topics('footer-date.sv', 'SECTION')).toEqual(['Skärgård'])
  expect(topics('footer-date.sv', 'KEYWORD')).toEqual(['färjor'])
  expect(names('footer-date.sv')).toEqual(['Tove Åkesson'])
})

test('the system that a blog is written with is not its publisher', () => {
  expect(read('platform.pt').publisher?.name).toBe('Jornal da Serra')
  expect(topics('platform.pt', 'KEYWORD')).toEqual(['cinema'])
  expect(read('platform.pt').relatedLinks?.map(({ title }) => title)).toEqual(['O coreto ganha pintura nova'])
})

test('a title that names the site alone gives way to the heading over the text', () => {
  const { headline, publisher } = read('site-title.id')
  expect([headline, publisher?.name]).toEqual(['Panen Pertama dari Kebun Atap Kampung', 'Lumbung Warga'])
  expect(names('site-title.id')).toEqual(['Sekar Wulandari'])
})

test('contacts and stories listed behind a text are no part of it, and a few words are a standfirst where metadata has them', () => {
  expect(read('campus.de').standfirst).toBe('Asphalt soll flüstern lernen.')
  expect(topics('campus.de', 'SECTION')).toEqual(['Forschung'])
  expect(textOf('campus.de')).toMatch(/Weitere Informationen veröffentlicht das Labor im Herbst\.\s*$/)
  expect(read('campus.de').relatedLinks?.map(({ title }) => title)).toEqual(['Ein Messwagen für die ganze Region'])
})

test('a line of facts names writer, path and change without markup', () => {
  const page = read('portal.zh')
  expect(names('portal.zh')).toEqual(['陈小雨'])
  expect(topics('portal.zh', 'SECTION')).toEqual(['本地'])
  expect([page.datePublished, page.dateModified]).toEqual(['2024-03-15', '2024-03-16'])
  expect(textOf('portal.zh')).toMatch(/晚上九点关门。\s*$/)
  expect(page.relatedLinks?.map(({ title }) => title)).toEqual(['古桥修缮完工 市民重走百年石板路'])
})

test('whom a person writes for is no author, and an inbox is no newsletter', () => {
  expect(names('affiliation.es')).toEqual(['Rocío Ferrer'])
  expect(topics('affiliation.es', 'KEYWORD')).toEqual(['molinos', 'pan'])
  expect(textOf('affiliation.es')).toContain('to your inbox')
  expect(textOf('affiliation.es')).not.toMatch(/Ref\. 4412|Harina de trigo/)
  // a relative address leads to the picture that the page shows under that name
  expect(read('affiliation.es').image?.url).toBe('https://vega.example/fotos/img/molino-rio.jpg')
})

test('the archive of a day and a list of tags are no section', () => {
  expect(topics('plugin-list.ja', 'SECTION')).toEqual(['菜園'])
  expect(topics('plugin-list.ja', 'KEYWORD')).toEqual(['お茶'])
  expect(textOf('plugin-list.ja')).not.toContain('shop.example')
})

test('who took a picture is no author, and an attribute for tests may mark the byline', () => {
  expect(names('numbered-classes.fi')).toEqual(['Aino Rantala'])
})

test('writer, section and lines of the site are known by their words in more languages', () => {
  expect(names('words.hu')).toEqual(['Bodor Júlia'])
  expect(topics('words.hu', 'SECTION')).toEqual(['Természet'])
  expect(textOf('words.hu')).not.toMatch(/Hirdetés|Newsletter|Borítókép|Kövessen/)
  expect(textOf('words.hu')).toContain('tűzoltók')
})

test('the changes a page has seen neither date it nor end its text, and a day in the heading is no word of it', () => {
  const page = read('history.en')
  expect(page.headline).toBe('Lamps along the quay to be lit again')
  expect([page.datePublished, page.dateModified]).toEqual(['2024-05-03', '2024-05-17'])
  expect(topics('history.en', 'SECTION')).toEqual(['Works'])
  expect(textOf('history.en')).toMatch(/again from Sunday\.\s*$/)
})

test('a signature and the credit of a picture are no lines of the text', () => {
  expect(topics('signature.ko', 'SECTION')).toEqual(['생활'])
  expect(textOf('signature.ko')).not.toMatch(/기자|사진/)
  expect(textOf('signature.ko')).toMatch(/문을 연다\.\s*$/)
})

test('the day of a change never stands for the publication, whose label may stand beside the text', () => {
  const { datePublished, dateModified } = read('beside.sv')
  expect([datePublished, dateModified]).toEqual(['2024-09-02', '2024-09-05'])
})
