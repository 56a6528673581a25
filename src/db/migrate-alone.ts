import { setTimeout as wait } from 'node:timers/promises'
import { sql, type Kysely, type Transaction } from 'kysely'
import { isLockTimeout } from './driver/statement-error.ts'
import type { DB } from './tables/database.ts'
import { inTransaction } from './transaction.ts'

/** Somebody else migrates, or a table is in use for too long, and that does not end. Its message is a sentence. */
export class MigrationBlocked extends Error {
  override readonly name = 'MigrationBlocked'
}

export interface MigrateAloneOptions<T> {
  readonly db: Kysely<DB>
  /** Runs in the one transaction that nobody else migrates beside; what it throws undoes all of it. */
  readonly work: (tx: Transaction<DB>) => Promise<T>
  /** Asked before each attempt: an answer other than null ends the waiting, since another instance has done it all. */
  readonly doneBefore: () => Promise<T | null>
  /** Hears once why it takes so long. */
  readonly onWait?: ((reason: string) => void) | undefined
  readonly patience?: Partial<Patience> | undefined
}

/** How long what may be waited for, in ms. */
export interface Patience {
  /** For a lock on a table, while everybody who comes later to that table waits too; then the attempt is undone and made again. */
  readonly tableMs: number
  /** For all attempts together; then it is blocked. */
  readonly attemptsMs: number
  /** For a backend that holds the lock on migrations without a transaction; then nobody will ever release it. */
  readonly leftLockMs: number
}

const defaultPatience: Patience = { tableMs: 2_000, attemptsMs: 600_000, leftLockMs: 10_000 }
const checkEveryMs = 250

/** Kysely's own number for it, so that versions that let Kysely take it are kept out too. */
const migrationLock = '3853314791062309107'

/**
 * Does the work in one transaction, when nobody else migrates. The lock ends with that transaction: one of the session, as Kysely takes
 * it, would stay behind a connection pooler on a backend that is lent to somebody else next, and every later start would wait for it.
 *
 * Older gateways serve meanwhile. A statement that changes a table waits for whoever reads it, and everybody who comes later waits behind
 * that statement, so it waits for a moment only, and all is tried again.
 */
export async function migrateAlone<T>({ db, work, doneBefore, onWait, patience }: MigrateAloneOptions<T>): Promise<T> {
  const { tableMs, attemptsMs, leftLockMs } = { ...defaultPatience, ...patience }
  let isReported = false
  let inUseSince: number | null = null
  let holder: Holder | null = null
  const tell = (reason: string): void => {
    if (!isReported) onWait?.(reason)
    isReported = true
  }
  for (;;) {
    const done = await doneBefore()
    if (done !== null) return done
    try {
      const outcome = await inTransaction(db, async (tx) =>
        (await takeLock(tx, tableMs)) ? { result: await work(tx) } : null,
      )
      if (outcome !== null) return outcome.result
      holder = await nextHolder(db, holder)
      if (holder !== null && isLeft(holder, leftLockMs)) throw new MigrationBlocked(leftLock(holder))
      tell('Another instance migrates the database; this one waits for it')
    } catch (error) {
      if (!isLockTimeout(error)) throw error
      inUseSince ??= performance.now()
      if (performance.now() - inUseSince > attemptsMs) throw new MigrationBlocked(inUse, { cause: error })
      tell('A table that a migration changes is in use; it is tried again')
    }
    await wait(checkEveryMs)
  }
}

const inUse =
  'a table that it changes is in use all the time, by a backup or a query that does not end: wait for that, or end it, and start again'

async function takeLock(tx: Transaction<DB>, tableMs: number): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(${sql.lit(migrationLock)}::bigint) as taken,
      set_config('lock_timeout', ${sql.lit(String(tableMs))}, true)`.execute(tx)
  return rows[0]?.taken === true
}

/** Who holds the lock on migrations. */
interface Holder {
  readonly pid: number
  /** `performance.now()` when it was first seen. */
  readonly seenAt: number
  /** How often it was seen without a transaction; a migration has one. */
  readonly idleSightings: number
}

async function nextHolder(db: Kysely<DB>, last: Holder | null): Promise<Holder | null> {
  // what another role does is not shown: then its state is null, and nothing is known of it
  const { rows } = await sql<{ pid: number; isIdle: boolean }>`
    select pid, state is not null and xact_start is null as "isIdle"
    from pg_locks
    join pg_stat_activity using (pid)
    where locktype = 'advisory'
      and granted
      and pg_locks.database = (select oid from pg_database where datname = current_database())
      and (classid::bigint << 32 | objid::bigint) = ${sql.lit(migrationLock)}::bigint
      and objsubid = 1`.execute(db)
  const [row] = rows
  if (row === undefined) return null
  const { pid, isIdle } = row
  const { seenAt, idleSightings } = last?.pid === pid ? last : { seenAt: performance.now(), idleSightings: 0 }
  return { pid, seenAt, idleSightings: idleSightings + Number(isIdle) }
}

/** Kysely takes the lock a moment before its transaction begins, and gives it back a moment after. */
function isLeft({ seenAt, idleSightings }: Holder, leftLockMs: number): boolean {
  return performance.now() - seenAt > leftLockMs && idleSightings > 3
}

function leftLock({ pid }: Holder): string {
  return `the backend ${pid} of the database holds the lock on migrations and runs none, as older versions leave it behind a connection pooler: end it with "select pg_terminate_backend(${pid})" and start again`
}
