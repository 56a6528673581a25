import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedDatabaseError, reasonOf } from './error.ts'

/** A held lock. Should the process die, the operating system releases it. */
export interface Lock {
  release(): void
}

/** Any number of processes share a lock; one alone has it exclusively. */
export type LockMode = 'shared' | 'exclusive'

// a lock whose object is collected would be released
const owned = new Set<DatabaseSync>()

/**
 * Takes the lock in this file, or answers null where another process has it.
 *
 * Node has no file locks, but SQLite has: the file is an empty SQLite database inside a transaction. Unlike a file with a
 * process id in it, such a lock never goes stale and does not care about process namespaces. Never open the file
 * by other means in the same process: closing it would release the lock.
 */
export function tryLock(file: string, mode: LockMode): Lock | null {
  let lock: DatabaseSync
  try {
    // readable by our user only: to read is to share the lock
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
    lock = new DatabaseSync(file)
  } catch (error) {
    throw new EmbeddedDatabaseError(`The lock file ${file} can't be opened: ${reasonOf(error)}`, { cause: error })
  }
  try {
    // a journal would be a file beside it; without any, SQLite writes to the file, for which a full disk has no room
    lock.exec('pragma journal_mode = memory')
    lock.exec(mode === 'exclusive' ? 'begin exclusive' : 'begin; select count(*) from sqlite_schema')
  } catch (error) {
    lock.close()
    if (isBusy(error)) return null
    throw new EmbeddedDatabaseError(`The file ${file} can't be locked: ${reasonOf(error)}`, { cause: error })
  }
  owned.add(lock)
  return {
    release() {
      if (owned.delete(lock)) lock.close()
    },
  }
}

/** Waits for the lock, and answers null when it is still not free after the time. Rejects when `stop` is aborted. */
export async function waitForLock(
  file: string,
  mode: LockMode,
  timeoutMs: number,
  stop?: AbortSignal,
): Promise<Lock | null> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const lock = tryLock(file, mode)
    if (lock !== null || performance.now() > deadline) return lock
    await sleep(25, undefined, { signal: stop })
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}
