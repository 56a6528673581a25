import { beforeAll, describe, expect, test } from 'vitest'
import type { ArticleInput } from '../../schema/models.ts'
import type { TestCaller } from '../support/gateway.ts'
import { createWorld, instant, site, type World } from '../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})

interface Link {
  readonly title: string
  readonly url: string | null
  readonly byline: string | null
  readonly kind: string
  readonly origin: string
  readonly position: number
  readonly article: { readonly slug: string } | null
}

const linksOf = async (slug: string, args = '', as: TestCaller = {}): Promise<readonly Link[]> => {
  const query = `query ($slug: String) { article(by: { slug: $slug }) {
    relatedLinks${args} { title url byline kind origin position article { slug authors { name } } } } }`
  return (await world.both(query, { slug }, as)).article.relatedLinks
}
const short = (links: readonly Link[]): string[] =>
  links.map(({ position, origin, article, title }) => `${position} ${origin} ${article?.slug ?? `"${title}"`}`)
const to = (...slugs: string[]) => slugs.map((slug) => ({ title: `To ${slug}`, url: `${site}/${slug}` }))
const about = (...paths: string[]): Partial<ArticleInput> => ({ topics: paths.map((path) => ({ path })) })
const computed = '(origins: [COMPUTED])'

describe("editors' links", () => {
  test('come first and in their order; computed ones follow, and positions count on', async () => {
    await world.save(
      [
        'order-a',
        {
          ...about('order'),
          relatedLinks: [...to('order-z', 'order-y'), { title: 'Elsewhere', url: 'https://other.example/' }],
        },
      ],
      ['order-y', about('order')],
      ['order-z', about('order')],
      ['order-c', about('order')],
    )
    const links = await linksOf('order-a')
    expect(short(links)).toEqual([
      '1 EDITORIAL order-z',
      '2 EDITORIAL order-y',
      '3 EDITORIAL "Elsewhere"',
      '4 COMPUTED order-c',
    ])
    expect(links[0]).toMatchObject({ title: 'To order-z', url: `${site}/order-z`, kind: 'ARTICLE' })
    expect(links[3]).toMatchObject({ title: 'Headline of order-c', url: `${site}/order-c`, kind: 'ARTICLE' })
  })

  test('that lead to what cannot be seen are left out, and the list is refilled without a gap', async () => {
    await world.save(
      ['hidden-draft', { status: 'DRAFT' }],
      ['hidden-gone', { status: 'WITHDRAWN' }],
      ['hidden-later', { embargoedUntil: '2100-01-02T00:00:00Z' }],
      ['hidden-dated', { datePublished: '2100-01-02T00:00:00Z' }],
      ['seen-1'],
      ['seen-2'],
      ['seen-3'],
      [
        'hides',
        {
          relatedLinks: to('hidden-draft', 'seen-1', 'hidden-gone', 'hidden-later', 'seen-2', 'hidden-dated', 'seen-3'),
        },
      ],
    )
    expect(short(await linksOf('hides', '(first: 2)'))).toEqual(['1 EDITORIAL seen-1', '2 EDITORIAL seen-2'])
    expect(short(await linksOf('hides'))).toEqual(['1 EDITORIAL seen-1', '2 EDITORIAL seen-2', '3 EDITORIAL seen-3'])
    const preview = await linksOf('hides', '', { scopes: ['CONTENT_READ', 'CONTENT_PREVIEW'] })
    expect(preview).toHaveLength(7)
  })

  test('appear at the second at which an embargo ends', async () => {
    await world.save(
      ['embargoed', { embargoedUntil: '2030-01-01T00:00:00Z' }],
      ['waits', { relatedLinks: to('embargoed') }],
    )
    expect(await linksOf('waits', '', { instant: '2029-12-31T23:59:59.999Z' })).toEqual([])
    expect(short(await linksOf('waits', '', { instant: '2030-01-01T00:00:00Z' }))).toEqual(['1 EDITORIAL embargoed'])
  })

  test('that lead out of the topics of a key are left out', async () => {
    await world.save(
      ['grant-in', about('grant')],
      ['grant-out', about('outside')],
      ['grant-page', { ...about('grant'), relatedLinks: to('grant-out', 'grant-in') }],
    )
    const as = { allowedTopicIds: [await world.topicId('grant')] }
    expect(short(await linksOf('grant-page', '', as))).toEqual(['1 EDITORIAL grant-in'])
  })

  test('of which only the title is known have no address until an article of that headline arrives', async () => {
    await world.save(['titled', { relatedLinks: [{ title: 'The bridge that sings', byline: 'M. Ponte' }] }])
    expect(await linksOf('titled')).toEqual([
      {
        title: 'The bridge that sings',
        url: null,
        byline: 'M. Ponte',
        kind: 'ARTICLE',
        origin: 'EDITORIAL',
        position: 1,
        article: null,
      },
    ])
    await world.save(['bridge', { headline: 'The Bridge That Sings' }])
    expect(await linksOf('titled')).toMatchObject([
      { title: 'The bridge that sings', url: `${site}/bridge`, byline: 'M. Ponte', article: { slug: 'bridge' } },
    ])
  })
})

