import { expect, test } from 'vitest'
import { giveBackMemory } from '../../../src/cli/run/give-back-memory.ts'

test('what nobody holds any more is given back, and nothing else', async () => {
  const reachable = { name: 'reachable' }
  const [kept, left] = [new WeakRef(reachable), new WeakRef({ name: 'left' })]
  // a reference that was looked at is held to the end of the turn
  await new Promise((resolve) => setTimeout(resolve))
  giveBackMemory()
  expect([kept.deref(), left.deref()]).toEqual([reachable, undefined])
  expect('gc' in globalThis).toBe(false)
})
