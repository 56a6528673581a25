import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { connectDatabase, type Database } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { articleInput } from '../import/readers/articles.ts'
import { openRealGateway, type RealGateway } from '../keys/real-gateway.ts'
import { runFreshness } from '../cache/run-freshness.ts'
import { createFaultProxy, type FaultProxy } from '../support/servers/fault-proxy.ts'
import { type ReplicatedServer, startReplicatedServer } from '../support/servers/replicated-server.ts'

let server: ReplicatedServer
let database: Database
let toReplica: FaultProxy
let toPrimary: FaultProxy
let first: RealGateway
let second: RealGateway
let writer: string

const open = async (env: Record<string, string> = {}): Promise<RealGateway> =>
  await openRealGateway(
    { DATABASE_URL: toPrimary.url, DATABASE_REPLICA_URLS: toReplica.url, RESPONSE_CACHE_MB: '16', ...env },
    { database, db: database.db, url: toPrimary.url, statements: [], close: async () => undefined },
  )

beforeAll(async () => {
  server = await startReplicatedServer()
  toPrimary = await createFaultProxy(server.primary.url)
  toReplica = await createFaultProxy(server.replica.url)
  database = connectDatabase({ url: toPrimary.url })
  await migrateToLatest(database)
  first = await open()
  second = await open()
  ;({ secret: writer } = await first.createKey({ scopes: ['CONTENT_READ', 'CONTENT_WRITE', 'CONTENT_PUBLISH'] }))
  await server.caughtUp()
})
afterAll(async () => {
  await Promise.all([first.stop(), second.stop()])
  await database.close()
  await Promise.all([toPrimary.close(), toReplica.close()])
  await server.stop()
})
afterEach(async () => {
  await Promise.all([toPrimary.set('pass'), toReplica.set('pass')])
  await server.replica.resume()
  await soon(() => isReadFromReplica(first)).toBe(true)
})

/** Waits until it holds, however busy the machine is. */
const soon = <T>(what: () => T) => expect.poll(what, { timeout: 120_000, interval: 20 })

const readsOf = (gateway: RealGateway): Promise<{ primary: number; replica: number }> =>
  metricsOf(gateway).then((text) => {
    const count = (name: string): number =>
      Number(new RegExp(`^masthead_read_statements\\{server="${name}"\\} (\\d+)`, 'm').exec(text)?.[1])
    return { primary: count('primary'), replica: count(`127.0.0.1:${toReplica.port}`) }
  })

async function metricsOf({ gateway }: RealGateway): Promise<string> {
  let text = ''
  await gateway.metrics.requestListener(
    { method: 'GET', url: '/metrics' } as never,
    { writeHead: () => undefined, end: (body: string) => (text = body) } as never,
  )
  return text
}

interface Answered {
  readonly status: number
  readonly hasData: boolean
}

let asked = 0
/** A question that no cache has an answer to. */
const fresh = (query: string): string => query.replace('{', `{ n${asked++}: __typename`)

async function isReadFromReplica(gateway: RealGateway): Promise<boolean> {
  const before = await readsOf(gateway)
  await gateway.ask(fresh('{ articles(first: 1) { nodes { id } } }'))
  const after = await readsOf(gateway)
  return after.replica > before.replica && after.primary === before.primary
}

async function write(gateway: RealGateway, slug: string, headline: string): Promise<void> {
  const article = { ...articleInput(slug, { headline }), publisher: { name: 'A press' }, slug }
  const answer = await gateway.ask(
    `mutation ($articles: [ArticleInput!]!) { upsertArticles(input: { source: "x", articles: $articles }) { results { outcome article { headline } } } }`,
    writer,
    { articles: [article] },
  )
  expect(answer.data).toMatchObject({ upsertArticles: { results: [{ article: { headline } }] } })
}
/** How often the replica is read for it. */
async function replicaReadsOf(query: string): Promise<number> {
  const before = await readsOf(first)
  const { data } = await first.ask(query)
  expect(data).toEqual({ [/n\d+/.exec(query)?.[0] ?? '']: 'Query', articles: { nodes: [] } })
  return (await readsOf(first)).replica - before.replica
}
const headlineOf = (slug: string): string => `{ article(by: { slug: "${slug}" }) { headline } }`

describe('a replica that is near enough', () => {
  test('is read from, compiled or not, by one statement as from the primary', async () => {
    await soon(() => isReadFromReplica(first)).toBe(true)
    for (const first of [1, 2, 3]) {
      // on a busy machine the replica may be too far behind at any moment
      await soon(() => replicaReadsOf(fresh(`{ articles(first: ${first}) { nodes { id } } }`))).toBe(1)
    }
  })

  test('is not read from by who may write', async () => {
    const before = await readsOf(first)
    await first.ask(headlineOf('none'), writer)
    expect(await readsOf(first)).toMatchObject({ replica: before.replica })
    expect((await readsOf(first)).primary).toBeGreaterThan(before.primary)
  })

  test('shows its lag among the metrics', async () => {
    await soon(() => metricsOf(first)).toMatch(
      new RegExp(`^masthead_replica_lag_seconds\\{server="127.0.0.1:${toReplica.port}"\\} 0`, 'm'),
    )
  })
})

