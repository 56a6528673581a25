import { sql, type Kysely } from 'kysely'
import type { DB, Db } from '../tables/database.ts'
import { furtherConfigs, sameConfig } from '../tables/search.ts'
import { beginWrite } from '../write/lock.ts'
import { mostWaitingKb, saveSearchRows } from './save.ts'

/**
 * Notes that the search rows of articles have to be made. Whoever dies before making them leaves that to the gateways, or to the next
 * import. A row that is noted already is touched, so that who makes it just now waits for this transaction, or this one for that.
 */
export async function noteStale(tx: Db, articleIds: readonly number[]): Promise<void> {
  if (articleIds.length === 0) return
  await sql`
    insert into article_search_stale (article_id) select id from unnest(${articleIds}::bigint[]) as id
    on conflict (article_id) do update set article_id = excluded.article_id`.execute(tx)
}

/**
 * Makes the search rows of articles that were noted, in a transaction of its own, while others write: it holds the articles as they are,
 * passes over those that somebody is changing, and waits for nobody. Answers which those are. Two statements.
 */
export async function makeSearchRowsBeside(
  db: Kysely<DB>,
  articleIds: readonly number[],
  fresh: ReadonlySet<number>,
): Promise<readonly number[]> {
  const made = await db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (tx) => {
      const { rows } = await sql<{ id: number }>`
        with unchanging as materialized (
          select id from article where id = any(${articleIds}::bigint[]) order by id for share skip locked
        ), noted as materialized (
          select article_id from article_search_stale
          where article_id in (select id from unchanging) for update skip locked
        ), unsynchronised as (select set_config('synchronous_commit', 'off', true))
        delete from article_search_stale
        where article_id = any(array(select article_id from noted)) and (select true from unsynchronised)
        returning article_id as id`.execute(tx)
      const ids = rows.map(({ id }) => id)
      await saveSearchRows(tx, ids, fresh, mostWaitingKb)
      return new Set(ids)
    })
  return articleIds.filter((id) => !made.has(id))
}

/**
 * Makes the search rows of up to `limit` articles that were noted, or that a former version has put among those without a configuration
 * (migration 0035), while other writers wait; answers how many they were.
 */
export async function makeSearchRowsInTurn(tx: Db, limit: number): Promise<number> {
  await beginWrite(tx)
  const { rows } = await sql<{ id: number }>`
    with noted as (
      delete from article_search_stale
      where article_id in (select article_id from article_search_stale order by article_id limit ${limit})
      returning article_id
    )
    select article_id as id from noted
    union
    (select article_id from article_search_simple where ${isMisplaced} order by article_id limit ${limit})`.execute(tx)
  await saveSearchRows(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.length
}

/** Whether any search row has to be made anew. One look into an index each. */
export async function isAnyRowStale(db: Db): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from article_search_stale)
      or (select true from article_search_simple where ${isMisplaced} order by article_id limit 1) is true as found`.execute(
    db,
  )
  return rows[0]?.found === true
}

/** The condition of the index article_search_simple_misplaced, letter by letter. */
const isMisplaced = sql.raw(
  `split_part(language, '-', 1) = any ('{${[...furtherConfigs, ...Object.keys(sameConfig)].join(',')}}'::text[])`,
)
