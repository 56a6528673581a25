import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../db/connect.ts'
import { connectionsOfImport } from '../import/run/batch-writer.ts'
import type { FollowedList } from './follow-list.ts'
import { runPollCycle, type PollCycleDatabases, type PollCycleOptions } from './poll-cycle.ts'

export interface SyncOptions extends Omit<PollCycleOptions, 'feeds'> {
  /** Asked for its feeds before each round. */
  readonly list: Pick<FollowedList, 'feeds' | 'changed'>
  /** One round and no more. */
  readonly once: boolean
  /** Resolves after so many milliseconds, or rejects at the signal; a test has a clock of its own. */
  readonly wait?: typeof sleepFor
  readonly events: PollCycleOptions['events'] & {
    /** Another process is polling. */
    readonly locked: () => void
    /** A round broke off; another one follows. */
    readonly troubled: (error: unknown) => void
  }
}

/** Also how soon an instance takes over from one that ended. */
const retryMs = 30_000
const shortestWaitMs = 1_000
/** The clock may be set meanwhile. */
const longestWaitMs = 15 * 60_000

/**
 * Polls feeds when they are due, at once where the list has changed: one round, or until the signal. Of several processes on one
 * database one polls at a time; who finds another at it tries again after half a minute, or with `once` is done. A round that breaks
 * off (the database went away) is tried again as well; with `once` it throws.
 */
export async function runSync(database: Database, options: SyncOptions): Promise<void> {
  const { once, signal, events, now, list, wait = sleepFor } = options
  do {
    const nextAt = await pollCycle(database, options)
    if (once) return
    const left = nextAt === null ? retryMs : Math.min(Math.max(nextAt - now(), shortestWaitMs), longestWaitMs)
    await wait(left, AbortSignal.any([list.changed(), ...(signal === undefined ? [] : [signal])])).catch(
      () => undefined,
    )
  } while (signal?.aborted !== true)

  async function pollCycle(open: Database, all: SyncOptions): Promise<number | null> {
    try {
      const feeds = await list.feeds()
      const done = await onConnections(open, (databases) => runPollCycle(databases, { ...all, feeds }))
      if (done === null) events.locked()
      return done?.nextAt ?? null
    } catch (error) {
      if (once) throw error
      events.troubled(error)
      return null
    }
  }
}

async function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal })
}

/** Connections are opened for each round, so that none is held, or found broken, after hours of waiting. */
async function onConnections<T>(database: Database, work: (databases: PollCycleDatabases) => Promise<T>): Promise<T> {
  const lock = database.withoutTimeLimits()
  const writer = database.withoutTimeLimits(connectionsOfImport)
  try {
    return await work({ lock: lock.db, writer: writer.db, reader: database.db })
  } finally {
    await Promise.all([lock.close(), writer.close()])
  }
}
