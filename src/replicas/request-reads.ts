import type { CompiledQuery, QueryResult } from 'kysely'
import type { Execution, ReadSource, ReadText } from '../db/driver/read-source.ts'
import type { StopSignal } from '../db/stop-signal.ts'
import type { Replica } from './replica.ts'

/**
 * The reads of one request: all from one server, so that none shows less than the one before. What a replica cannot answer (it is gone,
 * it had to give way to what it applies, it lacks a migration still), the primary is asked, and from then on for the whole request.
 */
export class RequestReads implements ReadSource {
  readonly #primary: ReadSource
  readonly #choose: () => Replica | null
  /** Null: the primary; undefined: nothing was asked yet. */
  #replica: Replica | null | undefined

  /** `choose` is asked at the first statement; it answers null for the primary. */
  constructor(primary: ReadSource, choose: () => Replica | null) {
    this.#primary = primary
    this.#choose = choose
  }

  executeQuery<Row>(query: CompiledQuery<Row>, options?: Execution): Promise<QueryResult<Row>> {
    return this.#ask((source) => source.executeQuery(query, options), options?.signal)
  }

  readonly readText: ReadText = (text, parameters, signal) =>
    this.#ask((source) => source.readText(text, parameters, signal), signal)

  async #ask<T>(ask: (source: ReadSource) => Promise<T>, signal: StopSignal | undefined): Promise<T> {
    if (this.#replica === undefined) this.#replica = this.#choose()
    if (this.#replica === null) return await ask(this.#primary)
    try {
      return await this.#replica.run(ask)
    } catch (error) {
      if (signal?.aborted === true || isFinal(error)) throw error
      this.#replica = null
      return await ask(this.#primary)
    }
  }
}

/** What would be no better elsewhere: a statement that took too long, and too many that wait. */
function isFinal(error: unknown): boolean {
  const { code } = error as { readonly code?: string }
  return code === '57014' || code === 'POOL_FULL'
}
