import { expect, test } from 'vitest'
import { Lru } from '../src/lru.ts'

const byText = { weightOf: (_: unknown, key: string) => key.length }

test('what was used last stays, within the weight', () => {
  const cache = new Lru<number>({ maxWeight: 100, maxEntryWeight: 10, ...byText })
  for (let index = 0; index < 50; index++) {
    cache.set(`{a${String(index).padStart(2, '0')}     }`, index)
    cache.get('{a00     }')
  }
  expect([cache.size, cache.weight]).toEqual([10, 100])
  expect(cache.get('{a00     }')).toBe(0)
  expect(cache.get('{a01     }')).toBeUndefined()
})

test('what would push out all others is not kept, nor what was under its name before', () => {
  const cache = new Lru<string>({ maxWeight: 100, maxEntryWeight: 10, weightOf: (value) => value.length })
  cache.set('x', 'small')
  cache.set('x', 'x'.repeat(11))
  expect([cache.size, cache.weight, cache.get('x')]).toEqual([0, 0, undefined])
})

test('the same name counts once, and what is deleted counts no more', () => {
  const cache = new Lru<number>({ maxWeight: 100, ...byText })
  for (let index = 0; index < 100; index++) cache.set('{hello}', index)
  cache.set('{other}', 1)
  expect([cache.size, cache.weight]).toEqual([2, 14])
  cache.delete('{hello}')
  expect([cache.size, cache.weight]).toEqual([1, 7])
  cache.clear()
  expect([cache.size, cache.weight]).toEqual([0, 0])
})

test('without a weight the number alone is bounded', () => {
  const cache = new Lru<number>({ maxEntries: 2 })
  for (const key of ['a', 'b', 'a', 'c']) cache.set(key, 1)
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 1])
})
