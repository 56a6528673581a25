import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Route } from './plugins/use-routes.ts'

/** What the gateway counts by itself, read when somebody asks. */
export interface MetricSources {
  /** How often Redis failed and the local quota took over, since the start. */
  readonly quotaFallbacks: () => number
}

/** `GET /metrics` in the Prometheus text format: the process, and what `sources` count. No content, no keys. */
export function metricsRoute(sources: MetricSources): Route {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'masthead_quota_fallbacks',
    help: 'How often Redis did not count and the local share of the quotas decided, since the start.',
    registers: [registry],
    collect() {
      this.set(sources.quotaFallbacks())
    },
  })
  return async () => ({
    status: 200,
    headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
    body: await registry.metrics(),
  })
}
