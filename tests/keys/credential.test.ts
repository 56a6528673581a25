import { GraphQLError } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createAddressOf } from '../../src/keys/address.ts'
import { findCredential } from '../../src/keys/credential.ts'
import { makeKey } from '../../src/keys/format.ts'

const key = makeKey('live')
const url = 'http://localhost/graphql'
const headersOf =
  (headers: Record<string, string> = {}) =>
  (name: string) =>
    new Headers(headers).get(name)

function refusal(address: string, headers: Record<string, string> = {}): unknown {
  try {
    return findCredential(address, headersOf(headers))
  } catch (error) {
    if (error instanceof GraphQLError) return error.extensions['code']
    throw error
  }
}

describe('the key of a request', () => {
  test('comes as bearer token or in X-API-Key, and is null where there is none', () => {
    expect(findCredential(url, headersOf({ authorization: `Bearer ${key}` }))).toBe(key)
    expect(findCredential(url, headersOf({ authorization: `bearer   ${key}` }))).toBe(key)
    expect(findCredential(url, headersOf({ 'x-api-key': key }))).toBe(key)
    expect(findCredential(url, headersOf())).toBeNull()
  })

  test('two keys are a bad request', () => {
    expect(refusal(url, { authorization: `Bearer ${key}`, 'x-api-key': key })).toBe('BAD_REQUEST')
    expect(refusal(url, { 'x-api-key': `${key}, ${key}` })).toBe('BAD_REQUEST')
  })

  test('an empty token and Basic are refused, never taken for anonymous', () => {
    expect(refusal(url, { authorization: 'Bearer ' })).toBe('UNAUTHENTICATED')
    expect(refusal(url, { authorization: 'Basic bWg6eA==' })).toBe('UNAUTHENTICATED')
    expect(refusal(url, { authorization: key })).toBe('UNAUTHENTICATED')
    expect(findCredential(url, headersOf({ 'x-api-key': '' }))).toBe('')
  })

  test('a key in the URL is refused by name and by form', () => {
    for (const name of ['api_key', 'token', 'access_token', 'key', 'API_KEY']) {
      expect(refusal(`${url}?${name}=x`)).toBe('KEY_IN_URL')
    }
    expect(refusal(`${url}?q=${key}`)).toBe('KEY_IN_URL')
    expect(refusal(`${url}?q=mh_live_short`)).toBe('KEY_IN_URL')
    expect(refusal(`${url}?variables=${encodeURIComponent(JSON.stringify({ key }))}`)).toBe('KEY_IN_URL')
    expect(refusal(`${url}?query=${encodeURIComponent('{ search(query: "mh_live_") { nodes { id } } }')}`)).toBeNull()
  })
})

describe('the address that a request is counted by', () => {
  const headers = headersOf({ 'x-forwarded-for': '1.1.1.1, 203.0.113.9, 10.0.0.7' })

  test('is the peer, whatever forwarded headers say, where no proxy is trusted', () => {
    const addressOf = createAddressOf([])
    expect(addressOf('198.51.100.4', headers)).toBe('198.51.100.4')
    expect(addressOf('::ffff:198.51.100.4', headers)).toBe('198.51.100.4')
    expect(addressOf(undefined, headers)).toBe('local')
  })

  test('is the first hop from the right that is no trusted proxy', () => {
    const addressOf = createAddressOf(['10.0.0.0/8', 'fd00::/8'])
    expect(addressOf('10.1.2.3', headers)).toBe('203.0.113.9')
    expect(addressOf('fd00::1', headers)).toBe('203.0.113.9')
    expect(addressOf('198.51.100.4', headers)).toBe('198.51.100.4')
    expect(addressOf('10.1.2.3', headersOf())).toBe('10.1.2.3')
    expect(addressOf('10.1.2.3', headersOf({ 'x-forwarded-for': 'junk' }))).toBe('10.1.2.3')
    expect(addressOf('10.1.2.3', headersOf({ 'x-forwarded-for': '[2001:db8::1]:443' }))).toBe('2001:db8:0:0::/64')
  })

  test('is the /64 of an IPv6 client', () => {
    const addressOf = createAddressOf([])
    expect(addressOf('2001:db8:1:2:3:4:5:6', headersOf())).toBe('2001:db8:1:2::/64')
    expect(addressOf('2001:0db8:1:2::9', headersOf())).toBe('2001:db8:1:2::/64')
    expect(addressOf('2001:db8::9%eth0', headersOf())).toBe('2001:db8:0:0::/64')
    expect(addressOf('::1', headersOf())).toBe('0:0:0:0::/64')
  })

  test('a proxy that is no address is refused at start', () => {
    expect(() => createAddressOf(['proxy.example.org'])).toThrow('neither an address nor a range')
  })
})
