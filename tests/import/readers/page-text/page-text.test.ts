import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ReadRefused } from '../../../../src/import/draft.ts'
import { maxPageBytes } from '../../../../src/import/readers/page-text/refuse.ts'
import { readPageText } from '../../../../src/import/readers/page-text/read-page-text.ts'

const pages = join(import.meta.dirname, 'pages')
const seed = join(import.meta.dirname, '../../../../../shared/seed')

function readPage(name: string): ReturnType<typeof readPageText> {
  return readPageText(readFileSync(join(pages, `${name}.txt`), 'utf8'), { fileName: `${name}.txt` })
}

function readText(text: string): ReturnType<typeof readPageText> {
  return readPageText(text, { fileName: 'page.txt' })
}

const article = `The town that sold its clock

By Jane Roe

12 November 2025

The clock had stood on the square for two hundred years when the council decided that it could be spared, and nobody thought of asking who wound it.

It was sold on a Tuesday, at noon, by the clock itself, and the town has been late for everything since that day.
`

describe('pages written for this repository', () => {
  test.for(
    readdirSync(pages)
      .filter((file) => file.endsWith('.txt'))
      .map((file) => file.replace('.txt', '')),
  )('%s is read as its answer says', (name) => {
    expect(readPage(name)).toEqual(JSON.parse(readFileSync(join(pages, `${name}.json`), 'utf8')))
  })
})

describe.skipIf(!existsSync(seed))('the seed page', () => {
  const file = existsSync(seed) ? readdirSync(seed).find((name) => name.endsWith('.txt')) : undefined
  const { input, notes } = readPageText(file === undefined ? article : readFileSync(join(seed, file), 'utf8'), {
    fileName: 'seed.txt',
  })
  const body = input.body?.plainText ?? ''

  test('has headline, standfirst, views and language', () => {
    expect(input.headline).toBe("Kazakistan e Russia stringono un'alleanza strategica")
    expect(input.standfirst?.split(' ')).toHaveLength(25)
    expect(input.viewCount).toBe(1678)
    expect(input.language).toBe('it')
  })

  test('has a body of four paragraphs and 451 words', () => {
    expect(body.split('\n\n')).toHaveLength(4)
    expect(body.split(/\s+/)).toHaveLength(451)
    expect(body.startsWith("Nel cuore geopolitico dell'Eurasia")).toBe(true)
    expect(body.endsWith('strategicamente solida e reciprocamente vantaggiosa.')).toBe(true)
  })

  test('is by its newsroom and of a registered publisher', () => {
    expect(input.authors).toEqual([{ name: "La Redazione de l'AntiDiplomatico", kind: 'ORGANISATION' }])
    expect(input.publisher).toEqual({
      name: "L'AntiDiplomatico",
      imprint: 'Tribunale civile di Roma, 162/2015, 2015-09-08',
      email: 'info@lantidiplomatico.it',
    })
  })

  test('has no date of publication, and a note says where that places it', () => {
    expect(input.datePublished).toBeNull()
    expect(notes.find(({ field }) => field === 'datePublished')?.message).toContain('by the time of its import')
  })

  test('has eleven related links in their order, with the bylines as printed', () => {
    const links = input.relatedLinks ?? []
    expect(links.map(({ byline }) => byline)).toEqual([
      'Fabio Massimo Paernti',
      null,
      null,
      'Loretta Napoleoni',
      'Giuseppe Masala',
      'Raffaella Milandri',
      'Francesco Erspamer',
      'Alessandro Mariani',
      'Marco Bonsanto',
      'Gilberto Trombetta',
      'Paolo Pioppi',
    ])
    expect(links.map(({ kind }) => kind)).toEqual(['VIDEO', ...Array.from({ length: 10 }, () => 'ARTICLE')])
    expect(links[0]?.title).toBe('"Ma perché Israele non viene fermato?" - Fabio Massimo Parenti')
    expect(links[2]).toEqual({ url: null, title: 'Sui fatti di Torino', byline: null, kind: 'ARTICLE' })
    expect(links.every(({ url }) => url === null)).toBe(true)
  })
})

