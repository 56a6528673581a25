import { sql, type Kysely } from 'kysely'

/** Whose articles an unfinished import writes, so that a source can be erased with all that is known of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table import_progress add column source text collate "C"`.execute(db)
}
