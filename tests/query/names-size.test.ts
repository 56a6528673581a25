import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { explain, type Work } from '../support/explain.ts'
import { createExplainedGateway, type ExplainedGateway } from '../support/explained-gateway.ts'
import type { TestCaller } from '../support/gateway.ts'

const articles = 100_000
const hidden = 1_000
const first = 20
const mostRows = 50 * (first + 1)

let explained: ExplainedGateway

/**
 * As generated: news is topic 1 and holds nine tenths, subjects are 23 to 222, of which 30 holds one in 200. Behind all of these, so many
 * topics and authors that only a draft in 1 and 30 has.
 */
beforeAll(async () => {
  explained = await createExplainedGateway(articles)
  const { gateway } = explained
  const { rows } = await sql<{ id: number }>`
    update article set status = 'DRAFT'
    where id = (select min(article_id) from article_topic where topic_id = 30 and article_id % 10 <> 0)
    returning id`.execute(gateway.db)
  await sql`
    with draft as (select * from article where id = ${rows[0]?.id}),
    topics as (
      insert into topic (segment, slug, name, name_key, type)
      select 'zz-' || n, 'zz-' || n, 'Zz ' || n, 'zz ' || n, 'KEYWORD' from generate_series(1, ${hidden}::int) n
      returning id
    ),
    authors as (
      insert into author (publisher_id, slug, name, name_key, kind)
      select 1, 'zz-' || n, 'Zz ' || n, 'zz ' || n, 'PERSON' from generate_series(1, ${hidden}::int) n
      returning id
    ),
    of_topics as (
      insert into article_topic (article_id, topic_id, position, placed_at, modified_at, views)
      select d.id, t.id, 100 + t.id, d.placed_at, d.modified_at, d.views from draft d, topics t
    )
    insert into article_author (article_id, author_id, position, placed_at, modified_at, views)
    select d.id, a.id, 100 + a.id, d.placed_at, d.modified_at, d.views from draft d, authors a`.execute(gateway.db)
  await sql`vacuum analyze topic, author, article_topic, article_author`.execute(gateway.db)
})

/** Answers, and the only statement behind them, explained with a plan for its values and with one for any. */
async function ask(query: string, as: TestCaller = {}): Promise<{ data: any; works: Work[] }> {
  const { db } = explained.gateway
  const { data, statement } = await explained.askOnce(query, {}, as)
  const works = [await explain(db, statement), await explain(db, statement, { generic: true })]
  return { data, works }
}

async function expectRows(query: string, most: number, as?: TestCaller): Promise<any> {
  const { data, works } = await ask(query, as)
  for (const work of works) {
    expect.soft(work.rowsRead, work.summary).toBeLessThanOrEqual(most)
    expect
      .soft(
        work.scannedWhole.filter((table) => table.startsWith('article')),
        work.summary,
      )
      .toEqual([])
  }
  return data
}

describe('whether a topic or an author has a visible article is one look into an index', () => {
  test.each([
    ['the topic of nine tenths of all', 'topic(by: { slug: "news" }) { name }'],
    ['a subject', 'topic(by: { slug: "subject-30" }) { name }'],
    ['an author', 'author(by: { slug: "author-7" }) { name }'],
  ])('%s', async (_name, field) => {
    expect(Object.values(await expectRows(`{ ${field} }`, 4))).toEqual([{ name: expect.any(String) }])
  })

  test.each([
    ['topics', `topics(first: ${first}) { nodes { name } }`],
    ['topics of a type', `topics(first: ${first}, filter: { types: [KEYWORD] }) { nodes { name } }`],
    ['topics by name', `topics(first: ${first}, filter: { nameStartsWith: "subject" }) { nodes { name } }`],
    ['authors', `authors(first: ${first}) { nodes { name } }`],
    ['the children of a topic', 'topic(by: { slug: "news" }) { children { name } }'],
  ])('a page of %s', async (_name, field) => {
    await expectRows(`{ ${field} }`, mostRows)
  })

  test.each(['topics', 'authors'])('a count of %s stops after its limit', async (field) => {
    const data = await expectRows(`{ ${field} { count(limit: 100) { value exact } } }`, mostRows)
    expect(data[field].count).toEqual({ value: 100, exact: false })
  })
})

describe('hidden ones are passed over at one look each', () => {
  test.each(['topics', 'authors'])('%s', async (field) => {
    const query = `{ ${field}(last: ${first}) { nodes { name } } }`
    const data = await expectRows(query, 2 * hidden + mostRows)
    expect(data[field].nodes).toHaveLength(first)
    expect(JSON.stringify(data)).not.toContain('Zz')
  })
})

/** A key of few articles has what they have read as a whole; of a key of many each topic and author is looked up. */
describe.each([
  ['few articles', 30],
  ['many articles', 1],
])('a key with a topic of %s', (_name, topicId) => {
  test.each(['topic', 'author'])('sees every %s that one of them has, and no other', async (noun) => {
    const { rows } = await sql<{ slug: string }>`
      select slug from ${sql.table(noun)} named
      where id in (
        select link.${sql.ref(`${noun}_id`)} from ${sql.table(`article_${noun}`)} link
        join article_topic granted using (article_id)
        where granted.topic_id = ${topicId} and granted.visible_at <= now())
      order by slug collate "C"`.execute(explained.gateway.db)
    const as = { scopes: ['CONTENT_READ'], allowedTopicIds: [topicId] } as const
    const seen: string[] = []
    let after = ''
    do {
      const { [`${noun}s`]: page } = await explained.gateway.data(
        `{ ${noun}s(first: 100${after}) { nodes { slug } pageInfo { hasNextPage endCursor } } }`,
        {},
        as,
      )
      seen.push(...page.nodes.map(({ slug }: { slug: string }) => slug))
      after = page.pageInfo.hasNextPage ? `, after: "${page.pageInfo.endCursor}"` : ''
    } while (after !== '')
    expect(seen.sort()).toEqual(rows.map(({ slug }) => slug))
  })
})

test('a key with a topic of few articles pays for those, and not for every topic', async () => {
  const as = { scopes: ['CONTENT_READ'], allowedTopicIds: [30] } as const
  const { topics } = await expectRows(`{ topics(first: ${first}) { nodes { path } } }`, 10_000, as)
  expect(topics.nodes.map(({ path }: { path: string }) => path)).toContain('news')
})
