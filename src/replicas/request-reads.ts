import type { CompiledQuery, QueryResult } from 'kysely'
import type { Execution, ReadSource, ReadText } from '../db/driver/read-source.ts'
import type { StopSignal } from '../db/stop-signal.ts'
import { isLost, type Replica } from './replica.ts'

/**
 * The reads of one request: all from one server, so that none shows less than the one before. What a replica cannot answer (it is gone,
 * it had to give way to what it applies, it lacks a migration still), the primary is asked, and from then on for the whole request. Where that
 * loses the connection, it is asked once more, or, if it is away, a replica in its place.
 */
export class RequestReads implements ReadSource {
  readonly #primary: ReadSource
  readonly #choose: () => Replica | null
  readonly #chooseInstead: () => Promise<Replica | 'primary' | null>
  /** Null: the primary; undefined: nothing was asked yet. */
  #replica: Replica | null | undefined
  /** Whether the primary has answered something of this request, which a replica might not know of. */
  #hasAnswer = false

  /**
   * `choose` is asked at the first statement; it answers null for the primary. `chooseInstead` is asked when the connection to that was
   * lost; it answers null where there is nobody to ask.
   */
  constructor(
    primary: ReadSource,
    choose: () => Replica | null,
    chooseInstead: () => Promise<Replica | 'primary' | null>,
  ) {
    this.#primary = primary
    this.#choose = choose
    this.#chooseInstead = chooseInstead
  }

  executeQuery<Row>(query: CompiledQuery<Row>, options?: Execution): Promise<QueryResult<Row>> {
    return this.#ask((source) => source.executeQuery(query, options), options?.signal)
  }

  readonly readText: ReadText = (text, parameters, signal) =>
    this.#ask((source) => source.readText(text, parameters, signal), signal)

  async #ask<T>(ask: (source: ReadSource) => Promise<T>, signal: StopSignal | undefined): Promise<T> {
    if (this.#replica === undefined) this.#replica = this.#choose()
    if (this.#replica === null) return await this.#askPrimary(ask, signal)
    try {
      return await this.#replica.run(ask)
    } catch (error) {
      if (signal?.aborted === true || isFinal(error)) throw error
      this.#replica = null
      return await this.#askPrimary(ask, signal)
    }
  }

  async #askPrimary<T>(ask: (source: ReadSource) => Promise<T>, signal: StopSignal | undefined): Promise<T> {
    try {
      const answer = await ask(this.#primary)
      this.#hasAnswer = true
      return answer
    } catch (error) {
      if (signal?.aborted === true || isFinal(error) || !isLost(error)) throw error
      const instead = await this.#chooseInstead()
      if (instead === 'primary') return await ask(this.#primary)
      // others have answered part of the request from what a replica might not have
      if (instead === null || this.#hasAnswer) throw error
      this.#replica = instead
      return await instead.run(ask)
    }
  }
}

/** What would be no better elsewhere: a statement that took too long, and too many that wait. */
function isFinal(error: unknown): boolean {
  const { code } = error as { readonly code?: string }
  return code === '57014' || code === 'POOL_FULL'
}
