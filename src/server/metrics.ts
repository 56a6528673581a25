import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { PurgeCounts } from '../cache/purge/purge-worker.ts'
import type { CacheCounts } from '../cache/response-cache.ts'
import type { PoolState } from '../db/connect.ts'
import type { QuotaCounts } from '../keys/quota.ts'
import type { ReadServer } from '../replicas/open-replicas.ts'
import type { Admission } from './admission.ts'
import { createDurations } from './durations.ts'
import type { GatewayPlugin } from './exchange.ts'
import { type Outcome, useOutcomes } from './plugins/use-outcomes.ts'
import type { Gateway } from './yoga.ts'

/** What the gateway counts by itself, read when somebody asks. */
export interface MetricSources {
  /** How often Redis failed and the local quota took over, since the start. */
  readonly quotaFallbacks: () => number
  /** What became of the operations that asked for points, since the start. */
  readonly quotaCounts: () => QuotaCounts
  /** The connections for requests. */
  readonly pool: () => PoolState
  /** Operations that run, wait, and were turned away. */
  readonly admission: Pick<Admission, 'running' | 'waiting' | 'refused'>
  /** Where content is read, where there are replicas. */
  readonly readServers: () => readonly ReadServer[]
  /** What the response cache has done since the start. */
  readonly cacheCounts: () => CacheCounts
  /** Memory of kept answers, in bytes. */
  readonly cacheBytes: () => number
  /** What caches in front have been told, by address. */
  readonly purgeCounts: () => ReadonlyMap<string, PurgeCounts>
}

/** What an operator sees of a gateway. */
export interface Metrics {
  /**
   * `GET /metrics` in the Prometheus text format: the process, requests, and what `sources` count. No content, no keys. For a
   * port of its own: how busy a gateway is, and with what, is nothing for its clients.
   */
  readonly requestListener: Gateway['requestListener']
  /** Counts the requests. */
  readonly plugin: GatewayPlugin
  /** Counts a batch of a loader, which is one statement for so many keys. */
  readonly noteBatch: (keys: number) => void
}

/** Where the metrics are. */
export const metricsPath = '/metrics'

