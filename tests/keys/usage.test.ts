import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawBars, drawUsage } from '../../src/cli/partners/usage-chart.ts'
import { addUsage, dropOldUsage, readOperationTotals, readUsageDays, type UsageRow } from '../../src/db/keys/usage.ts'
import { bucketOf, histogramBuckets, percentileOf } from '../../src/keys/histogram.ts'
import { createUsageRecorder, getUsage } from '../../src/keys/usage.ts'
import { type KeyedGateway, openKeyedGateway } from './keyed-gateway.ts'

let world: KeyedGateway
beforeAll(async () => {
  world = await openKeyedGateway()
})
afterAll(async () => {
  await world.keys.close()
})

const today = new Date().toISOString().slice(0, 10)
const source = {
  days: (keyId: number, since: string, before: string) => readUsageDays(world.db, keyId, since, before),
  operations: (keyId: number, since: string, before: string) => readOperationTotals(world.db, keyId, since, before),
  deprecated: async () => [],
}

function row(keyId: number, operation: string, requests = 1, day = today): UsageRow {
  const histogram = Array.from({ length: histogramBuckets }, (_, bucket) => (bucket === bucketOf(10) ? requests : 0))
  return { keyId, day, operation, requests, points: requests * 10, errors: 0, throttled: 0, histogram }
}

describe('percentiles from a histogram', () => {
  test('are within 9 % of the true ones', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.3, max: 10_000, noNaN: true }), { minLength: 1 }), (durations) => {
        const histogram = Array.from({ length: histogramBuckets }, () => 0)
        for (const ms of durations) histogram[bucketOf(ms)] = (histogram[bucketOf(ms)] ?? 0) + 1
        const exact = durations.toSorted((a, b) => a - b)[Math.ceil(durations.length * 0.95) - 1] ?? 0
        return Math.abs(percentileOf(histogram, 0.95) / exact - 1) < 0.095
      }),
    )
  })

  test('of nothing are 0, and what is off the scale stays on it', () => {
    expect(percentileOf([], 0.95)).toBe(0)
    expect([bucketOf(0), bucketOf(1e9)]).toEqual([0, histogramBuckets - 1])
  })
})

