import { createHmac, createSecretKey, hash } from 'node:crypto'
import type { Config } from '../config.ts'
import { Lru } from '../lru.ts'

/** A key's digest, as it is stored. */
export type Digest = (key: string) => Buffer

/**
 * How secrets are stored under this configuration. Says nothing of a missing pepper where the database is the embedded one, which lies on
 * the machine that would have the pepper too.
 */
export function digestOf(
  { keyPepper, databaseUrl }: Pick<Config, 'keyPepper' | 'databaseUrl'>,
  warn: (message: string) => void,
): Digest {
  return createDigest(keyPepper, databaseUrl === null ? () => undefined : warn)
}

/**
 * HMAC-SHA-256 under the pepper; plain SHA-256 where there is none, which `warn` is told once, here.
 * A key has 178 random bits, so a fast digest is enough. Changing the pepper makes all keys unknown.
 */
export function createDigest(pepper: string | null, warn: (message: string) => void): Digest {
  if (pepper === null || pepper === '') {
    warn(
      'KEY_PEPPER is not set: API keys are stored as plain SHA-256. Set it, for gateways and commands alike, before you give out keys.',
    )
    return (key) => hash('sha256', key, 'buffer')
  }
  const secret = createSecretKey(pepper, 'utf8')
  // an Hmac object costs each request some 40 us of garbage collection, a plain hash 2; and no key stays in memory
  const known = new Lru<Buffer>({ maxEntries: 20_000 })
  return (key) => {
    const name = hash('sha256', key, 'base64')
    const cached = known.get(name)
    if (cached !== undefined) return cached
    const digest = createHmac('sha256', secret).update(key).digest()
    known.set(name, digest)
    return digest
  }
}
