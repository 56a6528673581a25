import { expect, test } from 'vitest'
import { buildSchema, parse } from 'graphql'
import { operationInfoOf } from '../../../src/document/operation.ts'
import { CompiledOperation } from '../../../src/query/compiled/operation.ts'
import { StatementMemory } from '../../../src/query/compiled/statement-memory.ts'

function operation(textLength: number) {
  return {
    textLength,
    forget() {
      this.textLength = 0
    },
  }
}

test('the operation that nobody asked for longest forgets its statements where there are too many', () => {
  const memory = new StatementMemory(100)
  const [a, b, c] = [operation(40), operation(40), operation(40)]
  memory.used(a)
  memory.used(b)
  memory.used(a)
  memory.used(c)
  expect([a.textLength, b.textLength, c.textLength]).toEqual([40, 0, 40])
  expect(memory.textLength).toBe(80)
})

test('an operation that grows is counted by what it has', () => {
  const memory = new StatementMemory(100)
  const one = operation(10)
  for (let length = 10; length <= 100; length += 10) {
    one.textLength = length
    memory.used(one)
  }
  expect(memory.textLength).toBe(100)
  one.textLength = 110
  memory.used(one)
  expect([one.textLength, memory.textLength]).toEqual([0, 0])
})

test('ten thousand operations take no more than is allowed', () => {
  const memory = new StatementMemory(50_000)
  for (let n = 0; n < 10_000; n++) memory.used(operation(1_000 + (n % 500)))
  expect(memory.textLength).toBeLessThanOrEqual(50_000)
})

test('operations without a statement are bounded too, since they keep their documents', () => {
  const memory = new StatementMemory(50_000)
  const schema = buildSchema('type Query { a: Int }')
  const operations = Array.from({ length: 1_000 }, (_, n) => {
    const info = operationInfoOf(parse(`{ a${n}: __typename }`), null)
    if (info === null) throw new Error('There is an operation.')
    const one = new CompiledOperation(null as never, schema, info, 1_000_000)
    memory.used(one)
    return one
  })
  expect(operations.every(({ textLength }) => textLength > 500)).toBe(true)
  expect(memory.textLength).toBeLessThanOrEqual(50_000)
})
