/**
 * Mercurius with JIT over the same tables: a schema in Masthead's shape, so that it is asked the same, and a loader for each relation
 * that answers for all objects at once by one prepared statement. Visible is what the tables say is visible; there are no keys.
 */
import Fastify from 'fastify'
import mercurius from 'mercurius'
import pg from 'pg'

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 4,
  idleTimeoutMillis: 0,
  onConnect: async (client) => {
    await client.query(`set timezone = 'UTC'; set jit = off; set plan_cache_mode = force_generic_plan`)
  },
  types: {
    getTypeParser: (oid, format) => {
      if (oid === 20) return Number
      if (oid === 1184) return (text) => `${text.replace(' ', 'T')}:00`
      return pg.types.getTypeParser(oid, format)
    },
  },
})

const schema = `
  type Query {
    article(by: ArticleBy!): Article
    topic(by: TopicBy!): Topic
    articles(first: Int = 20, after: String): ArticleConnection
    nodes(ids: [ID!]!): [Node]!
    search(query: String!, first: Int = 20): SearchConnection
  }
  input ArticleBy { slug: String }
  input TopicBy { path: String }
  interface Node { id: ID! }
  type Article implements Node {
    id: ID! slug: String! kicker: String headline: String! standfirst: String body: String wordCount: Int! datePublished: String
    authors: [Author!]! topics: [Topic!]! relatedLinks(first: Int = 10, origins: [RelatedLinkOrigin!]): [RelatedLink!]!
  }
  type Author { slug: String! name: String! articles(first: Int = 20): ArticleConnection! }
  type Topic implements Node { id: ID! name: String! path: String! parent: Topic articles(first: Int = 20): ArticleConnection! }
  type RelatedLink { title: String! url: String article: Article }
  enum RelatedLinkOrigin { EDITORIAL COMPUTED }
  type ArticleConnection { edges: [ArticleEdge!]! nodes: [Article!]! pageInfo: PageInfo! count(limit: Int = 1000): BoundedCount! }
  type ArticleEdge { cursor: String! node: Article! }
  type SearchConnection { nodes: [Article!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type BoundedCount { value: Int! exact: Boolean! }
`

const light = (row) => `${row}.id, ${row}.slug, ${row}.kicker, ${row}.headline, ${row}.standfirst,
  ${row}.word_count as "wordCount", ${row}.published_at as "datePublished"`

async function query(name, text, values) {
  return (await pool.query({ name, text, values })).rows
}

/** One of a size + 1 rows, so that the extra one tells whether there are more. */
function toPage(rows, first, list) {
  const nodes = rows.slice(0, first)
  const cursor = (row) => JSON.stringify([row.placed_at, row.id])
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: cursor(node) })),
    pageInfo: { hasNextPage: rows.length > first, endCursor: nodes.length === 0 ? null : cursor(nodes.at(-1)) },
    list,
  }
}

const globalId =
  (type) =>
  ({ id }) =>
    Buffer.from(`${type}:${id}`).toString('base64url')

const resolvers = {
  Node: { resolveType: () => 'Topic' },
  Article: { id: globalId('Article') },
  Topic: { id: globalId('Topic') },
  Query: {
    article: async (_, { by }) =>
      (
        await query('article', `select ${light('a')} from article a where a.slug = $1 and a.visible_at <= now()`, [
          by.slug,
        ])
      )[0],
    topic: async (_, { by }) =>
      (await query('topic', 'select id, parent_id, name, path from topic where path = $1', [by.path]))[0],
    nodes: async (_, { ids }) => {
      const numbers = ids.map((id) => Number(Buffer.from(id, 'base64url').toString().split(':')[1]))
      const rows = await query('topics', 'select id, parent_id, name, path from topic where id = any($1)', [numbers])
      const byId = new Map(rows.map((row) => [row.id, row]))
      return numbers.map((id) => byId.get(id) ?? null)
    },
    articles: async (_, { first, after }) => {
      const [placedAt, id] = JSON.parse(after)
      const rows = await query(
        'articles',
        `select ${light('a')}, a.placed_at from article a
          where a.id > 0 and (a.placed_at, a.id) < ($1::timestamptz, $2::bigint) and a.visible_at <= now()
          order by a.placed_at desc, a.id desc limit 21`,
        [placedAt, id],
      )
      return toPage(rows, first)
    },
    search: async (_, { query: words, first }) => toPage(await query('search', searchStatement, [words]), first),
  },
}

const searchStatement = `
  with query as materialized (
    select websearch_to_tsquery('masthead_en', $1) as en, websearch_to_tsquery('masthead_de', $1) as de,
      websearch_to_tsquery('masthead_it', $1) as it
  ), matched as materialized (
    ${['en', 'de', 'it']
      .map(
        (config) => `
    select article_id as id, placed_at, tsv, '${config}' as config from article_search_${config}
    where tsv @@ (select ${config} from query) and visible_at <= now()`,
      )
      .join(' union all ')}
  ), page as (
    select newest.id, newest.placed_at,
      greatest(ts_rank(newest.tsv, case newest.config when 'en' then (select en from query)
        when 'de' then (select de from query) else (select it from query) end), 1e-6)::float8
        * (0.06 + 0.94 / (1 + greatest(extract(epoch from now() - newest.placed_at)::float8, 0) / 7776000)) as score
    from (select * from matched order by placed_at desc, id desc limit 2000) newest
    order by score desc, id desc
    limit 21)
  select ${light('a')}, page.placed_at from page join article a on a.id = page.id order by page.score desc, page.id desc`

