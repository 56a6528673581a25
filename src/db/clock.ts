import { sql, type Kysely } from 'kysely'
import type { Log } from '../log.ts'
import type { DB } from './tables/database.ts'

/** The database's clock, read without asking the database each time. */
export interface Clock {
  /**
   * The instant as RFC 3339 with milliseconds, in UTC. Never after the database's own time, so that an embargo never
   * opens early; a few milliseconds before it at most. Never earlier than an answer it gave before.
   */
  now(): string
  /** `now` is never before this instant again: for read-your-writes. Takes an instant of the database's clock only. */
  advanceTo(instant: string): void
  stop(): void
}

const measureEveryMs = 10_000
/** Two clocks run apart by no more than this part (NTP slews by 0.05 % at most). */
const drift = 0.0005

/** Measures the database's clock now and every 10 seconds; where that fails, the last measurement stands. */
export async function createClock(db: Kysely<DB>, log?: Log): Promise<Clock> {
  let measured = await measure(db)
  let latestMs = 0
  let measuring = false
  /** Many requests come in one millisecond, and writing a date out takes a while. */
  let written = { ms: 0, text: '' }
  const timer = setInterval(() => {
    if (measuring) return
    measuring = true
    measure(db)
      .then((fresh) => (measured = fresh))
      .catch((error: unknown) => log?.warn({ err: error }, "The database's clock could not be read"))
      .finally(() => (measuring = false))
  }, measureEveryMs).unref()

  return {
    now() {
      const elapsedMs = performance.now() - measured.atMs
      latestMs = Math.max(latestMs, Math.floor(measured.databaseMs + elapsedMs * (1 - drift)))
      if (latestMs !== written.ms) written = { ms: latestMs, text: new Date(latestMs).toISOString() }
      return written.text
    },
    advanceTo(instant) {
      const instantMs = Date.parse(instant)
      if (Number.isNaN(instantMs)) throw new RangeError('Not an instant')
      latestMs = Math.max(latestMs, instantMs)
    },
    stop: () => clearInterval(timer),
  }
}

/** What the database's clock said, and when (by ours) the answer was here: the database's is later by then, never earlier. */
async function measure(db: Kysely<DB>): Promise<{ databaseMs: number; atMs: number }> {
  const { rows } = await sql<{ databaseMs: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as "databaseMs"`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('The database did not say what time it is')
  return { databaseMs: row.databaseMs, atMs: performance.now() }
}
