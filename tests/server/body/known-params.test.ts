import { expect, test } from 'vitest'
import { limits } from '../../../src/document/limits.ts'
import { createKnownParams } from '../../../src/server/body/known-params.ts'

const known = createKnownParams(limits)
const ofBody = (body: unknown) => known.ofBody(Buffer.from(JSON.stringify(body)))

test('the same body is read once, and what was read cannot be changed', () => {
  const asked = { query: '{ articles { nodes { id } } }', variables: { filter: { languages: ['en'] } } }
  const params = ofBody(asked)
  expect(params).toEqual(asked)
  expect(ofBody(asked)).toBe(params)
  const { filter } = params.variables as { filter: { languages: string[] } }
  expect(() => filter.languages.push('de')).toThrow(TypeError)
})

test('other bytes are another request, even where they look alike', () => {
  const composed = ofBody({ query: '{ a }', variables: { name: '\u00e9' } })
  expect(ofBody({ query: '{ a }', variables: { name: 'e\u0301' } })).not.toBe(composed)
  expect(() => known.ofBody(Buffer.from([0x7b, 0xff, 0x7d]))).toThrow('not valid UTF-8')
})

test('a URL is never taken for a body that reads the same, nor the reverse', () => {
  const url = '/graphql?query=%7Ba%7D'
  expect(known.ofUrl(url)).toEqual({ query: '{a}' })
  expect(known.ofUrl(url)).toBe(known.ofUrl(url))
  expect(() => known.ofBody(Buffer.from(url))).toThrow('not one JSON value')
})

test('what writes, and what is long, is read each time', () => {
  const writes = { query: 'mutation { deleteArticle }' }
  expect(ofBody(writes)).not.toBe(ofBody(writes))
  const long = { query: `{ a } # ${'-'.repeat(20_000)}` }
  expect(ofBody(long)).not.toBe(ofBody(long))
})
