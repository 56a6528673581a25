import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { toGlobalId } from '../../../schema/global-id.ts'
import { explain, type Work } from '../../support/explain.ts'
import { createExplainedGateway, type ExplainedGateway } from '../../support/explained-gateway.ts'
import { makeSearchable } from '../../support/searchable.ts'

/** All but some are visible and have "headline" in the headline; three quarters are in English. */
const articles = 20_000

let explained: ExplainedGateway

beforeAll(async () => {
  explained = await createExplainedGateway(articles)
  await makeSearchable(explained.gateway.db)
})

const plans = [
  ['for its parameters', false],
  ['for any', true],
] as const

const workOf = async (query: string, generic = false): Promise<Work> => {
  const [statement] = (await explained.ask(query)).statements
  if (statement === undefined) throw new Error('nothing was asked')
  return explain(explained.gateway.db, statement, { generic })
}

const page = (query: string, rest = '', fields = 'edges { score node { headline } } pageInfo { endCursor }'): string =>
  `{ search(query: "${query}"${rest}) { ${fields} } }`

/** An empty partition may well be scanned. */
const filled = /^article_search_(it|en|es|fr|de)$/

/** Pages that 2,000 vectors and the narrow rows of all matches take up; every vector would be 20 times 2,000 and more. */
const mostBuffers = 4_000

describe.each(plans)('a word that is in most of 20,000 articles, with a plan made %s', (_name, generic) => {
  test.each([
    ['in its language', ', language: "en"'],
    ['in all languages', ''],
    ['of a topic', `, language: "en", filter: { topics: ["${toGlobalId('Topic', 1)}"] }`],
    ['free to read', ', language: "en", filter: { isAccessibleForFree: true }'],
  ])('is ranked in the newest 2,000 matches only: %s', async (_what, rest) => {
    const work = await workOf(page('headline', rest), generic)
    expect(work.summary).toMatch(/Subquery Scan {2}2000 x 1/)
    expect(work.scannedWhole.filter((table) => filled.test(table))).toEqual([])
    if (!rest.includes('filter')) expect(work.buffers, work.summary).toBeLessThan(mostBuffers)
  })

  test.each(['headline of article', 'headline -standfirst OR headline', 'article OR headline OR standfirst'])(
    'so are several such words: %s',
    async (query) => {
      const work = await workOf(page(query, ', language: "en"'), generic)
      expect(work.summary).toMatch(/Subquery Scan {2}2000 x 1/)
      expect(work.buffers, work.summary).toBeLessThan(mostBuffers)
    },
  )

  test('a phrase of such words is looked for in the newest 10,000 articles that have them all', async () => {
    const work = await workOf(page('\\"headline of article\\"'), generic)
    expect(work.summary).toMatch(/Limit {2}10000 x 1/)
    // the vectors of those, and of the 2,000 that are ranked
    expect(work.buffers, work.summary).toBeLessThan(6 * mostBuffers)
    expect(work.scannedWhole.filter((table) => filled.test(table))).toEqual([])
  })

  test('by time only the vectors of the page are fetched', async () => {
    const work = await workOf(page('headline', ', language: "en", orderBy: NEWEST'), generic)
    expect(work.buffers, work.summary).toBeLessThan(1_000)
  })

  test('a count stops after its limit', async () => {
    const work = await workOf(page('headline', ', language: "en"', 'count(limit: 100) { value exact }'), generic)
    expect(work.summary).toMatch(/Bitmap Heap Scan article_search_en 1\d\d x 1/)
  })

  test('facets look at 10,000 matches', async () => {
    const work = await workOf(
      page('headline', '', 'facets { years { count } topics { topic { name } count } }'),
      generic,
    )
    expect(work.summary).toMatch(/Limit {2}10000 x 1/)
    expect(work.buffers, work.summary).toBeLessThan(60_000)
  })

  test('a rare word costs what is found', async () => {
    const work = await workOf(page('article-77', ''), generic)
    expect(work.buffers, work.summary).toBeLessThan(200)
    expect(work.scannedWhole.filter((table) => filled.test(table))).toEqual([])
  })

  test.each(['h', 'headline', 'headline of article 77', 'author 7', 'subject', 'nothing like it'])(
    'suggestions for %j read a bounded number of rows',
    async (prefix) => {
      const work = await workOf(`{ suggest(prefix: "${prefix}") { text } }`, generic)
      expect(work.rowsRead, work.summary).toBeLessThan(6_000)
    },
  )
})

test('a search takes the index although much waits to be entered in it', async () => {
  const { db } = explained.gateway
  await db.transaction().execute(async (tx) => {
    await sql`set local gin_pending_list_limit = '64MB'`.execute(tx)
    await sql`update article_search_de set tsv = tsv || 'a b c d e f g h i j k l m n o'::tsvector`.execute(tx)
  })
  const work = await workOf(page('headline', ', language: "de"'))
  expect(work.scannedWhole, work.summary).not.toContain('article_search_de')
  const { rows } = await sql<{ isMuch: boolean }>`
    select gin_clean_pending_list('article_search_de_tsv') > pg_relation_size('article_search_de') / 8192 / 3 as "isMuch"`.execute(
    db,
  )
  expect(rows).toEqual([{ isMuch: true }])
})
