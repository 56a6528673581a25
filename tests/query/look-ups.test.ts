import { beforeAll, describe, expect, test } from 'vitest'
import type { TestCaller } from '../support/gateway.ts'
import { createWorld, site, type World } from '../support/world.ts'

let world: World
let ids: Record<string, string>

beforeAll(async () => {
  world = await createWorld()
  await world.save(
    [
      'ferry',
      {
        aliases: ['https://old.post.example/?p=17'],
        image: { url: `${site}/ferry.jpg`, alt: 'A ferry at the quay', width: 1600, height: 900, credit: 'M. Ponte' },
        corrections: [
          { text: 'The ferry is 40 years old, not 14.', date: '2025-06-02T10:00:00+02:00' },
          { text: 'Its name has two n.', date: '2025-06-03T00:00:00.250Z' },
        ],
        publisher: {
          name: 'The Harbour Post',
          url: `${site}/`,
          language: 'en',
          imprint: 'Registered at the court of Portovero, no. 41/2019.',
          email: 'desk@post.example',
        },
        authors: [{ name: 'Ada Reef' }],
        topics: [{ path: 'harbour' }],
      },
    ],
    ['bare', { image: { url: `${site}/bare.png` } }],
    ['withdrawn', { status: 'WITHDRAWN' }],
    ['embargoed', { embargoedUntil: '2030-01-01T00:00:00Z' }],
  )
  const { articles } = await world.data('{ articles { nodes { id slug } } }', {}, { instant: '2100-01-01T00:00:00Z' })
  ids = Object.fromEntries(articles.nodes.map(({ id, slug }: { id: string; slug: string }) => [slug, id]))
})

const find = async (by: object, as: TestCaller = {}): Promise<string | null> => {
  const { article } = await world.both('query ($by: ArticleBy!) { article(by: $by) { slug } }', { by }, as)
  return article?.slug ?? null
}

describe('an article', () => {
  test('is found by id, slug, address, alias, and by what its source calls it', async () => {
    const ways = [
      { id: ids['ferry'] },
      { slug: 'ferry' },
      { url: `${site}/ferry` },
      { url: 'http://post.example/ferry/?utm_source=mail' },
      { url: 'https://old.post.example/?p=17&fbclid=x' },
      { externalId: { source: 'post', value: 'ferry' } },
    ]
    for (const by of ways) expect(await find(by), JSON.stringify(by)).toBe('ferry')
  })

  test('that is hidden or not there is null, whichever way it is asked for', async () => {
    const before = { instant: '2029-12-31T23:59:59.999Z' }
    for (const name of ['withdrawn', 'embargoed', 'nowhere']) {
      const ways = [{ slug: name }, { url: `${site}/${name}` }, { externalId: { source: 'post', value: name } }]
      for (const by of ways) expect(await find(by, before), JSON.stringify(by)).toBe(null)
    }
    expect(await find({ id: ids['embargoed'] }, before)).toBe(null)
    expect(await find({ id: ids['embargoed'] }, { instant: '2030-01-01T00:00:00Z' })).toBe('embargoed')
    expect(await find({ slug: 'ferry' }, { allowedTopicIds: [0] })).toBe(null)
    expect(await find({ externalId: { source: 'other', value: 'ferry' } })).toBe(null)
  })

  test.each([
    ['no way', {}],
    ['two ways', { slug: 'ferry', url: `${site}/ferry` }],
    ['a way that is null', { slug: null }],
    ['a way beside null', { slug: 'ferry', id: null }],
    ['an unknown way', { headline: 'Ferry' }],
    ['half of an external id', { externalId: { source: 'post' } }],
    ['an id that never was one', { id: 'abc' }],
    ['an address that is none', { url: '/ferry' }],
  ])('is refused by %s', async (_name, by) => {
    const { data, errors } = await world.ask('query ($by: ArticleBy!) { article(by: $by) { slug } }', { by })
    expect(data?.['article'] ?? null).toBe(null)
    expect(errors?.length).toBeGreaterThan(0)
    for (const { extensions } of errors ?? []) expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  test('is null by the id of another type', async () => {
    const { topic } = await world.data('{ topic(by: { path: "harbour" }) { id } }')
    expect(await find({ id: topic.id })).toBe(null)
  })

  test('has a picture with alt and credit, corrections in the order of the source, and the imprint of its publisher', async () => {
    const query = `{ article(by: { slug: "ferry" }) { image { url alt width height caption credit } corrections { text date }
      publisher { name url language imprint email } } }`
    expect((await world.both(query)).article).toEqual({
      image: {
        url: `${site}/ferry.jpg`,
        alt: 'A ferry at the quay',
        width: 1600,
        height: 900,
        caption: null,
        credit: 'M. Ponte',
      },
      corrections: [
        { text: 'The ferry is 40 years old, not 14.', date: '2025-06-02T08:00:00Z' },
        { text: 'Its name has two n.', date: '2025-06-03T00:00:00.250Z' },
      ],
      publisher: {
        name: 'The Harbour Post',
        url: `${site}/`,
        language: 'en',
        imprint: 'Registered at the court of Portovero, no. 41/2019.',
        email: 'desk@post.example',
      },
    })
  })

  test('has an empty alt where the source gave none, and no corrections', async () => {
    const { article } = await world.both(
      '{ article(by: { slug: "bare" }) { image { alt credit } corrections { text } } }',
    )
    expect(article).toEqual({ image: { alt: '', credit: null }, corrections: [] })
  })
})

describe('nodes', () => {
  const query =
    'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Article { slug authors { name } } ... on Topic { path } } }'

  test('100 ids keep their order, with null for what is not there or not to be seen', async () => {
    const { topic } = await world.data('{ topic(by: { path: "harbour" }) { id } }')
    const unknown = (n: number): string => Buffer.from(`Article:${1_000_000 + n}`).toString('base64url')
    const known = [ids['ferry'], topic.id, ids['embargoed'], ids['bare'], ids['ferry']]
    const asked = Array.from({ length: 100 }, (_, n) => (n % 20 === 0 ? known[n / 20] : unknown(n)))
    const { nodes } = await world.both(query, { ids: asked }, { instant: '2029-12-31T23:59:59.999Z' })
    const ferry = { __typename: 'Article', id: ids['ferry'], slug: 'ferry', authors: [{ name: 'Ada Reef' }] }
    const expected: Record<number, unknown> = {
      0: ferry,
      20: { __typename: 'Topic', id: topic.id, path: 'harbour' },
      60: { __typename: 'Article', id: ids['bare'], slug: 'bare', authors: [] },
      80: ferry,
    }
    expect(nodes).toEqual(Array.from({ length: 100 }, (_, n) => expected[n] ?? null))
  })

  test('an id that never was one of ours is an error at its place alone', async () => {
    const { data, errors } = await world.ask(query, { ids: ['abc', ids['bare']] })
    expect(data).toMatchObject({ nodes: [null, { slug: 'bare' }] })
    expect(errors).toMatchObject([{ path: ['nodes', 0], extensions: { code: 'BAD_USER_INPUT' } }])
  })

  test('101 ids are refused', async () => {
    const { errors } = await world.ask(query, { ids: Array(101).fill(ids['ferry']) })
    expect(errors).toMatchObject([{ message: 'ids takes at most 100 ids.', extensions: { code: 'BAD_USER_INPUT' } }])
    expect((await world.data(query, { ids: [] })).nodes).toEqual([])
  })
})
