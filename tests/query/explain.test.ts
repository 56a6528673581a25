import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../../schema/global-id.ts'
import { readArticleListArgs } from '../../schema/list-args.ts'
import { articleOrderFields, orderDirections } from '../../schema/models.ts'
import { createCursorCodec } from '../../src/cursor.ts'
import { getSecret } from '../../src/db/secret.ts'
import { cursorBinding } from '../../src/query/lists/article-list.ts'
import { explain, type Work } from '../support/explain.ts'
import { createExplainedGateway, type ExplainedGateway } from '../support/explained-gateway.ts'
import { editor, type TestCaller } from '../support/gateway.ts'

const articles = 100_000
const first = 20
const mostRows = 50 * (first + 1)
const mostMs = 2_000

let explained: ExplainedGateway

beforeAll(async () => {
  explained = await createExplainedGateway(articles)
})

const topic = (id: number): string => toGlobalId('Topic', id)
const author = (id: number): string => toGlobalId('Author', id)
const publisher = (id: number): string => toGlobalId('Publisher', id)
const ids = (from: number, make: (id: number) => string): string[] =>
  Array.from({ length: 20 }, (_, index) => make(from + index))

type Filter = Readonly<Record<string, unknown>>

/** As generated: news is topic 1 and holds nine tenths, parts are 3 to 22, subjects 23 to 222; publisher 2 has a thousandth. */
const equalities: readonly [name: string, filter: Filter, values: number][] = [
  ['no condition', {}, 1],
  ['topics: the root with nine tenths', { topics: [topic(1)] }, 1],
  ['topics: a subject', { topics: [topic(30)] }, 1],
  ['topics: 20 subjects', { topics: ids(40, topic) }, 20],
  ['topics: a topic and one below it', { topics: [topic(1), topic(4), topic(24)] }, 3],
  ['notTopics: a subject', { notTopics: [topic(30)] }, 1],
  ['notTopics: the root with nine tenths', { notTopics: [topic(1)] }, 1],
  ['notTopics: 20 subjects', { notTopics: ids(40, topic) }, 1],
  ['authors: one', { authors: [author(7)] }, 1],
  ['authors: 20', { authors: ids(20, author) }, 20],
  ['publishers: nearly all', { publishers: [publisher(1)] }, 1],
  ['publishers: the rare one', { publishers: [publisher(2)] }, 1],
  ['publishers: both', { publishers: [publisher(1), publisher(2)] }, 2],
  ['languages: one', { languages: ['de'] }, 1],
  ['languages: three', { languages: ['it', 'fr', 'de'] }, 3],
  ['languages: none has it', { languages: ['tlh'] }, 1],
  ['types: one', { types: ['AUDIO'] }, 1],
  ['types: three', { types: ['ARTICLE', 'VIDEO', 'INTERACTIVE'] }, 3],
  ['isAccessibleForFree: true', { isAccessibleForFree: true }, 1],
  ['isAccessibleForFree: false', { isAccessibleForFree: false }, 1],
  ['status: PUBLISHED', { status: ['PUBLISHED'] }, 1],
]

const statuses: readonly [name: string, filter: Filter, values: number][] = [
  ['status: DRAFT', { status: ['DRAFT'] }, 1],
  ['status: WITHDRAWN', { status: ['WITHDRAWN'] }, 1],
  ['status: DRAFT and WITHDRAWN', { status: ['DRAFT', 'WITHDRAWN'] }, 2],
  ['status: PUBLISHED, to an editor', { status: ['PUBLISHED'] }, 1],
]

const published = { since: '2021-03-01T00:00:00Z', before: '2021-04-01T00:00:00Z' }
const ranges: readonly [name: string, filter: Filter, field: string][] = [
  ['published in a month', { published }, 'DATE_PUBLISHED'],
  ['published since', { published: { since: published.since } }, 'DATE_PUBLISHED'],
  ['published before', { published: { before: published.before } }, 'DATE_PUBLISHED'],
  ['modified in a month', { modified: published }, 'DATE_MODIFIED'],
  ['modified since', { modified: { since: published.since } }, 'DATE_MODIFIED'],
  ['modified before', { modified: { before: published.before } }, 'DATE_MODIFIED'],
]

const columnOf = { DATE_PUBLISHED: 'placed_at', DATE_MODIFIED: 'modified_at', VIEW_COUNT: 'views' } as const
const orders = articleOrderFields.flatMap((field) => orderDirections.map((direction) => ({ field, direction })))

const list = `query ($filter: ArticleFilter, $orderBy: ArticleOrder, $first: Int, $after: String) {
  articles(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { edges { cursor } } }`

/** The only statement of a query, explained. */
async function work(
  query: string,
  variables: Record<string, unknown>,
  { as, generic = false }: { as?: TestCaller | undefined; generic?: boolean } = {},
): Promise<Work> {
  const { statement } = await explained.askOnce(query, variables, as)
  return await explain(explained.gateway.db, statement, { generic })
}

