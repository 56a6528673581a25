import { expect, test, vi } from 'vitest'
import { Stop } from '../../src/db/stop-signal.ts'
import { createDeadlines } from '../../src/db/deadlines.ts'

test('each operation is stopped at its own time, whichever was set first, and none that has ended', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const deadlines = createDeadlines()
  const stops = { later: new Stop(), sooner: new Stop(), ended: new Stop() }
  const now = performance.now()
  deadlines.set(stops.later, now + 300)
  deadlines.set(stops.sooner, now + 100)
  deadlines.set(stops.ended, now + 200)
  deadlines.end(stops.ended)
  const stopped = () => Object.entries(stops).flatMap(([name, { aborted }]) => (aborted ? [name] : []))
  await vi.advanceTimersByTimeAsync(99)
  expect(stopped()).toEqual([])
  await vi.advanceTimersByTimeAsync(2)
  expect(stopped()).toEqual(['sooner'])
  expect(stops.sooner.reason).toMatchObject({ name: 'TimeoutError' })
  await vi.advanceTimersByTimeAsync(200)
  expect(stopped()).toEqual(['later', 'sooner'])
  vi.useRealTimers()
})
