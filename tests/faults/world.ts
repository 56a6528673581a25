import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectDatabase } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { createDigest } from '../../src/keys/digest.ts'
import { createApiKey } from '../../src/keys/life-cycle.ts'
import { createFaultProxy, type FaultProxy } from '../support/servers/fault-proxy.ts'
import { freePort } from '../support/servers/free-port.ts'
import { runCli, startCli } from '../support/run-cli.ts'
import { startRedis } from '../support/servers/redis.ts'
import { startReplicatedServer } from '../support/servers/replicated-server.ts'
import { makeTempDir } from '../support/test-server.ts'

/** A gateway in a process of its own, and between it and each thing that it stands on a network that can fail. */
export interface FaultWorld {
  readonly proxies: Readonly<Record<Dependency, FaultProxy>>
  /** Does one operation once, and says how it ended. */
  ask(operation: Operation): Promise<Answer>
  /** Whether the gateway's process is still the one that was started. */
  isAlive(): boolean
  /** Where the gateway is. */
  readonly url: string
  close(): Promise<void>
}

export const dependencies = ['primary', 'replica', 'Redis'] as const
export type Dependency = (typeof dependencies)[number]

export const operations = [
  'cached read',
  'uncached read',
  'preview read',
  'mutation',
  'key admin',
  'import',
  'health',
] as const
export type Operation = (typeof operations)[number]

/** How an operation ended: a status and, where there is one, the code of its first error; an import by its exit code. */
export interface Answer {
  /** e.g. `200`, `503 UNAVAILABLE`, `exit 1`. */
  readonly text: string
  readonly ms: number
}

const pepper = 'a pepper for the tests'
/** Seconds that an operation may take. */
export const operationSeconds = 5

/** Starts a PostgreSQL with a streaming replica, a Redis, and a gateway that reaches each of them by a proxy. */
export async function openFaultWorld(): Promise<FaultWorld> {
  const servers = await startReplicatedServer()
  const database = connectDatabase({ url: servers.primary.url })
  await migrateToLatest(database)
  const articles = ['published', 'draft'].map((name) => ({
    externalId: name,
    slug: `the-${name}-article`,
    headline: `The ${name} article`,
    language: 'en',
    publisher: { name: 'The Post' },
    status: name === 'draft' ? ('DRAFT' as const) : ('PUBLISHED' as const),
    datePublished: '2026-01-01T00:00:00Z',
  }))
  await importArticles(database.db, { source: 'faults', articles })
  const { secret } = await createApiKey(
    database.db,
    createDigest(pepper, () => undefined),
    {
      name: 'Faults',
      scopes: ['CONTENT_READ', 'CONTENT_PREVIEW', 'CONTENT_WRITE', 'KEYS_ADMIN'],
    },
  )
  await database.close()
  await servers.caughtUp()
  const redis = await startRedis(await freePort())
  const proxies = {
    primary: await createFaultProxy(servers.primary.url),
    replica: await createFaultProxy(servers.replica.url),
    Redis: await createFaultProxy(redis.url),
  }
  const port = await freePort()
  const folder = makeTempDir()
  const env = {
    PORT: String(port),
    DATABASE_URL: proxies.primary.url,
    DATABASE_REPLICA_URLS: proxies.replica.url,
    REDIS_URL: proxies.Redis.url,
    KEY_PEPPER: pepper,
    OPERATION_SECONDS: String(operationSeconds),
    LOG_LEVEL: 'info',
  }
  const gateway = startCli(['serve', '--no-samples'], env)
  await gateway.printed(/Ctrl-C stops it/)
  const url = `http://127.0.0.1:${port}`
  let count = 0

  const send = async (query: string, key: string | null): Promise<string> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ query }),
    })
    const text = await response.text()
    const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] }
    const [first] = errors ?? []
    if (/"REJECTED"|"nodes":\[\]|"apiKey":null/.test(text))
      return `${response.status} without what was asked for: ${text}`
    return first === undefined ? String(response.status) : `${response.status} ${first.extensions.code}`
  }
  const ways: Record<Operation, () => Promise<string>> = {
    // no write of the others changes it
    'cached read': () => send('{ article(by: { slug: "the-published-article" }) { headline } }', null),
    'uncached read': () => send(`{ a${count++}: articles(first: 5) { nodes { headline } } }`, null),
    'preview read': () => send(`{ a${count++}: articles(filter: { status: [DRAFT] }) { nodes { headline } } }`, secret),
    mutation: () =>
      send(
        `mutation { upsertArticles(input: { source: "faults", articles: [{ externalId: "m${count++}", headline: "Written", language: "en", publisher: { name: "The Post" } }] }) { results { outcome } } }`,
        secret,
      ),
    'key admin': () =>
      send(
        `mutation { createApiKey(input: { name: "k${count++}", scopes: [CONTENT_READ] }) { apiKey { id } } }`,
        secret,
      ),
    async import() {
      const file = join(folder, `${count++}.ndjson`)
      const lines = Array.from({ length: 50 }, (_, line) =>
        JSON.stringify({
          externalId: `i${count}-${line}`,
          headline: `Imported ${count}-${line}`,
          language: 'en',
          publisher: { name: 'The Post' },
        }),
      )
      writeFileSync(file, lines.join('\n'))
      const { code, stderr } = await runCli(['import', file, '--source', 'faults'], env)
      if (/^\s+at /m.test(stderr)) return `exit ${code} with a stack:\n${stderr}`
      return `exit ${code}`
    },
    async health() {
      const [live, ready] = await Promise.all(['live', 'ready'].map((name) => fetch(`${url}/health/${name}`)))
      return `live ${live?.status}, ready ${ready?.status}`
    },
  }
  return {
    proxies,
    url,
    async ask(operation) {
      const since = performance.now()
      const text = await ways[operation]()
      return { text, ms: Math.round(performance.now() - since) }
    },
    isAlive: gateway.isRunning,
    async close() {
      for (const proxy of Object.values(proxies)) await proxy.set('pass')
      gateway.stop()
      await gateway.ended
      for (const proxy of Object.values(proxies)) await proxy.close()
      await redis.kill()
      await servers.stop()
      rmSync(folder, { recursive: true })
    },
  }
}
