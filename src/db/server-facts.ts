import { sql } from 'kysely'
import type { Db } from './tables/database.ts'

/** What a database server says of itself; what this role may not see is null. */
export interface ServerFacts {
  /** As PostgreSQL writes it: `18.4`. */
  readonly version: string
  readonly versionNumber: number
  readonly encoding: string
  readonly bytes: number
  readonly maxConnections: number
  /** Milliseconds since 1970 by its clock, when it was asked. */
  readonly clockMs: number
  readonly takesWrites: boolean
  /** How many seconds a standby is behind what it has received; null where it is a primary. */
  readonly replayLagSeconds: number | null
  /** Standbys that read from this server, and how many bytes each has not replayed yet. */
  readonly standbys: readonly { readonly name: string; readonly bytesBehind: number | null }[]
  /** Indexes that are there and not used, since building them broke off. */
  readonly invalidIndexes: readonly string[]
  /** Tables of some size that were never analysed, so that plans are guesses. */
  readonly unanalysedTables: readonly string[]
}

/** Asks the server, in one statement. */
export async function readServerFacts(db: Db): Promise<ServerFacts> {
  const { rows } = await sql<ServerFacts>`
    select
      current_setting('server_version') as version,
      current_setting('server_version_num')::int as "versionNumber",
      current_setting('server_encoding') as encoding,
      pg_database_size(current_database()) as bytes,
      current_setting('max_connections')::int as "maxConnections",
      (extract(epoch from clock_timestamp()) * 1000)::float8 as "clockMs",
      not current_setting('transaction_read_only')::boolean as "takesWrites",
      case
        when not pg_is_in_recovery() then null
        when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
        else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::float8
      end as "replayLagSeconds",
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'name', application_name,
          'bytesBehind', case when pg_is_in_recovery() then null else pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) end))
        from pg_stat_replication), '[]') as standbys,
      coalesce((
        select jsonb_agg(indexrelid::regclass::text order by indexrelid::regclass::text)
        from pg_index
        join pg_class on pg_class.oid = pg_index.indexrelid
        where relnamespace = current_schema()::regnamespace and not (indisvalid and indisready)), '[]') as "invalidIndexes",
      coalesce((
        select jsonb_agg(relname order by relname)
        from pg_stat_user_tables
        where schemaname = current_schema() and n_live_tup > 10000 and last_analyze is null and last_autoanalyze is null),
        '[]') as "unanalysedTables"`.execute(db)
  const [facts] = rows
  if (facts === undefined) throw new Error('The server said nothing of itself.')
  return facts
}
