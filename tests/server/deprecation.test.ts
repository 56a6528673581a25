import { GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType, parse } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { datesOf } from '../../schema/deprecation.ts'
import { schema } from '../../schema/index.ts'
import { deprecatedIn } from '../../src/document/deprecated.ts'
import { openRealGateway, type RealGateway } from '../keys/real-gateway.ts'

// The contract has nothing deprecated just now, so that this file deprecates some of it before its gateway opens.
const kicker = 'Use headline. Deprecated on 2026-10-01, removed on 2027-06-30.'
const maxLength = 'Cut it yourself. Deprecated on 2026-09-01, removed on 2027-12-31.'
const plainText = 'Use HTML. Deprecated on 2026-11-01, removed on 2028-01-01.'
const headers = {
  deprecation: `@${Date.UTC(2026, 8, 1) / 1000}`,
  sunset: 'Wed, 30 Jun 2027 00:00:00 GMT',
  link: [
    '<reference/objects#Article.kicker>; rel="deprecation"; type="text/html"; title="Article.kicker"',
    '<reference/objects#Article.summary.maxLength>; rel="deprecation"; type="text/html"; title="Article.summary.maxLength"',
  ].join(', '),
}
const query = 'query Old { articles(first: 2) { nodes { kicker summary(maxLength: 20) } } }'

let real: RealGateway
let second: RealGateway
beforeAll(async () => {
  const article = schema.getType('Article') as GraphQLObjectType
  const fields = article.getFields()
  Object.assign(fields['kicker'] ?? {}, { deprecationReason: kicker })
  Object.assign(fields['summary']?.args[0] ?? {}, { deprecationReason: maxLength })
  const format = schema.getType('BodyFormat') as GraphQLEnumType
  Object.assign(format.getValue('PLAIN_TEXT') ?? {}, { deprecationReason: plainText })
  const by = schema.getType('ArticleBy') as GraphQLInputObjectType
  Object.assign(by.getFields()['slug'] ?? {}, { deprecationReason: plainText })
  real = await openRealGateway({ RESPONSE_CACHE_MB: '16', ANONYMOUS_POINTS_PER_MINUTE: '0' })
  second = await openRealGateway({}, real)
})
afterAll(async () => {
  await second?.stop()
  await real?.stop()
})

function headersOf(response: { readonly headers: Headers }) {
  const of = (name: string) => response.headers.get(name)
  return { deprecation: of('deprecation'), sunset: of('sunset'), link: of('link') }
}

test('using what is deprecated is answered with since when, until when and what, however the answer comes about', async () => {
  const get = (text: string, more: Record<string, string> = {}) =>
    fetch(`${real.url}?query=${encodeURIComponent(text)}`, { headers: { accept: 'application/json', ...more } })
  // the executor, what is kept, and what is not even looked at
  const { hits } = real.gateway.cacheCounts()
  for (let turn = 0; turn < 3; turn++) {
    expect(headersOf(await get(query))).toEqual(headers)
    expect(headersOf(await real.ask(query))).toEqual(headers)
  }
  expect(real.gateway.cacheCounts().hits).toBeGreaterThan(hits)
  const etag = (await get(query)).headers.get('etag') ?? ''
  const same = await get(query, { 'if-none-match': etag })
  expect([same.status, headersOf(same)]).toEqual([304, headers])
  // compiled, where nothing is kept
  const compiled = async () => {
    const body = JSON.stringify({ query, extensions: { explain: true } })
    const response = await fetch(second.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const { extensions } = (await response.json()) as { extensions: { explain: { compiled: unknown } } }
    return { headersOf: headersOf(response), compiled: extensions.explain.compiled }
  }
  await compiled()
  expect(await compiled()).toEqual({ headersOf: headers, compiled: true })
  expect(headersOf(await real.ask('{ articles(first: 1) { nodes { headline } } }'))).toEqual({
    deprecation: null,
    sunset: null,
    link: null,
  })
})

test('a page may read these headers', async () => {
  const response = await real.ask(query)
  const exposed = response.headers.get('access-control-expose-headers')?.split(', ')
  expect(exposed).toEqual(expect.arrayContaining(['Deprecation', 'Sunset', 'Link']))
})

test('fields, arguments, values and input fields count, in fragments too, of the operation that runs alone', () => {
  const document = parse(`
    query One { article(by: { slug: "a" }) { ...Outer } }
    query Two { articles { nodes { id } } }
    query Three($skip: Boolean!) { articles { nodes { kicker @skip(if: $skip) } } }
    fragment Outer on Article { id ...Inner ...Outer }
    fragment Inner on Article { body(format: PLAIN_TEXT) summary(maxLength: 3) }`)
  expect(deprecatedIn(schema, document, 'One')).toEqual([
    'Article.summary.maxLength',
    'ArticleBy.slug',
    'BodyFormat.PLAIN_TEXT',
  ])
  expect(deprecatedIn(schema, document, 'Two')).toEqual([])
  expect(deprecatedIn(schema, document, 'Three')).toEqual(['Article.kicker'])
  expect(deprecatedIn(schema, document, null)).toEqual([])
})

test('what a key uses of it is counted, also where the answer is kept', async () => {
  const { secret } = await real.createKey()
  for (let turn = 0; turn < 3; turn++) expect(headersOf(await real.ask(query, secret))).toEqual(headers)
  await real.ask('query New { articles(first: 1) { nodes { headline } } }', secret)
  // usage is written once a minute and at the end
  await real.stop()
  real = await openRealGateway({}, real)
  const { data } = await real.ask(
    '{ viewer { usage { requests deprecatedUse { member requests lastUsedOn reason removedOn } } } }',
    secret,
  )
  const lastUsedOn = new Date().toISOString().slice(0, 10)
  expect(data).toEqual({
    viewer: {
      usage: {
        requests: 4,
        deprecatedUse: [
          { member: 'Article.kicker', requests: 3, lastUsedOn, reason: kicker, removedOn: '2027-06-30' },
          { member: 'Article.summary.maxLength', requests: 3, lastUsedOn, reason: maxLength, removedOn: '2027-12-31' },
        ],
      },
    },
  })
})

test('a reason without both dates in order is none', () => {
  expect(datesOf(kicker)).toEqual({ since: '2026-10-01', removedOn: '2027-06-30' })
  expect(datesOf('Use headline.')).toBeNull()
  expect(datesOf('Deprecated on 2026-13-01, removed on 2027-06-30.')).toBeNull()
  expect(datesOf('Deprecated on 2027-06-30, removed on 2026-10-01.')).toBeNull()
})