describe('an update in the line of the publication', () => {
  test.each([
    ['Gepubliceerd 4 maart 2025 laatst gewijzigd 5 maart 2025', 'nl'],
    ['Publicerad 4 mars 2025 senast uppdaterad 5 mars 2025', 'sv'],
    ['Publisert 4. mars 2025 oppdatert 5. mars 2025', 'nb'],
    ['Published 4 March 2025 Revised 5 March 2025', 'en'],
  ])('%s', (line, language) => {
    const { input } = readPageText(article.replace('12 November 2025', line), { fileName: '', language })
    expect([input.datePublished, input.dateModified]).toEqual(['2025-03-04T00:00:00Z', '2025-03-05T00:00:00Z'])
  })
})

describe('what the person who imports says', () => {
  const provided = readPageText(article, {
    fileName: 'page.txt',
    publisher: 'The Clock Tower',
    url: 'https://clock.example/sold',
    date: '2025-11-10',
    language: 'en-GB',
    topic: 'news/local',
  }).input

  test('wins over what the page says', () => {
    expect(provided.publisher?.name).toBe('The Clock Tower')
    expect(provided.datePublished).toBe('2025-11-10T00:00:00Z')
    expect(provided.language).toBe('en-GB')
    expect(provided.topics).toEqual([{ path: 'news/local' }])
  })

  test('makes the external id: the id given, else the address, else a hash of publisher and headline', () => {
    expect(provided.externalId).toBe('https://clock.example/sold')
    expect(readPageText(article, { fileName: '', url: 'https://a.example', externalId: '7' }).input.externalId).toBe(
      '7',
    )
    expect(readText(article).input.externalId).toMatch(/^[0-9a-f]{32}$/)
    const shouted = article.replace('The town that sold its clock', 'THE TOWN THAT SOLD ITS CLOCK!')
    expect(readText(shouted).input.externalId).toBe(readText(article).input.externalId)
  })
})

describe('refusals', () => {
  const links = Array.from({ length: 30 }, (_, at) => `A headline without a text number ${at}`).join('\n')
  test.for([
    ['an empty page', '  \n\t\n', 'empty'],
    ['bytes that are no text', `PNG\u0000\u0001${article}`, 'no text'],
    ['more than 5 MB', 'a'.repeat(maxPageBytes + 1), '5 MB'],
    ['a list of links', links, 'list of links'],
    ['scraps', 'Hello\nworld', 'No paragraph'],
    [
      'a page that was not found',
      '404\nPage not found\nThe page you are looking for has moved or never existed. Please go back to the home page and try again from there.',
      'error page',
    ],
    [
      'a page to log in',
      'Log in\nEmail\nPassword\nForgot your password?\nCreate an account\nWe are glad to see you again, please enter what you know and we shall let you in at once without delay.',
      'log in',
    ],
    [
      'a dialogue about cookies',
      'We value your privacy\nWe and our 842 partners store and access information on a device, such as cookies.\nYou may click to consent to our processing as described above, or refuse to.\nReject all\nAccept all',
      'consent to cookies',
    ],
    [
      'a list of teasers with their dates',
      Array.from(
        { length: 8 },
        (_, at) =>
          `Minister ${at} will not stand again\nThe minister told reporters on Tuesday that plan number ${at} would be dropped at last, after a long week.\n${at + 2} hours ago`,
      ).join('\n'),
      'list of teasers',
    ],
  ] as const)('%s is refused with the reason', ([, text, reason]) => {
    expect(() => readText(text)).toThrow(ReadRefused)
    expect(() => readText(text)).toThrow(reason)
  })
})

describe('dates', () => {
  function dateOf(line: string): string | null | undefined {
    return readText(article.replace('12 November 2025', line)).input.datePublished
  }

  test('are taken in the order that the page makes certain', () => {
    expect(dateOf('Published: 13/11/2025')).toBe('2025-11-13T00:00:00Z')
    expect(dateOf('Nov. 12, 2025, 6:30 pm EST')).toBe('2025-11-12T23:30:00Z')
    expect(dateOf('2025-11-12T18:30:00+01:00')).toBe('2025-11-12T17:30:00Z')
  })

  test('are left out where day and month could be either', () => {
    expect(dateOf('11/12/2025')).toBeNull()
  })

  test('are left out without a year', () => {
    expect(dateOf('12 November, 18:30')).toBeNull()
  })

  test('come from no copyright line, footer or paragraph', () => {
    expect(
      readText(article.replace('12 November 2025\n\n', '') + '\n© 12 November 2025 The Clock Tower').input
        .datePublished,
    ).toBeNull()
    expect(
      dateOf('The council met on 12 November 2025 to look at the accounts of the square and its clock.'),
    ).toBeNull()
  })
})
