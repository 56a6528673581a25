import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { clientError } from '../../schema/errors.ts'
import type { FoundSecret } from '../db/keys/api-keys.ts'
import type { Digest } from './digest.ts'
import { parseKey } from './format.ts'
import type { CachedSecret, KeyCache } from './key-cache.ts'
import { Lru } from '../lru.ts'

/** Checks a credential: the secret it is, with its key, or a refusal, at once where it is held in process. */
export interface VerifyKey {
  (credential: string, address: string): FoundSecret | Promise<FoundSecret>
  /** What finds the same secret, the very object, whenever it is held and good; null: it has to be checked. Counts nothing. */
  readonly watch: (credential: string) => () => FoundSecret | null
}

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
 * an address that guesses; UNAVAILABLE where the database does not answer. A key that has admitted before passes from any
 * address, and a revoked or expired one is no guess: who holds it is told so every time.
 */
export function createVerifyKey(options: VerifyKeyOptions): VerifyKey {
  const { cache, digest, allowTestKeys } = options
  const failures = new RateLimiterMemory({ points: options.failuresPerMinute ?? 100, duration: 60 })

  // these pass from a limited address even when the cache has been emptied
  const admitted = new Lru<true>({ maxEntries: 10_000 })

  async function refuseMalformed(address: string): Promise<never> {
    await countGuess(address)
    throw clientError('UNAUTHENTICATED', sentences.malformed)
  }

  async function lookUp(hashed: Buffer, address: string): Promise<FoundSecret> {
    const name = hashed.toString('latin1')
    const isGuess = admitted.get(name) !== true
    // counted before the look-up and given back after it, or a thousand at once would all be looked up
    if (isGuess) await countGuess(address)
    const cached = await read(hashed, isGuess ? address : null)
    if (isGuess && cached.found !== null) await failures.reward(address)
    const secret = secretOrRefusal(cached)
    admitted.set(name, true)
    return secret
  }

  async function countGuess(address: string): Promise<void> {
    try {
      await failures.consume(address)
    } catch (refusal) {
      throw refusal instanceof RateLimiterRes ? tooManyFailures(refusal.msBeforeNext) : refusal
    }
  }

  async function read(hashed: Buffer, guesser: string | null): Promise<CachedSecret> {
    try {
      return await cache.read(hashed)
    } catch (error) {
      options.onDatabaseError?.(error)
      if (guesser !== null) await failures.reward(guesser)
      throw clientError('UNAVAILABLE', 'The key cannot be checked just now. Try again in a few seconds.')
    }
  }

  function watch(credential: string): () => FoundSecret | null {
    const environment = parseKey(credential)
    if (environment === null || (environment === 'test' && !allowTestKeys)) return () => null
    const hashed = digest(credential)
    return () => {
      const cached = cache.peek(hashed)
      return cached?.found && cached.refusal === null && outdated(cached.found) === null ? cached.found : null
    }
  }

  function verify(credential: string, address: string): FoundSecret | Promise<FoundSecret> {
    const environment = parseKey(credential)
    if (environment === null) return refuseMalformed(address)
    if (environment === 'test' && !allowTestKeys) throw clientError('UNAUTHENTICATED', sentences.test)
    const hashed = digest(credential)
    const cached = cache.peek(hashed)
    return cached === undefined ? lookUp(hashed, address) : secretOrRefusal(cached)
  }

  return Object.assign(verify, { watch })
}

/** Unknown and revoked keys go one way, so that the time of a refusal does not say which it is. */
function secretOrRefusal({ found, refusal }: CachedSecret): FoundSecret {
  if (refusal !== null) throw clientError('UNAUTHENTICATED', sentences[refusal])
  if (found === null) throw new Error('A digest without a key is not refused as unknown.')
  const reason = outdated(found)
  if (reason !== null) throw clientError('UNAUTHENTICATED', sentences[reason])
  return found
}

function outdated({ key, validUntil }: FoundSecret): 'expired' | 'rotated' | null {
  return isPast(key.expiresAt) ? 'expired' : isPast(validUntil) ? 'rotated' : null
}

const sentences = {
  malformed: 'This API key is mistyped or cut off: its checksum does not fit. Copy the whole key, from mh_ on.',
  test: 'Test keys are not accepted here. Use a key that starts with mh_live_.',
  unknown: 'This API key is not known here. Check it, or ask the publisher for a new one.',
  // as long as the one above: longer ones take longer to send
  revoked: 'This API key is revoked. Use another one, or ask the publisher for a new one.',
  expired: 'This API key has expired. Ask the publisher for a new one.',
  rotated: 'This API key has been replaced, and its time beside the new one is over. Use the new key.',
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
