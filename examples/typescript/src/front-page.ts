// node examples/typescript/src/front-page.ts   asks by the id of a registered document; the types follow from the query
import { graphql } from './gql/gql.ts'
import type { TypedDocumentString } from './gql/graphql.ts'

const FrontPage = graphql(`
  query FrontPage($first: Int!) {
    articles(first: $first) {
      nodes {
        headline
        datePublished
        authors {
          name
        }
      }
    }
  }
`)

const endpoint = process.env['MASTHEAD_URL'] ?? 'http://localhost:4000/graphql'

/** Runs a document that was registered: npm run -s masthead -- documents register examples/typescript/src/gql/persisted-documents.json */
async function ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ documentId: document.__meta__?.['hash'], variables }),
  })
  const { data, errors } = (await response.json()) as { data?: Data; errors?: { message: string }[] }
  if (data === undefined || errors !== undefined) throw new Error(errors?.map(({ message }) => message).join('\n'))
  return data
}

const { articles } = await ask(FrontPage, { first: 5 })
for (const { headline, authors } of articles?.nodes ?? []) console.log(headline, authors.map(({ name }) => name).join(', '))
