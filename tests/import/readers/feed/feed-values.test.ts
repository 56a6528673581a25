import { describe, expect, it } from 'vitest'
import { topicsOf } from '../../../../src/import/readers/feed/topics.ts'
import { resolveHtml } from '../../../../src/import/readers/shared/address.ts'
import { feedDate } from '../../../../src/import/dates/date.ts'
import { guessLanguage } from '../../../../src/import/language/guess.ts'
import { languageTag } from '../../../../src/import/language/tag.ts'

describe('dates as feeds write them', () => {
  it.each([
    ['Wed, 02 Oct 2002 15:00:00 +0200', '2002-10-02T13:00:00Z'],
    ['Mon, 1 Jan 24 10:00 EST', '2024-01-01T15:00:00Z'],
    ['tue, 01 oct 2002 08:00:00 gmt', '2002-10-01T08:00:00Z'],
    ['Mi, 02 Okt 2019 10:00:00 +0200', '2019-10-02T08:00:00Z'],
    ['mer., 02 août 2019 10:00:00 +0200', '2019-08-02T08:00:00Z'],
    ['mar, 03 mar 2020 10:00:00 +0100', '2020-03-03T09:00:00Z'],
    ['mar. 3 mars 2020 10:00:00 +0100', '2020-03-03T09:00:00Z'],
    ['Пт, 05 июн 2020 10:00:00 +0300', '2020-06-05T07:00:00Z'],
    ['2 de enero de 2020 10:00', '2020-01-02T10:00:00Z'],
    ['Wed Oct  2 08:00:00 EST 2002', '2002-10-02T13:00:00Z'],
    ['Oct 2, 2002 8:00 PM GMT', '2002-10-02T20:00:00Z'],
    ['Sat, 07 Sep 2002 00:00:01 GMT+0200', '2002-09-06T22:00:01Z'],
    ['Sat, 07 Sep 2002 24:00:00 GMT', '2002-09-08T00:00:00Z'],
    ['Tue, 3 Mar 2020, 10:00 CET (Berlin)', '2020-03-03T09:00:00Z'],
    ['2020-03-01T10:00:00.123+05:30', '2020-03-01T04:30:00Z'],
    ['2020-03-01 10:00', '2020-03-01T10:00:00Z'],
    ['20200301T101112Z', '2020-03-01T10:11:12Z'],
    ['2020-03-01', '2020-03-01'],
    ['1583020800', '2020-03-01T00:00:00Z'],
    ['31/03/2020 10:00', '2020-03-31T10:00:00Z'],
    ['3/31/2020 8:00 PM', '2020-03-31T20:00:00Z'],
    ['03.04.2020, 10:00', '2020-04-03T10:00:00Z'],
    ['2020年3月1日 10:00', '2020-03-01T10:00:00Z'],
    ['Sun Mar 01 2020 10:00:00 GMT+0100 (Central European Standard Time)', '2020-03-01T09:00:00Z'],
    ['2020-03-01T10:00:00+01:00[Europe/Berlin]', '2020-03-01T09:00:00Z'],
    ['2020-03-01 10:00:00 +0100 CET', '2020-03-01T09:00:00Z'],
    ['2020.03.01 10:00 KST', '2020-03-01T01:00:00Z'],
  ])('%s is %s', (written, read) => {
    expect(feedDate(written)).toBe(read)
  })

  it('the month is read in the language of the feed, where others give its name to another month', () => {
    expect(feedDate('5 listopada 2024 10:00', 'pl')).toBe('2024-11-05T10:00:00Z')
    expect(feedDate('5. listopada 2024 10:00', 'hr')).toBe('2024-10-05T10:00:00Z')
    expect(feedDate('5 listopada 2024 10:00')).toBeNull()
  })

  it.each([
    'Thu, 31 Feb 2020 10:00:00 GMT',
    '10/11/2020 10:00',
    'Mon, 30 Nov -0001 00:00:00 +0000',
    '0000-00-00 00:00:00',
    'Thu, 01 Jan 1970 00:00:00 +0000',
    '0001-01-01T00:00:00Z',
    'gestern',
    '',
    'Sat, 07 Sep 2002 25:00:00 GMT',
  ])('%s is none', (written) => {
    expect(feedDate(written)).toBeNull()
  })

  it('a time in a zone that means several keeps its day', () => {
    expect(feedDate('2 Oct 2002 8:00:00 IST')).toBe('2002-10-02')
  })
})

