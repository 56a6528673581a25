import { sql } from 'kysely'
import type { UsageDay } from '../../../schema/models.ts'
import { recordsetTable } from '../recordset.ts'
import type { Db } from '../tables/database.ts'
import { inTransaction } from '../transaction.ts'
import { addDeprecatedUse, type DeprecatedUseRow } from './deprecated-use.ts'

/** What one key did on one day with one operation. */
export interface UsageRow {
  readonly keyId: number
  /** UTC, e.g. `2026-11-25`. */
  readonly day: string
  /** Empty for unnamed operations. */
  readonly operation: string
  readonly requests: number
  readonly points: number
  readonly errors: number
  readonly throttled: number
  /** Requests by duration: see `histogram.ts`. Throttled ones are not in it. */
  readonly histogram: readonly number[]
}

export interface OperationTotal {
  readonly operation: string
  readonly requests: number
  readonly points: number
  readonly errors: number
  readonly histogram: readonly number[]
}

/** Where operations go that are beyond the bound of one key and day. */
export const otherOperations = '(other)'

/** Operation names kept for one key and day; names come from clients. */
const maxOperations = 100

/**
 * Adds to what is stored, all rows in one transaction; each key, day and operation may occur once. Rows of keys that are gone
 * are dropped.
 */
export async function addUsage(
  db: Db,
  rows: readonly UsageRow[],
  deprecated: readonly DeprecatedUseRow[] = [],
): Promise<void> {
  if (rows.length === 0) return
  await inTransaction(db, async (transaction) => {
    await addDays(transaction, rows)
    await addOperations(transaction, foldUnknown(rows, await readOperationNames(transaction, rows)))
    await addDeprecatedUse(transaction, deprecated)
  })
}

async function addDays(db: Db, rows: readonly UsageRow[]): Promise<void> {
  await db
    .insertInto('api_key_usage')
    .columns(['api_key_id', 'day', 'requests', 'points', 'errors', 'throttled'])
    .expression(
      db
        .selectFrom(given(rows))
        .innerJoin('api_key', 'api_key.id', 'given.keyId')
        .select((row) => [
          'given.keyId',
          'given.day',
          row.fn.sum('given.requests').as('requests'),
          row.fn.sum('given.points').as('points'),
          row.fn.sum('given.errors').as('errors'),
          row.fn.sum('given.throttled').as('throttled'),
        ])
        .groupBy(['given.keyId', 'given.day'])
        // in one order, so that two instances that write at once wait for each other instead of locking each other out
        .orderBy('given.keyId')
        .orderBy('given.day'),
    )
    .onConflict((conflict) =>
      conflict.columns(['api_key_id', 'day']).doUpdateSet((row) => ({
        requests: row('api_key_usage.requests', '+', row.ref('excluded.requests')),
        points: row('api_key_usage.points', '+', row.ref('excluded.points')),
        errors: row('api_key_usage.errors', '+', row.ref('excluded.errors')),
        throttled: row('api_key_usage.throttled', '+', row.ref('excluded.throttled')),
      })),
    )
    .execute()
}

async function addOperations(db: Db, rows: readonly UsageRow[]): Promise<void> {
  const bucketSums = sql<number[]>`(
    select array_agg(coalesce(a, 0) + coalesce(b, 0) order by bucket)
    from unnest(api_key_operation_usage.histogram, excluded.histogram) with ordinality as item (a, b, bucket))`
  await db
    .insertInto('api_key_operation_usage')
    .columns(['api_key_id', 'day', 'operation', 'requests', 'points', 'errors', 'histogram'])
    .expression(
      db
        .selectFrom(given(rows))
        .innerJoin('api_key', 'api_key.id', 'given.keyId')
        .select([
          'given.keyId',
          'given.day',
          'given.operation',
          'given.requests',
          'given.points',
          'given.errors',
          'given.histogram',
        ])
        .orderBy('given.keyId')
        .orderBy('given.day')
        .orderBy('given.operation'),
    )
    .onConflict((conflict) =>
      conflict.columns(['api_key_id', 'day', 'operation']).doUpdateSet((row) => ({
        requests: row('api_key_operation_usage.requests', '+', row.ref('excluded.requests')),
        points: row('api_key_operation_usage.points', '+', row.ref('excluded.points')),
        errors: row('api_key_operation_usage.errors', '+', row.ref('excluded.errors')),
        histogram: bucketSums,
      })),
    )
    .execute()
}

/** The operation names stored for the keys and days of the rows, by `group`. */
async function readOperationNames(db: Db, rows: readonly UsageRow[]): Promise<Map<string, Set<string>>> {
  const existing = await db
    .selectFrom('api_key_operation_usage as existing')
    .select(['existing.api_key_id', dateText('existing.day').as('day'), 'existing.operation'])
    .where((row) =>
      row(
        row.refTuple('existing.api_key_id', 'existing.day'),
        'in',
        row.selectFrom(given(rows)).select(['given.keyId', 'given.day']).$asTuple('keyId', 'day'),
      ),
    )
    .execute()
  const names = new Map<string, Set<string>>()
  for (const { api_key_id, day, operation } of existing)
    addTo(names, group({ keyId: Number(api_key_id), day }), operation)
  return names
}

