import { sql, type Kysely } from 'kysely'
import { everything } from './content-changes.ts'
import type { DB } from './tables/database.ts'

/** What a cache in front has still to be told: the tags of one transaction. */
export interface QueuedPurge {
  readonly id: number
  readonly tags: readonly string[]
}

/** For how long a cache that no gateway has in its configuration any more is kept in the queue. */
const forgottenAfter = sql`interval '1 day'`

/**
 * Has the changes of all transactions from now on queued for these caches. A cache that is new here is told to drop everything, as what it has may
 * be older. Forgets caches that nobody has wanted for a day.
 */
export async function wantPurges(db: Kysely<DB>, addresses: readonly string[]): Promise<void> {
  await sql`
    with forgotten as (
      delete from cache_purge_target
      where wanted_at < clock_timestamp() - ${forgottenAfter} and not address = any(${addresses})
      returning address
    )
    delete from cache_purge where target in (select address from forgotten)`.execute(db)
  await sql`
    with wanted as (
      insert into cache_purge_target (address)
      select unnest(${addresses}::text[])
      on conflict (address) do update set wanted_at = clock_timestamp()
      returning address, xmax = 0 as is_new
    )
    insert into cache_purge (target, tags)
    select address, ${[everything]}::text[] from wanted where is_new`.execute(db)
}

/** Queues tags for every cache that is wanted, to be told at once, a cache that has failed before too. Answers how many caches those are. */
export async function queuePurge(db: Kysely<DB>, tags: readonly string[]): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with awake as (update cache_purge_target set retry_at = null returning address)
    insert into cache_purge (target, tags, due_at)
    select address, ${tags}::text[], clock_timestamp() from awake order by address
    returning id`.execute(db)
  return rows.length
}

/**
 * Makes the holder (a UUID) the one who tells that cache, for `seconds`: nobody else does meanwhile, so that it hears of changes in their order.
 * Answers how often it has failed in a row; null: somebody else tells it, or it is not to be tried again yet.
 */
export async function leasePurges(
  db: Kysely<DB>,
  address: string,
  holder: string,
  seconds: number,
): Promise<number | null> {
  const { rows } = await sql<{ failures: number }>`
    update cache_purge_target
    set lease_holder = ${holder}::uuid, leased_until = clock_timestamp() + make_interval(secs => ${seconds})
    where address = ${address}
      and (lease_holder = ${holder}::uuid or leased_until is null or leased_until < clock_timestamp())
      and (retry_at is null or retry_at <= clock_timestamp())
    returning failures`.execute(db)
  return rows[0]?.failures ?? null
}

/** Lets others tell that cache. */
export async function releasePurges(db: Kysely<DB>, address: string, holder: string): Promise<void> {
  await sql`update cache_purge_target set leased_until = null where address = ${address} and lease_holder = ${holder}::uuid`.execute(
    db,
  )
}

/** What that cache has to be told now, in order: up to the first that is not due yet, `limit` at most. */
export async function readDuePurges(db: Kysely<DB>, address: string, limit: number): Promise<readonly QueuedPurge[]> {
  const { rows } = await sql<QueuedPurge & { isDue: boolean }>`
    select id, tags, due_at <= clock_timestamp() as "isDue"
    from cache_purge
    where target = ${address}
    order by id
    limit ${sql.lit(limit)}`.execute(db)
  const end = rows.findIndex(({ isDue }) => !isDue)
  return end < 0 ? rows : rows.slice(0, end)
}

/** That cache has been told of these. */
export async function finishPurges(db: Kysely<DB>, address: string, ids: readonly number[]): Promise<void> {
  await sql`
    with done as (delete from cache_purge where id = any(${ids}::bigint[]))
    update cache_purge_target set failures = 0, retry_at = null, last_error = null
    where address = ${address} and failures > 0`.execute(db)
}

/** That cache did not take it; it is tried again in so many seconds. */
export async function failPurges(db: Kysely<DB>, address: string, error: string, seconds: number): Promise<void> {
  await sql`
    update cache_purge_target
    set failures = failures + 1, retry_at = clock_timestamp() + make_interval(secs => ${seconds}), last_error = ${error}
    where address = ${address}`.execute(db)
}

/** How many transactions each cache has still to be told of, and why the last attempt failed, where it did. */
export async function countPurges(
  db: Kysely<DB>,
): Promise<readonly { readonly address: string; readonly waiting: number; readonly lastError: string | null }[]> {
  const { rows } = await sql<{ address: string; waiting: number; lastError: string | null }>`
    select t.address, t.last_error as "lastError",
      (select count(*) from cache_purge q where q.target = t.address) as waiting
    from cache_purge_target t
    order by t.address`.execute(db)
  return rows
}
