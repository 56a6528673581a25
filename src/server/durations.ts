import type { Histogram, Registry } from 'prom-client'

/** What a histogram is called, and the upper bounds of its buckets, in seconds. */
export interface DurationsOf {
  readonly name: string
  readonly help: string
  readonly buckets: readonly number[]
}

/**
 * Counts durations in a histogram without labels; answers what notes one. prom-client's own looks up labels for each, which takes longer than
 * all else that is noted of a request whose answer is kept; so it is only told the counts, when somebody asks for them.
 */
export function createDurations(registry: Registry, { name, help, buckets }: DurationsOf): (seconds: number) => void {
  const counts = Array.from({ length: buckets.length + 1 }, () => 0)
  let sum = 0
  const metric = {
    name,
    async get() {
      let below = 0
      const values = counts.map((count, at) => ({
        metricName: `${name}_bucket`,
        labels: { le: buckets[at] ?? '+Inf' },
        value: (below += count),
      }))
      return {
        name,
        help,
        type: 'histogram',
        aggregator: 'sum',
        values: [
          ...values,
          { metricName: `${name}_sum`, labels: {}, value: sum },
          { metricName: `${name}_count`, labels: {}, value: below },
        ],
      }
    },
  }
  registry.registerMetric(metric as unknown as Histogram)
  return (seconds) => {
    let at = 0
    while (at < buckets.length && seconds > (buckets[at] ?? 0)) at++
    counts[at] = (counts[at] ?? 0) + 1
    sum += seconds
  }
}
