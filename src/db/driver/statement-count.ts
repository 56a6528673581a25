import { AsyncLocalStorage } from 'node:async_hooks'

/** How many statements a piece of work has sent to the database so far. */
export interface StatementCount {
  sent: number
}

const counts = new AsyncLocalStorage<StatementCount>()

/** Runs work whose statements are counted, those of whatever it begins too. */
export function countStatements<T>(work: () => T): T {
  return counts.run({ sent: 0 }, work)
}

/** The count of the work that runs just now; one that stays 0 outside of any. */
export function currentStatementCount(): StatementCount {
  return counts.getStore() ?? { sent: 0 }
}

/** A statement is sent. */
export function noteStatement(): void {
  const count = counts.getStore()
  if (count !== undefined) count.sent++
}
