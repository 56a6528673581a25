import { GraphQLError } from 'graphql'
import { describe, expect, test } from 'vitest'
import { findCredential, hasKeyInUrl } from '../../src/keys/credential.ts'
import { makeKey } from '../../src/keys/format.ts'

const key = makeKey('live')
const url = 'http://localhost/graphql'
const headersOf =
  (headers: Record<string, string> = {}) =>
  (name: string) =>
    new Headers(headers).get(name)

function refusal(headers: Record<string, string>): unknown {
  try {
    return findCredential(headersOf(headers))
  } catch (error) {
    if (error instanceof GraphQLError) return error.extensions['code']
    throw error
  }
}

describe('the key of a request', () => {
  test('comes as bearer token or in X-API-Key, and is null where there is none', () => {
    expect(findCredential(headersOf({ authorization: `Bearer ${key}` }))).toBe(key)
    expect(findCredential(headersOf({ authorization: `bearer   ${key}` }))).toBe(key)
    expect(findCredential(headersOf({ 'x-api-key': key }))).toBe(key)
    expect(findCredential(headersOf())).toBeNull()
  })

  test('two keys are a bad request', () => {
    expect(refusal({ authorization: `Bearer ${key}`, 'x-api-key': key })).toBe('BAD_REQUEST')
    expect(refusal({ 'x-api-key': `${key}, ${key}` })).toBe('BAD_REQUEST')
  })

  test('an empty token and Basic are refused, never taken for anonymous', () => {
    expect(refusal({ authorization: 'Bearer ' })).toBe('UNAUTHENTICATED')
    expect(refusal({ authorization: 'Basic bWg6eA==' })).toBe('UNAUTHENTICATED')
    expect(refusal({ authorization: key })).toBe('UNAUTHENTICATED')
    expect(findCredential(headersOf({ 'x-api-key': '' }))).toBe('')
  })

  test('is seen in a URL by name and by form', () => {
    for (const name of ['api_key', 'token', 'access_token', 'key', 'API_KEY', '%61pi_key']) {
      expect([name, hasKeyInUrl(`${url}?a=b&${name}=x`)]).toEqual([name, true])
    }
    for (const address of [
      `${url}?q=${key}`,
      `${url}?q=mh_live_short`,
      `${url}?${key}`,
      `http://localhost/${key}/graphql`,
      `${url}?variables=${encodeURIComponent(JSON.stringify({ key }))}`,
    ]) {
      expect([address, hasKeyInUrl(address)]).toEqual([address, true])
    }
    for (const address of [
      url,
      `${url}?query=${encodeURIComponent('{ search(query: "mh_live_") { nodes { id } } }')}`,
      `${url}?query=${encodeURIComponent('{ articles(first: 1) { nodes { id } } }')}&operationName=Key`,
    ]) {
      expect([address, hasKeyInUrl(address)]).toEqual([address, false])
    }
  })
})
