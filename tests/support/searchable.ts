import { sql, type Kysely } from 'kysely'
import type { DB } from '../../src/db/tables/database.ts'
import { saveSearchRows } from '../../src/db/search/save.ts'

/** Makes all articles findable by the writer's own statement; the indexes of words are made afterwards, which is faster. */
export async function makeSearchable(db: Kysely<DB>): Promise<void> {
  const ids = (await db.selectFrom('article').select('id').orderBy('id').execute()).map(({ id }) => id)
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ name: string; definition: string }>`
      select indexname as name, indexdef as definition from pg_indexes
      where tablename like 'article\\_search\\_%' and indexname like '%\\_tsv'`.execute(trx)
    for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(trx)
    for (let from = 0; from < ids.length; from += 1_000) await saveSearchRows(trx, ids.slice(from, from + 1_000))
    await sql`set local maintenance_work_mem = '128MB'`.execute(trx)
    for (const { definition } of rows) await sql.raw(definition).execute(trx)
  })
  await sql`vacuum analyze`.execute(db)
}
