import { AsyncLocalStorage } from 'node:async_hooks'
import { currentTracing } from '../../trace.ts'

/** How many statements a piece of work has sent to the database so far. */
export interface StatementCount {
  sent: number
  /** The time of those that were answered, together, in ms: of two at once, both. */
  ms: number
}

const counts = new AsyncLocalStorage<StatementCount>()

/** Runs work whose statements are counted, those of whatever it begins too. */
export function countStatements<T>(work: () => T): T {
  return counts.run({ sent: 0, ms: 0 }, work)
}

/** The count of the work that runs just now; one that stays 0 outside of any. */
export function currentStatementCount(): StatementCount {
  return counts.getStore() ?? { sent: 0, ms: 0 }
}

/** Sends a statement, by `send`: it is counted, and traced where that is on. */
export async function countingStatement<T>(text: string, send: () => Promise<T>): Promise<T> {
  const count = counts.getStore()
  if (count === undefined) return await send()
  count.sent++
  const from = performance.now()
  try {
    return await (currentTracing()?.statement(text, send) ?? send())
  } finally {
    count.ms += performance.now() - from
  }
}