/** The rows of a statement that is given the ids of all objects, by the object they belong to. */
async function byOwner(name, text, owners) {
  const rows = await query(name, text, [[...new Set(owners)]])
  const found = new Map()
  for (const row of rows) {
    const known = found.get(row.owner)
    if (known === undefined) found.set(row.owner, [row])
    else known.push(row)
  }
  return found
}

function list(name, text) {
  return {
    loader: async (queries) => {
      const found = await byOwner(
        name,
        text,
        queries.map(({ obj }) => obj.id),
      )
      return queries.map(({ obj }) => found.get(obj.id) ?? [])
    },
    opts: { cache: false },
  }
}

/** The newest articles of each topic or author. */
function pages(kind) {
  return {
    loader: async (queries) => {
      const { first } = queries[0].params
      const text = `
        select owner, ${light('a')}, newest.placed_at
        from unnest($1::bigint[]) owner
        cross join lateral (
          select l.article_id, l.placed_at from article_${kind} l
          where l.${kind}_id = owner and l.visible_at <= now()
          order by l.placed_at desc, l.article_id desc limit ${first + 1}) newest
        join article a on a.id = newest.article_id
        order by newest.placed_at desc, newest.article_id desc`
      const found = await byOwner(
        `${kind} ${first}`,
        text,
        queries.map(({ obj }) => obj.id),
      )
      return queries.map(({ obj }) => toPage(found.get(obj.id) ?? [], first, { kind, id: obj.id }))
    },
    opts: { cache: false },
  }
}

const loaders = {
  Article: {
    authors: list(
      'authors',
      `select aa.article_id as owner, u.id, u.slug, u.name from article_author aa join author u on u.id = aa.author_id
        where aa.article_id = any($1) order by aa.position`,
    ),
    topics: list(
      'article topics',
      `select at.article_id as owner, t.id, t.parent_id, t.name, t.path from article_topic at join topic t on t.id = at.topic_id
        where at.article_id = any($1) and at.position is not null order by at.position`,
    ),
    relatedLinks: list(
      'links',
      `select owner, listed.* from unnest($1::bigint[]) owner cross join lateral (
        select l.title, coalesce(o.url, l.url) as url, l.target_id from related_link l left join article o on o.id = l.target_id
        where l.article_id = owner and (l.target_id is null or o.visible_at <= now())
        order by l.position limit 10) listed`,
    ),
    body: {
      loader: async (queries) => {
        const found = await byOwner(
          'bodies',
          'select article_id as owner, html from article_body where article_id = any($1)',
          queries.map(({ obj }) => obj.id),
        )
        return queries.map(({ obj }) => found.get(obj.id)?.[0].html ?? null)
      },
      opts: { cache: false },
    },
  },
  RelatedLink: {
    article: {
      loader: async (queries) => {
        const ids = queries.map(({ obj }) => obj.target_id).filter((id) => id !== null)
        const found = await byOwner(
          'targets',
          `select a.id as owner, ${light('a')} from article a where a.id = any($1) and a.visible_at <= now()`,
          ids,
        )
        return queries.map(({ obj }) => found.get(obj.target_id)?.[0] ?? null)
      },
      opts: { cache: false },
    },
  },
  Topic: {
    parent: {
      loader: async (queries) => {
        const ids = queries.map(({ obj }) => obj.parent_id).filter((id) => id !== null)
        const found = await byOwner(
          'parents',
          'select id as owner, id, parent_id, name, path from topic where id = any($1)',
          ids,
        )
        return queries.map(({ obj }) => found.get(obj.parent_id)?.[0] ?? null)
      },
      opts: { cache: false },
    },
    articles: pages('topic'),
  },
  Author: { articles: pages('author') },
  ArticleConnection: {
    count: {
      loader: async (queries) => {
        const { kind } = queries[0].obj.list
        const found = await byOwner(
          `count ${kind}`,
          `select owner, (select count(*) from (select from article_${kind} l
            where l.${kind}_id = owner and l.visible_at <= now() limit 1001) found) as count from unnest($1::bigint[]) owner`,
          queries.map(({ obj }) => obj.list.id),
        )
        return queries.map(({ obj }) => {
          const { count } = found.get(obj.list.id)[0]
          return { value: Math.min(count, 1000), exact: count <= 1000 }
        })
      },
      opts: { cache: false },
    },
  },
}

const app = Fastify({ logger: false })
app.register(mercurius, { schema, resolvers, loaders, jit: 1, path: '/graphql', graphiql: false })
await app.listen({ port: 0, host: '127.0.0.1' })
console.log(`listening on ${app.server.address().port}`)
process.once('SIGTERM', async () => {
  await app.close()
  await pool.end()
})
