import { sql, type Kysely } from 'kysely'

/**
 * How much may wait to be entered in a search index is said by whoever writes: with 512 kB, entering it took an import a third of
 * PostgreSQL's CPU at 100,000 articles, since every list of a word's articles is packed anew each time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select i.indexrelid::regclass::text as name
    from pg_inherits p
    join pg_index i on i.indrelid = p.inhrelid
    join pg_class c on c.oid = i.indexrelid
    join pg_am m on m.oid = c.relam and m.amname = 'gin'
    where p.inhparent = 'article_search'::regclass`.execute(db)
  for (const { name } of rows) await sql.raw(`alter index ${name} reset (gin_pending_list_limit)`).execute(db)
}