/** Rows beyond the bound of their key and day become one, of `otherOperations`. */
function foldUnknown(rows: readonly UsageRow[], names: Map<string, Set<string>>): UsageRow[] {
  const folded = new Map<string, UsageRow>()
  for (const row of rows.toSorted((a, b) => b.requests - a.requests)) {
    const known = names.get(group(row))
    const isBounded = known === undefined || known.has(row.operation) || known.size < maxOperations
    const operation = isBounded ? row.operation : otherOperations
    addTo(names, group(row), operation)
    const name = `${group(row)}|${operation}`
    const existing = folded.get(name)
    folded.set(name, existing === undefined ? { ...row, operation } : addRows(existing, row))
  }
  return [...folded.values()]
}

function addRows(a: UsageRow, b: UsageRow): UsageRow {
  return {
    ...a,
    requests: a.requests + b.requests,
    points: a.points + b.points,
    errors: a.errors + b.errors,
    throttled: a.throttled + b.throttled,
    histogram: a.histogram.map((count, bucket) => count + (b.histogram[bucket] ?? 0)),
  }
}

function group({ keyId, day }: { keyId: number; day: string }): string {
  return `${keyId}|${day}`
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const existing = sets.get(key)
  if (existing === undefined) sets.set(key, new Set([value]))
  else existing.add(value)
}

/** Forgets what is older than `days` days. */
export async function dropOldUsage(db: Db, days: number): Promise<void> {
  for (const table of ['api_key_usage', 'api_key_operation_usage', 'api_key_deprecated_use'] as const) {
    await db
      .deleteFrom(table)
      .where(sql<boolean>`day <= (now() at time zone 'UTC')::date - ${days}::int`)
      .execute()
  }
}

/** A key's days from `since` (inclusive) to `before` (exclusive), oldest first; days without requests are left out. */
export async function readUsageDays(db: Db, keyId: number, since: string, before: string): Promise<UsageDay[]> {
  return (await readUsageDaysOf(db, [keyId], since, before)).get(keyId) ?? []
}

/** The same of many keys, by key, in one statement; keys without requests are left out. */
export async function readUsageDaysOf(
  db: Db,
  keyIds: readonly number[],
  since: string,
  before: string,
): Promise<Map<number, UsageDay[]>> {
  const rows = await db
    .selectFrom('api_key_usage')
    .select(['api_key_id', dateText('day').as('date'), 'requests', 'points', 'errors', 'throttled'])
    .where((where) => where('api_key_id', '=', where.fn.any(where.val([...keyIds]))))
    .where('day', '>=', since)
    .where('day', '<', before)
    .orderBy('api_key_id')
    .orderBy('day')
    .execute()
  const days = new Map<number, UsageDay[]>()
  for (const { api_key_id, date, requests, points, errors, throttled } of rows) {
    append(days, Number(api_key_id), {
      date,
      requests: Number(requests),
      points: Number(points),
      errors: Number(errors),
      throttled: Number(throttled),
    })
  }
  return days
}

/** A key's operations in the same days, those with the most points first; at most 1,000. */
export async function readOperationTotals(
  db: Db,
  keyId: number,
  since: string,
  before: string,
): Promise<OperationTotal[]> {
  return (await readOperationTotalsOf(db, [keyId], since, before)).get(keyId) ?? []
}

/** The same of many keys, by key, in one statement. */
export async function readOperationTotalsOf(
  db: Db,
  keyIds: readonly number[],
  since: string,
  before: string,
): Promise<Map<number, OperationTotal[]>> {
  const { rows } = await sql<OperationTotal & { key_id: number }>`
    select key_id::float8 as key_id, totals.*
    from unnest(${[...keyIds]}::bigint[]) as key_id
    cross join lateral (${operationTotals(since, before)}) as totals
    order by key_id, totals.points desc, totals.operation`.execute(db)
  const totals = new Map<number, OperationTotal[]>()
  for (const { key_id, ...total } of rows) append(totals, key_id, total)
  return totals
}

function append<T>(lists: Map<number, T[]>, key: number, value: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** Of the key `key_id`. Sums of sums over what arrays hold, below a lateral join: in the builder it would be longer and no safer. */
function operationTotals(since: string, before: string) {
  return sql`
    select total.operation, total.requests::int as requests, total.points::float8 as points, total.errors::int as errors, (
      select array_agg(count order by bucket) from (
        select bucket, sum(count)::int as count
        from api_key_operation_usage one, unnest(one.histogram) with ordinality as item (count, bucket)
        where one.api_key_id = key_id and one.day >= ${since}::date and one.day < ${before}::date
          and one.operation = total.operation
        group by bucket) as buckets) as histogram
    from (
      select operation, sum(requests) as requests, sum(points) as points, sum(errors) as errors
      from api_key_operation_usage
      where api_key_id = key_id and day >= ${since}::date and day < ${before}::date
      group by operation) as total
    order by total.points desc, total.operation
    limit 1000`
}

function dateText(column: string) {
  return sql<string>`${sql.ref(column)}::text`
}

interface GivenRow extends Omit<UsageRow, 'histogram'> {
  readonly histogram: number[]
}

function given(rows: readonly UsageRow[]) {
  return recordsetTable<GivenRow, 'given'>(
    rows.map((row) => ({ ...row, histogram: [...row.histogram] })),
    {
      keyId: 'bigint',
      day: 'date',
      operation: 'text',
      requests: 'bigint',
      points: 'bigint',
      errors: 'bigint',
      throttled: 'bigint',
      histogram: 'integer[]',
    },
    'given',
  )
}
