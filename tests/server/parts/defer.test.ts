import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { GraphQL17Alpha9Handler } from '@apollo/client/incremental'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { openRealGateway } from '../../keys/real-gateway.ts'

const real = await openRealGateway({ RESPONSE_CACHE_MB: '16', ANONYMOUS_POINTS_PER_MINUTE: '0' })
afterAll(() => real.stop())

const parts = 'multipart/mixed;incrementalSpec=v0.2, application/json'
const query = `query Deferred($slug: String!) {
  article(by: { slug: $slug }) {
    headline
    ... @defer(label: "rest") { kicker body(format: PLAIN_TEXT) authors { name } relatedLinks(first: 3) { title } }
  }
}`
const whole = query.replace('... @defer(label: "rest") {', '... {')
const { data: first } = await real.ask('{ articles(first: 3) { nodes { slug } } }')
const slugs = (first as { articles: { nodes: { slug: string }[] } }).articles.nodes.map(({ slug }) => slug)
const [slug = ''] = slugs

async function post(body: object, headers: Record<string, string> = {}, signal?: AbortSignal) {
  return await fetch(real.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })
}

interface Part {
  data?: any
  errors?: any[]
  pending?: { id: string; path: (string | number)[]; label?: string }[]
  incremental?: { id: string; data?: any; subPath?: (string | number)[] }[]
  completed?: { id: string; errors?: any[] }[]
  hasNext: boolean
  extensions?: any
}

/** The parts of an answer, as they stand between their boundaries. */
function partsIn(text: string): Part[] {
  expect(text.endsWith('\r\n-----\r\n')).toBe(true)
  return text
    .slice(0, -'--\r\n'.length)
    .split('---')
    .filter((piece) => piece !== '')
    .map((piece) => JSON.parse(piece.slice(piece.indexOf('\r\n\r\n') + 4)))
}

async function inParts(body: object, headers: Record<string, string> = {}) {
  const response = await post(body, { accept: parts, ...headers })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'multipart/mixed; boundary="-"'])
  expect(response.headers.get('cache-control')).toContain('no-store')
  return partsIn(await response.text())
}

/** What parts are together. */
function joined(given: readonly Part[]): any {
  const data = structuredClone(given[0]?.data)
  const paths = new Map(given.flatMap(({ pending = [] }) => pending.map(({ id, path }) => [id, path] as const)))
  for (const { id, subPath = [], data: patch } of given.flatMap(({ incremental = [] }) => incremental)) {
    const target = [...(paths.get(id) ?? []), ...subPath].reduce((at, step) => at[step], data)
    for (const [key, value] of Object.entries(patch)) {
      target[key] = typeof value === 'object' && value !== null && key in target ? { ...target[key], ...value } : value
    }
  }
  return data
}

test('who accepts parts gets the slow ones later, and all of them together are the whole answer', async () => {
  const given = await inParts({ query, variables: { slug } })
  expect(given[0]).toMatchObject({
    data: { article: { headline: expect.any(String) } },
    pending: [{ path: ['article'], label: 'rest' }],
    hasNext: true,
  })
  expect(Object.keys(given[0]?.data.article)).toEqual(['headline'])
  expect(given.at(-1)).toMatchObject({ hasNext: false, completed: [{ id: given[0]?.pending?.[0]?.id }] })
  const answer = await (await post({ query: whole, variables: { slug } })).json()
  expect(joined(given)).toEqual(answer.data)
})

test.each([
  ['no word of parts', {}],
  ['JSON alone', { accept: 'application/json' }],
  ['the former format', { accept: 'multipart/mixed;deferSpec=20220824, application/json' }],
  ['parts never', { accept: 'multipart/mixed;q=0, application/json' }],
])('who sends %s gets it whole, and by a compiled statement', async (_name, headers) => {
  const answer = await (await post({ query: whole, variables: { slug } })).json()
  for (let turn = 0; turn < 3; turn++) {
    const response = await post({ query, variables: { slug }, extensions: { explain: true } }, headers)
    expect(response.headers.get('content-type')).toContain('json')
    expect((await response.json()).data).toEqual(answer.data)
  }
  const asked = { query: `${query} # ${JSON.stringify(headers)}`, variables: { slug }, extensions: { explain: true } }
  const { extensions } = await (await post(asked, headers)).json()
  expect(extensions.explain.statements).toBe(1)
})

