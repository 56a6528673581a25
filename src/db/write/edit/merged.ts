import { sql } from 'kysely'
import type { Db } from '../../tables/database.ts'
import { EditRefused } from './edit.ts'

type Table = 'topic' | 'author'

/**
 * Of the ids that are to be merged into one, those that still have to be; what was merged into it before is left out. Throws EditRefused
 * where one is `into` itself, or nothing has it. One statement.
 */
export async function idsToMerge(tx: Db, table: Table, from: readonly number[], into: number): Promise<number[]> {
  const { rows } = await sql<{ id: number; isMerged: boolean }>`
    select id, false as "isMerged" from ${sql.table(table)} where id = any(${from}::bigint[])
    union all
    select value::bigint, true from ${sql.table(`former_${table}`)}
    where kind = 'id' and value = any(${from.map(String)}::text[]) and ${sql.ref(`${table}_id`)} = ${into}`.execute(tx)
  const isMerged = new Map(rows.map((row) => [row.id, row.isMerged]))
  for (const [index, id] of from.entries()) {
    const path = ['from', String(index)]
    if (id === into) throw new EditRefused('INVALID', path, `The ${table} cannot be merged into itself.`)
    if (!isMerged.has(id)) throw new EditRefused('NOT_FOUND', path, `There is no such ${table}.`)
  }
  return [...new Set(from)].filter((id) => isMerged.get(id) === false)
}

/** Lets the values of what is merged, its former ones and its id lead to what it is merged into. Two statements. */
export async function noteMerged(
  tx: Db,
  table: Table,
  pairs: readonly { readonly from: number; readonly into: number }[],
  values: readonly { readonly kind: string; readonly value: string; readonly into: number }[],
): Promise<void> {
  const former = sql.table(`former_${table}`)
  const target = sql.ref(`${table}_id`)
  const from = pairs.map((pair) => pair.from)
  await sql`
    update ${former} f set ${target} = r.into_id
    from unnest(${from}::bigint[], ${pairs.map(({ into }) => into)}::bigint[]) as r (from_id, into_id)
    where f.${target} = r.from_id`.execute(tx)
  const rows = [...values, ...pairs.map(({ from: id, into }) => ({ kind: 'id', value: String(id), into }))]
  await sql`
    insert into ${former} (kind, value, ${target})
    select r.kind, r.value, r.into_id
    from unnest(${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ value }) => value)}::text[],
      ${rows.map(({ into }) => into)}::bigint[]) as r (kind, value, into_id)
    on conflict (kind, value) do update set ${target} = excluded.${target}`.execute(tx)
}
