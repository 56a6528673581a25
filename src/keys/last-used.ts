import type { Instant } from '../../schema/models.ts'

export interface LastUsed<Name> {
  /** Notes that something was used now. */
  readonly note: (name: Name) => void
  /** Writes what is still to be written. Never throws. */
  readonly flush: () => Promise<void>
}

/** Names whose last minute is known; beyond them it is forgotten, which costs a write. */
const maxNames = 50_000

/**
 * Last use to the minute: the first use of a name in a minute is written within about a second, all names of that second in one
 * statement; its further uses in that minute are not written. A write that fails is tried again with the next use.
 */
export function createLastUsed<Name extends string | number>(
  write: (uses: ReadonlyMap<Name, Instant>) => Promise<void>,
  onError: (error: unknown) => void,
  delayMs = 1_000,
): LastUsed<Name> {
  const written = new Map<Name, number>()
  let waiting = new Map<Name, Instant>()
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
      for (const name of uses.keys()) written.delete(name)
      onError(error)
    }
  }

  return {
    note(name) {
      const minute = Math.floor(Date.now() / 60_000)
      if (written.get(name) === minute) return
      if (written.size >= maxNames) written.clear()
      written.set(name, minute)
      waiting.set(name, new Date(minute * 60_000).toISOString().replace('.000Z', 'Z'))
      timer ??= setTimeout(() => void flush(), delayMs).unref()
    },
    flush,
  }
}