test('an answer that is kept is given whole, and parts are never kept', async () => {
  const text = `query Kept { article(by: { slug: "${slug}" }) { id ... @defer { summary } } }`
  await inParts({ query: text })
  await inParts({ query: text })
  await post({ query: text })
  const response = await post({ query: text }, { accept: parts })
  expect([response.headers.get('content-type'), (await response.json()).data.article.summary]).toEqual([
    'application/json; charset=utf-8',
    expect.any(String),
  ])
})

test('statements depend on depth, never on rows, in parts too', async () => {
  const list = (count: number) =>
    `{ articles(first: ${count}) { nodes { id ... @defer { authors { name articles(first: 2) { nodes { id } } } } } } }`
  const statementsOf = async (count: number) => {
    await inParts({ query: list(count) }, { 'x-request-id': `parts-${count}` })
    const line = real
      .log()
      .split('\n')
      .find((one) => one.includes(`"requestId":"parts-${count}"`) && one.includes('"msg":"request"'))
    return (JSON.parse(line ?? '{}') as { statements?: number }).statements
  }
  expect([await statementsOf(3), await statementsOf(20)]).toEqual([2, 2])
})

test('fields that stand now and later, fragments within fragments, and a count are right', async () => {
  const text = `{
    articles(first: 3) {
      ...Counted @defer
      nodes { id authors { name } ...Later @defer }
    }
  }
  fragment Counted on ArticleConnection { count { value exact } pageInfo { hasNextPage } }
  fragment Later on Article { headline authors { name jobTitle } section { ...Section @defer(if: true) name } }
  fragment Section on Topic { path articles(first: 1) { nodes { slug } } }`
  const { data } = await (await post({ query: text })).json()
  // the same words would be answered by what is kept
  expect(joined(await inParts({ query: `${text} #` }))).toEqual(data)
})

test('it costs the same as the whole: the last part says so, and the key is charged', async () => {
  const { secret } = await real.createKey({ scopes: ['CONTENT_READ', 'CONTENT_BODY'], pointsPerMinute: 1_000 })
  const headers = { authorization: `Bearer ${secret}` }
  const { extensions } = await (await post({ query: `${whole} #`, variables: { slug } }, headers)).json()
  const given = await inParts({ query, variables: { slug } }, headers)
  expect(given.at(-1)?.extensions).toEqual({ cost: extensions.cost })
  const left = await (await post({ query: '{ viewer { rateLimit { remaining } } }' }, headers)).json()
  const spent = 1_000 - left.data.viewer.rateLimit.remaining
  expect(spent).toBeLessThan(2 * extensions.cost.actual + 10)
  const narrow = await real.createKey({ pointsPerMinute: 3 })
  const refused = await post(
    { query, variables: { slug } },
    { ...headers, authorization: `Bearer ${narrow.secret}`, accept: parts },
  )
  expect([refused.status, (await refused.json()).errors[0].extensions.code]).toEqual([200, 'QUERY_TOO_COMPLEX'])
})

test('who may not see something does not see it later either', async () => {
  const draft = `{ articles(first: 1) { nodes { id ... @defer { body embargoedUntil } } } }`
  const given = await inParts({ query: draft })
  const { data } = await (await post({ query: draft })).json()
  expect(joined(given)).toEqual(data)
})

test('an error of a later part is told there, with its path and code', async () => {
  const text = `{ article(by: { slug: "${slug}" }) { id ... @defer { summary(maxLength: 0) } } }`
  const given = await inParts({ query: text })
  const errors = given.flatMap(({ incremental = [], completed = [] }) =>
    [...incremental, ...completed].flatMap((one) => (one as { errors?: any[] }).errors ?? []),
  )
  expect(errors).toMatchObject([{ path: ['article', 'summary'], extensions: { code: 'BAD_USER_INPUT' } }])
})

