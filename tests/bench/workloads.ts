import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Database } from '../../src/db/connect.ts'
import { vocabulary } from './corpus/words.ts'

/** Values of a document's variables, and beside them what only the limit's statement is given. */
export type Sample = Readonly<Record<string, unknown>>

/** How Masthead is asked: anonymously by POST unless said otherwise. */
export type Access = 'anonymous' | 'key' | 'topic key' | 'registered GET'

export interface Workload {
  readonly name: string
  /** What is measured, in words. */
  readonly title: string
  /** File of the document, from here. */
  readonly document: string
  /** File of the limit's statement in `queries`; null: its answer is a constant. */
  readonly statement: string | null
  readonly access: Access
  /** Whether each request has a document that the server has not seen before. */
  readonly isNew?: true
  /** Fields whose values are others each time. */
  readonly unstable?: readonly string[]
  /** Requests in turn; the limit's parameters and the variables are drawn from the same. */
  readonly samples: (source: SampleSource) => Promise<readonly Sample[]>
}

export interface SampleSource {
  readonly database: Database
  /** Answers the data of a query to Masthead, by an anonymous caller. */
  ask(query: string, variables: Sample): Promise<unknown>
  /** Ids of the topics that the topic-limited key may see. */
  readonly keyTopics: readonly number[]
}

const articlePage = {
  document: 'queries/article-page.graphql',
  statement: 'article-page.sql',
  access: 'anonymous',
  samples: articleSlugs,
} as const
const typename = { document: 'queries/typename.graphql', statement: null, samples: async () => [{}] } as const

export const workloads: readonly Workload[] = [
  { name: 'article', title: 'article page, 10 related links with their articles', ...articlePage },
  {
    name: 'section',
    title: 'section page, newest 20 with authors and topics',
    document: 'queries/section-page.graphql',
    statement: 'section-page.sql',
    access: 'anonymous',
    samples: topicPaths,
  },
  {
    name: 'section-counted',
    title: 'the same with count',
    document: 'queries/section-counted.graphql',
    statement: 'section-counted.sql',
    access: 'anonymous',
    samples: topicPaths,
  },
  {
    name: 'deep-batch',
    title: '10 topics × 5 articles × authors × 3 articles × topics',
    document: 'queries/deep-batch.graphql',
    statement: 'deep-batch.sql',
    access: 'anonymous',
    samples: topicBatches,
  },
  {
    name: 'search',
    title: 'search, 20 with authors',
    document: 'queries/search-page.graphql',
    statement: 'search-page.sql',
    // it holds the instant that ages are counted from
    unstable: ['endCursor'],
    access: 'anonymous',
    samples: searchWords,
  },
  {
    name: 'deep-page',
    title: '20 articles 50,000 deep',
    document: 'queries/deep-page.graphql',
    statement: 'deep-page.sql',
    access: 'anonymous',
    samples: deepCursors,
  },
  { name: 'typename', title: '{ __typename }', ...typename, access: 'anonymous' },
  {
    name: 'article-computed',
    title: 'article page with computed related links',
    ...articlePage,
    document: 'queries/article-computed.graphql',
    statement: 'article-computed.sql',
  },
  { name: 'article-key', title: 'article page with a key', ...articlePage, access: 'key' },
  {
    name: 'article-topic-key',
    title: 'article page with a topic-limited key',
    document: 'queries/article-page.graphql',
    statement: 'article-topic-key.sql',
    access: 'topic key',
    samples: articlesOfKey,
  },
  {
    name: 'article-get',
    title: 'article page by GET of a registered document',
    ...articlePage,
    access: 'registered GET',
  },
  {
    name: 'first-seen',
    title: 'article page, each time by a document not seen before',
    ...articlePage,
    isNew: true,
    // together longer than what a server remembers of documents, so that none is still there when its turn comes again
    samples: async (source) => timesFive(await articleSlugs(source)),
  },
  {
    name: 'front',
    title: 'front page of the samples, with images and summaries',
    document: '../../samples/queries/front-page.graphql',
    statement: 'front-page.sql',
    access: 'anonymous',
    samples: async () => [{ language: 'en' }, { language: 'de' }, { language: 'it' }],
  },
]

