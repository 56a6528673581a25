import { expect, test } from 'vitest'
import { createStatementNames } from '../../src/db/statement-names.ts'

test('a text is named from the second time on, always the same', () => {
  const nameOf = createStatementNames()
  expect(nameOf('select 1')).toBeUndefined()
  const name = nameOf('select 1')
  expect(name).toMatch(/^[\w-]{22}$/)
  expect(nameOf('select 1')).toBe(name)
  expect(nameOf('select 2')).toBeUndefined()
})

test('only so many texts are named, since each costs memory in every connection', () => {
  const nameOf = createStatementNames(2)
  for (const text of ['a', 'b', 'c']) nameOf(text)
  expect(['a', 'b', 'c', 'a'].map((text) => nameOf(text) !== undefined)).toEqual([true, true, false, true])
})
