import { describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { createAddressOf, inBlocks, isBlock, parseAddress } from '../src/ip.ts'
import { addressClass } from '../src/sync/address-class.ts'

const given =
  (headers: Readonly<Record<string, string>> = {}) =>
  (name: string): string | null =>
    headers[name] ?? null

describe('the address that a request is counted by', () => {
  const headers = given({ 'x-forwarded-for': '1.1.1.1, 203.0.113.9, 10.0.0.7' })

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
    expect(addressOf('10.1.2.3', given())).toBe('10.1.2.3')
    expect(addressOf('10.1.2.3', given({ 'x-forwarded-for': 'junk' }))).toBe('10.1.2.3')
    expect(addressOf('10.1.2.3', given({ 'x-forwarded-for': '[2001:db8::1]:443' }))).toBe('2001:db8:0:0::/64')
  })

  test('is the /64 of an IPv6 client', () => {
    const addressOf = createAddressOf([])
    expect(addressOf('2001:db8:1:2:3:4:5:6', given())).toBe('2001:db8:1:2::/64')
    expect(addressOf('2001:0db8:1:2::9', given())).toBe('2001:db8:1:2::/64')
    expect(addressOf('2001:db8::9%eth0', given())).toBe('2001:db8:0:0::/64')
    expect(addressOf('::1', given())).toBe('0:0:0:0::/64')
  })

  test('a proxy that is no address is refused at start', () => {
    expect(() => createAddressOf(['proxy.example.org'])).toThrow('neither an address nor a range')
  })
})

describe('an address', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    [' 10.0.0.1:443 ', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::FFFF:a00:1', '10.0.0.1'],
    ['[::ffff:a00:1]:443', '10.0.0.1'],
    ['2001:0DB8::0001%eth0', '2001:db8::1'],
    ['[2001:db8:0:0:0:0:0:1]', '2001:db8::1'],
    ['::ffff:1', '::ffff:1'],
    ['10.0.0', null],
    ['paper.example', null],
    ['', null],
  ])('%s is %s', (text, address) => {
    expect(parseAddress(text)).toBe(address)
  })

  test.each(['127.0.0.1', '::ffff:127.0.0.1', '::ffff:7f00:1', '[::ffff:7f00:1]'])(
    'written as %s is the same for who counts requests and who fetches feeds',
    (text) => {
      expect(createAddressOf([])(text, given())).toBe('127.0.0.1')
      expect(addressClass(text)).toBe('inside')
      const trusting = createAddressOf(['127.0.0.0/8'])
      expect(trusting(text, given({ 'x-forwarded-for': '203.0.113.9' }))).toBe('203.0.113.9')
    },
  )
})

describe('a block of addresses', () => {
  test.each(['10.0.0.0/8', '10.0.0.1', 'fd00::/8', '::1', '0.0.0.0/0'])(
    '%s is one for settings, proxies and feeds',
    (block) => {
      expect(readConfig({ TRUSTED_PROXIES: block }).trustedProxies).toEqual([block])
      expect(() => createAddressOf([block])).not.toThrow()
      expect(isBlock(block)).toBe(true)
    },
  )

  test.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'fd00::/129', 'paper.example', '/8'])(
    '%s is none',
    (block) => {
      expect(() => readConfig({ TRUSTED_PROXIES: block })).toThrow('TRUSTED_PROXIES')
      expect(() => createAddressOf([block])).toThrow()
      expect(isBlock(block)).toBe(false)
    },
  )

  test('holds its addresses, and no others', () => {
    const isIn = inBlocks(['10.0.0.0/8', '2001:db8::/32'])
    expect(['10.255.0.1', '2001:db8::9', '11.0.0.1', '2001:db9::1'].map(isIn)).toEqual([true, true, false, false])
  })
})
