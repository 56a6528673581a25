/**
 * A gateway under everything it does, for a while: `npm run soak -- --minutes 10`. Pages that come again, documents that come once, mutations, wrong
 * requests, clients that leave. Every 5 s it is looked at: its memory, its handles, the memory of the database's processes (where prepared
 * statements are kept). Aims: in the last third none of them is more than a tenth above the middle third, of the heap its lowest point. Exit code 1: one is.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { connectDatabase } from '../../src/db/connect.ts'
import { createDigest } from '../../src/keys/digest.ts'
import { createApiKey } from '../../src/keys/life-cycle.ts'
import { freePort } from '../support/servers/free-port.ts'
import { aim } from './measure/aim.ts'
import { startLoadedGateway, statusMb } from './servers/loaded-gateway.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const minutes = Number(values.minutes)
const pepper = 'a pepper for the soak'

/** A query, whose client may leave in the middle. */
interface Asked {
  readonly query?: string
  readonly leaves?: boolean
}

const requests: readonly ((n: number) => Asked)[] = [
  () => ({ query: '{ articles(first: 20) { nodes { headline authors { name } topics { name } } } }' }),
  (n) => ({ query: `{ a${n}: articles(first: 3) { nodes { a${n}: headline } } }` }),
  (n) => ({
    query: `{ article(by: { slug: "article-${1 + (n % 2_000)}" }) { headline body relatedLinks { title } } }`,
  }),
  (n) => ({ query: `{ search(query: "article ${n % 100}", first: 5) { nodes { headline } } }` }),
  (n) => ({
    query: `mutation { upsertArticles(input: { source: "soak", articles: [{ externalId: "${n % 500}", headline: "Soaked ${n}", language: "en", publisher: { name: "Soak" } }] }) { results { outcome } } }`,
  }),
  () => ({ query: '{ nonsense }' }),
  () => ({ query: '{ articles(first: 1000) { nodes { id } } }' }),
  (n) => ({ query: `{ b${n}: articles(first: 100) { nodes { headline body } } }`, leaves: true }),
]

const metricsPort = await freePort()
const gateway = await startLoadedGateway({
  METRICS_PORT: String(metricsPort),
  KEY_PEPPER: pepper,
  RESPONSE_CACHE_MB: '16',
})
const database = connectDatabase({ url: gateway.databaseUrl, poolSize: 1 })
try {
  process.exitCode = (await soak()) ? 0 : 1
} finally {
  await database.close()
  await gateway.close()
}

async function soak(): Promise<boolean> {
  const { secret } = await createApiKey(
    database.db,
    createDigest(pepper, () => undefined),
    {
      name: 'Soak',
      scopes: ['CONTENT_READ', 'CONTENT_PREVIEW', 'CONTENT_WRITE'],
      pointsPerMinute: 1_000_000_000,
    },
  )
  const until = performance.now() + minutes * 60_000
  const statuses: Record<string, number> = {}
  const clients = Array.from({ length: 8 }, async (_, client) => {
    for (let n = 0; performance.now() < until; n++) {
      const status = await ask(requests[n % requests.length]?.(client * 1_000_000_000 + n) ?? {}, secret)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  })
  const samples: Sample[] = []
  while (performance.now() < until) {
    await sleep(5_000)
    samples.push(await measure())
  }
  await Promise.all(clients)
  console.log(`${Object.values(statuses).reduce((sum, count) => sum + count, 0)} requests: ${JSON.stringify(statuses)}`)
  return (['memoryMb', 'heapMb', 'handles', 'databaseMb', 'connections'] as const)
    .map((name) => {
      // the heap rises until it is collected: what is left then is what counts
      const of = name === 'heapMb' ? least : mean
      const [, middle, last] = thirds(samples.map((sample) => sample[name])).map(of)
      console.log(`${name}: ${samples.map((sample) => sample[name]).join(' ')}`)
      return aim(`${name}, last third against the middle one, in %`, (100 * (last ?? 0)) / (middle ?? 1), '<', 110)
    })
    .every(Boolean)
}

async function ask({ query, leaves = false }: Asked, key: string | null): Promise<string> {
  const leaving = new AbortController()
  if (leaves) setTimeout(() => leaving.abort(), 3)
  try {
    const response = await fetch(`http://127.0.0.1:${gateway.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query }),
      signal: leaving.signal,
    })
    await response.text()
    return String(response.status)
  } catch {
    return leaves ? 'left' : 'lost'
  }
}

interface Sample {
  readonly memoryMb: number
  readonly heapMb: number
  readonly handles: number
  /** What the server's processes for this database have for themselves. */
  readonly databaseMb: number
  readonly connections: number
}

async function measure(): Promise<Sample> {
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  const metric = (name: string): number => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1] ?? 0)
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
    database.db,
  )
  const sizes = await Promise.all(rows.map(({ pid }) => statusMb(pid, 'RssAnon')))
  return {
    memoryMb: await statusMb(gateway.pid, 'VmRSS'),
    heapMb: Math.round(metric('nodejs_heap_size_used_bytes') / 1024 / 1024),
    handles: metric('nodejs_active_handles_total'),
    databaseMb: sizes.reduce((sum, size) => sum + size, 0),
    connections: rows.length,
  }
}

function thirds(numbers: readonly number[]): number[][] {
  const size = Math.floor(numbers.length / 3)
  return [numbers.slice(0, size), numbers.slice(size, 2 * size), numbers.slice(2 * size)]
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

function least(numbers: readonly number[]): number {
  return Math.min(...numbers)
}
