import { randomUUID } from 'node:crypto'
import type { Database } from '../../db/connect.ts'
import { contentChangedChannel, everything } from '../../db/content-changes.ts'
import {
  countPurges,
  failPurges,
  finishPurges,
  leasePurges,
  type QueuedPurge,
  readDuePurges,
  releasePurges,
  wantPurges,
} from '../../db/purge-queue.ts'
import type { PurgeTarget } from './target.ts'

/** What has been told to caches in front since the start, by address. */
export interface PurgeCounts {
  /** Transactions whose changes a cache took. */
  readonly done: number
  /** Attempts that a cache did not take. */
  readonly failed: number
  /** Transactions that the cache has still to be told of, whoever does. */
  readonly waiting: number
}

/** Tells caches in front what has changed. */
export interface PurgeWorker {
  readonly counts: ReadonlyMap<string, PurgeCounts>
  stop(): Promise<void>
}

export interface PurgeWorkerOptions {
  readonly database: Pick<Database, 'db' | 'vital' | 'listen'>
  readonly targets: readonly PurgeTarget[]
  /** How often the queue is looked at; what is heard by LISTEN comes sooner. */
  readonly pollMs?: number
  /** How long a cache that did not take something is left alone at first, in seconds; twice as long each time, up to five minutes. */
  readonly retrySeconds?: number
  readonly onError?: (error: unknown, address: string | null) => void
}

/** A batch is told within this time, or somebody else may begin. */
const leaseSeconds = 60
const mostRetrySeconds = 300
const transactionsAtOnce = 500
/** More tags than these drop everything. */
const tagsAtOnce = 400
/** A change is told this long after its commit (migration 0028), and a little. */
const settledMs = 520
const wantedEveryMs = 60_000

/** Begins to work off the queue of these caches, together with other gateways. Throws where the database is away. */
export async function startPurging(options: PurgeWorkerOptions): Promise<PurgeWorker> {
  const { database, targets, pollMs = 2_000, retrySeconds = 1, onError } = options
  const { vital: db } = database
  const addresses = targets.map(({ address }) => address)
  const holder = randomUUID()
  const counts = new Map(addresses.map((address) => [address, { done: 0, failed: 0, waiting: 0 }]))
  let wantedAt = performance.now()
  let running: Promise<void> | null = null
  let isCalled = false
  let isStopped = false
  let poll: NodeJS.Timeout | undefined

  await wantPurges(db, addresses)
  const unlisten = await database.listen(contentChangedChannel, () => workIn(settledMs))
  work()

  function workIn(ms: number): NodeJS.Timeout {
    return setTimeout(work, ms).unref()
  }

  /** One at a time; who calls meanwhile is served by the next one. */
  function work(): void {
    isCalled = true
    if (running !== null || isStopped) return
    clearTimeout(poll)
    running = (async () => {
      while (isCalled && !isStopped) {
        isCalled = false
        await workAll()
      }
    })()
      .catch((error: unknown) => onError?.(error, null))
      .finally(() => {
        running = null
        if (!isStopped) poll = workIn(pollMs)
      })
  }

  async function workAll(): Promise<void> {
    if (performance.now() - wantedAt > wantedEveryMs) {
      await wantPurges(db, addresses)
      wantedAt = performance.now()
    }
    await Promise.all(targets.map((target) => workOff(target)))
    for (const { address, waiting } of await countPurges(db)) {
      const count = counts.get(address)
      if (count !== undefined) count.waiting = waiting
    }
  }

  async function workOff(target: PurgeTarget): Promise<void> {
    const { address } = target
    while (!isStopped && (await readDuePurges(db, address, 1)).length > 0) {
      const failures = await leasePurges(db, address, holder, leaseSeconds)
      if (failures === null) return
      const queued = await readDuePurges(db, address, transactionsAtOnce)
      if (queued.length === 0) return
      const count = counts.get(address)
      try {
        await tell(target, queued)
      } catch (error) {
        if (count !== undefined) count.failed++
        onError?.(error, address)
        const seconds = Math.min(mostRetrySeconds, retrySeconds * 2 ** failures)
        await failPurges(db, address, reasonOf(error), seconds)
        workIn(seconds * 1000 + 20)
        return
      }
      const ids = queued.map(({ id }) => id)
      await finishPurges(db, address, ids)
      if (count !== undefined) count.done += queued.length
    }
  }

  return {
    counts,
    async stop() {
      isStopped = true
      clearTimeout(poll)
      await unlisten()
      await running
      for (const address of addresses) await releasePurges(db, address, holder).catch(() => undefined)
    },
  }
}

/** The changes of several transactions at once: what is dropped twice is dropped once. */
async function tell(target: PurgeTarget, queued: readonly QueuedPurge[]): Promise<void> {
  const tags = new Set(queued.flatMap((one) => one.tags))
  if (tags.has(everything) || tags.size > tagsAtOnce) await target.purgeAll()
  else await target.purge([...tags])
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
