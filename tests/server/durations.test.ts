import { Histogram, Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { createDurations } from '../../src/server/durations.ts'

test('says what a histogram of prom-client says', async () => {
  const given = { name: 'duration_seconds', help: 'How long it took.', buckets: [0.01, 0.1, 1] }
  const [ours, theirs] = [new Registry(), new Registry()]
  const note = createDurations(ours, given)
  const histogram = new Histogram({ ...given, registers: [theirs] })
  expect(await ours.metrics()).toBe(await theirs.metrics())
  for (const seconds of [0.001, 0.01, 0.02, 0.1, 0.5, 1, 7]) {
    note(seconds)
    histogram.observe(seconds)
  }
  expect(await ours.metrics()).toBe(await theirs.metrics())
})