interface Asked {
  readonly query?: string
  readonly variables?: Record<string, unknown>
  readonly values?: number
  readonly orders?: typeof orders
  readonly as?: TestCaller
}

/** Plans made for the values that are asked for, and plans made for any: the gateway's statements are prepared. */
async function expectBounded(filter: Filter, asked: Asked = {}): Promise<void> {
  const { query = list, values = 1 } = asked
  for (const orderBy of asked.orders ?? orders) {
    for (const generic of [false, true]) {
      const done = await work(query, { ...asked.variables, filter, orderBy, first }, { as: asked.as, generic })
      const message = `${JSON.stringify(orderBy)}${generic ? ', generic plan' : ''}\n${done.summary}`
      expect.soft(done.rowsRead, message).toBeLessThanOrEqual(mostRows)
      expect.soft(done.scannedWhole, message).not.toContain('article')
      expect.soft(done.largestSort, message).toBeLessThanOrEqual((first + 1) * values)
    }
  }
}

const inOwnOrder = (field: string): typeof orders => orders.filter((order) => order.field === field)

describe('a page reads at most 50 rows for each of its own', () => {
  test.each(equalities)('%s', async (_name, filter, values) => {
    await expectBounded(filter, { values })
  })

  test.each(statuses)('%s', async (_name, filter, values) => {
    await expectBounded(filter, { values, as: editor })
  })

  test('status: SCHEDULED, which is found by its time and put in order', async () => {
    for (const orderBy of orders) {
      const done = await work(list, { filter: { status: ['SCHEDULED'] }, orderBy, first }, { as: editor })
      expect.soft(done.rowsRead, done.summary).toBeLessThanOrEqual(mostRows)
      expect.soft(done.scannedWhole, done.summary).toEqual([])
    }
  })

  test.each(ranges)('%s, in its own order', async (_name, filter, field) => {
    await expectBounded(filter, { orders: inOwnOrder(field) })
  })

  const belowNews = `query ($filter: ArticleFilter, $orderBy: ArticleOrder, $first: Int) {
    topic(by: { slug: "news" }) { articles(filter: $filter, orderBy: $orderBy, first: $first) { edges { cursor } } } }`
  const ofNews: readonly [name: string, filter: Filter, values: number][] = [
    ['of an author', { authors: [author(7)] }, 1],
    ['of 5 authors', { authors: [20, 21, 22, 23, 24].map(author) }, 5],
    ['in one language', { languages: ['de'] }, 1],
    ['without 20 subjects', { notTopics: ids(40, topic) }, 1],
  ]
  test.each(ofNews)('below the root with nine tenths, %s', async (_name, filter, values) => {
    await expectBounded(filter, { query: belowNews, values })
  })

  test('below the root with nine tenths, for a key that is limited to two parts, beside what says that it may see the root', async () => {
    const as = { scopes: ['CONTENT_READ' as const], allowedTopicIds: [10, 12] }
    for (const generic of [false, true]) {
      const done = await work(belowNews, { filter: {}, orderBy: orders[0], first }, { as, generic })
      expect.soft(done.rowsRead, done.summary).toBeLessThanOrEqual(mostRows + 2_500)
    }
  })

  test.each([
    ['of an author', `author(by: { slug: "author-7" })`, ''],
    ['of a leaf of the topics', `topic(by: { slug: "subject-30" })`, ''],
    ['of the root with nine tenths', `topic(by: { slug: "news" })`, ''],
    ['of a part alone, which has none', `topic(by: { slug: "part-4" })`, ', includeDescendants: false'],
    ['of the root alone', `topic(by: { slug: "news" })`, ', includeDescendants: false'],
  ])('%s', async (_name, parent, more) => {
    const query = `query ($filter: ArticleFilter, $orderBy: ArticleOrder, $first: Int) {
      ${parent} { articles(filter: $filter, orderBy: $orderBy, first: $first${more}) { edges { cursor } } } }`
    await expectBounded({}, { query })
  })

  test.each([
    ['a leaf', [30], 1],
    ['the root with nine tenths', [1], 1],
    ['20 topics', Array.from({ length: 20 }, (_, index) => 40 + index), 20],
  ])('for a key that is limited to %s', async (_name, allowedTopicIds, values) => {
    await expectBounded({}, { values, as: { scopes: ['CONTENT_READ'], allowedTopicIds } })
  })
})

