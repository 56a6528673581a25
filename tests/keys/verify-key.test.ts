import { GraphQLError } from 'graphql'
import { beforeEach, describe, expect, test } from 'vitest'
import type { FoundSecret } from '../../src/db/keys/api-keys.ts'
import { makeKey } from '../../src/keys/format.ts'
import type { CachedSecret, KeyCache } from '../../src/keys/key-cache.ts'
import { createVerifyKey, type VerifyKey } from '../../src/keys/verify-key.ts'

const past = '2020-01-01T00:00:00Z'
const future = '2999-01-01T00:00:00Z'
const secretOf = (key: Partial<FoundSecret['key']> = {}, validUntil: string | null = null): FoundSecret => ({
  digest: Buffer.alloc(0),
  validUntil,
  key: { id: 1, revokedAt: null, expiresAt: null, ...key } as FoundSecret['key'],
})
const good: CachedSecret = { found: secretOf(), refusal: null }
const unknown: CachedSecret = { found: null, refusal: 'unknown' }

let cached: Map<string, CachedSecret>
let stored: (key: string) => CachedSecret
let reads: number
let errors: unknown[]
let verify: VerifyKey

beforeEach(() => {
  cached = new Map()
  stored = () => unknown
  reads = 0
  errors = []
  verify = createVerifyKey({
    digest: (key) => Buffer.from(key),
    cache: {
      peek: (digest: Buffer) => cached.get(digest.toString()),
      read: async (digest: Buffer) => {
        reads++
        return stored(digest.toString())
      },
    } as KeyCache,
    allowTestKeys: false,
    failuresPerMinute: 3,
    onDatabaseError: (error) => errors.push(error),
  })
})

async function outcome(key: string, address = '198.51.100.1'): Promise<unknown> {
  try {
    return await verify(key, address)
  } catch (error) {
    if (error instanceof GraphQLError) return `${error.extensions['code']}: ${error.message}`
    throw error
  }
}

describe('a key', () => {
  test('that is held is answered at once, whoever asks and however often', () => {
    const key = makeKey('live')
    cached.set(key, good)
    expect(verify(key, 'anywhere')).toBe(good.found)
    expect(reads).toBe(0)
  })

  test.each([
    ['is malformed', 'mh_live_short', unknown, 'UNAUTHENTICATED: This API key is mistyped or cut off'],
    ['is for tests', makeKey('test'), good, 'UNAUTHENTICATED: Test keys are not accepted here'],
    ['is unknown', makeKey('live'), unknown, 'UNAUTHENTICATED: This API key is not known here'],
    [
      'is revoked',
      makeKey('live'),
      { found: secretOf(), refusal: 'revoked' },
      'UNAUTHENTICATED: This API key is revoked',
    ],
    [
      'has expired',
      makeKey('live'),
      { found: secretOf({ expiresAt: past }), refusal: null },
      'UNAUTHENTICATED: This API key has expired',
    ],
    [
      'has been replaced',
      makeKey('live'),
      { found: secretOf({}, past), refusal: null },
      'UNAUTHENTICATED: This API key has been replaced',
    ],
  ] as const)('that %s is refused with what to do, held or not', async (_, key, secret, sentence) => {
    stored = () => secret
    expect(await outcome(key)).toContain(sentence)
    cached.set(key, secret)
    expect(await outcome(key)).toContain(sentence)
  })

  test('is good until it expires, and beside its successor until its time is over', async () => {
    const secret = secretOf({ expiresAt: future }, future)
    stored = () => ({ found: secret, refusal: null })
    expect(await outcome(makeKey('live'))).toBe(secret)
  })

  test('for tests passes where they are allowed', async () => {
    const allowing = createVerifyKey({
      digest: (key) => Buffer.from(key),
      cache: { peek: () => good } as unknown as KeyCache,
      allowTestKeys: true,
    })
    expect(await allowing(makeKey('test'), 'anywhere')).toBe(good.found)
  })
})

describe('an address that guesses', () => {
  test('is limited: malformed and unknown keys count, good, revoked and expired ones do not', async () => {
    stored = () => good
    for (let n = 0; n < 5; n++) expect(await outcome(makeKey('live'))).toBe(good.found)
    stored = () => ({ found: secretOf({ revokedAt: past }), refusal: 'revoked' })
    for (let n = 0; n < 5; n++) expect(await outcome(makeKey('live'))).toContain('revoked')
    stored = () => unknown
    expect(await outcome('mh_live_short')).toContain('mistyped')
    expect(await outcome(makeKey('live'))).toContain('not known')
    expect(await outcome(makeKey('live'))).toContain('not known')
    const before = reads
    expect(await outcome(makeKey('live'))).toMatch(
      /^RATE_LIMITED: Too many bad API keys .* try again in (60|[1-5]\d|\d) s\.$/,
    )
    expect(await outcome('mh_live_short')).toContain('RATE_LIMITED')
    expect(reads).toBe(before)
    expect(await outcome(makeKey('live'), '198.51.100.2')).toContain('not known')
  })

  test('still passes with a key that has passed before', async () => {
    const key = makeKey('live')
    stored = (digest) => (digest === key ? good : unknown)
    expect(await outcome(key)).toBe(good.found)
    for (let n = 0; n < 4; n++) await outcome(makeKey('live'))
    expect(await outcome(makeKey('live'))).toContain('RATE_LIMITED')
    expect(await outcome(key)).toBe(good.found)
  })

  test('is not blamed while the database does not answer', async () => {
    const away = new Error('away')
    stored = () => {
      throw away
    }
    for (let n = 0; n < 5; n++)
      expect(await outcome(makeKey('live'))).toBe(
        'UNAVAILABLE: The key cannot be checked just now. Try again in a few seconds.',
      )
    expect(errors).toEqual(Array.from({ length: 5 }, () => away))
  })
})
