import { expect, test } from 'vitest'
import { giveBackMemory } from '../../../src/cli/run/give-back-memory.ts'

test('what nobody holds any more is given back, and nothing else', async () => {
  const held = { name: 'held' }
  const [kept, left] = [new WeakRef(held), new WeakRef({ name: 'left' })]
  // a reference that was looked at is held to the end of the turn
  await new Promise((resolve) => setTimeout(resolve))
  giveBackMemory()
  expect([kept.deref(), left.deref()]).toEqual([held, undefined])
  expect('gc' in globalThis).toBe(false)
})