/** Runs while nobody can read bodies. */
async function withoutBodies<T>(work: () => Promise<T>): Promise<T> {
  return await real.db.transaction().execute(async (tx) => {
    await sql`lock table article_body in access exclusive mode`.execute(tx)
    return await work()
  })
}
const bodyLater = (name: string) =>
  `query ${name} { article(by: { slug: "${slug}" }) { headline ... @defer { body } } }`

test('the first part is there while a later one waits, and at the deadline that has an error', async () => {
  const hasty = await openRealGateway({ OPERATION_SECONDS: '1' }, real)
  try {
    const given = await withoutBodies(async () => {
      const response = await fetch(hasty.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: parts },
        body: JSON.stringify({ query: bodyLater('Hasty') }),
      })
      return partsIn(await response.text())
    })
    expect(given[0]).toMatchObject({ data: { article: { headline: expect.any(String) } }, hasNext: true })
    const [pending] = given[0]?.pending ?? []
    expect(given.at(-1)).toMatchObject({ hasNext: false, completed: [{ id: pending?.id }] })
    expect(JSON.stringify(given.at(-1))).toContain('"TIMEOUT"')
  } finally {
    await hasty.stop()
  }
})

test('who leaves between parts ends what is being made', async () => {
  const waiting = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock' and query like '%article_body%'
        and datname = current_database()`.execute(real.db)
    return rows[0]?.count
  }
  const leaving = new AbortController()
  await withoutBodies(async () => {
    const response = await post({ query: bodyLater('Leaving') }, { accept: parts }, leaving.signal)
    const reader = response.body?.getReader()
    await expect.poll(waiting).toBe(1)
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('---')
    leaving.abort()
    await expect.poll(waiting).toBe(0)
  })
  await expect
    .poll(() =>
      real
        .log()
        .split('\n')
        .some((line) => line.includes('"operation":"Leaving"') && line.includes('"status":499')),
    )
    .toBe(true)
})

test('parts that get too large together end with an error', async () => {
  const small = await openRealGateway({ MAX_ANSWER_BYTES: '65536' }, real)
  try {
    const text = `{ articles(first: 60) { nodes { id ... @defer { ${[...'abcdefghijkl'].map((alias) => `${alias}: summary(maxLength: 1000)`).join(' ')} } } } }`
    const response = await fetch(small.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: parts },
      body: JSON.stringify({ query: text }),
    })
    expect(JSON.stringify(partsIn(await response.text()).at(-1))).toContain('"ANSWER_TOO_LARGE"')
  } finally {
    await small.stop()
  }
})

test('Apollo Client puts the parts together', async () => {
  const client = new ApolloClient({
    link: new HttpLink({ uri: real.url }),
    cache: new InMemoryCache(),
    // its own types contradict themselves under exactOptionalPropertyTypes
    incrementalHandler: new GraphQL17Alpha9Handler() as never,
  })
  const seen: { complete: boolean; article: any }[] = []
  await new Promise<void>((resolve, reject) => {
    client
      .watchQuery({
        query: gql`
          query Apollo($slug: String!) {
            article(by: { slug: $slug }) {
              id
              headline
              ... @defer {
                relatedLinks(first: 2) {
                  title
                }
              }
            }
          }
        `,
        variables: { slug: slugs[1] ?? '' },
      })
      .subscribe({
        next({ data, dataState }) {
          const article = (data as { article?: any } | undefined)?.article
          if (article) seen.push({ complete: dataState === 'complete', article })
          if (dataState === 'complete') resolve()
        },
        error: reject,
      })
  })
  expect(seen[0]).toMatchObject({ complete: false, article: { headline: expect.any(String) } })
  expect(seen[0]?.article.relatedLinks).toBeUndefined()
  expect(seen.at(-1)?.article.relatedLinks).toHaveLength(2)
  client.stop()
})