/** Every gateway has a registry of its own, so that two in one process do not count together. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  addGauges(registry, sources)
  // counted here and read when somebody asks: a counter with labels takes as long as the rest of what is noted of a request
  let statementsSent = 0
  new Counter({
    name: 'masthead_statements_total',
    help: 'Statements that requests to GraphQL have sent to the database.',
    registers: [registry],
    collect() {
      this.reset()
      this.inc(statementsSent)
    },
  })
  new Gauge({
    name: 'masthead_response_cache_answers',
    help: 'Answers since the start: found in memory (hits) or in Redis (shared), made anew (misses), served while they were made anew (stale).',
    labelNames: ['result'],
    registers: [registry],
    collect() {
      for (const [result, count] of Object.entries(sources.cacheCounts())) this.set({ result }, count)
    },
  })
  new Gauge({
    name: 'masthead_quota_decisions',
    help: 'Operations that asked for points of a quota, since the start: whose points were there (allowed) or not (refused), whose caller has no limit (unlimited).',
    labelNames: ['result'],
    registers: [registry],
    collect() {
      for (const [result, count] of Object.entries(sources.quotaCounts())) this.set({ result }, count)
    },
  })
  const batches = new Histogram({
    name: 'masthead_loader_batch_keys',
    help: 'Keys that one statement of a loader was for: what the plan of an operation left out is loaded for all its parents at once.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000],
    registers: [registry],
  })
  addReadServers(registry, sources.readServers)
  new Gauge({
    name: 'masthead_purges',
    help: 'Transactions whose changes caches in front were told of since the start (done) or have still to be told of (waiting), and attempts that they did not take (failed).',
    labelNames: ['target', 'result'],
    registers: [registry],
    collect() {
      for (const [target, counts] of sources.purgeCounts())
        for (const [result, count] of Object.entries(counts)) this.set({ target, result }, count)
    },
  })
  // an alert on a rate needs the 0 before the first one
  const ended: Record<Outcome, number> = { ok: 0, refused: 0, unauthenticated: 0, throttled: 0, left: 0, failed: 0 }
  new Counter({
    name: 'masthead_requests_total',
    help: 'Requests to GraphQL by how they ended: ok (200), refused (other 4xx), unauthenticated (401), throttled (429), left (the client went before the answer), failed (5xx).',
    labelNames: ['outcome'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [outcome, count] of Object.entries(ended)) this.inc({ outcome }, count)
    },
  })
  const noteDuration = createDurations(registry, {
    name: 'masthead_request_duration_seconds',
    help: 'From the first byte of a request to GraphQL to its answer.',
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
  })
  return {
    noteBatch: (keys) => batches.observe(keys),
    plugin: useOutcomes((outcome, seconds, sent) => {
      ended[outcome]++
      statementsSent += sent
      noteDuration(seconds)
    }),
    async requestListener(req, res) {
      const isRead = req.method === 'GET' || req.method === 'HEAD'
      if (req.url?.split('?', 1)[0] !== metricsPath || !isRead) {
        res.writeHead(isRead ? 404 : 405, {
          'content-type': 'text/plain; charset=utf-8',
          'cache-control': 'no-store',
          connection: 'close',
        })
        res.end(`The metrics are read with GET ${metricsPath}.\n`)
        return
      }
      const text = await registry.metrics()
      res.writeHead(200, {
        'content-type': registry.contentType,
        'content-length': Buffer.byteLength(text),
        'cache-control': 'no-store',
      })
      res.end(req.method === 'HEAD' ? undefined : text)
    },
  }
}

/** What is read when somebody asks. Event loop delay is among what prom-client measures by itself (`nodejs_eventloop_lag_*`). */
function addGauges(registry: Registry, { quotaFallbacks, pool, admission, cacheBytes }: MetricSources): void {
  const gauges: readonly (readonly [name: string, help: string, read: () => number])[] = [
    [
      'quota_fallbacks',
      'How often Redis did not count and the local share of the quotas decided, since the start.',
      quotaFallbacks,
    ],
    ['pool_connections', 'Connections to the database for requests.', () => pool().size],
    ['pool_idle_connections', 'Those of them that no statement runs on.', () => pool().idle],
    ['pool_waiting', 'Statements that wait for a connection.', () => pool().waiting],
    ['response_cache_bytes', 'Memory of the answers that are kept.', cacheBytes],
    ['operations_running', 'Operations that run.', () => admission.running],
    ['operations_waiting', 'Operations that wait for their turn.', () => admission.waiting],
    ['operations_refused', 'Operations turned away as OVERLOADED, since the start.', () => admission.refused],
  ]
  for (const [name, help, read] of gauges) {
    new Gauge({
      name: `masthead_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  }
}

/** One series a server of the configuration. */
function addReadServers(registry: Registry, servers: MetricSources['readServers']): void {
  const gauges: readonly (readonly [name: string, help: string, read: (server: ReadServer) => number])[] = [
    [
      'read_statements',
      'Statements that read content, since the start, by the server that was asked.',
      ({ reads }) => reads,
    ],
    ['read_server_usable', 'Whether requests may read there just now: 1 or 0.', ({ isUsable }) => Number(isUsable)],
    [
      'replica_lag_seconds',
      'How far a replica is behind the primary, +Inf: not known.',
      ({ lagSeconds }) => lagSeconds,
    ],
  ]
  for (const [name, help, read] of gauges) {
    new Gauge({
      name: `masthead_${name}`,
      help,
      labelNames: ['server'],
      registers: [registry],
      collect() {
        for (const server of servers()) this.set({ server: server.name }, read(server))
      },
    })
  }
}
