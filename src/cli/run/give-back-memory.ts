import { setFlagsFromString } from 'node:v8'
import { exposeCollector } from './collector.ts'

/**
 * Gives back what a start has left behind in memory, some 40 of 180 MB: sources, syntax trees, what was imported. V8 keeps it as long as the
 * process has little to do. A smaller young generation would do that too, at half as much CPU again for each answer.
 */
export function giveBackMemory(): void {
  exposeCollector()({ type: 'major', flavor: 'last-resort' })
  setFlagsFromString(`--heap-growing-percent=${growingPercent}`)
}

/**
 * How much the old generation may grow by before it is collected. V8's own choice is up to four times itself, which is what documents that come once
 * make of it; the executor of graphql-tools remembers each in a WeakMap until then.
 */
const growingPercent = 40
