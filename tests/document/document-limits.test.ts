import { getIntrospectionQuery } from 'graphql'
import { describe, expect, test } from 'vitest'
import { cpuMs } from '../support/cpu-time.ts'
import { ask, codesOf, createTestGateway } from '../server/support.ts'

const repeat = (text: (index: number) => string, times: number) => Array.from({ length: times }, (_, i) => text(i))

/** Levels of fields, the root field being 1. */
const levels = (count: number) => `{thing${'{self'.repeat(count - 2)}{id}${'}'.repeat(count - 1)}`

describe('one code per excess, found before validation', () => {
  const cases: [name: string, document: string, code: string][] = [
    ['51 aliases', `{${repeat((i) => `a${i}:hello`, 51).join(' ')}}`, 'QUERY_TOO_LARGE'],
    ['101 aliases', `{${repeat((i) => `a${i}:hello`, 101).join(' ')}}`, 'QUERY_TOO_LARGE'],
    ['10,000 aliases', `{${repeat((i) => `a${i}:hello`, 10_000).join(' ')}}`, 'QUERY_TOO_LARGE'],
    ['500 repeats of a field', `{${'hello '.repeat(500)}}`, 'QUERY_TOO_LARGE'],
    ['10,000 repeats of a field', `{${'hello '.repeat(10_000)}}`, 'QUERY_TOO_LARGE'],
    ['50,000 repeats of a field', `{${'hello '.repeat(50_000)}}`, 'QUERY_TOO_LARGE'],
    ['2,001 tokens', `{${repeat((i) => `f${i}`, 1_999).join(' ')}}`, 'QUERY_TOO_LARGE'],
    ['2,000 x a{t}', `{${'thing{id}'.repeat(2_000)}}`, 'QUERY_TOO_LARGE'],
    ['490 x a{t}', `{${'thing{id}'.repeat(490)}}`, 'QUERY_TOO_LARGE'],
    ['200 inline fragments of 100 fields', `{${`...{${'hello '.repeat(100)}}`.repeat(200)}}`, 'QUERY_TOO_LARGE'],
    ['450 inline fragments of one field', `{${'...{hello}'.repeat(450)}}`, 'QUERY_TOO_LARGE'],
    ['13 levels', levels(13), 'QUERY_TOO_DEEP'],
    [
      '13 levels, through fragments',
      `{thing{...A}} fragment A on Thing${levels(12).replace('{thing', '{self')}`,
      'QUERY_TOO_DEEP',
    ],
    ['65 levels', levels(66), 'QUERY_TOO_LARGE'],
    ['5,000 open braces', '{thing'.repeat(5_000), 'QUERY_TOO_LARGE'],
    ['a list 20,000 deep', `{echo(value:${'['.repeat(20_000)}${']'.repeat(20_000)})}`, 'QUERY_TOO_LARGE'],
    ['an object 20,000 deep', `{echo(value:${'{a:'.repeat(20_000)}1${'}'.repeat(20_000)})}`, 'QUERY_TOO_LARGE'],
    ['10 unknown directives at one place', `{hello ${'@x '.repeat(10)}}`, 'QUERY_TOO_LARGE'],
    ['10,000 unknown directives', `{hello ${repeat((i) => `@x${i}`, 10_000).join(' ')}}`, 'QUERY_TOO_LARGE'],
    ['10,000 repeated directives', `{hello ${'@skip(if:false) '.repeat(10_000)}}`, 'QUERY_TOO_LARGE'],
    [
      '21 directives, one at each field',
      `{${repeat((i) => `f${i} @skip(if:false)`, 21).join(' ')}}`,
      'QUERY_TOO_LARGE',
    ],
    ['a name of 101 characters', `{${'a'.repeat(101)}}`, 'QUERY_TOO_LARGE'],
    ['a document of 100,001 characters', `{hello}${' '.repeat(100_001)}`, 'QUERY_TOO_LARGE'],
    [
      'introspection nested into itself',
      `{__schema{types${'{fields{type'.repeat(11)}{name}${'}}'.repeat(11)}}}`,
      'QUERY_TOO_DEEP',
    ],
  ]
  test.each(cases)('%s: %s is refused as %s', async (_name, document, code) => {
    const { gateway, world } = createTestGateway()
    const answer = await ask(gateway, document)
    expect(codesOf(answer)).toEqual([code])
    expect(answer.status).toBe(200)
    expect(answer.text.length).toBeLessThan(1_000)
    expect(world.ran).toEqual([])
    expect((await ask(gateway, document, { accept: 'application/graphql-response+json' })).status).toBe(400)
  })
})

