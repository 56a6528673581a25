import { createElement as h, type ReactNode } from 'react'
import { graphql, useFragment, useLazyLoadQuery, usePaginationFragment } from 'react-relay'
import teaser, { type sectionScreen_article$key } from './generated/sectionScreen_article.graphql.ts'
import articles from './generated/sectionScreen_topic.graphql.ts'
import type { sectionScreen_topic$key } from './generated/sectionScreen_topic.graphql.ts'
import type { sectionScreenPageQuery } from './generated/sectionScreenPageQuery.graphql.ts'
import query, { type sectionScreenQuery } from './generated/sectionScreenQuery.graphql.ts'

// The compiler reads these. With Babel's plugin they stand where their artifacts are used; Node knows no plugin, so they are imported.
void (() => [
  graphql`
    query sectionScreenQuery($path: String!, $first: Int!) {
      topic(by: { path: $path }) {
        name
        ...sectionScreen_topic @arguments(first: $first)
      }
    }
  `,
  graphql`
    fragment sectionScreen_topic on Topic
    @argumentDefinitions(first: { type: "Int!" }, after: { type: "String" })
    @refetchable(queryName: "sectionScreenPageQuery") {
      articles(first: $first, after: $after) @connection(key: "sectionScreen_articles") {
        edges {
          node {
            id
            ...sectionScreen_article
          }
        }
      }
    }
  `,
  graphql`
    fragment sectionScreen_article on Article {
      headline
      standfirst
      authors {
        name
      }
    }
  `,
])

/** A section: its name, its newest articles, and a button for more. */
export function SectionScreen({ path, first }: { readonly path: string; readonly first: number }): ReactNode {
  const { topic } = useLazyLoadQuery<sectionScreenQuery>(query, { path, first }, { fetchPolicy: 'store-or-network' })
  if (topic === null || topic === undefined) return h('p', null, 'There is no such section.')
  return h('main', null, h('h1', null, topic.name), h(Articles, { topic, first }))
}

function Articles({ topic, first }: { readonly topic: sectionScreen_topic$key; readonly first: number }): ReactNode {
  const { data, hasNext, loadNext } = usePaginationFragment<sectionScreenPageQuery, sectionScreen_topic$key>(
    articles,
    topic,
  )
  return h(
    'section',
    null,
    data.articles.edges.map(({ node }) => h(Teaser, { key: node.id, article: node })),
    hasNext && h('button', { onClick: () => void loadNext(first) }, 'More'),
  )
}

function Teaser({ article }: { readonly article: sectionScreen_article$key }): ReactNode {
  const { headline, standfirst, authors } = useFragment(teaser, article)
  return h(
    'article',
    null,
    h('h2', null, headline),
    standfirst !== null && h('p', null, standfirst),
    h('small', null, authors.map(({ name }) => name).join(', ')),
  )
}
