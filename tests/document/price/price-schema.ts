import { buildSchema, type GraphQLSchema } from 'graphql'
import type { Cost } from '../../../schema/cost.ts'

/** A small schema with one of everything that has a price. */
export function priceSchema(): GraphQLSchema {
  const schema = buildSchema(`
    interface Node { id: ID! }
    type Query {
      node(id: ID!): Node
      nodes(ids: [ID!]!): [Node]!
      article(slug: String): Article
      articles(first: Int, last: Int): ArticleConnection
      publishers: [Publisher!]!
      rateLimit(dryRun: Boolean = false): RateLimit
    }
    type Mutation { upsert(input: UpsertInput!): [Article!]! }
    input UpsertInput { articles: [String!]! }
    type RateLimit { cost: Int! remaining: Int! }
    type Article implements Node {
      id: ID!
      headline: String!
      "Dear to make."
      markdown: String
      authors: [Author!]!
      relatedLinks(first: Int = 12): [Article!]!
      articles(first: Int, last: Int): ArticleConnection
    }
    type Author implements Node { id: ID! name: String! articles(first: Int, last: Int): ArticleConnection }
    type Publisher { name: String! }
    type ArticleConnection { edges: [ArticleEdge!]! nodes: [Article!]! pageInfo: PageInfo! }
    type ArticleEdge { cursor: String! node: Article! }
    type PageInfo { hasNextPage: Boolean! }
  `)
  const page: Cost = {
    listSize: {
      slicingArguments: ['first', 'last'],
      assumedSize: 20,
      sizedFields: ['edges', 'nodes'],
      maximumSize: 100,
    },
  }
  const costs: Record<string, Cost> = {
    'Query.nodes': { listSize: { slicingArguments: ['ids'] } },
    'Query.articles': page,
    'Query.publishers': { listSize: { assumedSize: 5 } },
    'Mutation.upsert': { weight: 10, listSize: { slicingArguments: ['input.articles'] } },
    'Article.markdown': { weight: 2 },
    'Article.authors': { listSize: { assumedSize: 3 } },
    'Article.relatedLinks': { listSize: { slicingArguments: ['first'], maximumSize: 50 } },
    'Article.articles': page,
    'Author.articles': page,
    ArticleEdge: { weight: 0 },
    PageInfo: { weight: 0 },
  }
  for (const [coordinate, cost] of Object.entries(costs)) {
    const [name = '', field] = coordinate.split('.')
    const type = schema.getType(name)
    if (type === undefined || !('getFields' in type)) throw new Error(`${name} has no fields`)
    const element = field === undefined ? type : type.getFields()[field]
    if (element === undefined) throw new Error(`${coordinate} is missing`)
    Object.assign(element, { extensions: { cost } })
  }
  return schema
}
