import { timingSafeEqual } from 'node:crypto'
import type { FoundSecret } from '../db/keys/api-keys.ts'
import { Lru } from '../lru.ts'

/** Where keys and their version are read. */
export interface KeySource {
  readonly find: (digest: Buffer) => Promise<FoundSecret | null>
  /** A number that every change of any key raises. */
  readonly readVersion: () => Promise<number>
}

/** What is known of a digest. One shape for all, so that handling one takes as long as handling another. */
export interface CachedSecret {
  /** Null: no key has this digest. */
  readonly found: FoundSecret | null
  /** Why it will never be a key again, if so. */
  readonly refusal: 'unknown' | 'revoked' | null
}

/**
 * Keys by digest, in process, so that a known key costs no statement. Unknown digests are remembered too; both are bounded.
 *
 * A change of any key empties the cache: by `clear` (what LISTEN hears calls it) and, where that was missed, by a poll of the
 * version every `pollMs`. What no poll has confirmed for `maxAgeMs` is not trusted, but read again: a gateway cut off from
 * its database holds no revoked key alive.
 */
export class KeyCache {
  readonly #source: KeySource
  readonly #entries = new Lru<CachedSecret>({ maxEntries: 20_000 })
  readonly #running = new Map<string, Promise<CachedSecret>>()
  readonly #maxAgeMs: number
  readonly #pollMs: number
  #generation = 0
  #version: number | null = null
  #confirmedAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | null = null
  #stopped = false

  constructor(source: KeySource, pollMs = 200, maxAgeMs = 1_000) {
    this.#source = source
    this.#pollMs = pollMs
    this.#maxAgeMs = maxAgeMs
    void this.#poll()
  }

  /** What is held; undefined if the database has to be asked. */
  peek(digest: Buffer): CachedSecret | undefined {
    if (performance.now() - this.#confirmedAt > this.#maxAgeMs) return undefined
    return this.#entries.get(digest.toString('latin1'))
  }

  /** Asks the database, once for all who ask at the same time. */
  async read(digest: Buffer): Promise<CachedSecret> {
    const id = digest.toString('latin1')
    const running = this.#running.get(id)
    if (running !== undefined) return await running
    const started = this.#read(digest, id)
    this.#running.set(id, started)
    try {
      return await started
    } finally {
      if (this.#running.get(id) === started) this.#running.delete(id)
    }
  }

  /** Forgets everything: some key has changed. */
  clear(): void {
    this.#generation++
    this.#entries.clear()
    // an answer on its way may be older than the change
    this.#running.clear()
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  async #read(digest: Buffer, id: string): Promise<CachedSecret> {
    const generation = this.#generation
    const found = await this.#source.find(digest)
    const genuine = found !== null && timingSafeEqual(found.digest, digest) ? found : null
    const refusal = genuine === null ? 'unknown' : genuine.key.revokedAt === null ? null : 'revoked'
    const cached: CachedSecret = { found: genuine, refusal }
    if (generation === this.#generation) this.#entries.set(id, cached)
    return cached
  }

  async #poll(): Promise<void> {
    const startedAt = performance.now()
    try {
      const version = await this.#source.readVersion()
      if (this.#version !== version) this.clear()
      this.#version = version
      this.#confirmedAt = startedAt
    } catch {
      // the database is away: what is held grows too old to be trusted, which is all that has to happen
    }
    if (this.#stopped) return
    this.#timer = setTimeout(() => void this.#poll(), this.#pollMs)
    this.#timer.unref()
  }
}
