import { beforeAll, describe, expect, test } from 'vitest'
import type { ArticleInput } from '../../../schema/models.ts'
import { editor, type TestCaller } from '../../support/gateway.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

const titled = (headline: string, fields: Partial<ArticleInput> = {}): Partial<ArticleInput> => ({
  headline,
  ...fields,
})

beforeAll(async () => {
  world = await createWorld()
  await world.save(
    ['oldest', titled('Économie: l’été sera chaud', { datePublished: '2020-01-01T00:00:00Z' })],
    ['tagged', titled('Untold', { topics: [{ path: 'economy', name: 'Economy' }], authors: [{ name: 'Eco Éclair' }] })],
    ['newest', titled('Economies of scale', { datePublished: '2025-01-01T00:00:00Z' })],
    ['within', titled('An economist speaks', { datePublished: '2025-02-01T00:00:00Z' })],
    ['odd', titled('100% of _all_ \\ things', { authors: [{ name: 'X_Y 50%' }] })],
    [
      'draft',
      titled('Ecological secret', {
        status: 'DRAFT',
        topics: [{ path: 'eco-secret', name: 'Eco secret' }],
        authors: [{ name: 'Ecco Hidden' }],
      }),
    ],
  )
})

const suggest = async (prefix: string, first = 8, as: TestCaller = {}): Promise<string[]> => {
  const { suggest } = await world.both(
    'query ($prefix: String!, $first: Int) { suggest(prefix: $prefix, first: $first) { text } }',
    { prefix, first },
    as,
  )
  return suggest.map(({ text }: { text: string }) => text)
}

describe('suggestions', () => {
  test('come from topics, authors and headlines in turn; what begins with the prefix first, then the newest', async () => {
    expect(await suggest('eco')).toEqual([
      'Economy',
      'Eco Éclair',
      'Economies of scale',
      'Économie: l’été sera chaud',
      'An economist speaks',
    ])
    expect(await suggest('eco', 2)).toEqual(['Economy', 'Eco Éclair'])
  })

  test.each([
    ['ÉCONOMI', ['Economies of scale', 'Économie: l’été sera chaud', 'An economist speaks']],
    ['ete', ['Économie: l’été sera chaud']],
    ["l'ete se", ['Économie: l’été sera chaud']],
    ['éclair', ['Eco Éclair']],
    ['  of scale ', ['Economies of scale']],
    ['conom', []],
    ['e', ['Economy', 'Eco Éclair', 'Economies of scale', 'Économie: l’été sera chaud', 'An economist speaks']],
  ])('%j', async (prefix, texts) => {
    expect(await suggest(prefix)).toEqual(texts)
  })

  test.each([
    ['%', []],
    ['_', []],
    ['\\', []],
    ['ec_n', []],
    ['e%y', []],
    ['x_y', ['X_Y 50%']],
    ['50%', ['X_Y 50%']],
    ['.*', []],
    ['(((', []],
    ["'--", []],
    ['💥', []],
  ])('%j has no wildcard in it', async (prefix, texts) => {
    expect(await suggest(prefix)).toEqual(texts)
  })

  test('nothing that is hidden, nor who or what is in hidden articles only', async () => {
    expect(await suggest('ecolog')).toEqual([])
    expect(await suggest('eco s')).toEqual([])
    expect(await suggest('ecco')).toEqual([])
    expect(await suggest('ecco', 8, editor)).toEqual(['Ecco Hidden'])
    expect(await suggest('eco', 8, { allowedTopicIds: [await world.topicId('economy')] })).toEqual([
      'Economy',
      'Eco Éclair',
    ])
  })

  test('names of hidden articles crowd out no other', async () => {
    for (const draft of [1, 2, 3, 4, 5]) {
      const topics = Array.from({ length: 50 }, (_, index) => ({
        path: `crowd-${draft}-${index}`,
        name: `Crowd ${draft}${index}`,
      }))
      await world.save([`crowd-${draft}`, { status: 'DRAFT', topics }])
    }
    await world.save(['crowd', titled('Untold too', { topics: [{ path: 'crowd', name: 'Crowd of people' }] })])
    expect(await suggest('crowd')).toEqual(['Crowd of people'])
  })

  test('targets are whatever they are, in one statement a type', async () => {
    world.statements.length = 0
    const { suggest } = await world.data(`{ suggest(prefix: "eco") { text target { __typename id
      ... on Topic { path } ... on Author { name } ... on Article { slug authors { name } } } } }`)
    expect(suggest.map(({ target: { id, ...target } }: any) => (id === '' ? null : target))).toEqual([
      { __typename: 'Topic', path: 'economy' },
      { __typename: 'Author', name: 'Eco Éclair' },
      { __typename: 'Article', slug: 'newest', authors: [] },
      { __typename: 'Article', slug: 'oldest', authors: [] },
      { __typename: 'Article', slug: 'within', authors: [] },
    ])
    expect(world.statements).toHaveLength(4)
  })

  test.each([
    ['', 8],
    ['x'.repeat(101), 8],
    ['eco', 0],
    ['eco', 21],
  ])('prefix %j with first %i is refused', async (prefix, first) => {
    const { errors } = await world.ask(
      'query ($prefix: String!, $first: Int) { suggest(prefix: $prefix, first: $first) { text } }',
      { prefix, first },
    )
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  test('that are refused leave the rest of the answer as it is', async () => {
    const query = '{ suggest(prefix: "") { text } topic(by: { path: "economy" }) { path } }'
    const { data, errors } = await world.ask(query)
    expect(errors).toMatchObject([{ path: ['suggest'], extensions: { code: 'BAD_USER_INPUT' } }])
    expect(data).toEqual({ suggest: null, topic: { path: 'economy' } })
  })
})
