import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { importFiles } from '../src/import/run/import-files.ts'
import type { ImportReport } from '../src/import/run/import-options.ts'
import { createFormats } from '../src/import/run/known-formats.ts'
import { createInputValidator } from '../src/import/normalise/validate-input.ts'
import { createTestGateway, type TestGateway } from './support/gateway.ts'

/** The page this project started from. It is others' text, so it is read where it lies, and only where it lies there. */
const seed = join(import.meta.dirname, '../../shared/seed')
const page = existsSync(seed) ? readdirSync(seed).find((name) => name.endsWith('.txt')) : undefined

describe.skipIf(page === undefined)('the seed page, imported and asked back', () => {
  let gateway: TestGateway
  let article: any
  const noted: string[] = []
  const importSeed = (): Promise<ImportReport> =>
    importFiles(gateway.db, {
      names: [join(seed, page ?? '')],
      source: null,
      format: null,
      formats: createFormats(createInputValidator()),
      dryRun: false,
      batchSize: 500,
      events: {
        rejected: (line) => expect.fail(JSON.stringify(line)),
        noted: ({ note }) => void noted.push(`${note.field}: ${note.message}`),
        progressed: () => {},
      },
    })
  const ask = async (): Promise<any> => {
    const { articles } = await gateway.data(`{
      articles {
        count { value exact }
        nodes {
          headline standfirst viewCount language byline wordCount datePublished dateModified status
          html: body text: body(format: PLAIN_TEXT)
          authors { name kind }
          publisher { name slug imprint email }
          relatedLinks(first: 50, origins: [EDITORIAL]) { title url byline kind origin position article { id } }
        }
      }
    }`)
    expect(articles.count).toEqual({ value: 1, exact: true })
    return articles.nodes[0]
  }

  beforeAll(async () => {
    gateway = await createTestGateway()
    expect(await importSeed()).toMatchObject({ created: 1, updated: 0, noop: 0, rejected: 0, refusedFiles: 0 })
    article = await ask()
  })

  test('headline, standfirst, views and language', () => {
    expect(article).toMatchObject({
      headline: "Kazakistan e Russia stringono un'alleanza strategica",
      viewCount: 1678,
      language: 'it',
      status: 'PUBLISHED',
    })
    expect(article.standfirst.split(/\s+/)).toHaveLength(25)
  })

  test('a body of 4 paragraphs and 451 words, without the noise around it', () => {
    const paragraphs = article.text.split('\n\n')
    expect(paragraphs).toHaveLength(4)
    expect(article.text.split(/\s+/)).toHaveLength(451)
    expect(article.wordCount).toBe(451)
    expect(article.text).toMatch(/^Nel cuore geopolitico dell'Eurasia/)
    expect(article.text).toMatch(/strategicamente solida e reciprocamente vantaggiosa\.$/)
    expect(article.html.match(/<p>/g)).toHaveLength(4)
  })

  test('one author, an organisation, and the publisher with its imprint', () => {
    expect(article.authors).toEqual([{ name: "La Redazione de l'AntiDiplomatico", kind: 'ORGANISATION' }])
    expect(article.publisher).toMatchObject({ name: "L'AntiDiplomatico", email: 'info@lantidiplomatico.it' })
    for (const part of ['Tribunale civile di Roma', '162/2015', '2015-09-08']) {
      expect(article.publisher.imprint).toContain(part)
    }
  })

  test('no date is invented, and the importer says so', () => {
    expect(article.datePublished).toBeNull()
    expect(noted.some((note) => note.startsWith('datePublished'))).toBe(true)
  })

  test('11 related links in their order: one video, 9 bylines as printed, 2 without', () => {
    const links = article.relatedLinks
    expect(links.map(({ position }: any) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(links.filter(({ kind }: any) => kind === 'VIDEO')).toEqual([
      {
        title: '"Ma perché Israele non viene fermato?" - Fabio Massimo Parenti',
        url: null,
        byline: 'Fabio Massimo Paernti',
        kind: 'VIDEO',
        origin: 'EDITORIAL',
        position: 1,
        article: null,
      },
    ])
    expect(links.filter(({ byline }: any) => byline === null).map(({ title }: any) => title)).toEqual([
      '"I nuovi mostri" - Virginia Raggi',
      'Sui fatti di Torino',
    ])
    expect(links.every(({ url }: any) => url === null)).toBe(true)
  })

  test('imported again: NOOP, one article, 11 links, nothing changed', async () => {
    expect(await importSeed()).toMatchObject({ created: 0, updated: 0, noop: 1, rejected: 0 })
    expect(await ask()).toEqual(article)
  })
})
