import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { generateQueries } from '../cache/generated-queries.ts'
import { articleInput } from '../import/readers/articles.ts'
import { openRealGateway, type RealGateway } from '../keys/real-gateway.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createTestGateway, type TestCaller, type TestGateway } from '../support/gateway.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** Of each server: its databases' way to the gateways, which all show the same content. */
interface Side {
  readonly name: string
  readonly inProcess: TestGateway
  readonly overHttp: RealGateway
}

const sides: Side[] = []
let other: { server: TestServer; stop(): Promise<void> } | undefined

beforeAll(async () => {
  // besides the server of the whole run, an embedded one; where that is an embedded one too, there are two of a kind
  other = await startTestServer(undefined)
  for (const server of [inject('testServer'), other.server]) {
    const database = await createTestDatabase({ server })
    await fill(database)
    sides.push({
      name: await versionOf(database),
      inProcess: await createTestGateway({}, database),
      overHttp: await openRealGateway(
        { RESPONSE_CACHE_MB: '16', ANONYMOUS_POINTS_PER_MINUTE: '0', ANONYMOUS_SCOPES: 'CONTENT_READ,CONTENT_BODY' },
        database,
      ),
    })
  }
})
afterAll(async () => {
  for (const { overHttp, inProcess } of sides) {
    await overHttp.stop()
    await inProcess.close()
  }
  await other?.stop()
})

/** The same ids, the same secret of cursors, the same words in languages that sort and fold in their own ways. */
async function fill({ db }: TestDatabase): Promise<void> {
  await sql`insert into gateway_secret (name, value) values ('cursor', ${Buffer.alloc(32, 5)})`.execute(db)
  const headlines = [
    'Élan',
    'Elan',
    'élan vital',
    'Zürich',
    'zurich',
    'Ærø',
    'Ørsted',
    'ßharp',
    'ΟΔΟΣ',
    'İstanbul',
    '東京',
    '서울',
    'Łódź',
    'a-b',
    'a b',
    'A_b',
  ]
  const articles = [
    articleInput('ferry', {
      slug: 'ferry',
      url: 'https://www.post.example/ferry',
      datePublished: '2025-06-01T08:00:00.120Z',
      headline: 'The harbour ferry is late',
      body: { html: `<p>Harbour ${'words and "quotes" \\ é '.repeat(900)}</p><h2>More</h2><ul><li>one</li></ul>` },
      authors: [{ name: 'Ann Lee' }],
      topics: [
        { path: 'world', name: 'World', type: 'SECTION' },
        { path: 'asia', name: 'Asia', type: 'KEYWORD' },
      ],
      relatedLinks: [{ title: 'Another one', url: 'https://www.post.example/another' }],
      image: { url: 'https://www.post.example/a.jpg', alt: 'A ferry' },
      corrections: [{ text: 'It was a bus.', date: '2025-06-02T08:00:00Z' }],
    }),
    ...headlines.map((headline, n) =>
      articleInput(`a${n}`, {
        slug: `a${n}`,
        headline: `${headline} harbour`,
        language: ['en', 'fr', 'de', 'da', 'el', 'tr', 'ja', 'ko', 'pl', 'it'][n % 10] ?? 'en',
        datePublished: `2025-0${1 + (n % 5)}-01T08:00:00Z`,
        authors: [{ name: `${headline} Writer` }, ...(n % 3 === 0 ? [{ name: 'Ann Lee' }] : [])],
        topics: [{ path: n % 2 === 0 ? 'world' : `world/${n}`, name: headline }],
        viewCount: n % 4,
        isAccessibleForFree: n % 3 !== 0,
      }),
    ),
  ]
  // else it would be when it was written
  const dated = articles.map((one) => ({ ...one, dateModified: '2025-07-01T08:00:00Z' }))
  const { results } = await importArticles(db, { source: 'post', articles: dated })
  expect(results.flatMap(({ userErrors }) => userErrors)).toEqual([])
}

