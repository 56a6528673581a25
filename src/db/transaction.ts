import type { Transaction } from 'kysely'
import type { DB, Db } from './tables/database.ts'

/**
 * Does the work in the transaction that is open, or else in a new one, which sees what others commit meanwhile (`read committed`, whatever
 * the server's default). What it throws takes back a new transaction; in an open one that is its owner's to decide.
 */
export async function inTransaction<T>(db: Db, work: (tx: Transaction<DB>) => Promise<T>): Promise<T> {
  return isTransaction(db) ? await work(db) : await db.transaction().setIsolationLevel('read committed').execute(work)
}

function isTransaction(db: Db): db is Transaction<DB> {
  return db.isTransaction
}