export async function readDocument({ document }: Workload): Promise<string> {
  return await readFile(new URL(document, import.meta.url), 'utf8')
}

/** Without the values that are given to the limit's statement alone. */
export function withoutNumbers(sample: Sample): Record<string, unknown> {
  const { number: _number, numbers: _numbers, placedAt: _placedAt, topics: _topics, ...variables } = sample
  return variables
}

/** How many different requests a workload has, where there are so many. */
const sampleCount = 200

function timesFive(samples: readonly Sample[]): readonly Sample[] {
  return [samples, samples, samples, samples, samples].flat()
}

/** Visible articles all over the corpus. */
async function articleSlugs({ database: { db } }: SampleSource): Promise<Sample[]> {
  return await db
    .selectFrom('article')
    .select('slug')
    .where('visible_at', 'is not', null)
    .orderBy(sql`hashint8(id)`)
    .limit(sampleCount)
    .execute()
}

async function articlesOfKey({ database: { db }, keyTopics }: SampleSource): Promise<Sample[]> {
  const rows = await db
    .selectFrom('article')
    .select('slug')
    .where('visible_at', 'is not', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('article_topic')
          .whereRef('article_topic.article_id', '=', 'article.id')
          .where('topic_id', 'in', keyTopics),
      ),
    )
    .orderBy(sql`hashint8(id)`)
    .limit(sampleCount)
    .execute()
  return rows.map(({ slug }) => ({ slug, topics: keyTopics }))
}

/** Topics with articles, large and small. */
async function topicPaths({ database: { db } }: SampleSource): Promise<Sample[]> {
  return await db
    .selectFrom('topic')
    .select('path')
    .orderBy(sql`hashint8(id)`)
    .limit(sampleCount)
    .execute()
}

async function topicBatches({ database: { db } }: SampleSource): Promise<Sample[]> {
  const topics = await db
    .selectFrom('topic')
    .select('id')
    .orderBy(sql`hashint8(id)`)
    .limit(500)
    .execute()
  return Array.from({ length: Math.floor(topics.length / 10) }, (_, at) => {
    const numbers = topics.slice(at * 10, at * 10 + 10).map(({ id }) => id)
    return { ids: numbers.map((id) => Buffer.from(`Topic:${id}`).toString('base64url')), numbers }
  })
}

/** A hundred words that stand in one of thirty articles down to one of two hundred, and as many pairs of such with a commoner one. */
async function searchWords(): Promise<Sample[]> {
  const word = (rank: number): string => vocabulary[Math.floor(rank)] ?? ''
  return Array.from({ length: sampleCount / 2 }, (_, at) => {
    const rare = word(2_000 * 6 ** (at / 100))
    return [{ query: rare }, { query: `${rare} ${word(300 * 6 ** (((at * 37) % 100) / 100))}` }]
  }).flat()
}

/** Cursors as Masthead gives them, at the depth of 50,000 or half the corpus and a little above. */
async function deepCursors({ database: { db }, ask }: SampleSource): Promise<Sample[]> {
  const { count } = await db
    .selectFrom('article')
    .select(sql<number>`count(*)`.as('count'))
    .where('visible_at', 'is not', null)
    .executeTakeFirstOrThrow()
  const pages = Math.floor(Math.min(50_000, count / 2) / 100)
  const query = 'query ($after: String) { articles(first: 100, after: $after) { pageInfo { endCursor } } }'
  const samples: Sample[] = []
  let after: string | null = null
  for (let page = 1; page <= pages; page++) {
    const { articles } = (await ask(query, { after })) as DeepAnswer
    after = articles.pageInfo.endCursor
    if (page <= pages - 20) continue
    const position = await db
      .selectFrom('article')
      .select(['id as number', 'placed_at as placedAt'])
      .where('visible_at', 'is not', null)
      .where('id', '>', 0)
      .orderBy('placed_at', 'desc')
      .orderBy('id', 'desc')
      .offset(page * 100 - 1)
      .limit(1)
      .executeTakeFirstOrThrow()
    samples.push({ after, ...position })
  }
  return samples
}

interface DeepAnswer {
  readonly articles: { readonly pageInfo: { readonly endCursor: string } }
}
