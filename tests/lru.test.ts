import { expect, test } from 'vitest'
import { Lru, RecurringLru } from '../src/lru.ts'

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

test('of what comes once only the last few are kept, and they push out nothing that has come again', () => {
  const cache = new RecurringLru<number>({ maxWeight: 1_000_000, ...byText })
  for (const key of ['{often}', '{seldom}']) {
    cache.set(key, 1)
    cache.get(key)
  }
  for (let index = 0; index < 100_000; index++) cache.set(`{once${index}}`, index)
  expect(cache.size).toBeLessThan(100)
  expect([cache.get('{often}'), cache.get('{seldom}'), cache.get('{once99999}')]).toEqual([1, 1, 99_999])
  expect(cache.get('{once5}')).toBeUndefined()
})

test('what comes again after others have come is kept from then on', () => {
  const cache = new RecurringLru<number>({ maxWeight: 1_000, ...byText })
  const comeOnce = (from: number) => {
    for (let index = from; index < from + 1_000; index++) cache.set(`{once${index}}`, index)
  }
  cache.set('{often}', 1)
  comeOnce(0)
  expect(cache.get('{often}')).toBeUndefined()
  cache.set('{often}', 2)
  comeOnce(1_000)
  expect(cache.get('{often}')).toBe(2)
  cache.delete('{often}')
  expect(cache.get('{often}')).toBeUndefined()
  expect(cache.weight).toBeLessThanOrEqual(1_100)
})
