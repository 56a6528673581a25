import type { Kysely } from 'kysely'
import { findFeedStates, saveFeedState, takeSyncLock, type FeedState } from '../db/sync/feed-state.ts'
import type { DB, Db } from '../db/tables/database.ts'
import type { Formats } from '../import/formats.ts'
import type { ImportEvents } from '../import/run/import-options.ts'
import type { Feed } from './feed-list.ts'
import type { FetchOptions } from './fetch-feed.ts'
import { createHostTurns, type HostTurns } from './host-turns.ts'
import { importFeed } from './import-feed.ts'
import { pollFeed, type FeedOutcome } from './poll.ts'

export interface PollCycleOptions extends Omit<FetchOptions, 'target' | 'known' | 'turns'> {
  readonly feeds: readonly Feed[]
  readonly formats: Formats
  /** Asks for every feed, without conditions, and changes nothing. */
  readonly dryRun: boolean
  readonly events: Pick<ImportEvents, 'rejected' | 'noted'> & {
    readonly polled: (feed: Feed, outcome: FeedOutcome) => void
  }
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** 0 to below 1. */
  readonly random: () => number
}

/** The databases of a round: one connection holds the lock, some write, all without time limits; the last looks things up meanwhile. */
export interface PollCycleDatabases {
  readonly lock: Kysely<DB>
  readonly writer: Kysely<DB>
  readonly reader: Kysely<DB>
}

/** Feeds that are asked for at the same time, each at another host. */
const concurrency = 4

/**
 * Polls each feed that is due, once. Answers when the next one will be (milliseconds since 1970), or null where another process is
 * polling: then nothing was done. What was begun when the signal fires is either finished or forgotten.
 */
export async function runPollCycle(
  databases: PollCycleDatabases,
  options: PollCycleOptions,
): Promise<{ readonly nextAt: number } | null> {
  const tx = await databases.lock.startTransaction().setIsolationLevel('read committed').execute()
  try {
    if (!(await takeSyncLock(tx))) return null
    return { nextAt: await pollDue(tx, databases, options) }
  } finally {
    // where the connection is lost, so is the lock
    await tx
      .rollback()
      .execute()
      .catch(() => undefined)
  }
}

async function pollDue(tx: Db, databases: PollCycleDatabases, options: PollCycleOptions): Promise<number> {
  const { feeds, events, now, dryRun } = options
  const states = await findFeedStates(
    tx,
    feeds.map(({ url }) => url),
  )
  const due: Feed[] = []
  let nextAt = Number.POSITIVE_INFINITY
  for (const feed of feeds) {
    const waiting = dryRun ? null : waitingOf(feed, states.get(feed.url) ?? null, now())
    if (waiting === null) due.push(feed)
    else events.polled(feed, waiting)
    if (waiting?.outcome === 'not due') nextAt = Math.min(nextAt, waiting.nextAt)
  }
  const holdLock = inTurn(async () => {
    if (!(await takeSyncLock(tx))) throw new Error('The lock of the feeds was lost')
  })
  const turns = createHostTurns()
  const write = inTurn(async (work: () => Promise<void>) => await work())
  await eachHost(due, async (feed) => {
    if (options.signal?.aborted === true) return
    await holdLock()
    const state = await pollOne(databases, feed, states.get(feed.url) ?? null, write, { ...options, turns })
    if (state !== null && !state.isGone) nextAt = Math.min(nextAt, state.nextAt)
  })
  return nextAt
}

/** Polls one feed and remembers what came of it; null where it was interrupted. */
async function pollOne(
  { writer, reader }: PollCycleDatabases,
  feed: Feed,
  state: FeedState | null,
  write: (work: () => Promise<void>) => Promise<void>,
  options: PollCycleOptions & { readonly turns: HostTurns },
): Promise<FeedState | null> {
  const { formats, feeds: listed, events, dryRun, signal } = options
  try {
    const polled = await pollFeed(feed, dryRun ? null : state, {
      ...options,
      async take(path, { url, charset }) {
        let counts = { created: 0, updated: 0, noop: 0, rejected: 0, refused: null as string | null }
        // writers wait for each other anyway, and there are connections for one
        await write(async () => {
          counts = await importFeed(writer, feed, path, {
            reader,
            formats,
            listed,
            url,
            charset,
            dryRun,
            events,
            signal,
          })
        })
        return counts
      },
    })
    if (polled === null) return null
    if (!dryRun) await write(() => saveFeedState(writer, polled.state))
    events.polled(feed, polled.outcome)
    return polled.state
  } catch (error) {
    if (signal?.aborted === true && error === signal.reason) return null
    throw error
  }
}

/** Why a feed is not asked for now; null where it is due. */
function waitingOf(feed: Feed, state: FeedState | null, now: number): FeedOutcome | null {
  if (state === null) return null
  if (state.isGone && state.settings === feed.settings) return { outcome: 'gone', isNew: false }
  // the interval may have been changed; a wait that a failure asked for stays
  const nextAt = state.failures > 0 ? state.nextAt : state.polledAt + feed.intervalMs
  return nextAt > now ? { outcome: 'not due', nextAt } : null
}

/** Calls `work` for each feed: the feeds of one host one after the other, several hosts at once. The first failure ends all. */
async function eachHost(feeds: readonly Feed[], work: (feed: Feed) => Promise<void>): Promise<void> {
  const hosts = [...Map.groupBy(feeds, ({ url }) => new URL(url).hostname).values()].values()
  const failures: unknown[] = []
  const worker = async (): Promise<void> => {
    for (const host of hosts) {
      for (const feed of host) {
        if (failures.length > 0) return
        await work(feed).catch((error: unknown) => failures.push(error))
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  if (failures.length > 0) throw failures[0]
}

/** The same function, of which one call runs after the other. */
function inTurn<A extends unknown[]>(work: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return (...args) => {
    const mine = last.then(() => work(...args))
    last = mine.catch(() => undefined)
    return mine
  }
}
