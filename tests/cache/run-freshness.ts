import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../../src/db/connect.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { articleInput } from '../import/readers/articles.ts'
import { freePort } from '../support/servers/free-port.ts'
import { hasNginx, startNginx } from '../support/servers/nginx.ts'
import { noPgBouncer, startPgBouncer } from '../support/servers/pgbouncer.ts'
import { hasRedisServer, startRedis } from '../support/servers/redis.ts'
import { hasVarnish, startVarnish } from '../support/servers/varnish.ts'
import { type Instance, openInstance, secondsInFront } from './freshness-instances.ts'
import { History, type Reading } from './history.ts'

/** What readers were given in one way. */
export interface WayFigures {
  answers: number
  notModified: number
  /** How much older than the question the oldest answer was, in ms. */
  worstStaleMs: number
}

/** What came out of a run. */
export interface Freshness {
  /** By way: the two gateways, and the caches in front that there are on this machine. */
  readonly ways: Readonly<Record<string, WayFigures>>
  readonly writes: number
  /** Answers that the gateways had kept, and that one had from the other by Redis. */
  readonly hits: number
  readonly shared: number
  /** Changes that Varnish was told. */
  readonly purges: number
  /** Answers that were not what the article was; each says why. */
  readonly faults: readonly string[]
}

const slugs = Array.from({ length: 12 }, (_, n) => `fresh-${n}`)
/** What our own cache may be behind by. */
const ownMs = 500
/** What a cache in front is promised at most: fresh for so long, and as long again while it asks. */
const inFrontMs = ownMs + 2 * secondsInFront * 1000

/**
 * One writer, by import and by SQL; two gateways, of which the second is behind PgBouncer, where there is one, so that it hears no
 * notifications, and is restarted half way; the first loses the connection that hears them again and again; a Redis between them that is frozen
 * every other second; an nginx before the first and a Varnish before the second that keep answers as they say, the Varnish told of changes
 * besides; `env` is what an operator would set; and readers, each of whose answers is held against what was written.
 */
export async function runFreshness(
  database: Database,
  url: string,
  seconds: number,
  readers: number,
  env: Readonly<Record<string, string>> = {},
): Promise<Freshness> {
  const redis = hasRedisServer ? await startRedis(await freePort()) : null
  const pooler = noPgBouncer === null ? await startPgBouncer(url, 4) : null
  const shared: Record<string, string> = { ...(redis && { REDIS_URL: redis.url }), ...env }
  const port = await freePort()
  const openSecond = (): Promise<Instance> => openInstance(pooler?.url ?? url, shared, { port, hears: pooler !== null })
  let second = await openSecond()
  const varnish = hasVarnish ? await startVarnish('varnish-ban.vcl', port) : null
  const first = await openInstance(url, { ...shared, ...(varnish && { PURGE_TARGETS: `ban=${varnish.url}` }) })
  const nginx = hasNginx ? await startNginx(inFrontOf(first.server.url)) : null
  const ways = [
    { name: 'first', base: first.server.url, staleMs: ownMs },
    { name: 'second', base: second.server.url, staleMs: ownMs },
    ...(nginx === null ? [] : [{ name: 'nginx', base: nginx.url, staleMs: inFrontMs }]),
    ...(varnish === null ? [] : [{ name: 'Varnish', base: varnish.url, staleMs: inFrontMs }]),
  ].map((way) => ({ ...way, figures: { answers: 0, notModified: 0, worstStaleMs: 0 } }))
  const history = new History()
  const faults: string[] = []
  let [writes, hits, fromRedis] = [0, 0, 0]
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
    const known = new Map<string, { etag: string; headline: string | null }>()
    const way = ways[index % ways.length]
    if (way === undefined) return
    for (let turn = index; !isOver(); turn++) {
      const slug = slugs[turn % slugs.length] ?? ''
      const query = `{ article(by: { slug: "${slug}" }) { ${Math.floor(index / ways.length) % 2 === 0 ? 'id ' : ''}headline } }`
      const address = `${way.base}/graphql?query=${encodeURIComponent(query)}`
      const before = known.get(address)
      const askedAt = Date.now()
      try {
        const response = await fetch(address, { headers: before === undefined ? {} : { 'if-none-match': before.etag } })
        const text = await response.text()
        if (response.status >= 500) continue
        const isSame = response.status === 304
        const headline = isSame ? (before?.headline ?? null) : (JSON.parse(text).data.article?.headline ?? null)
        note(way, { slug, headline, askedAt, answeredAt: Date.now() }, isSame)
        const etag = response.headers.get('etag')
        if (etag !== null) known.set(address, { etag, headline })
      } catch (error) {
        // the second one is being restarted
        if (!(error instanceof TypeError)) throw error
        await wait(20)
      }
      await wait(2)
    }
  }

  function note({ name, staleMs, figures }: (typeof ways)[number], reading: Reading, isSame: boolean): void {
    const stale = history.staleMsOf(reading)
    figures.answers++
    if (isSame) figures.notModified++
    figures.worstStaleMs = Math.max(figures.worstStaleMs, stale)
    if (stale > staleMs) faults.push(`${name}, ${isSame ? 304 : 200}, ${stale} ms old: ${history.describe(reading)}`)
  }

  const writeAll = async (): Promise<void> => {
    for (let turn = 0; !isOver(); turn++) {
      await write(slugs[turn % slugs.length] ?? '')
      await wait(60)
    }
  }

  const count = ({ gateway }: Instance): void => {
    hits += gateway.cacheCounts().hits
    fromRedis += gateway.cacheCounts().shared
  }

  const restart = async (): Promise<void> => {
    await wait((seconds * 1000) / 2)
    count(second)
    await second.close()
    second = await openSecond()
  }

  const cutListen = async (): Promise<void> => {
    while (!isOver()) {
      await wait(1_500)
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like 'listen %'`.execute(database.db)
    }
  }

  const freezeRedis = async (): Promise<void> => {
    while (redis !== null && !isOver()) {
      await wait(1_000)
      redis.freeze()
      await wait(1_000)
      redis.thaw()
    }
  }

  try {
    for (const slug of slugs) await write(slug)
    const reading = Array.from({ length: readers }, (_, index) => readAll(index))
    await Promise.all([writeAll(), restart(), cutListen(), freezeRedis(), ...reading])
    count(first)
    count(second)
  } finally {
    await Promise.all([nginx?.stop(), varnish?.stop()])
    await Promise.all([first.close(), second.close()])
    redis?.thaw()
    await Promise.all([redis?.kill(), pooler?.stop()])
  }
  const purges = [...first.gateway.purgeCounts().values()].reduce((sum, { done }) => sum + done, 0)
  return {
    ways: Object.fromEntries(ways.map(({ name, figures }) => [name, figures])),
    writes,
    hits,
    shared: fromRedis,
    purges,
    faults,
  }
}

function inFrontOf(target: string): string {
  return `
  location / {
    proxy_pass ${target};
    proxy_cache pages;
    proxy_cache_lock on;
    proxy_cache_revalidate on;
    proxy_cache_background_update on;
    proxy_cache_use_stale updating;
    proxy_set_header Host $http_host;
  }`
}
