import { expect, test } from 'vitest'
import { createStatementNames, PreparedStatements } from '../../../src/db/driver/statement-names.ts'

test('a text is named from the second time on, always the same', () => {
  const { nameOf } = createStatementNames()
  expect(nameOf('select 1')).toBeUndefined()
  const name = nameOf('select 1')
  expect(name).toMatch(/^[\w-]{22}$/)
  expect(nameOf('select 1')).toBe(name)
  expect(nameOf('select 2')).toBeUndefined()
})

test('texts that were not seen for long are forgotten, so that texts without end fill no memory', () => {
  const { nameOf } = createStatementNames(2)
  for (const text of ['a', 'a', 'b', 'a', 'c']) nameOf(text)
  expect(['a', 'b'].map((text) => nameOf(text) !== undefined)).toEqual([true, false])
})

test('nothing is named any more once it has stopped', () => {
  const names = createStatementNames()
  names.nameOf('a')
  names.stop()
  expect(names.nameOf('a')).toBeUndefined()
})

test('of what a connection has prepared the least recently used is closed, once', () => {
  const prepared = new PreparedStatements(2)
  for (const name of ['a', 'b', 'a', 'c']) prepared.use(name)
  expect(prepared.takeClosed()).toEqual(['b'])
  expect(prepared.takeClosed()).toEqual([])
  prepared.forget('a')
  prepared.use('d')
  expect(prepared.takeClosed()).toEqual(['a'])
})
