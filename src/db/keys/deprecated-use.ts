import { sql } from 'kysely'
import { recordsetTable } from '../recordset.ts'
import type { Db } from '../tables/database.ts'

/** How often one key has asked for something deprecated on one day. */
export interface DeprecatedUseRow {
  readonly keyId: number
  /** UTC, e.g. `2026-11-25`. */
  readonly day: string
  /** As `schema/deprecation.ts` names it. */
  readonly member: string
  readonly requests: number
}

/** The same, over some days. */
export interface DeprecatedUseTotal {
  readonly member: string
  readonly requests: number
  /** The last day, UTC. */
  readonly lastUsedOn: string
}

/** Adds to what is stored; each key, day and member may occur once. Rows of keys that are gone are dropped. */
export async function addDeprecatedUse(db: Db, rows: readonly DeprecatedUseRow[]): Promise<void> {
  if (rows.length === 0) return
  const given = recordsetTable(rows, { keyId: 'bigint', day: 'date', member: 'text', requests: 'bigint' }, 'given')
  await db
    .insertInto('api_key_deprecated_use')
    .columns(['api_key_id', 'day', 'member', 'requests'])
    .expression(
      db
        .selectFrom(given)
        .innerJoin('api_key', 'api_key.id', 'given.keyId')
        .select(['given.keyId', 'given.day', 'given.member', 'given.requests'])
        // in one order, so that two instances that write at once wait for each other instead of locking each other out
        .orderBy('given.keyId')
        .orderBy('given.day')
        .orderBy('given.member'),
    )
    .onConflict((conflict) =>
      conflict.columns(['api_key_id', 'day', 'member']).doUpdateSet((row) => ({
        requests: row('api_key_deprecated_use.requests', '+', row.ref('excluded.requests')),
      })),
    )
    .execute()
}

/** What each key has used that is deprecated, from `since` (inclusive) to `before` (exclusive), most used first, in one statement. */
export async function readDeprecatedUseOf(
  db: Db,
  keyIds: readonly number[],
  since: string,
  before: string,
): Promise<Map<number, DeprecatedUseTotal[]>> {
  const rows = await db
    .selectFrom('api_key_deprecated_use')
    .select((row) => [
      'api_key_id',
      'member',
      row.fn.sum<number>('requests').as('requests'),
      sql<string>`max(day)::text`.as('lastUsedOn'),
    ])
    .where((where) => where('api_key_id', '=', where.fn.any(where.val([...keyIds]))))
    .where('day', '>=', since)
    .where('day', '<', before)
    .groupBy(['api_key_id', 'member'])
    .orderBy('api_key_id')
    .orderBy('requests', 'desc')
    .orderBy('member')
    .execute()
  const totals = new Map<number, DeprecatedUseTotal[]>()
  for (const { api_key_id, member, requests, lastUsedOn } of rows) {
    const total = { member, requests: Number(requests), lastUsedOn }
    const list = totals.get(Number(api_key_id))
    if (list === undefined) totals.set(Number(api_key_id), [total])
    else list.push(total)
  }
  return totals
}
