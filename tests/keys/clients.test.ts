import { createHash } from 'node:crypto'
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { Client, fetchExchange } from '@urql/core'
import { persistedExchange } from '@urql/exchange-persisted'
import { print } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schema } from '../../schema/index.ts'
import { readDocuments } from '../../src/document/registered/read.ts'
import { registerDocuments } from '../../src/document/registered/register.ts'
import { toAnswer } from './keyed-gateway.ts'
import { openRealGateway, type RealGateway } from './real-gateway.ts'

let real: RealGateway
beforeAll(async () => {
  real = await openRealGateway()
})
afterAll(async () => real.stop())

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** What went over the wire: method, whether it held the document, status, code of the first error. */
type Seen = [method: string, hasDocument: boolean, status: number, code: string | null]

/** A fetch that notes what it sends and gets. */
function watchedFetch(seen: Seen[]): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const response = await fetch(input, init)
    const { errors } = (await response.clone().json()) as { errors?: { extensions: { code: string } }[] }
    const sent = `${new URL(url).search}${typeof init?.body === 'string' ? init.body : ''}`
    seen.push([
      init?.method ?? 'GET',
      /[?&]query=|"query"/.test(sent),
      response.status,
      errors?.[0]?.extensions.code ?? null,
    ])
    return response
  }
}

const miss = 'PERSISTED_QUERY_NOT_FOUND'

/** A document that no test before has sent; the clients add __typename by themselves. */
let made = 0
const freshQuery = () => gql`
  query Fresh${made++} ($n: Int) {
    articles(first: $n) { nodes { id headline } }
  }
`

describe('Apollo Client with automatic persisted queries', () => {
  const apollo = (seen: Seen[], useGETForHashedQueries: boolean) =>
    new ApolloClient({
      cache: new InMemoryCache(),
      link: ApolloLink.from([
        new PersistedQueryLink({ sha256, useGETForHashedQueries }),
        new HttpLink({ uri: real.url, fetch: watchedFetch(seen) }),
      ]),
    })

  test.each(['GET', 'POST'])('misses with 200, registers, and then hits by %s', async (method) => {
    const query = freshQuery()
    const seen: Seen[] = []
    const ask = async () =>
      await apollo(seen, method === 'GET').query<any>({ query, variables: { n: 2 }, fetchPolicy: 'network-only' })
    expect((await ask()).data.articles.nodes).toHaveLength(2)
    // another client, without the first one's memory of what the server supports
    expect((await ask()).data.articles.nodes).toHaveLength(2)
    expect(seen).toEqual([
      [method, false, 200, miss],
      [expect.stringMatching(/GET|POST/), true, 200, null],
      [method, false, 200, null],
    ])
  })
})

describe('urql with automatic persisted queries', () => {
  const urql = (seen: Seen[], isGet: boolean) =>
    new Client({
      url: real.url,
      fetch: watchedFetch(seen),
      preferGetMethod: false,
      exchanges: [persistedExchange({ preferGetForPersistedQueries: isGet ? 'force' : false }), fetchExchange],
    })

  test.each(['GET', 'POST'])('misses with 200, registers, and then hits by %s', async (method) => {
    const query = print(freshQuery())
    const seen: Seen[] = []
    const ask = async () =>
      await urql(seen, method === 'GET')
        .query(query, { n: 3 })
        .toPromise()
    for (let round = 0; round < 2; round++) {
      const { data, error } = await ask()
      expect(error).toBeUndefined()
      expect(data.articles.nodes).toHaveLength(3)
    }
    expect(seen).toEqual([
      [method, false, 200, miss],
      [method, true, 200, null],
      [method, false, 200, null],
    ])
  })
})

describe('a registered document by its documentId', () => {
  const document = 'query Registered($n: Int) { articles(first: $n) { nodes { id } } }'
  const documentId = `sha256:${sha256(document)}`
  beforeAll(async () => {
    await registerDocuments(real.db, readDocuments(schema, 'registered.graphql', document))
  })

  test('runs by GET', async () => {
    const params = new URLSearchParams({ documentId, variables: '{"n":4}' })
    const answer = await toAnswer(await fetch(`${real.url}?${params}`))
    expect(answer).toMatchObject({ status: 200, data: { articles: { nodes: { length: 4 } } } })
  })

  test('runs by POST, with a key that is bound to registered documents', async () => {
    const { secret } = await real.createKey({ persistedOnly: true })
    const response = await fetch(real.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ documentId, variables: { n: 4 } }),
    })
    expect(await toAnswer(response)).toMatchObject({ status: 200, data: { articles: { nodes: { length: 4 } } } })
    expect(await real.ask(document, secret)).toMatchObject({ status: 403, code: 'PERSISTED_ONLY' })
  })
})