async function versionOf({ db }: TestDatabase): Promise<string> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db)
  return `PostgreSQL ${rows[0]?.version}`
}

const ways: readonly (readonly [string, TestCaller])[] = [
  ['compiled', {}],
  ['planned', { compiled: false }],
  ['loaded', { lookahead: false }],
]
const instant = '2026-01-01T00:00:00Z'
const scopes = ['CONTENT_READ', 'CONTENT_BODY'] as const
const examples = new URL('../../samples/queries/', import.meta.url)
const queries = [
  ...generateQueries().map(({ query }) => query),
  ...readdirSync(examples).map((file) => readFileSync(new URL(file, examples), 'utf8')),
  '{ articles(first: 3) { edges { cursor } pageInfo { endCursor startCursor hasNextPage } } }',
  '{ articles(first: 5, orderBy: { field: VIEW_COUNT }) { edges { cursor node { headline viewCount } } } }',
  '{ authors(first: 30) { edges { cursor node { name slug } } } topics(first: 30) { nodes { path name } } }',
  '{ article(by: { slug: "ferry" }) { html: body text: body(format: PLAIN_TEXT) markdown: body(format: MARKDOWN) summary(maxLength: 40) } }',
]

function dataOf(text: string): string {
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown }
  return JSON.stringify(errors === undefined ? data : { errors }, timeless)
}

/** The younger the better: a score depends on when it is asked, and so does a cursor among what was found, which holds both. */
function timeless(name: string, value: unknown): unknown {
  if (name === 'score') return 0
  if (typeof value !== 'string' || !/cursor$/i.test(name)) return value
  // behind the seal of 9 bytes: [2,"<instant> <score>",<id>]
  const position = Buffer.from(value, 'base64url').subarray(9).toString()
  return position.replace(/^(\[2,)"[\d-]+T[\d:.]+Z [\d.e-]+"/, '$1"instant score"')
}

/** The place at which a text begins to be another one. */
function partingOf(text: string, other: string): string {
  let at = 0
  while (at < text.length && text[at] === other[at]) at++
  return text.slice(Math.max(0, at - 100), at + 100)
}

test('every query of the read side has one answer: on both servers, compiled, planned and loaded, kept and made anew', async () => {
  const differences: string[] = []
  for (const query of queries) {
    const answers: (readonly [string, string])[] = []
    for (const { name, inProcess, overHttp } of sides) {
      for (const [way, as] of ways) {
        answers.push([`${name}, ${way}`, dataOf(await inProcess.text(query, {}, { ...as, instant, scopes }))])
      }
      for (const kept of ['made anew', 'kept']) {
        const response = await fetch(`${overHttp.url}?query=${encodeURIComponent(query)}`)
        answers.push([`${name}, ${kept}`, dataOf(await response.text())])
      }
    }
    const [first] = answers
    for (const [way, answer] of answers) {
      if (first !== undefined && answer !== first[1])
        differences.push(
          `${query}\n${first[0]}: ${partingOf(first[1], answer)}\n${way}: ${partingOf(answer, first[1])}`,
        )
    }
  }
  expect(differences).toEqual([])
  const [hits] = sides.map(({ overHttp }) => overHttp.gateway.cacheCounts().hits)
  expect(hits).toBeGreaterThan(0)
})

test('what an answer cost is the same by every way, with long bodies too', async () => {
  const query = '{ articles(first: 10) { nodes { headline body plain: body(format: PLAIN_TEXT) } } }'
  const costs = []
  for (const { overHttp } of sides) {
    const fresh = `${query} # ${Math.random()}`
    // by the executor, then compiled
    for (let round = 0; round < 2; round++) {
      const { cost } = await overHttp.ask(fresh, null, {}, { 'cache-control': 'no-cache' })
      costs.push(cost)
    }
  }
  expect(new Set(costs.map((cost) => JSON.stringify(cost))).size).toBe(1)
})
