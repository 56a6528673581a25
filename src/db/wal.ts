import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { DB } from './tables/database.ts'

/**
 * How far the server is in the write-ahead log, as a number of bytes: on a primary after all that is committed, on a standby after what it
 * has applied. Exact up to 2^53, which is 9 PB of log.
 */
export const walPosition: RawBuilder<number> = sql<number>`pg_wal_lsn_diff(
  case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_insert_lsn() end, '0/0')::float8`

/** The history that the primary writes: another one since a standby was promoted; empty on a standby. */
export const timeline: RawBuilder<string> = sql<string>`
  case when pg_is_in_recovery() then '' else left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) end`

/** What a replica says of itself. */
export interface StandbyState {
  /** Whether it follows a primary; not any more once it is promoted. */
  readonly isStandby: boolean
  /** How far it has applied the log; see `walPosition`. */
  readonly position: number
  /** Of the cluster that it is a copy of; its primary has the same. */
  readonly systemIdentifier: string
}

/** Asks a server whether it is a standby, of what, and how far. One statement. */
export async function readStandbyState(db: Kysely<DB>): Promise<StandbyState> {
  const { rows } = await sql<StandbyState>`
    select pg_is_in_recovery() as "isStandby",
      coalesce(${walPosition}, 0) as position,
      (select system_identifier::text from pg_control_system()) as "systemIdentifier"`.execute(db)
  const [state] = rows
  if (state === undefined) throw new Error('The replica did not say how far it is.')
  return state
}

/** What no other database has at the same time, as far as the server says so: its cluster and its number there. One statement. */
export async function readDatabaseIdentity(db: Kysely<DB>): Promise<string> {
  const { rows } = await sql<{ identity: string }>`
    select system_identifier || '.' || (select oid from pg_database where datname = current_database()) as identity
    from pg_control_system()`.execute(db)
  return rows[0]?.identity ?? ''
}