describe('a replica that lacks a change', () => {
  test('shows it to nobody: not to who wrote, nor to others, here or at another gateway, and no cache keeps what it has', async () => {
    await write(first, 'behind', 'Old')
    for (const gateway of [first, second]) {
      await soon(async () => (await gateway.ask(headlineOf('behind'))).data).toEqual({ article: { headline: 'Old' } })
      await soon(() => isReadFromReplica(gateway)).toBe(true)
    }
    await server.replica.pause()
    await write(first, 'behind', 'New')
    // at once, at either gateway
    for (const gateway of [first, second]) {
      expect((await gateway.ask(headlineOf('behind'), writer)).data).toEqual({ article: { headline: 'New' } })
    }
    // at once, at the gateway that wrote
    expect((await first.ask(headlineOf('behind'))).data).toEqual({ article: { headline: 'New' } })
    // as soon as the other one knows, and from then on
    await soon(async () => (await second.ask(headlineOf('behind'))).data).toEqual({ article: { headline: 'New' } })
    for (let turn = 0; turn < 20; turn++) {
      expect((await second.ask(fresh(headlineOf('behind')))).data).toMatchObject({ article: { headline: 'New' } })
    }
    expect(await isReadFromReplica(second)).toBe(false)
    await server.replica.resume()
    await soon(() => isReadFromReplica(second)).toBe(true)
    expect((await second.ask(fresh(headlineOf('behind')))).data).toMatchObject({ article: { headline: 'New' } })
  })

  test('serves while the primary is away, and what it says is not kept', async () => {
    await write(first, 'away', 'Old')
    await soon(() => isReadFromReplica(second)).toBe(true)
    await server.replica.pause()
    await write(first, 'away', 'New')
    await soon(async () => (await second.ask(headlineOf('away'))).data).toEqual({ article: { headline: 'New' } })
    await toPrimary.set('black hole')
    await soon(async () => (await second.ask(fresh(headlineOf('away')))).data?.['article']).toEqual({ headline: 'Old' })
    const query = fresh(headlineOf('away'))
    const answer = await fetch(`${second.url}?query=${encodeURIComponent(query)}`)
    expect((await answer.json()).data).toMatchObject({ article: { headline: 'Old' } })
    expect(answer.headers.get('cache-control')).toContain('no-store')
    await toPrimary.set('pass')
    await soon(async () => (await second.ask(query)).data).toMatchObject({ article: { headline: 'New' } })
  })
})

describe('a replica that goes', () => {
  test('takes no request with it: refused, reset, or silent', async () => {
    for (const fault of ['down', 'black hole'] as const) {
      await soon(() => isReadFromReplica(first)).toBe(true)
      const hold = toReplica.hold()
      const running = Array.from({ length: 12 }, () =>
        first.ask(fresh('{ articles(first: 1) { nodes { headline } } }')),
      )
      await soon(hold.bytes).toBeGreaterThan(0)
      await toReplica.set(fault)
      for (const { status, data } of await Promise.all(running)) {
        expect({ status, data }).toMatchObject({ status: 200, data: { articles: {} } })
      }
      for (let turn = 0; turn < 5; turn++) {
        expect(await first.ask(fresh('{ articles(first: 1) { nodes { headline } } }'))).toMatchObject({ status: 200 })
      }
      hold.letGo()
      await toReplica.set('pass')
    }
  })

  test('is read from again when it is back', async () => {
    await server.replica.stop('immediate')
    await soon(() => metricsOf(first)).toMatch(/^masthead_read_server_usable\{server="127.0.0.1:\d+"\} 0/m)
    expect(await isReadFromReplica(first)).toBe(false)
    await server.replica.start()
    await soon(() => isReadFromReplica(first)).toBe(true)
    expect(first.log()).toContain('A replica is read from again')
  })
})

test('what is no replica of the database is not read from, and the log says why', async () => {
  const own = await open({ DATABASE_REPLICA_URLS: toPrimary.url })
  await soon(() => own.log()).toContain('It follows no primary')
  expect((await own.ask(fresh('{ articles(first: 1) { nodes { id } } }'))).status).toBe(200)
  expect((await own.ask('{ articles(first: 1) { nodes { id } } }')).status).toBe(200)
  await own.stop()
})

test('kept answers are never stale where they were read from a replica', async () => {
  const { faults, ways, hits } = await runFreshness(database, server.primary.url, 4, 8, {
    DATABASE_URL: server.primary.url,
    DATABASE_REPLICA_URLS: server.replica.url,
  })
  expect(faults).toEqual([])
  expect(ways['first']?.answers).toBeGreaterThan(0)
  expect(hits).toBeGreaterThan(0)
})

describe('without its primary', () => {
  test('no read is lost, from the first moment on', async () => {
    await soon(() => isReadFromReplica(first)).toBe(true)
    await server.caughtUp()
    await toPrimary.set('down')
    const before = await readsOf(first)
    const met: Answered[] = []
    await soon(async () => {
      const { status, data } = await first.ask(fresh('{ articles(first: 1) { nodes { id } } }'))
      met.push({ status, hasData: data !== null })
      return (await fetch(`${first.server.url}/health/ready`)).status
    }).toBe(200)
    expect(met).toEqual(met.map(() => ({ status: 200, hasData: true })))
    // some of them had been sent to the primary
    expect((await readsOf(first)).replica - before.replica).toBe(met.length)
  })

  test('reads go on, the gateway is ready, and who writes is told to come again', async () => {
    await soon(() => isReadFromReplica(first)).toBe(true)
    await toPrimary.set('down')
    await soon(async () => (await fetch(`${first.server.url}/health/ready`)).status).toBe(200)
    await soon(async () => (await first.ask(fresh('{ articles(first: 1) { nodes { id } } }'))).status).toBe(200)
    expect(await isReadFromReplica(first)).toBe(true)
    const article = '{ externalId: "1", headline: "New", language: "en", publisher: { name: "A press" } }'
    const write = `mutation { upsertArticles(input: { source: "x", articles: [${article}] }) { results { outcome } } }`
    expect(await first.ask(write, writer)).toMatchObject({ status: 503, code: 'UNAVAILABLE' })
  })
})
