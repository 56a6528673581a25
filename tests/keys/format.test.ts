import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDigest, digestOf } from '../../src/keys/digest.ts'
import { holdsKey, keyPrefix, makeKey, parseKey } from '../../src/keys/format.ts'

describe('the format of a key', () => {
  test('a new key is well-formed, of its environment, and unlike any other', () => {
    const keys = Array.from({ length: 200 }, () => makeKey('live'))
    expect(new Set(keys).size).toBe(200)
    for (const key of keys) {
      expect(key).toMatch(/^mh_live_[0-9A-Za-z]{36}$/)
      expect(parseKey(key)).toBe('live')
      expect(holdsKey(key)).toBe(true)
    }
    expect(parseKey(makeKey('test'))).toBe('test')
    expect(keyPrefix(keys[0] ?? '')).toMatch(/^mh_live_[0-9A-Za-z]{6}$/)
  })

  test('every character of the alphabet is equally likely', () => {
    const counts = new Map<string, number>()
    for (let round = 0; round < 2_000; round++) {
      for (const character of makeKey('live').slice(8, 38)) counts.set(character, (counts.get(character) ?? 0) + 1)
    }
    const expected = 60_000 / 62
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    expect(counts.size).toBe(62)
    // 61 degrees of freedom: beyond 120 once in 100,000 runs
    expect(chiSquare).toBeLessThan(120)
  })

  test('any one changed character fails the checksum', () => {
    const key = makeKey('live')
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.constantFrom(...'0aZ_-'), (at, character) => {
        fc.pre(key[at] !== character)
        expect(parseKey(key.slice(0, at) + character + key.slice(at + 1))).toBeNull()
      }),
    )
  })

  test('junk of any length is no key', () => {
    for (const junk of ['', 'mh_live_', 'x'.repeat(10_000), `${makeKey('live')} `, makeKey('live').slice(0, -1)]) {
      expect(parseKey(junk)).toBeNull()
    }
    fc.assert(fc.property(fc.string(), (text) => parseKey(text) === null))
  })

  test('the pepper changes the digest, and its absence is warned of once', () => {
    const warnings: string[] = []
    const plain = createDigest(null, (message) => warnings.push(message))
    const peppered = createDigest('a pepper of some length', (message) => warnings.push(message))
    const key = makeKey('live')
    expect(plain(key)).toHaveLength(32)
    expect(peppered(key)).toHaveLength(32)
    expect(plain(key).equals(peppered(key))).toBe(false)
    expect(plain(key).equals(plain(key))).toBe(true)
    expect(warnings).toHaveLength(1)
    const hashed = digestOf({ keyPepper: null, databaseUrl: null }, (message) => warnings.push(message))(key)
    expect(hashed.equals(plain(key))).toBe(true)
    // beside the embedded database the pepper would lie on the same machine
    expect(warnings).toHaveLength(1)
    digestOf({ keyPepper: null, databaseUrl: 'postgres://db.example/masthead' }, (message) => warnings.push(message))
    expect(warnings).toHaveLength(2)
  })
})
