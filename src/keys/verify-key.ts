import { RateLimiterMemory } from 'rate-limiter-flexible'
import { clientError } from '../../schema/errors.ts'
import type { ApiKey, FoundSecret } from '../db/api-keys.ts'
import type { Digest } from './digest.ts'
import { parseKey } from './format.ts'
import type { KeyCache } from './key-cache.ts'
import { Lru } from './lru.ts'

/** Checks a credential: the key it is, at once where it is held in process. */
export type VerifyKey = (credential: string, address: string) => ApiKey | Promise<ApiKey>

export interface VerifyKeyOptions {
  readonly cache: KeyCache
  readonly digest: Digest
  readonly allowTestKeys: boolean
  /** Guesses (malformed keys, and unknown ones that had to be looked up) that an address may make a minute. */
  readonly failuresPerMinute?: number
  readonly onDatabaseError?: (error: unknown) => void
}

/**
 * Throws UNAUTHENTICATED for a key that is malformed, unknown, expired, revoked or of the wrong environment; RATE_LIMITED for
 * an address that guesses; UNAVAILABLE where the database does not answer. A key that has passed before passes from any
 * address, and a revoked or expired one is no guess: who holds it is told so every time.
 */
export function createVerifyKey(options: VerifyKeyOptions): VerifyKey {
  const { cache, digest, allowTestKeys } = options
  const failures = new RateLimiterMemory({ points: options.failuresPerMinute ?? 100, duration: 60 })

  // these pass from a limited address even when the cache has been emptied
  const passed = new Lru<true>(10_000)

  async function refuseGuess(address: string, sentence: string): Promise<never> {
    await failures.penalty(address)
    throw clientError('UNAUTHENTICATED', sentence)
  }

  async function verifySlowly(credential: string, address: string): Promise<ApiKey> {
    const environment = parseKey(credential)
    if (environment === null) {
      await checkFailures(address)
      return await refuseGuess(address, sentences.malformed)
    }
    if (environment === 'test' && !allowTestKeys) throw clientError('UNAUTHENTICATED', sentences.test)
    const hashed = digest(credential)
    const name = hashed.toString('latin1')
    let found = cache.peek(hashed)
    if (found === undefined) {
      if (passed.get(name) !== true) await checkFailures(address)
      found = await read(hashed)
      if (found === null) return await refuseGuess(address, sentences.unknown)
    }
    const sentence = reasonAgainst(found)
    if (found === null || sentence !== null) throw clientError('UNAUTHENTICATED', sentence ?? sentences.unknown)
    passed.set(name, true)
    return found.key
  }

  async function checkFailures(address: string): Promise<void> {
    const state = await failures.get(address)
    if (state !== null && state.remainingPoints === 0) throw tooManyFailures(state.msBeforeNext)
  }

  async function read(hashed: Buffer): Promise<FoundSecret | null> {
    try {
      return await cache.read(hashed)
    } catch (error) {
      options.onDatabaseError?.(error)
      throw clientError('UNAVAILABLE', 'The key cannot be checked just now. Try again in a few seconds.')
    }
  }

  return (credential, address) => {
    const environment = parseKey(credential)
    if (environment === 'live' || (environment === 'test' && allowTestKeys)) {
      const held = cache.peek(digest(credential))
      if (held !== undefined && held !== null && reasonAgainst(held) === null) return held.key
    }
    return verifySlowly(credential, address)
  }
}

const sentences = {
  malformed: 'This API key is mistyped or cut off: its checksum does not fit. Copy the whole key, from mh_ on.',
  test: 'Test keys are not accepted here. Use a key that starts with mh_live_.',
  unknown: 'This API key is not known here. Check it, or ask the publisher for a new one.',
  revoked: 'This API key has been revoked. Ask the publisher for a new one.',
  expired: 'This API key has expired. Ask the publisher for a new one.',
  rotated: 'This API key has been replaced, and its time beside the new one is over. Use the new key.',
}

/** Why a found secret does not count, as a sentence; null where it does. Only who holds the secret is ever told. */
function reasonAgainst(found: FoundSecret | null): string | null {
  if (found === null) return sentences.unknown
  const { key, validUntil } = found
  if (key.revokedAt !== null) return sentences.revoked
  if (isPast(key.expiresAt)) return sentences.expired
  if (isPast(validUntil)) return sentences.rotated
  return null
}

function isPast(instant: string | null): boolean {
  return instant !== null && Date.parse(instant) <= Date.now()
}

function tooManyFailures(ms: number) {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  return clientError(
    'RATE_LIMITED',
    `Too many bad API keys came from this address. Correct the key and try again in ${seconds} s.`,
    { retryAfter: seconds },
  )
}
