import { sql, type Kysely } from 'kysely'
import type { DB } from '../tables/database.ts'
import { isAnyRowStale, makeSearchRowsInTurn } from './later.ts'

/** The channel that hears of articles whose topics or authors were renamed. */
export const searchStaleChannel = 'article_search_stale'

/** Longer than a batch of an import, and shorter than what makes others wait for a connection. */
const waitMs = 2_000

/**
 * Makes the search rows of some `limit` articles anew whose topics or authors were renamed, or that lie where their language is not looked for, in a transaction of its own; answers how many
 * they were, 0 where there are none. Waits for other writers; throws after two seconds of that.
 */
export async function refreshSearchRows(db: Kysely<DB>, limit: number): Promise<number> {
  if (!(await isAnyRowStale(db))) return 0
  return await db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (tx) => {
      await sql`select set_config('lock_timeout', ${String(waitMs)}, true)`.execute(tx)
      return await makeSearchRowsInTurn(tx, limit)
    })
}
