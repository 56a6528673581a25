import type { Clock } from '../db/clock.ts'
import type { Database } from '../db/connect.ts'
import {
  type ChangesPosition,
  contentChangedChannel,
  everything,
  readContentChanges,
  readUpcoming,
} from '../db/content-changes.ts'
import { Agenda } from './agenda.ts'
import type { TagVersions } from './tag-versions.ts'

/** Tells `TagVersions` of every change of content, whoever makes it, and of what becomes visible by itself. */
export interface ChangeFeed {
  /** Whether all that was committed until half a second ago is known. */
  isConfirmed(): boolean
  /** Brings `versions` to the present moment: what became visible since is changed. */
  advance(): void
  /** Epoch ms, by the database's clock, of the next moment at which what has these tags changes by itself; Infinity: not known. */
  nextChangeOf(tags: readonly string[]): number
  /** Epoch ms by the database's clock. */
  nowMs(): number
  /** Nothing counts as confirmed until it has been asked once more: for who has just written. */
  distrust(): void
  stop(): Promise<void>
}

export interface ChangeFeedOptions {
  readonly database: Pick<Database, 'db' | 'listen'>
  readonly clock: Pick<Clock, 'now'>
  readonly versions: TagVersions
  /** How often the database is asked; what is heard by LISTEN comes sooner. */
  readonly pollMs?: number
  /** How old the last answer may be that is still trusted. */
  readonly trustedMs?: number
  /** Hears of each answer of the database, before anything counts as changed by it. */
  readonly onRead?: (reading: FeedReading) => void
  /** Hears of a database that does not answer. */
  readonly onError?: (error: unknown) => void
}

/** What the database has answered. */
export interface FeedReading {
  /** `performance.now()` when it was asked. */
  readonly askedAt: number
  /** Where its log has all changes that are known now; see `walPosition`. */
  readonly position: number
  readonly hasChanged: boolean
}

/** Rows of changes are kept for ten minutes; who was away for half of that begins anew. */
const awayMs = 300_000
const upcomingKnown = 200

/** Begins to follow the changes. Throws where the database is away. */
export async function followChanges(options: ChangeFeedOptions): Promise<ChangeFeed> {
  const { database, clock, versions, pollMs = 150, trustedMs = 450, onRead, onError } = options
  const { db, listen } = database
  const agenda = new Agenda(upcomingKnown)
  let position: ChangesPosition | null = null
  let confirmedAt = Number.NEGATIVE_INFINITY
  let trustedFrom = Number.NEGATIVE_INFINITY
  let running: Promise<void> | null = null
  let isCalled = false
  let isStopped = false
  let timer: NodeJS.Timeout | undefined

  const nowMs = (): number => Date.parse(clock.now())

  async function read(): Promise<void> {
    const startedAt = performance.now()
    const changes = await readContentChanges(db, position)
    const isBeginning = position === null || startedAt - confirmedAt > awayMs
    position = changes.position
    const hasChanged = isBeginning || changes.tags.size > 0
    onRead?.({ askedAt: startedAt, position: changes.walPosition, hasChanged })
    versions.change(isBeginning ? new Set([everything]) : changes.tags)
    if (hasChanged || agenda.isUsedUp) {
      advance()
      agenda.replace(await readUpcoming(db, clock.now(), upcomingKnown))
    }
    confirmedAt = startedAt
  }

  /** One reading at a time; who calls meanwhile is served by the next one, since the present one may have begun too early. */
  function wake(): void {
    isCalled = true
    if (running !== null || isStopped) return
    clearTimeout(timer)
    running = (async () => {
      do {
        isCalled = false
        await read()
      } while (isCalled && !isStopped)
    })()
      .catch((error: unknown) => onError?.(error))
      .finally(() => {
        running = null
        if (!isStopped) timer = setTimeout(wake, pollMs).unref()
      })
  }

  function advance(): void {
    if (agenda.nextMs === Infinity) return
    const due = agenda.takeDue(nowMs())
    if (due.size === 0) return
    versions.change(due)
    if (agenda.isUsedUp) wake()
  }

  const unlisten = await listen(contentChangedChannel, wake, wake)
  await read()
  timer = setTimeout(wake, pollMs).unref()
  return {
    isConfirmed: () => confirmedAt >= trustedFrom && performance.now() - confirmedAt <= trustedMs,
    advance,
    nextChangeOf: (tags) => agenda.nextFor(tags),
    nowMs,
    distrust() {
      trustedFrom = performance.now()
      wake()
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await unlisten()
      await running
    },
  }
}
