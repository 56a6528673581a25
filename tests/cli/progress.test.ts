import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createProgress } from '../../src/cli/progress.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function onStream(isTTY: boolean, columns = 60) {
  let written = ''
  const progress = createProgress({ isTTY, columns, write: (text: string) => (written += text) })
  const taken = () => {
    const text = written
    written = ''
    return text
  }
  return { ...progress, taken }
}

test('on a terminal there is a line at once; it moves, gets longer, and is gone in the end', () => {
  const { at, hide, taken } = onStream(true)
  at('opening the database')
  expect(taken()).toBe('\r\u001b[2Kopening the database')
  vi.advanceTimersByTime(3_000)
  expect(taken().endsWith('\r\u001b[2Kopening the database, 3 s')).toBe(true)
  at('50 rows', 0.5)
  vi.advanceTimersByTime(200)
  expect(taken()).toBe('\r\u001b[2K██████████░░░░░░░░░░  50 % 50 rows, 3 s')
  hide()
  expect(taken()).toBe('\r\u001b[2K')
  vi.advanceTimersByTime(60_000)
  expect(taken()).toBe('')
})

test('a line is never wider than the terminal', () => {
  const { at, taken } = onStream(true, 20)
  at('a rather long text about what is done', 0.1)
  expect(taken().replace('\r\u001b[2K', '').length).toBeLessThan(20)
})

test('elsewhere there is a line every ten seconds, and nothing that moves a cursor', () => {
  const { at, hide, taken } = onStream(false)
  at('50 rows', 0.25)
  expect(taken()).toBe('')
  vi.advanceTimersByTime(25_000)
  hide()
  expect(taken()).toBe('25 %, 50 rows, 10 s\n25 %, 50 rows, 20 s\n')
})
