import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen, type Listening } from '../../src/server/listen.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World
let listening: Listening

beforeAll(async () => {
  world = await createWorld()
  await world.save(['a', { topics: [{ path: 'ways' }] }], ['b', { topics: [{ path: 'ways' }] }])
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  listening = await listen(world.gateway, { port: 0, host: '127.0.0.1', log })
})
afterAll(() => listening.close())

interface Asked {
  readonly method?: string
  readonly query?: string
  readonly variables?: object
  readonly operationName?: string
}

const list =
  'query L($n: Int, $by: ArticleBy = { slug: "a" }) { articles(first: $n) { nodes { slug } } article(by: $by) { id } }'

/** What goes through the hooks alone from its second time on, and what leaves that way at different places. */
const cases: Readonly<Record<string, Asked>> = {
  'a query': { query: '{ articles { nodes { slug datePublished } } }' },
  'one of several operations': {
    query: 'query A { __typename } query B { articles { nodes { id } } }',
    operationName: 'B',
  },
  'an operation that is not there': { query: 'query A { __typename } query B { __typename }', operationName: 'C' },
  variables: { query: list, variables: { n: 1 } },
  'a variable of another type': { query: list, variables: { n: 'one' } },
  'an argument that is refused': { query: list, variables: { n: 1_000 } },
  'a cursor that is none of ours': { query: '{ articles(after: "x") { nodes { id } } }' },
  'a field that needs its resolver': { query: '{ suggest(prefix: "a") { text } rateLimit { cost } }' },
  'what nobody may see': { query: '{ articles(filter: { status: [DRAFT] }) { nodes { id } } __typename }' },
  'a document that is not valid': { query: '{ nothing }' },
  'a document that does not parse': { query: '{ articles(' },
  'no document': {},
  introspection: { query: '{ __schema { queryType { name } } }' },
  'a mutation without a right': { query: 'mutation { deleteArticles(ids: []) { __typename } }' },
  'a GET': { method: 'GET', query: '{ articles { nodes { slug } } }' },
  'a mutation by GET': { method: 'GET', query: 'mutation { __typename }' },
}

/** Headers and body, but for what is another each time. */
async function answerOf(response: Response): Promise<unknown> {
  const headers = Object.fromEntries([...response.headers].map(([name, value]) => [name.toLowerCase(), value]))
  for (const name of ['date', 'x-request-id', 'connection', 'keep-alive', 'transfer-encoding', 'content-length']) {
    delete headers[name]
  }
  const text = (await response.text()).replace(/"resetAt":"[^"]*"/g, '"resetAt"')
  return { status: response.status, headers, text }
}

test.each(Object.entries(cases))(
  '%s is answered the same over HTTP as by Yoga, each time that it comes',
  async (_, asked) => {
    const { method = 'POST', ...body } = asked
    const search = new URLSearchParams({ query: body.query ?? '' })
    const path = method === 'GET' ? `/graphql?${search}` : '/graphql'
    const init = {
      method,
      headers: {
        accept: 'application/graphql-response+json',
        ...(method === 'POST' && { 'content-type': 'application/json' }),
      },
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    }
    const expected = await answerOf(await world.gateway.fetch(`http://gateway.test${path}`, init))
    for (let time = 0; time < 3; time++) {
      expect(await answerOf(await fetch(`${listening.url}${path}`, init))).toEqual(expected)
    }
  },
)
