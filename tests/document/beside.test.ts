import { parse, visit } from 'graphql'
import { expect, test } from 'vitest'
import { Beside, freezeWithRoom } from '../../src/document/beside.ts'

test('what is kept beside an object is found there, by who keeps it, and not in JSON', () => {
  const [prices, names] = [new Beside<object, number>(), new Beside<object, string>()]
  const asked = { query: '{ a }' }
  expect(prices.get(asked)).toBeUndefined()
  prices.set(asked, 7)
  names.set(asked, 'A')
  expect([prices.get(asked), names.get(asked)]).toEqual([7, 'A'])
  expect(JSON.stringify(asked)).toBe('{"query":"{ a }"}')
})

test('a frozen object takes notes where room was kept', () => {
  const beside = new Beside<object, number>()
  const frozen = freezeWithRoom({ query: '{ a }' })
  beside.set(frozen, 1)
  expect(beside.get(frozen)).toBe(1)
})

test('a changed copy of a document knows nothing of what is kept beside the document', () => {
  const beside = new Beside<object, string>()
  const document = parse('{ a b }')
  beside.set(document, 'both')
  const copies = [{ ...document }, visit(document, { Field: ({ name }) => (name.value === 'b' ? null : undefined) })]
  for (const copy of copies) {
    expect(beside.get(copy)).toBeUndefined()
    beside.set(copy, 'one')
  }
  expect(beside.get(document)).toBe('both')
})
