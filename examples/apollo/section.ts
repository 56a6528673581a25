// node examples/apollo/section.ts   reads a section page by page, and the cache keeps the pages as one list
import { ApolloClient, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client'
import { relayStylePagination } from '@apollo/client/utilities'

interface Section {
  readonly topic: {
    readonly name: string
    readonly articles: {
      readonly nodes: readonly { readonly id: string; readonly headline: string }[]
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
    }
  } | null
}

const section: TypedDocumentNode<Section, { path: string; first: number; after: string | null }> = gql`
  query Section($path: String!, $first: Int!, $after: String) {
    topic(by: { path: $path }) {
      id
      name
      articles(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            headline
          }
        }
        nodes {
          id
          headline
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`

const client = new ApolloClient({
  link: new HttpLink({ uri: process.env['MASTHEAD_URL'] ?? 'http://localhost:4000/graphql' }),
  cache: new InMemoryCache({
    typePolicies: {
      // an argument that makes another list; pages of one list are put together
      Topic: { fields: { articles: relayStylePagination(['filter', 'orderBy']) } },
      // they have no id: parts of what they hang on
      Image: { keyFields: false, merge: true },
      Viewer: { keyFields: false, merge: true },
    },
  }),
})

const variables = { path: process.argv[2] ?? 'world', first: 2, after: null }
const watched = client.watchQuery({ query: section, variables })
watched.subscribe({ next: () => undefined })
let { data } = await client.query({ query: section, variables })
for (let pages = 1; pages < 3 && data?.topic?.articles.pageInfo.hasNextPage === true; pages++) {
  const after = data.topic.articles.pageInfo.endCursor
  data = (await watched.fetchMore({ variables: { after } })).data
}
const cached = client.readQuery({ query: section, variables })
const articles = Object.keys(client.cache.extract() as object).filter((key) => key.startsWith('Article:'))
console.log(JSON.stringify({ section: cached?.topic?.name, articlesInCache: articles.length }))
client.stop()
