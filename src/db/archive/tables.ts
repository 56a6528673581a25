import { sql } from 'kysely'
import type { Db } from '../tables/database.ts'

/** A table whose rows are archived. */
export interface ArchivedTable {
  readonly name: string
  /** Those that can be written; what is generated follows from them. */
  readonly columns: readonly string[]
  /** The column whose values the database counts up; null: none. */
  readonly counter: { readonly column: string; readonly last: number | null } | null
}

/**
 * Tables that are no content of an archive: what Kysely notes of migrations, what changed last (for caches, which hear that everything
 * has), and secrets of the gateway, which makes new ones.
 */
export const unarchived = [
  'kysely_migration',
  'kysely_migration_lock',
  'content_change',
  'gateway_secret',
  // what stands in front of one installation, and what it has still to be told
  'cache_purge_target',
  'cache_purge',
  // worked out anew when it is read; it names transactions of the database that it was made in
  'related_list',
] as const

/** All tables that are archived, by name, with their counters as they are now. */
export async function listArchivedTables(db: Db): Promise<readonly ArchivedTable[]> {
  const { rows } = await sql<{ name: string; columns: string[]; counted: string | null; last: number | null }>`
    select c.relname as name,
      array_agg(a.attname::text order by a.attnum) as columns,
      max(a.attname) filter (where a.attidentity <> '') as counted,
      max(pg_sequence_last_value(pg_get_serial_sequence(c.oid::regclass::text, a.attname)::regclass))
        filter (where a.attidentity <> '') as last
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> all (${[...unarchived]})
    group by c.relname
    order by c.relname`.execute(db)
  return rows.map(({ name, columns, counted, last }) => ({
    name,
    columns,
    counter: counted === null ? null : { column: counted, last },
  }))
}
