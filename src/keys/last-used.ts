import type { Instant } from '../../schema/models.ts'

export interface LastUsed {
  /** Notes that a key was used now. */
  readonly note: (keyId: number) => void
  /** Writes what is still to be written. Never throws. */
  readonly flush: () => Promise<void>
}

/**
 * Last use to the minute: a key's first use in a minute is written within about a second, all keys of that second in one
 * statement; its further uses in that minute are not written. A write that fails is tried again with the next use.
 */
export function createLastUsed(
  write: (uses: ReadonlyMap<number, Instant>) => Promise<void>,
  onError: (error: unknown) => void,
  delayMs = 1_000,
): LastUsed {
  const written = new Map<number, number>()
  let waiting = new Map<number, Instant>()
  let timer: NodeJS.Timeout | null = null

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (waiting.size === 0) return
    const uses = waiting
    waiting = new Map()
    try {
      await write(uses)
    } catch (error) {
      for (const keyId of uses.keys()) written.delete(keyId)
      onError(error)
    }
  }

  return {
    note(keyId) {
      const minute = Math.floor(Date.now() / 60_000)
      if (written.get(keyId) === minute) return
      written.set(keyId, minute)
      waiting.set(keyId, new Date(minute * 60_000).toISOString().replace('.000Z', 'Z'))
      timer ??= setTimeout(() => void flush(), delayMs).unref()
    },
    flush,
  }
}
