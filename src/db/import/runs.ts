import { sql } from 'kysely'
import type { ImportRejection, ImportRun } from '../../../schema/models.ts'
import { instantText } from '../json.ts'
import { recordsetTable } from '../recordset.ts'
import type { Db } from '../tables/database.ts'

/** What of a run changes while it goes on. */
export type ImportRunProgress = Pick<
  ImportRun,
  'file' | 'items' | 'bytesRead' | 'bytes' | 'created' | 'updated' | 'noop' | 'rejected' | 'refusedFiles'
>

/** Rejections of one run that are kept. */
export const maxKeptRejections = 1_000
/** A run that has not been heard of for so long was killed. */
const silentSeconds = 60
const keptDays = 30

/** Notes that an import begins, and forgets those of long ago. Answers its id. */
export async function beginImportRun(db: Db, source: string | null, names: readonly string[]): Promise<number> {
  await db
    .deleteFrom('import_run')
    .where(sql<boolean>`changed_at < now() - make_interval(days => ${keptDays})`)
    .execute()
  const { id } = await db
    .insertInto('import_run')
    .values({ source, names: names.slice(0, 20) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return Number(id)
}

/** Notes how far it is, and what was rejected since the last time; `end` where it is over. `firstNumber`: how many rejections were written before. */
export async function saveImportRun(
  db: Db,
  id: number,
  progress: ImportRunProgress,
  rejections: readonly ImportRejection[],
  firstNumber: number,
  end: { readonly isInterrupted: boolean } | null,
): Promise<void> {
  const { file, items, bytesRead, bytes, created, updated, noop, rejected, refusedFiles } = progress
  await db
    .updateTable('import_run')
    .set({
      file,
      items,
      bytes_read: bytesRead,
      bytes,
      created,
      updated,
      noop,
      rejected,
      refused_files: refusedFiles,
      changed_at: sql<string>`now()`,
      ...(end === null ? {} : { is_interrupted: end.isInterrupted, ended_at: sql<string>`now()` }),
    })
    .where('id', '=', id)
    .execute()
  if (rejections.length === 0) return
  const rows = rejections.map((line, at) => ({ ...line, number: firstNumber + at }))
  await db
    .insertInto('import_run_rejection')
    .columns(['run_id', 'number', 'file', 'item', 'field', 'reason'])
    .expression(
      db
        .selectFrom(
          recordsetTable(rows, { number: 'integer', file: 'text', item: 'text', field: 'text', reason: 'text' }, 'r'),
        )
        .select([sql<number>`${id}::bigint`.as('run_id'), 'r.number', 'r.file', 'r.item', 'r.field', 'r.reason']),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The newest runs, newest first. */
export async function listImportRuns(db: Db, first: number): Promise<ImportRun[]> {
  const rows = await db
    .selectFrom('import_run')
    .select(['id', 'source', 'names', 'file', 'items', 'bytes', 'created', 'updated', 'noop', 'rejected'])
    .select(({ ref }) => [
      ref('bytes_read').as('bytesRead'),
      ref('refused_files').as('refusedFiles'),
      instantText(sql.ref('started_at')).as('startedAt'),
      instantText(sql.ref('changed_at')).as('changedAt'),
      instantText(sql.ref('ended_at')).as('endedAt'),
      sql<ImportRun['state']>`case
        when is_interrupted then 'INTERRUPTED'
        when ended_at is not null then 'ENDED'
        when changed_at < now() - make_interval(secs => ${silentSeconds}) then 'INTERRUPTED'
        else 'RUNNING' end`.as('state'),
    ])
    .orderBy('id', 'desc')
    .limit(first)
    .execute()
  return rows.map((row) => ({
    ...row,
    id: Number(row.id),
    items: Number(row.items),
    bytesRead: Number(row.bytesRead),
    bytes: row.bytes === null ? null : Number(row.bytes),
    created: Number(row.created),
    updated: Number(row.updated),
    noop: Number(row.noop),
    rejected: Number(row.rejected),
    refusedFiles: Number(row.refusedFiles),
  }))
}

/** What these runs rejected first, at most `first` each, by run, in one statement. */
export async function readRunRejections(
  db: Db,
  runIds: readonly number[],
  first: number,
): Promise<Map<number, ImportRejection[]>> {
  const rows = await db
    .selectFrom('import_run_rejection')
    .select(['run_id', 'file', 'item', 'field', 'reason'])
    .where((where) => where('run_id', '=', where.fn.any(where.val([...runIds]))))
    .where('number', '<', first)
    .orderBy('run_id')
    .orderBy('number')
    .execute()
  const found = new Map<number, ImportRejection[]>()
  for (const { run_id, ...line } of rows) {
    const id = Number(run_id)
    const lines = found.get(id)
    if (lines === undefined) found.set(id, [line])
    else lines.push(line)
  }
  return found
}
