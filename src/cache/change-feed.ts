import type { Clock } from '../db/clock.ts'
import type { Database } from '../db/connect.ts'
import {
  type ChangesPosition,
  type ContentChanges,
  contentChangedChannel,
  everything,
  readContentChanges,
  readUpcoming,
} from '../db/content-changes.ts'
import { Agenda } from './agenda.ts'
import { ChangeLog } from './change-log.ts'
import type { TagVersions } from './tag-versions.ts'

/** Tells `TagVersions` of every change of content, whoever makes it, and of what becomes visible by itself. */
export interface ChangeFeed {
  /** Whether all that was committed until half a second ago is known. */
  isConfirmed(): boolean
  /** How long ago the database was last asked, with success, in ms. */
  silentMs(): number
  /** Brings `versions` to the present moment: what became visible since is changed. */
  advance(): void
  /** Another number as soon as `nextChangeOf` may say something else. */
  agendaVersion(): number
  /** Epoch ms, by the database's clock, of the next moment at which what has these tags changes by itself; Infinity: not known. */
  nextChangeOf(tags: readonly string[]): number
  /** Epoch ms by the database's clock, to a few ms. */
  nowMs(): number
  /** Up to where changes are known; what is read from the database from now on shows them. */
  position(): ChangesPosition
  /** The version of what was read at a position, which another gateway may have noted; null: not known. */
  versionAt(position: ChangesPosition): number | null
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

/** Rows of changes are kept for ten minutes after their commit; who was away for half of that begins anew. */
const awayMs = 300_000
const rowsAtBeginning = 2_000
const upcomingKnown = 200
const clockEveryMs = 200

/** Begins to follow the changes. Throws where the database is away. */
export async function followChanges(options: ChangeFeedOptions): Promise<ChangeFeed> {
  const { database, clock, versions, pollMs = 150, trustedMs = 450, onRead, onError } = options
  const { db, listen } = database
  const agenda = new Agenda(upcomingKnown)
  const changeLog = new ChangeLog()
  /** How far was read; null: it has to begin. */
  let readTo: ChangesPosition | null = null
  /** The same, once what becomes visible by itself is known for it too. */
  let position: ChangesPosition = { xmin: 0n, timeline: '', seen: new Set(), atMs: 0 }
  let isAgendaOld = true
  let confirmedAt = Number.NEGATIVE_INFINITY
  let trustedFrom = Number.NEGATIVE_INFINITY
  let running: Promise<void> | null = null
  let isCalled = false
  let isStopped = false
  let timer: NodeJS.Timeout | undefined

  let measured = { ms: Date.parse(clock.now()), at: performance.now() }

  /** The clock writes texts, which every answer would have to read: it is asked once in a while, and we count on. */
  function nowMs(): number {
    const elapsedMs = performance.now() - measured.at
    if (elapsedMs < clockEveryMs) return measured.ms + Math.floor(elapsedMs)
    measured = { ms: Math.max(measured.ms, Date.parse(clock.now())), at: performance.now() }
    return measured.ms
  }

  async function read(): Promise<void> {
    const startedAt = performance.now()
    const found = await readContentChanges(db, startedAt - confirmedAt > awayMs ? null : readTo, rowsAtBeginning)
    const isBeginning = found.isOtherDatabase || readTo === null || startedAt - confirmedAt > awayMs
    const hasChanged = isBeginning || found.changes.length > 0
    onRead?.({ askedAt: startedAt, position: found.walPosition, hasChanged })
    if (isBeginning) begin(found)
    readTo = found.position
    for (const { xid, tags } of found.changes) {
      versions.change(new Set(tags))
      changeLog.note(xid, versions.now)
    }
    if (hasChanged || agenda.isUsedUp) isAgendaOld = true
    if (isAgendaOld) {
      advance()
      agenda.replace(await readUpcoming(db, clock.now(), upcomingKnown))
      isAgendaOld = false
    }
    position = readTo
    confirmedAt = startedAt
  }

  /** Whatever was known may have changed. What other gateways have noted is of use as far back as rows are kept. */
  function begin({ changes, position: { atMs, timeline }, isOtherDatabase }: ContentChanges): void {
    versions.change(new Set([everything]))
    const oldest = changes.length < rowsAtBeginning ? undefined : changes[0]
    changeLog.begin({ timeline, fromMs: isOtherDatabase ? atMs : atMs - awayMs, fromXid: oldest?.xid ?? 0n })
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
    if (nowMs() < agenda.nextMs - 1_000) return
    // an answer that is made now has to show it, so here the clock has the word that answers are made by
    const due = agenda.takeDue(Date.parse(clock.now()))
    if (due.size === 0) return
    versions.change(due)
    if (agenda.isUsedUp) wake()
  }

  const unlisten = await listen(contentChangedChannel, wake, wake)
  await read()
  timer = setTimeout(wake, pollMs).unref()
  return {
    isConfirmed: () => confirmedAt >= trustedFrom && performance.now() - confirmedAt <= trustedMs,
    silentMs: () => performance.now() - confirmedAt,
    advance,
    agendaVersion: () => agenda.version,
    nextChangeOf: (tags) => agenda.nextFor(tags),
    nowMs,
    position: () => position,
    versionAt: (other) => changeLog.versionAt(other, versions.now),
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
