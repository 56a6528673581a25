import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ImportState } from '../../../src/import/run/import-options.ts'
import { Progress } from '../../../src/import/run/progress.ts'
import { makeTempDir } from '../../support/test-server.ts'

const folder = makeTempDir()
const [first, second] = [join(folder, 'a.ndjson'), join(folder, 'b.ndjson')]
beforeAll(() => {
  writeFileSync(first, 'x'.repeat(100))
  writeFileSync(second, 'x'.repeat(40))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The states that are shown, the last one first asked for until it knows all files. */
async function whenCounted(progress: Progress, states: ImportState[], state: ImportState): Promise<void> {
  await vi.waitFor(() => {
    progress.progressed(state)
    expect(states.at(-1)?.bytes).not.toBeNull()
  })
}

test('progress adds up the files that are done and the one at hand, of all that there is', async () => {
  const states: ImportState[] = []
  const progress = new Progress([folder], (state) => void states.push(state), undefined)
  progress.progressed({ file: first, items: 1, bytesRead: 10, bytes: 100 })
  expect(states).toEqual([{ file: first, items: 1, bytesRead: 10, bytes: null }])
  await whenCounted(progress, states, { file: first, items: 5, bytesRead: 50, bytes: 100 })
  expect(states.at(-1)).toEqual({ file: first, items: 5, bytesRead: 50, bytes: 140 })
  progress.next()
  progress.progressed({ file: second, items: 2, bytesRead: 20, bytes: 40 })
  expect(states.at(-1)).toEqual({ file: second, items: 7, bytesRead: 120, bytes: 140 })
  progress.next()
  progress.next()
  progress.progressed({ file: 'stdin', items: 1, bytesRead: 1, bytes: null })
  expect(states.at(-1)).toEqual({ file: 'stdin', items: 8, bytesRead: 141, bytes: 141 })
})

test('what cannot be known beforehand is known once it is here', async () => {
  const states: ImportState[] = []
  const progress = new Progress(['-', join(folder, 'missing')], (state) => void states.push(state), undefined)
  await whenCounted(progress, states, { file: 'stdin', items: 1, bytesRead: 30, bytes: null })
  expect(states.at(-1)).toEqual({ file: 'stdin', items: 1, bytesRead: 30, bytes: 30 })
  progress.progressed({ file: 'stdin', items: 2, bytesRead: 70, bytes: null })
  expect(states.at(-1)).toEqual({ file: 'stdin', items: 2, bytesRead: 70, bytes: 70 })
})

test('an import that was stopped is not counted to its end', async () => {
  const states: ImportState[] = []
  const progress = new Progress([folder], (state) => void states.push(state), AbortSignal.abort())
  // another one, begun later, is counted by then
  const counted = new Progress([folder], (state) => void states.push(state), undefined)
  await whenCounted(counted, states, { file: first, items: 1, bytesRead: 10, bytes: 100 })
  progress.progressed({ file: first, items: 1, bytesRead: 10, bytes: 100 })
  expect(states.at(-1)).toEqual({ file: first, items: 1, bytesRead: 10, bytes: null })
})