describe('categories', () => {
  const paths = (name: string, scheme?: string): unknown =>
    topicsOf([{ name, scheme }], undefined).map((topic) => `${topic.type} ${topic.path}`)
  it.each([
    ['Politics', 'KEYWORD politics'],
    ['News/Politics', 'SECTION news/politics'],
    ['/news/local', 'SECTION news/local'],
    ['News > Local', 'SECTION news/local'],
    ['AC/DC', 'KEYWORD ac-dc'],
    ['24/7', 'KEYWORD 24-7'],
    ['#harbour', 'KEYWORD harbour'],
    ['Политика', 'KEYWORD politika'],
    ['政治', 'KEYWORD 政治'],
  ])('%s is %s', (name, topic) => {
    expect(paths(name)).toEqual([topic])
  })

  it('lists in one category are split, but not a place with its state', () => {
    expect(paths('sea, harbour, ships')).toEqual(['KEYWORD sea', 'KEYWORD harbour', 'KEYWORD ships'])
    expect(paths('Cambridge, Massachusetts')).toEqual(['KEYWORD cambridge-massachusetts'])
  })

  it('the topic of the feed list comes first', () => {
    expect(topicsOf([{ name: 'x' }], 'world/asia').map((topic) => topic.path)).toEqual(['world/asia', 'x'])
  })
})

describe('languages', () => {
  it.each([
    ['en_us', 'en-US'],
    ['pt-br', 'pt-BR'],
    ['deu', 'de'],
    ['zh-hans-cn', 'zh-Hans-CN'],
    ['English', null],
    ['und', null],
    ['x-default', null],
    ['it, en', 'it'],
    ['', null],
  ])('%s is %s', (written, tag) => {
    expect(languageTag(written)).toBe(tag)
  })

  it.each([
    ['fi', 'Saaren lautta palasi eilen liikenteeseen, ja kylän asukkaat ovat siitä iloisia, mutta matka on hidas.'],
    ['da', 'Færgen til øen sejler igen fra i dag, og det er en god nyhed for de mange, der bor på øen.'],
    ['sk', 'Trajekt na ostrov od dnes opäť premáva a obyvatelia sú radi, že je to tak aj po oprave.'],
    ['ca', 'El transbordador cap a l’illa torna a navegar des d’avui, i els veïns n’estan contents amb la barca.'],
    ['he', 'המעבורת אל האי חזרה היום לפעול, ותושבי הכפר שמחים על כך.'],
    ['uk', 'Пором на острів знову ходить, і мешканці раді: її чекали всю зиму, бо ремонт тривав довше.'],
    ['ru', 'Паром на остров снова ходит, и жители рады: его ждали всю зиму, потому что ремонт был долгим.'],
    ['en', 'The ferry to the island sails again from today, and the people who live there are glad of it.'],
    [null, 'Ferry'],
  ])('%s is the guess from a text in it', (tag, text) => {
    expect(guessLanguage(`<p>${text}</p>`).tag).toBe(tag)
  })
})

describe('addresses in HTML', () => {
  it('become absolute, and nothing else changes', () => {
    expect(
      resolveHtml(
        '<a href="/x?a=1&amp;b=2">l</a><img srcset="a.jpg 1x, b.jpg 2x" src="c.jpg" />',
        'https://e.example/d/',
      ),
    ).toBe(
      '<a href="https://e.example/x?a=1&amp;b=2">l</a><img srcset="https://e.example/d/a.jpg 1x, https://e.example/d/b.jpg 2x" src="https://e.example/d/c.jpg" />',
    )
    expect(resolveHtml('<p class=x>a<br>', 'https://e.example/')).toBe('<p class=x>a<br>')
  })
})
