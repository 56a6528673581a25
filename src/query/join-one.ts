import { sql, type RawBuilder } from 'kysely'

/**
 * Joins the row of a small table that has this id, by its primary key. Authors and topics are few, so that PostgreSQL would rather read and
 * hash all of them, once for each article, than look up the two or three that an article has.
 */
export function joinOne(
  table: 'author' | 'topic' | 'publisher',
  alias: string,
  id: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`cross join lateral (select * from ${sql.table(table)} where id = ${id} limit 1) as ${sql.ref(alias)}`
}
