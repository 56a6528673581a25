import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { readConfig } from '../../src/config.ts'
import type { Database } from '../../src/db/connect.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { createLog } from '../../src/log.ts'
import { listen, type Listening } from '../../src/server/listen.ts'
import { openGateway, type OpenGateway } from '../../src/server/open-gateway.ts'
import { articleInput } from '../import/readers/articles.ts'
import { hasNginx, startNginx } from '../support/nginx.ts'
import { History } from './history.ts'

/** What came out of a run. */
export interface Freshness {
  readonly answers: number
  readonly notModified: number
  readonly writes: number
  /** Answers that the gateways had kept. */
  readonly hits: number
  /** Answers that were not what the article was; each says why. */
  readonly faults: readonly string[]
}

const slugs = Array.from({ length: 12 }, (_, n) => `fresh-${n}`)
/** What our own cache may be behind by. */
const ownMs = 500
/** What a cache in front is promised at most: fresh for a minute, and for another while it asks again. */
const inFrontMs = ownMs + 120_000

/**
 * One writer, by import and by SQL; two gateways, of which the second hears no notifications and is restarted half way; where there is one, an
 * nginx before the first that keeps answers as they say; `env` is what an operator would set besides; and readers, each of whose answers is held against what was written.
 */
export async function runFreshness(
  database: Database,
  seconds: number,
  readers: number,
  env: Readonly<Record<string, string>> = {},
): Promise<Freshness> {
  const deaf: Database = { ...database, listen: async () => async () => undefined }
  const first = await openInstance(database, env)
  let second = await openInstance(deaf, env)
  const nginx = hasNginx ? await startNginx(inFrontOf(first.server.url)) : null
  const history = new History()
  const faults: string[] = []
  let [answers, notModified, writes, hits] = [0, 0, 0, 0]
  const until = Date.now() + seconds * 1000
  const isOver = (): boolean => Date.now() >= until

  const write = async (slug: string): Promise<void> => {
    const headline = `Version ${writes++}`
    // each article meets each kind; at first there has to be one
    const kind = writes <= slugs.length ? 3 : (writes + Math.floor(writes / slugs.length)) % 4
    if (kind === 0) {
      return history.write(slug, null, 0, () =>
        sql`update article set status = 'WITHDRAWN' where slug = ${slug}`.execute(database.db),
      )
    }
    const visibleFrom = kind === 1 ? Date.now() + 700 : 0
    const embargo = visibleFrom === 0 ? null : new Date(visibleFrom)
    if (kind === 2) {
      return history.write(slug, headline, 0, () =>
        sql`update article set status = 'PUBLISHED', embargoed_until = null, headline = ${headline} where slug = ${slug}`.execute(
          database.db,
        ),
      )
    }
    const article = articleInput(slug, {
      slug,
      headline,
      status: 'PUBLISHED',
      datePublished: '2025-06-01T08:00:00Z',
      ...(embargo === null ? {} : { embargoedUntil: embargo.toISOString() }),
    })
    return history.write(slug, headline, visibleFrom, () =>
      importArticles(database.db, { source: 'post', articles: [article] }),
    )
  }

  const readAll = async (index: number): Promise<void> => {
    const kept = new Map<string, { etag: string; shown: string | null }>()
    for (let turn = index; !isOver(); turn++) {
      const slug = slugs[turn % slugs.length] ?? ''
      const isFront = nginx !== null && index % 3 === 0
      const base = isFront ? nginx.url : index % 3 === 1 ? second.server.url : first.server.url
      const query = `{ article(by: { slug: "${slug}" }) { ${index % 2 === 0 ? 'id ' : ''}headline } }`
      const address = `${base}/graphql?query=${encodeURIComponent(query)}`
      const held = kept.get(address)
      const askedAt = Date.now()
      try {
        const response = await fetch(address, { headers: held === undefined ? {} : { 'if-none-match': held.etag } })
        const text = await response.text()
        const answeredAt = Date.now()
        if (response.status === 503) continue
        const shown =
          response.status === 304 ? (held?.shown ?? null) : (JSON.parse(text).data.article?.headline ?? null)
        answers++
        if (response.status === 304) notModified++
        const fault = history.faultOf(slug, shown, askedAt, answeredAt, isFront ? inFrontMs : ownMs)
        if (fault !== null)
          faults.push(`${isFront ? 'in front' : index % 3 === 1 ? 'second' : 'first'}, ${response.status}: ${fault}`)
        const etag = response.headers.get('etag')
        if (etag !== null) kept.set(address, { etag, shown })
      } catch (error) {
        // the second one is being restarted
        if (!(error instanceof TypeError)) throw error
        await wait(20)
      }
      await wait(2)
    }
  }

  const writeAll = async (): Promise<void> => {
    for (let turn = 0; !isOver(); turn++) {
      await write(slugs[turn % slugs.length] ?? '')
      await wait(60)
    }
  }

  const restart = async (): Promise<void> => {
    await wait((seconds * 1000) / 2)
    hits += second.gateway.cacheCounts().hits
    await second.close()
    second = await openInstance(deaf, env)
  }

  try {
    for (const slug of slugs) await write(slug)
    await Promise.all([writeAll(), restart(), ...Array.from({ length: readers }, (_, index) => readAll(index))])
    hits += first.gateway.cacheCounts().hits + second.gateway.cacheCounts().hits
  } finally {
    await nginx?.stop()
    await Promise.all([first.close(), second.close()])
  }
  return { answers, notModified, writes, hits, faults }
}

interface Instance {
  readonly gateway: OpenGateway
  readonly server: Listening
  readonly close: () => Promise<void>
}

async function openInstance(database: Database, env: Readonly<Record<string, string>>): Promise<Instance> {
  const config = readConfig({
    KEY_PEPPER: 'a pepper for the tests',
    ANONYMOUS_POINTS_PER_MINUTE: '0',
    RESPONSE_CACHE_MB: '16',
    ...env,
  })
  const log = createLog('silent')
  const gateway = await openGateway(config, database, log)
  const server = await listen(gateway, { port: 0, host: '127.0.0.1', log })
  return {
    gateway,
    server,
    async close() {
      await server.close()
      await gateway.close()
    },
  }
}

function inFrontOf(target: string): string {
  return `
  location / {
    proxy_pass ${target};
    proxy_cache pages;
    proxy_cache_use_stale updating error timeout http_503;
    proxy_cache_revalidate on;
    proxy_set_header Host $http_host;
  }`
}
