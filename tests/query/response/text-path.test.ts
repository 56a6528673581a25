import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { costOf } from '../../../schema/cost.ts'
import { schema } from '../../../schema/index.ts'
import { articleInput } from '../../import/readers/articles.ts'
import { importArticles } from '../../../src/import/run/import-articles.ts'
import { instantOf } from '../../../src/query/response/fills.ts'
import { Holes } from '../../../src/query/response/holes.ts'
import { withoutBreaks } from '../../../src/query/response/json.ts'
import { createTestGateway, type TestGateway } from '../../support/gateway.ts'

/** Pieces that look like the seams of an answer's text, or like what JSON has to escape. */
const pieces = [
  '"#0":', '"#1":"', '"#3":null', '#3', '{"a', '{"', '{}', ', \n ', ',\n', '\\', '\\"', '\\\\"', '"', "'", '}', ']', ':', 'null',
  '\u0001', '\u001f', '\u007f', '\t', '\r', '\u2028', '\u2029', '\u{1f600}', '\u{10ffff}', 'é', '漢', '<b>', '+00:00"', '2026-11-01T10:00:00+00:00',
] // prettier-ignore
const hostile = fc
  .array(fc.constantFrom(...pieces, ' ', 'x'), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''))

const gatewayQuery = `{ articles(first: 100) { edges { cursor node { id headline kicker standfirst summary(maxLength: 40) byline datePublished
  authors { name } topics { name } image { url alt caption credit } corrections { text date } relatedLinks { title url } } }
  pageInfo { endCursor } count { value } } authors(first: 100) { edges { cursor node { name bio } } pageInfo { startCursor endCursor } } }`

let gateway: TestGateway

beforeAll(async () => {
  gateway = await createTestGateway()
})

describe('content that looks like the seams of an answer', () => {
  test('comes through as it is, compiled, planned and loaded', async () => {
    const texts = fc.sample(hostile, { numRuns: 60, seed: 7 })
    const text = (index: number): string => texts[index % texts.length] ?? ''
    const { results } = await importArticles(gateway.db, {
      source: 'seams',
      articles: texts.map((_, index) => articleInput(`seam-${index}`, { datePublished: '2025-06-01T08:00:00.5Z' })),
    })
    expect(results.filter(({ outcome }) => outcome === 'REJECTED')).toEqual([])
    // written past the importer, which cleans texts
    const rows = (await gateway.db.selectFrom('article').select('id').orderBy('id').execute()).map(({ id }, index) => ({
      id,
      text: text(index),
      other: text(index * 7 + 1),
    }))
    const given = JSON.stringify(rows)
    await sql`
      update article a
      set headline = g.text, kicker = g.other, standfirst = g.text || g.other, summary = repeat(g.other || ' ', 20), byline = g.text,
        image = jsonb_build_object('url', 'https://a.example', 'alt', g.text, 'caption', g.other, 'credit', null, 'width', 3, 'height', null),
        corrections = jsonb_build_array(jsonb_build_object('text', g.other, 'date', '2025-01-01T00:00:00Z'))
      from jsonb_to_recordset(${given}::jsonb) as g (id bigint, text text, other text)
      where g.id = a.id`.execute(gateway.db)
    await sql`update author set name = ${text(3)} || id, name_key = ${text(3)} || id, bio = ${text(5)}`.execute(
      gateway.db,
    )
    await sql`update topic set name = ${text(9)}`.execute(gateway.db)

    const compiled = await gateway.text(gatewayQuery)
    expect(await gateway.text(gatewayQuery, {}, { compiled: false })).toBe(compiled)
    expect(await gateway.text(gatewayQuery, {}, { lookahead: false })).toBe(compiled)
    const { data } = JSON.parse(compiled) as { data: { articles: { edges: { node: { headline: string } }[] } } }
    const visible = data.articles.edges.map(({ node }) => node.headline)
    expect(new Set(visible)).toEqual(new Set(rows.map((row) => row.text)))
  })

  test('is never taken for a hole', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 6 }), hostile, (texts, raw) => {
        const holes = new Holes()
        const name = holes.add('at', instantOf)
        const text = JSON.stringify({ a: texts, [name]: '2026-11-01T10:00:00.5+00:00', b: raw, c: { [raw]: null } })
        fc.pre(!/^#\d+$/.test(raw))
        const filled = holes.fillAll(withoutBreaks(text), { values: nothing, cursors: noCursors })
        expect(JSON.parse(filled)).toEqual({ a: texts, at: '2026-11-01T10:00:00.500Z', b: raw, c: { [raw]: null } })
      }),
      { numRuns: 2_000 },
    )
  })
})

const nothing = { instant: '', topicIds: [], read: [] }
const noCursors = {
  encode: () => '',
  decode: () => {
    throw new Error('There are no cursors here.')
  },
}

test('every object of content weighs one point, so that an answer is priced by its objects', () => {
  const outside = new Set(['UsageReport.byDay', 'UsageReport.topOperations', 'UsageReport.deprecatedUse'])
  const weighed = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!('getFields' in type)) return []
    const fields = Object.entries(type.getFields() as Record<string, { extensions: object }>)
    return [
      ...(costOf(type).weight === undefined ? [] : [type.name]),
      ...fields.filter(([, field]) => costOf(field).weight !== undefined).map(([name]) => `${type.name}.${name}`),
    ]
  })
  expect(weighed.filter((name) => !outside.has(name))).toEqual([])
})
