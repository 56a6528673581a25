import { buildSchema, parse } from 'graphql'
import { expect, test } from 'vitest'
import { freezeWithRoom } from '../../src/document/beside.ts'
import { createKnownDocuments } from '../../src/document/known-documents.ts'
import type { GatewayPlugin } from '../../src/server/exchange.ts'
import { createKnownQueries } from '../../src/server/known-queries.ts'

const schema = buildSchema('type Query { a: Int }')

function world() {
  const documents = createKnownDocuments(10_000)
  let asked = 0
  const idle: GatewayPlugin = { isIdle: ({ params }) => ++asked > 0 && params.query === '{ a }', onExecute() {} }
  const busy: GatewayPlugin = { onExecute() {} }
  const know = (query: string): void => {
    const document = parse(query)
    documents.parsed.set(query, document)
    documents.valid.add(document)
  }
  const find = createKnownQueries(documents, schema, [idle, busy])
  return { know, find, idle, busy, asked: () => asked, documents }
}

test('a plugin that has nothing to do for an operation is asked once, and not called', () => {
  const { know, find, busy, asked } = world()
  know('{ a }')
  const params = freezeWithRoom({ query: '{ a }' })
  expect(find(params)?.onExecute).toEqual([busy.onExecute])
  expect(find(params)).toBe(find(params))
  expect(asked()).toBe(1)
})

test('where it has something to do, it is called in its place', () => {
  const { know, find, idle, busy } = world()
  know('{ b: a }')
  expect(find(freezeWithRoom({ query: '{ b: a }' }))?.onExecute).toEqual([idle.onExecute, busy.onExecute])
})

test('what may change is looked at each time, and so is a document that was read anew', () => {
  const { know, find, asked } = world()
  know('{ a }')
  const params = { query: '{ a }' }
  find(params)
  find(params)
  expect(asked()).toBe(2)
  const frozen = freezeWithRoom({ query: '{ a }' })
  const before = find(frozen)
  know('{ a }')
  expect(find(frozen)).not.toBe(before)
})

test('what is not valid, not a query or not there is left to Yoga', () => {
  const { know, find, documents } = world()
  know('mutation { a }')
  documents.parsed.set('{ c }', parse('{ c }'))
  for (const query of ['mutation { a }', '{ c }', '{ d }', undefined]) {
    expect(find(query === undefined ? {} : { query })).toBe(null)
  }
})