describe('computed links', () => {
  test('lead to what shares a topic: not to itself, a translation, another language, or what an editor linked', async () => {
    await world.save(
      ['rule', { ...about('rules'), relatedLinks: to('rule-linked') }],
      ['rule-linked', about('rules')],
      ['rule-it', { ...about('rules'), language: 'it', translationOf: { source: 'post', value: 'rule' } }],
      ['rule-twin', { ...about('rules'), translationOf: { source: 'post', value: 'rule-it' } }],
      ['rule-de', { ...about('rules'), language: 'de' }],
      ['rule-other', about('something-else')],
      ['rule-draft', { ...about('rules'), status: 'DRAFT' }],
      ['rule-good', about('rules')],
    )
    expect(short(await linksOf('rule', computed))).toEqual(['1 COMPUTED rule-good'])
  })

  test('prefer the rarer topic, then the more similar headline, then what is nearer in time', async () => {
    const many = Array.from({ length: 25 }, (_, n): [string, Partial<ArticleInput>] => [
      `many-${n}`,
      { ...about('common'), datePublished: '2025-06-01T09:00:00Z' },
    ])
    await world.save(
      ...many,
      ['ranked', { ...about('common', 'rare'), headline: 'Old ferry leaves the harbour for good' }],
      ['rare-far', { ...about('rare'), headline: 'Nothing', datePublished: '2025-03-15T00:00:00Z' }],
      ['rare-near', { ...about('rare'), headline: 'Nothing at all', datePublished: '2025-05-20T00:00:00Z' }],
      [
        'rare-ferry',
        { ...about('rare'), headline: 'A ferry for the old harbour', datePublished: '2024-01-01T00:00:00Z' },
      ],
    )
    const links = await linksOf('ranked', computed)
    expect(links.map(({ article }) => article?.slug).slice(0, 3)).toEqual(['rare-ferry', 'rare-near', 'rare-far'])
    expect(links).toHaveLength(10)
    expect(await linksOf('ranked', computed)).toEqual(links)
  })

  test('find what is by the same author where there are no topics, and say who made it and what it is', async () => {
    const authors = [{ name: 'Ada Reef' }, { name: 'Ben Shoal' }]
    await world.save(
      ['by-one', { authors }],
      ['by-two', { authors, type: 'VIDEO' }],
      ['by-three', { authors, type: 'INTERACTIVE', byline: 'The desk' }],
    )
    expect(await linksOf('by-one', computed)).toMatchObject([
      { kind: 'VIDEO', byline: 'Ada Reef, Ben Shoal', article: { slug: 'by-two' } },
      { kind: 'ARTICLE', byline: 'The desk', article: { slug: 'by-three' } },
    ])
  })

  test('leave out what cannot be seen, and are refilled; it appears at its second', async () => {
    await world.save(
      ['fill', about('fill')],
      ['fill-1', { ...about('fill'), embargoedUntil: '2030-01-01T00:00:00Z', headline: 'Headline of fill again' }],
      ['fill-2', { ...about('fill', 'fill-more') }],
      ['fill-3', { ...about('fill'), datePublished: '2020-01-01T00:00:00Z' }],
    )
    const before = { instant: '2029-12-31T23:59:59.999Z' }
    expect(short(await linksOf('fill', '(first: 2)', before))).toEqual(['1 COMPUTED fill-2', '2 COMPUTED fill-3'])
    expect(short(await linksOf('fill', '(first: 2)', { instant: '2030-01-01T00:00:00Z' }))).toContainEqual(
      expect.stringContaining('fill-1'),
    )
    const as = { allowedTopicIds: [await world.topicId('fill-more')], instant }
    await world.save(['fill', about('fill', 'fill-more')])
    expect(short(await linksOf('fill', '', as))).toEqual(['1 COMPUTED fill-2'])
    await world.save(['fill-2', { ...about('fill', 'fill-more'), status: 'WITHDRAWN' }])
    expect(await linksOf('fill', '', as)).toEqual([])
  })
})

describe('the arguments of related links', () => {
  test('origins says which kinds come; an empty list is none', async () => {
    await world.save(
      ['origins', { ...about('origins'), relatedLinks: to('origins-e') }],
      ['origins-e'],
      ['origins-c', about('origins')],
    )
    expect(short(await linksOf('origins', '(origins: [EDITORIAL])'))).toEqual(['1 EDITORIAL origins-e'])
    expect(short(await linksOf('origins', computed))).toEqual(['1 COMPUTED origins-c'])
    expect(short(await linksOf('origins', '(origins: [COMPUTED, EDITORIAL, COMPUTED])'))).toEqual([
      '1 EDITORIAL origins-e',
      '2 COMPUTED origins-c',
    ])
    expect(await linksOf('origins', '(origins: [])')).toEqual([])
    expect(short(await linksOf('origins', '(first: 1)'))).toEqual(['1 EDITORIAL origins-e'])
  })

  test('first is 1 to 50, and null the default', async () => {
    for (const first of [0, -1, 51]) {
      const { errors } = await world.ask(
        `{ article(by: { slug: "origins" }) { relatedLinks(first: ${first}) { title } } }`,
      )
      expect(errors).toMatchObject([
        { message: 'first must be a whole number from 1 to 50.', extensions: { code: 'BAD_USER_INPUT' } },
      ])
    }
    expect(await linksOf('origins', '(first: null)')).toHaveLength(2)
  })

  test('under 50 articles they are one statement, links and articles and all', async () => {
    await world.save(
      ...Array.from({ length: 50 }, (_, n): [string, Partial<ArticleInput>] => [`wide-${n}`, about('wide')]),
    )
    world.statements.length = 0
    const { topic } = await world.data(
      `{ topic(by: { path: "wide" }) { articles(first: 50) { nodes { relatedLinks { title article { headline } } } } } }`,
    )
    expect(world.statements).toHaveLength(1)
    expect(topic.articles.nodes.map(({ relatedLinks }: { relatedLinks: unknown[] }) => relatedLinks.length)).toEqual(
      Array(50).fill(10),
    )
  })
})
