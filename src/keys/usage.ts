import type { UsageDay, UsageReport } from '../../schema/models.ts'
import { type DeprecatedUseRow, type DeprecatedUseTotal, readDeprecatedUseOf } from '../db/keys/deprecated-use.ts'
import type { Db } from '../db/tables/database.ts'
import {
  otherOperations,
  readOperationTotals,
  readOperationTotalsOf,
  readUsageDays,
  readUsageDaysOf,
  type OperationTotal,
  type UsageRow,
} from '../db/keys/usage.ts'
import { bucketOf, histogramBuckets, percentileOf } from './histogram.ts'

/** One answered request of a key. */
export interface UsedRequest {
  readonly keyId: number
  /** As the document names it; null where it does not. */
  readonly operation: string | null
  readonly points: number
  readonly failed: boolean
  readonly throttled: boolean
  readonly ms: number
  /** What of the contract it used that is deprecated. */
  readonly deprecated?: readonly string[]
}

export interface UsageRecorder {
  readonly note: (request: UsedRequest) => void
  /** Writes what was noted. Never throws; what could not be written is kept for the next time. */
  readonly flush: () => Promise<void>
  /** Writes for the last time. */
  readonly stop: () => Promise<void>
}

export interface UsageStore {
  readonly add: (rows: readonly UsageRow[], deprecated: readonly DeprecatedUseRow[]) => Promise<void>
  /** Forgets what is older. */
  readonly dropOlderThan: (days: number) => Promise<void>
}

const flushMs = 60_000
/** Kept for this long. */
export const usageDays = 92
/** Operation names counted for one key between two writes. */
const maxNames = 100
/** Rows kept while the database is away; beyond them requests go uncounted. */
const maxRows = 50_000

/** Counts in process, and writes once a minute in one transaction. The first write of each day forgets the oldest. */
export function createUsageRecorder(store: UsageStore, onError: (error: unknown) => void): UsageRecorder {
  let rows = new Map<string, MutableRow>()
  let names = new Map<number, Set<string>>()
  let deprecated = new Map<string, MutableUse>()
  let trimmedOn = ''
  let running: Promise<void> | null = null
  const timer = setInterval(() => void flush(), flushMs).unref()

  function note(request: UsedRequest): void {
    const date = today()
    const operation = boundedName(request.keyId, request.operation ?? '')
    const name = `${request.keyId}|${date}|${operation}`
    let row = rows.get(name)
    if (row === undefined) {
      if (rows.size >= maxRows) return
      rows.set(name, (row = newRow(request.keyId, date, operation)))
    }
    for (const member of request.deprecated ?? [])
      addUse(deprecated, { keyId: request.keyId, day: date, member, requests: 1 })
    row.requests += 1
    row.points += request.points
    if (request.throttled) row.throttled += 1
    else if (request.failed) row.errors += 1
    if (request.throttled) return
    const bucket = bucketOf(request.ms)
    row.histogram[bucket] = (row.histogram[bucket] ?? 0) + 1
  }

  function boundedName(keyId: number, operation: string): string {
    let known = names.get(keyId)
    if (known === undefined) names.set(keyId, (known = new Set()))
    if (!known.has(operation) && known.size >= maxNames) return otherOperations
    known.add(operation)
    return operation
  }

  async function flush(): Promise<void> {
    await running
    running = write()
    await running
    running = null
  }

  async function write(): Promise<void> {
    const [written, writtenUses] = [rows, deprecated]
    rows = new Map()
    names = new Map()
    deprecated = new Map()
    try {
      await store.add([...written.values()], [...writtenUses.values()])
      if (trimmedOn !== today()) await store.dropOlderThan(usageDays)
      trimmedOn = today()
    } catch (error) {
      // what came meanwhile is under other objects: both are written next time, as rows of their own would clash
      for (const [name, row] of written) mergeInto(rows, name, row)
      for (const use of writtenUses.values()) addUse(deprecated, use)
      onError(error)
    }
  }

  return {
    note,
    flush,
    async stop() {
      clearInterval(timer)
      await flush()
    },
  }
}

type MutableUse = { -readonly [Name in keyof DeprecatedUseRow]: DeprecatedUseRow[Name] }

function addUse(uses: Map<string, MutableUse>, use: DeprecatedUseRow): void {
  const name = `${use.keyId}|${use.day}|${use.member}`
  const known = uses.get(name)
  if (known === undefined) uses.set(name, { ...use })
  else known.requests += use.requests
}

