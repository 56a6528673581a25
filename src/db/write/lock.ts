import { sql } from 'kysely'
import type { Db } from '../tables/database.ts'

/** Any number that nothing else in this database locks; migration 0008 has it as well. */
const writeLock = 7_262_020_911

/**
 * Waits until no other transaction writes content, keeps others out until this one ends, and answers the instant of the write:
 * RFC 3339 in UTC, in milliseconds, cut and not rounded, so that what is created then is visible at once. Just-in-time compilation is
 * off until then: it costs more than any of these statements.
 */
export async function beginWrite(tx: Db): Promise<string> {
  const { rows } = await sql<{ instant: string }>`
    select to_char(date_trunc('milliseconds', clock_timestamp()) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as instant
    from pg_advisory_xact_lock(${sql.lit(writeLock)}), set_config('jit', 'off', true)`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('The database did not say what time it is')
  return row.instant
}
