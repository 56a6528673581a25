import { sql } from 'kysely'
import { recordsetTable } from '../recordset.ts'
import type { Db } from '../tables/database.ts'

/** How far the import of a file has come. */
export interface ImportProgress {
  readonly itemsDone: number
  readonly created: number
  readonly updated: number
  readonly noop: number
  readonly rejected: number
}

/** A line of the report, kept so that an import that goes on reports what the part before it rejected. */
export interface Rejection {
  /** Number of the item in its file, from 0. */
  readonly number: number
  /** What the report calls it: `line 3`. */
  readonly item: string
  readonly field: string | null
  readonly reason: string
}

export const nothingDone: ImportProgress = { itemsDone: 0, created: 0, updated: 0, noop: 0, rejected: 0 }

/** The progress of an import that did not come to its end; null where there is none. */
export async function findProgress(db: Db, identity: string): Promise<ImportProgress | null> {
  const row = await db
    .selectFrom('import_progress')
    .select(['items_done', 'created', 'updated', 'noop', 'rejected'])
    .where('identity', '=', identity)
    .executeTakeFirst()
  if (row === undefined) return null
  const { items_done: itemsDone, ...counts } = row
  return { itemsDone, ...counts }
}

/**
 * Replaces the progress of a file of a source (null: each article's publisher) and adds to its rejections. At most two statements; belongs into the batch's transaction, whose
 * commit then does not wait for the disk: a batch that is lost with the power is lost with its progress, and comes again.
 * `forgetProgress` does wait, and with it all before it.
 */
export async function saveProgress(
  tx: Db,
  identity: string,
  progress: ImportProgress,
  rejections: readonly Rejection[],
  source: string | null = null,
): Promise<void> {
  const { itemsDone, created, updated, noop, rejected } = progress
  const { id } = await tx
    .insertInto('import_progress')
    .values({ identity, source, items_done: itemsDone, created, updated, noop, rejected, changed_at: sql`now()` })
    .onConflict((conflict) =>
      conflict.column('identity').doUpdateSet(({ ref }) => ({
        items_done: ref('excluded.items_done'),
        created: ref('excluded.created'),
        updated: ref('excluded.updated'),
        noop: ref('excluded.noop'),
        rejected: ref('excluded.rejected'),
        changed_at: ref('excluded.changed_at'),
      })),
    )
    .returning(['id', sql`set_config('synchronous_commit', 'off', true)`.as('commit')])
    .executeTakeFirstOrThrow()
  if (rejections.length === 0) return
  await tx
    .insertInto('import_rejection')
    .columns(['progress_id', 'item', 'place', 'field', 'reason'])
    .expression(
      tx
        .selectFrom(recordsetTable(rejections, { number: 'bigint', item: 'text', field: 'text', reason: 'text' }, 'r'))
        .select([sql<number>`${id}::bigint`.as('progress_id'), 'r.number', 'r.item', 'r.field', 'r.reason']),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What earlier runs rejected of a file, in its order, a thousand at a time. */
export async function* listRejections(db: Db, identity: string): AsyncGenerator<Rejection> {
  let after = -1
  for (;;) {
    const page: Rejection[] = await db
      .selectFrom('import_rejection as r')
      .innerJoin('import_progress as p', 'p.id', 'r.progress_id')
      .select(['r.item as number', 'r.place as item', 'r.field', 'r.reason'])
      .where('p.identity', '=', identity)
      .where('r.item', '>', after)
      .orderBy('r.item')
      .limit(1000)
      .execute()
    yield* page
    const last = page.at(-1)
    if (last === undefined) return
    after = last.number
  }
}

/** The file is done: the next import of it begins anew. */
export async function forgetProgress(db: Db, identity: string): Promise<void> {
  await db.deleteFrom('import_progress').where('identity', '=', identity).execute()
}