describe('the usage of a key', () => {
  test('counts requests, points, errors and throttled ones by operation', async () => {
    const { secret, id } = await world.createKey({ pointsPerMinute: 60 })
    await world.ask('query Page { articles(first: 10) { nodes { id } } }', secret)
    await world.ask('query Page { articles(first: 10) { nodes { id } } }', secret)
    await world.ask('{ nonsense }', secret)
    await world.ask('query Large { articles(first: 58) { nodes { id } } }', secret)
    // usage is written once a minute and at the end
    await world.keys.close()
    const report = await getUsage(source, id, null, null)
    expect(report).toMatchObject({ requests: 4, errors: 1, throttled: 1, byDay: [{ date: today, requests: 4 }] })
    // the refused document costs 1
    expect(report.points).toBe(3 + 3 + 1)
    expect(report.topOperations.map(({ name, requests }) => [name, requests])).toEqual([
      ['Page', 2],
      [null, 1],
      ['Large', 1],
    ])
    expect(report.topOperations[0]?.p95Ms).toBeGreaterThan(0)
    world = await openKeyedGateway({}, world)
  })

  test('adds up over instances and days', async () => {
    const { id } = await world.createKey()
    await Promise.all([addUsage(world.db, [row(id, 'A', 3), row(id, 'B')]), addUsage(world.db, [row(id, 'A', 2)])])
    await addUsage(world.db, [row(id, 'A', 1, '2026-01-01'), row(9_999, 'A')])
    const days = await readUsageDays(world.db, id, '2025-01-01', '2100-01-01')
    expect(days.map(({ date, requests, points }) => [date, requests, points])).toEqual([
      ['2026-01-01', 1, 10],
      [today, 6, 60],
    ])
    const [first] = await readOperationTotals(world.db, id, today, '2100-01-01')
    expect(first).toMatchObject({ operation: 'A', requests: 5 })
    expect(first?.histogram[bucketOf(10)]).toBe(5)
  })

  test('tells a hundred operations apart, and the rest as one', async () => {
    const { id } = await world.createKey()
    const names = Array.from({ length: 150 }, (_, at) => `Op${at}`)
    await addUsage(
      world.db,
      names.slice(0, 90).map((name) => row(id, name)),
    )
    await addUsage(
      world.db,
      names.map((name) => row(id, name)),
    )
    const totals = await readOperationTotals(world.db, id, today, '2100-01-01')
    expect(totals).toHaveLength(101)
    expect(totals.find(({ operation }) => operation === '(other)')?.requests).toBe(50)
    expect(totals.reduce((sum, { requests }) => sum + requests, 0)).toBe(240)
  })

  test('is kept for 92 days', async () => {
    const { id } = await world.createKey()
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
    await addUsage(world.db, [row(id, 'A', 1, daysAgo(91)), row(id, 'A', 1, daysAgo(92))])
    await dropOldUsage(world.db, 92)
    expect((await readUsageDays(world.db, id, '2000-01-01', '2100-01-01')).map(({ date }) => date)).toEqual([
      daysAgo(91),
    ])
  })

  test('is not lost where the database is away for a while', async () => {
    const written: UsageRow[] = []
    const deprecated: object[] = []
    let isAway = true
    const usage = createUsageRecorder(
      {
        add: async (rows, uses) => {
          if (isAway) throw new Error('away')
          written.push(...rows)
          deprecated.push(...uses)
        },
        dropOlderThan: async () => undefined,
      },
      () => undefined,
    )
    const request = {
      keyId: 1,
      operation: 'A',
      points: 2,
      failed: false,
      throttled: false,
      ms: 5,
      deprecated: ['Article.summary'],
    }
    usage.note(request)
    await usage.flush()
    usage.note(request)
    isAway = false
    await usage.stop()
    expect(written).toMatchObject([{ operation: 'A', requests: 2, points: 4 }])
    expect(deprecated).toMatchObject([{ keyId: 1, member: 'Article.summary', requests: 2 }])
  })
})

describe('the chart', () => {
  test('draws a column a value', () => {
    expect(drawBars([0, 1, 16, 32, 24])).toEqual(['   █', '   ██', '  ███', ' ▁███'])
  })

  test('puts each bar over its day, or the first and the last day under many', () => {
    const dates = Array.from({ length: 30 }, (_, at) => `2026-11-${String(at + 1).padStart(2, '0')}`)
    const byDay = [{ date: '2026-11-30', requests: 1, points: 8, errors: 0, throttled: 0 }]
    const report = { requests: 1, points: 8, errors: 0, throttled: 0, byDay, topOperations: [], deprecatedUse: [] }
    const chart = (days: string[]) => drawUsage(report, days).split('\n').slice(6, 8)
    expect(chart(dates.slice(-2))).toEqual(['      █████', '11-29 11-30'])
    expect(chart(dates)).toEqual([`${' '.repeat(29)}█`, `11-01${' '.repeat(20)}11-30`])
  })

  test('says totals and the dearest operations', () => {
    const text = drawUsage(
      {
        requests: 1_234,
        points: 5_000,
        errors: 1,
        throttled: 0,
        byDay: [{ date: '2026-11-25', requests: 1_234, points: 5_000, errors: 1, throttled: 0 }],
        topOperations: [{ name: null, requests: 1_234, points: 5_000, p95Ms: 12.5, errors: 1 }],
        deprecatedUse: [{ member: 'Article.summary', requests: 1_000, lastUsedOn: '2026-11-24' }],
      },
      ['2026-11-24', '2026-11-25'],
    )
    expect(text).toContain('1,234 requests, 5,000 points, 1 error, 0 throttled')
    expect(text).toContain('(unnamed)     1,234   5,000    12.5       1')
    expect(text).toContain('Article.summary            1,000  2026-11-24')
  })
})
