import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { openRealGateway } from '../keys/real-gateway.ts'

const real = await openRealGateway()
afterAll(() => real.stop())

test.each(['grafana-dashboard.json', 'alerts.yml'])('%s names only metrics that there are', async (name) => {
  let text = ''
  const response = { writeHead: () => undefined, end: (body: string) => (text = body) }
  await real.gateway.metrics.requestListener({ method: 'GET', url: '/metrics' } as never, response as never)
  const known = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, metric]) => metric))
  const file = readFileSync(new URL(`../../deploy/${name}`, import.meta.url), 'utf8')
  const named = [...file.matchAll(/\b(?:masthead|nodejs|process)_\w+/g)].map(([metric]) =>
    metric.replace(/_(?:bucket|sum|count)$/, ''),
  )
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((metric) => !known.has(metric))).toEqual([])
})
