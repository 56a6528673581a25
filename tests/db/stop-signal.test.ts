import { expect, test } from 'vitest'
import { Stop, toAbortSignal } from '../../src/db/stop-signal.ts'

test('a stop tells each listener once, with its first reason, and none that has left', () => {
  const stop = new Stop()
  const heard: unknown[] = []
  const left = (): void => void heard.push('left')
  stop.addEventListener('abort', () => heard.push(stop.reason))
  stop.addEventListener('abort', left)
  stop.removeEventListener('abort', left)
  stop.abort('first')
  stop.abort('second')
  stop.addEventListener('abort', () => heard.push('late'))
  expect(heard).toEqual(['first'])
  expect(stop).toMatchObject({ aborted: true, reason: 'first' })
})

test('without a reason it is an AbortError', () => {
  const stop = new Stop()
  stop.abort()
  expect(stop.reason).toMatchObject({ name: 'AbortError' })
})

test('as an AbortSignal it is aborted with the same reason, be it before or after', () => {
  const stop = new Stop()
  const signal = toAbortSignal(stop)
  expect(signal.aborted).toBe(false)
  stop.abort('over')
  expect(signal).toMatchObject({ aborted: true, reason: 'over' })
  expect(toAbortSignal(stop)).toMatchObject({ aborted: true, reason: 'over' })
  expect(toAbortSignal(signal)).toBe(signal)
})
