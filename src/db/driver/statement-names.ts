import { createHash } from 'node:crypto'

/** Which texts are prepared; shared by all connections of a pool. */
export interface StatementNames {
  /** A text's name once it has been seen before, always the same; else undefined. */
  nameOf(text: string): string | undefined
  /** From now on nothing has a name. */
  stop(): void
}

/** Texts that come again are named; of the others, and of those not seen for `mostTexts` others, nothing is kept. */
export function createStatementNames(mostTexts = 1_000): StatementNames {
  // least recently used first; null: seen once
  const names = new Map<string, string | null>()
  let isStopped = false
  return {
    nameOf(text) {
      if (isStopped) return undefined
      const known = names.get(text)
      const name = known === null ? createHash('sha256').update(text).digest('base64url').slice(0, 22) : known
      names.delete(text)
      names.set(text, name ?? null)
      if (names.size > mostTexts) names.delete(oldest(names.keys()))
      return name
    },
    stop() {
      isStopped = true
      names.clear()
    },
  }
}

/**
 * The statements that one connection has prepared, `most` of them: each keeps a plan in the memory of its backend. The least recently
 * used ones make room.
 */
export class PreparedStatements {
  readonly #most: number
  readonly #names = new Set<string>()
  #toClose: string[] = []

  constructor(most = 200) {
    this.#most = most
  }

  use(name: string): void {
    this.#names.delete(name)
    this.#names.add(name)
    if (this.#names.size > this.#most) this.forget(oldest(this.#names))
  }

  /** This one is prepared no longer, or has to be prepared anew. */
  forget(name: string): void {
    this.#names.delete(name)
    this.#toClose.push(name)
  }

  /** Names to be closed on the connection before its next statement; told once. */
  takeClosed(): readonly string[] {
    if (this.#toClose.length === 0) return none
    const names = this.#toClose
    this.#toClose = []
    return names
  }
}

const none: readonly string[] = []

function oldest(names: Iterable<string>): string {
  const [first = ''] = names
  return first
}