type MutableRow = { -readonly [Name in keyof UsageRow]: Name extends 'histogram' ? number[] : UsageRow[Name] }

function newRow(keyId: number, day: string, operation: string): MutableRow {
  const histogram = Array.from({ length: histogramBuckets }, () => 0)
  return { keyId, day, operation, requests: 0, points: 0, errors: 0, throttled: 0, histogram }
}

function mergeInto(rows: Map<string, MutableRow>, name: string, row: MutableRow): void {
  const cached = rows.get(name)
  if (cached === undefined) {
    rows.set(name, row)
    return
  }
  cached.requests += row.requests
  cached.points += row.points
  cached.errors += row.errors
  cached.throttled += row.throttled
  for (const [bucket, count] of row.histogram.entries())
    cached.histogram[bucket] = (cached.histogram[bucket] ?? 0) + count
}

let day = { number: 0, text: '' }

/** Today in UTC; writing a date out costs more than the rest of counting a request. */
function today(): string {
  const number = Math.floor(Date.now() / 86_400_000)
  if (day.number !== number) day = { number, text: new Date().toISOString().slice(0, 10) }
  return day.text
}

/** Where usage is read. Days as `2026-11-25`, `before` exclusive. */
export interface UsageSource {
  readonly days: (keyId: number, since: string, before: string) => Promise<UsageDay[]>
  readonly operations: (keyId: number, since: string, before: string) => Promise<OperationTotal[]>
  readonly deprecated: (keyId: number, since: string, before: string) => Promise<DeprecatedUseTotal[]>
}

/** The usage that is kept in the database. */
export function usageSource(db: Db): UsageSource {
  return {
    days: (keyId, since, before) => readUsageDays(db, keyId, since, before),
    operations: (keyId, since, before) => readOperationTotals(db, keyId, since, before),
    deprecated: async (keyId, since, before) =>
      (await readDeprecatedUseOf(db, [keyId], since, before)).get(keyId) ?? [],
  }
}

/** What a key has used, by whole UTC days from `since` to `before` (null: all that is kept, up to now). */
export async function getUsage(
  source: UsageSource,
  keyId: number,
  since: string | null,
  before: string | null,
): Promise<UsageReport> {
  const { from, to } = spanOf(since, before)
  const [byDay, operations, deprecated] = await Promise.all([
    source.days(keyId, from, to),
    source.operations(keyId, from, to),
    source.deprecated(keyId, from, to),
  ])
  return toReport(byDay, operations, deprecated)
}

/** The same of many keys, in three statements. */
export async function getUsageOf(
  db: Db,
  keyIds: readonly number[],
  since: string | null,
  before: string | null,
): Promise<ReadonlyMap<number, UsageReport>> {
  const { from, to } = spanOf(since, before)
  const [days, operations, deprecated] = await Promise.all([
    readUsageDaysOf(db, keyIds, from, to),
    readOperationTotalsOf(db, keyIds, from, to),
    readDeprecatedUseOf(db, keyIds, from, to),
  ])
  return new Map(
    keyIds.map((id) => [id, toReport(days.get(id) ?? [], operations.get(id) ?? [], deprecated.get(id) ?? [])]),
  )
}

/** Whole days, within those that are kept. */
function spanOf(since: string | null, before: string | null): { from: string; to: string } {
  const oldest = dayOf(Date.now() - (usageDays - 1) * 86_400_000)
  const asked = since === null ? oldest : dayOf(Date.parse(since))
  // a day that has begun before `before` belongs to it
  const to = dayOf((before === null ? Date.now() : Date.parse(before) - 1) + 86_400_000)
  return { from: asked < oldest ? oldest : asked, to }
}

function toReport(
  byDay: UsageDay[],
  operations: readonly OperationTotal[],
  deprecatedUse: readonly DeprecatedUseTotal[],
): UsageReport {
  const sum = (name: 'requests' | 'points' | 'errors' | 'throttled') =>
    byDay.reduce((total, day) => total + day[name], 0)
  return {
    requests: sum('requests'),
    points: sum('points'),
    errors: sum('errors'),
    throttled: sum('throttled'),
    byDay,
    topOperations: operations.map(({ operation, histogram, ...counts }) => ({
      name: operation === '' ? null : operation,
      ...counts,
      p95Ms: percentileOf(histogram, 0.95),
    })),
    deprecatedUse,
  }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
