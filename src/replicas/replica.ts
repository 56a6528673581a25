import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../db/connect.ts'
import type { ReadSource } from '../db/driver/read-source.ts'
import { readStandbyState } from '../db/wal.ts'
import type { Log } from '../log.ts'

/** How long a replica may take to say how far it is, in ms; then it counts as gone. */
const answerMs = 1_000

export interface ReplicaOptions {
  /** Host and port, without user and password. */
  readonly name: string
  /** For the statements of requests. */
  readonly database: Pick<Database, 'reads' | 'close'>
  /** For asking how far it is, which never waits behind them. */
  readonly monitor: Pick<Database, 'db' | 'close'>
  /** Of the primary's cluster. */
  readonly systemIdentifier: string
  readonly askEveryMs: number
  readonly log: Log
}

/** The replica does not answer any more, so what was asked of it is asked elsewhere. */
class ReplicaLostError extends Error {
  override readonly name = 'ReplicaLostError'
}

/** One replica, as far as it is known. */
export class Replica {
  readonly name: string
  /** Statements it was asked since the start. */
  reads = 0
  /** How far it has applied the log, as it last said. */
  position = 0
  #isUp = false
  #isPromoted = false
  /** What was last logged of it; null: nothing yet. */
  #reported: string | null = null
  readonly #options: ReplicaOptions
  readonly #running = new Set<(reason: ReplicaLostError) => void>()
  readonly #stop = new AbortController()
  readonly #watching: Promise<void>
  #wake: (() => void) | null = null

  /** Begins to ask how far it is. */
  constructor(options: ReplicaOptions) {
    this.name = options.name
    this.#options = options
    this.#watching = this.#watch()
  }

  /** Whether it answers, and is a standby of the primary. */
  get isUp(): boolean {
    return this.#isUp
  }

  /** Whether it was up, and has been promoted since: it has all that it had, and nobody says yet that it is the primary now. */
  get isPromoted(): boolean {
    return this.#isPromoted
  }

  /** Statements that run on it. */
  get running(): number {
    return this.#running.size
  }

  /** Sends one statement. Rejects as soon as the replica is found not to answer. */
  async run<T>(ask: (source: ReadSource) => Promise<T>): Promise<T> {
    const { promise: lost, reject } = Promise.withResolvers<never>()
    this.#running.add(reject)
    this.reads++
    try {
      return await Promise.race([ask(this.#options.database.reads), lost])
    } catch (error) {
      // it may have begun anew, with less than it had, until it says how far it is
      if (isLost(error)) {
        this.#isUp = false
        this.#isPromoted = false
        this.wake()
      }
      throw error
    } finally {
      this.#running.delete(reject)
    }
  }

  /** Asks how far it is now, and not only at the next turn: something has changed that it may have by now. */
  wake(): void {
    this.#wake?.()
  }

  async close(): Promise<void> {
    this.#stop.abort()
    this.#lose('The gateway closes.')
    await this.#watching
    await Promise.all([this.#options.database.close(), this.#options.monitor.close()])
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve))
      await this.#ask()
      if (signal.aborted) return
      const turn = new AbortController()
      const next = wait(this.#options.askEveryMs, undefined, {
        signal: AbortSignal.any([signal, turn.signal]),
        ref: false,
      })
      await Promise.race([next.catch(() => undefined), woken])
      turn.abort()
    }
  }

  async #ask(): Promise<void> {
    const late = new AbortController()
    const tooLate = wait(answerMs, null, { signal: AbortSignal.any([late.signal, this.#stop.signal]), ref: false })
    const asked = readStandbyState(this.#options.monitor.db)
    asked.catch(() => undefined)
    try {
      const state = await Promise.race([asked, tooLate.catch(() => null)])
      if (this.#stop.signal.aborted) return
      if (state === null) return this.#lose(`It did not answer within ${answerMs} ms.`)
      this.position = state.position
      if (!state.isStandby) return this.#notePromotion()
      if (state.systemIdentifier !== this.#options.systemIdentifier) {
        return this.#lose('It is a replica of another cluster than that of DATABASE_URL.')
      }
      this.#isUp = true
      this.#isPromoted = false
      this.#report(null)
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error))
    } finally {
      late.abort()
    }
  }

  /** What runs on it goes on: promotion ends no connection. */
  #notePromotion(): void {
    this.#isPromoted ||= this.#isUp
    this.#isUp = false
    this.#report('It follows no primary: it was promoted, or never was a replica.')
  }

  #lose(reason: string): void {
    this.#isUp = false
    this.#isPromoted = false
    for (const reject of this.#running) reject(new ReplicaLostError(`The replica ${this.name} is lost. ${reason}`))
    if (!this.#stop.signal.aborted) this.#report(reason)
  }

  /** Says it once, until something else is to be said. */
  #report(trouble: string | null): void {
    const state = trouble ?? 'up'
    if (state === this.#reported) return
    const isFirst = this.#reported === null
    this.#reported = state
    const { log } = this.#options
    if (trouble !== null)
      log.warn({ replica: this.name, reason: trouble }, 'A replica is not read from; the primary is')
    else log.info({ replica: this.name }, isFirst ? 'A replica is read from' : 'A replica is read from again')
  }
}

/** Whether an error came from the connection and not from the statement. */
export function isLost(error: unknown): boolean {
  const { code, name } = error as { readonly code?: string; readonly name?: string }
  return name === 'error' ? /^(08|57P)/.test(code ?? '') : name !== 'AbortError' && code !== 'POOL_FULL'
}