describe('what an honest client sends passes', () => {
  const cases: [name: string, document: string][] = [
    ['50 aliases', `{${repeat((i) => `a${i}:hello`, 50).join(' ')}}`],
    ['12 levels', levels(12)],
    ['20 directives', `{${repeat((i) => `a${i}:hello @skip(if:false)`, 20).join(' ')}}`],
    [
      'the introspection query, with everything it can ask for',
      getIntrospectionQuery({
        inputValueDeprecation: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        oneOf: true,
      }),
    ],
  ]
  test.each(cases)('%s', async (_name, document) => {
    const answer = await ask(createTestGateway().gateway, document)
    expect(answer.body.errors).toBeUndefined()
    expect(answer.status).toBe(200)
  })
})

test.each([20, 40, 150])('a fragment bomb of 2^%i is too complex, and found out in no time', async (size) => {
  const fragments = repeat((i) => `fragment F${i} on Query{...F${i + 1} ...F${i + 1}}`, size)
  const document = `{...F0} ${fragments.join(' ')} fragment F${size} on Query{hello}`
  const { gateway } = createTestGateway()
  await ask(gateway, '{hello}')
  const started = cpuMs()
  expect(codesOf(await ask(gateway, document))).toEqual(['QUERY_TOO_COMPLEX'])
  // it takes 10; the bomb would take longer than the universe
  expect(cpuMs() - started).toBeLessThan(500)
})

test.each([
  ['a fragment that spreads itself', '{thing{...A}} fragment A on Thing{id ...A}'],
  ['two that spread each other', '{thing{...A}} fragment A on Thing{...B} fragment B on Thing{...A}'],
  [
    'three in a circle',
    '{thing{...A}} fragment A on Thing{...B} fragment B on Thing{...C} fragment C on Thing{self{...A}}',
  ],
])('%s is no valid document', async (_name, document) => {
  const answer = await ask(createTestGateway().gateway, document)
  expect(new Set(codesOf(answer))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']))
})

test('a refused document is measured again, an accepted one is not', async () => {
  const { gateway } = createTestGateway()
  const document = `query Twice {hello}`
  await ask(gateway, document)
  expect((await ask(gateway, document)).body).toEqual({ data: { hello: 'Hello reader' } })
  expect(codesOf(await ask(gateway, levels(13)))).toEqual(['QUERY_TOO_DEEP'])
  expect(codesOf(await ask(gateway, levels(13)))).toEqual(['QUERY_TOO_DEEP'])
})

test('a gateway may set limits of its own', async () => {
  const { gateway } = createTestGateway({ limits: { maxDepth: 2 } })
  expect(codesOf(await ask(gateway, levels(3)))).toEqual(['QUERY_TOO_DEEP'])
  expect(codesOf(await ask(gateway, levels(2)))).toEqual([])
})

describe('with introspection switched off', () => {
  test.each([
    ['__schema', '{__schema{queryType{name}}}'],
    ['__type', '{__type(name:"Query"){name}}'],
    ['an alias', '{harmless:__schema{queryType{name}}}'],
    ['a fragment', '{...A} fragment A on Query{...{__type(name:"Query"){name}}}'],
  ])('%s is refused', async (_name, document) => {
    const { gateway } = createTestGateway({ introspection: false })
    expect(codesOf(await ask(gateway, document))).toEqual(['INTROSPECTION_DISABLED'])
  })

  test('__typename is answered, and a misspelt field suggests nothing', async () => {
    const { gateway } = createTestGateway({ introspection: false })
    expect((await ask(gateway, '{__typename}')).body).toEqual({ data: { __typename: 'Query' } })
    for (const document of ['{helo}', '{hello(nam:"x")}', '{echo(colour:REDD)}', '{echo(page:{frist:1})}']) {
      expect((await ask(gateway, document)).text).not.toMatch(/did you mean/i)
    }
    const variable = { query: 'query($c:Colour){echo(colour:$c)}', variables: { c: 'REDD' } }
    expect((await ask(gateway, variable)).text).not.toMatch(/did you mean/i)
  })

  test('it suggests where introspection is on', async () => {
    expect((await ask(createTestGateway().gateway, '{helo}')).text).toMatch(/did you mean/i)
  })
})