describe('every other combination reads no table of articles from end to end, and answers in time', () => {
  const conditions = [...equalities.slice(1), ...ranges.map(([name, filter]) => [name, filter, 1] as const)]
  const pairs = conditions.flatMap(([name, filter], index) =>
    conditions
      .slice(index + 1)
      .filter(([, other]) => Object.keys(other)[0] !== Object.keys(filter)[0])
      .map(([otherName, other]) => [`${name}; ${otherName}`, { ...filter, ...other }] as const),
  )
  // each seventh, so that every condition meets every order some time
  const sampled = pairs.filter((_pair, index) => index % 7 === 0)

  test.each(sampled.map(([name, filter], index) => [name, filter, orders[index % orders.length]] as const))(
    '%s',
    async (_name, filter, orderBy) => {
      for (const generic of [false, true]) await expectQuick({ filter, orderBy, first }, generic)
    },
  )

  test.each(ranges)('%s, in every other order', async (_name, filter, field) => {
    for (const orderBy of orders.filter((order) => order.field !== field)) {
      for (const generic of [false, true]) await expectQuick({ filter, orderBy, first }, generic)
    }
  })

  test.each([
    ['draft or scheduled', ['DRAFT', 'SCHEDULED']],
    ['anything but published', ['DRAFT', 'SCHEDULED', 'WITHDRAWN']],
    ['anything', ['DRAFT', 'SCHEDULED', 'PUBLISHED', 'WITHDRAWN']],
  ])('%s', async (_name, status) => {
    for (const orderBy of orders) await expectQuick({ filter: { status }, orderBy, first }, false, editor)
  })

  async function expectQuick(variables: Record<string, unknown>, generic: boolean, as?: TestCaller): Promise<void> {
    const done = await work(list, variables, { as, generic })
    const message = `${JSON.stringify(variables)}${generic ? ', generic plan' : ''}\n${done.summary}`
    expect.soft(done.scannedWhole, message).not.toContain('article')
    expect.soft(done.ms, message).toBeLessThanOrEqual(mostMs)
  }
})

describe('where a page begins makes no difference', () => {
  test.each(orders)('50,000 deep: $field $direction', async (orderBy) => {
    const top = await work(list, { orderBy, first })
    const after = await cursorAt(50_000, orderBy)
    for (const generic of [false, true]) {
      const deep = await work(list, { orderBy, first, after }, { generic })
      expect.soft(deep.rowsRead, deep.summary).toBeLessThanOrEqual(2 * top.rowsRead)
      expect.soft(deep.buffers, deep.summary).toBeLessThanOrEqual(2 * top.buffers)
    }
  })

  test.each([
    ['published', 'DATE_PUBLISHED'],
    ['modified', 'DATE_MODIFIED'],
  ] as const)('deep in a range of %s', async (range, field) => {
    for (const direction of orderDirections) {
      const orderBy = { field, direction }
      const filter = { [range]: { since: '2020-02-01T00:00:00Z', before: '2023-09-01T00:00:00Z' } }
      const top = await work(list, { filter, orderBy, first })
      const after = await cursorAt(50_000, orderBy, filter)
      const deep = await work(list, { filter, orderBy, first, after })
      expect.soft(deep.buffers, deep.summary).toBeLessThanOrEqual(2 * top.buffers)
    }
  })

  test('the newest of a topic cost the same for a leaf and for the root with nine tenths of all', async () => {
    const query = `query ($slug: String, $first: Int) { topic(by: { slug: $slug }) { articles(first: $first) { edges { cursor } } } }`
    const leaf = await work(query, { slug: 'subject-30', first })
    const root = await work(query, { slug: 'news', first })
    expect(Math.abs(root.rowsRead - leaf.rowsRead)).toBeLessThanOrEqual(first)
    expect(root.buffers).toBeLessThanOrEqual(2 * leaf.buffers)
  })

  /** The signed cursor of the article at a place, without walking there. */
  async function cursorAt(offset: number, orderBy: (typeof orders)[number], filter: Filter = {}): Promise<string> {
    const column = columnOf[orderBy.field]
    const { rows } = await sql<{ id: number; key: string | number }>`
      select id, ${sql.ref(column)} as key from article where visible_at <= now()
      order by ${sql.raw(`${column} ${orderBy.direction}, id ${orderBy.direction}`)} offset ${offset} limit 1`.execute(
      explained.gateway.db,
    )
    const [row] = rows
    if (row === undefined) throw new Error('There are not so many')
    const cursors = createCursorCodec(await getSecret(explained.gateway.db, 'cursor'))
    const read = readArticleListArgs({ filter, orderBy })
    return cursors.encode(row, cursorBinding({ of: 'gateway' }, read))
  }
})

describe('a count reads at most limit + 1 rows of an index', () => {
  const limit = 1_000
  test.each([
    ['no condition', {}],
    ['a topic', { topics: [topic(1)] }],
    ['an author', { authors: [author(7)] }],
    ['a publisher', { publishers: [publisher(1)] }],
    ['languages', { languages: ['it', 'en', 'de'] }],
    ['types', { types: ['ARTICLE', 'VIDEO'] }],
    ['isAccessibleForFree', { isAccessibleForFree: true }],
    ['published since', { published: { since: published.since } }],
  ])('%s', async (_name, filter) => {
    const query = `query ($filter: ArticleFilter, $limit: Int!) { articles(filter: $filter) { count(limit: $limit) { value exact } } }`
    for (const generic of [false, true]) {
      const done = await work(query, { filter, limit }, { generic })
      // some of those that are read are not visible
      expect.soft(done.rowsRead, done.summary).toBeLessThanOrEqual(1.01 * (limit + 1))
      expect.soft(done.scans, done.summary).toEqual([expect.stringMatching(/^Index Only Scan/)])
    }
  })
})
