import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FoundSecret } from '../../src/db/keys/api-keys.ts'
import { KeyCache } from '../../src/keys/key-cache.ts'

const digest = Buffer.from('a digest')
const secretOf = (of: Buffer, revokedAt: string | null = null): FoundSecret => ({
  digest: of,
  validUntil: null,
  key: { id: 1, revokedAt, expiresAt: null } as FoundSecret['key'],
})

let version: number | Error
let found: FoundSecret | null
let reads: number
let cache: KeyCache

beforeEach(() => {
  vi.useFakeTimers()
  version = 1
  found = secretOf(digest)
  reads = 0
  cache = new KeyCache({
    find: async () => {
      reads++
      await Promise.resolve()
      return found
    },
    readVersion: async () => {
      if (version instanceof Error) throw version
      return version
    },
  })
})
afterEach(() => {
  cache.stop()
  vi.useRealTimers()
})

describe('the cache of keys', () => {
  test('asks once for a key, also where many ask at the same time', async () => {
    await vi.advanceTimersByTimeAsync(0)
    expect(cache.peek(digest)).toBeUndefined()
    const answers = await Promise.all([cache.read(digest), cache.read(digest), cache.read(digest)])
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ found, refusal: null })))
    expect(reads).toBe(1)
    expect(cache.peek(digest)).toEqual({ found, refusal: null })
    await cache.read(digest)
    expect(reads).toBe(2)
  })

  test('remembers who is unknown and who is revoked, and takes no other digest for the one asked for', async () => {
    await vi.advanceTimersByTimeAsync(0)
    found = null
    expect(await cache.read(digest)).toEqual({ found: null, refusal: 'unknown' })
    expect(cache.peek(digest)).toEqual({ found: null, refusal: 'unknown' })
    found = secretOf(digest, '2026-01-01T00:00:00Z')
    expect(await cache.read(digest)).toEqual({ found, refusal: 'revoked' })
    found = secretOf(Buffer.from('b digest'))
    expect(await cache.read(digest)).toEqual({ found: null, refusal: 'unknown' })
  })

  test('forgets everything when a key has changed, heard of or asked for', async () => {
    await vi.advanceTimersByTimeAsync(0)
    await cache.read(digest)
    cache.clear()
    expect(cache.peek(digest)).toBeUndefined()
    await cache.read(digest)
    await vi.advanceTimersByTimeAsync(200)
    expect(cache.peek(digest)).toBeDefined()
    version = 2
    await vi.advanceTimersByTimeAsync(199)
    expect(cache.peek(digest)).toBeDefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(cache.peek(digest)).toBeUndefined()
  })

  test('keeps no answer that was on its way when a key changed', async () => {
    await vi.advanceTimersByTimeAsync(0)
    const before = cache.read(digest)
    cache.clear()
    const after = cache.read(digest)
    await before
    await after
    expect(reads).toBe(2)
    cache.clear()
    const late = cache.read(digest)
    cache.clear()
    await late
    expect(cache.peek(digest)).toBeUndefined()
  })

  test('trusts nothing once the database has not answered for a second, and goes on when it does', async () => {
    await vi.advanceTimersByTimeAsync(0)
    await cache.read(digest)
    version = new Error('away')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(cache.peek(digest)).toBeDefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(cache.peek(digest)).toBeUndefined()
    version = 1
    await vi.advanceTimersByTimeAsync(200)
    expect(cache.peek(digest)).toBeDefined()
  })

  test('asks no more once it is stopped', async () => {
    await vi.advanceTimersByTimeAsync(0)
    await cache.read(digest)
    cache.stop()
    version = 2
    await vi.advanceTimersByTimeAsync(900)
    expect(cache.peek(digest)).toBeDefined()
    expect(vi.getTimerCount()).toBe(0)
  })
})
