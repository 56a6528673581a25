import { sql, type RawBuilder } from 'kysely'
import { recordset } from '../../recordset.ts'
import { unlessEditedIn } from '../changes.ts'

/**
 * Takes over details of rows that were there before; null where there are none. A detail that is null says nothing, and what an editor
 * has set stays. Rows that stay as they are are not touched.
 */
export function detailUpdate<Name extends string>(
  table: 'author' | 'publisher',
  columns: Readonly<Record<Name, 'text' | 'jsonb'>>,
  rows: readonly (Readonly<Record<NoInfer<Name>, unknown>> & { readonly id: number })[],
): RawBuilder<unknown> | null {
  const names = Object.keys(columns) as Name[]
  const provided = rows.filter((row) => names.some((name) => row[name] !== null))
  if (provided.length === 0) return null
  const unlessEdited = unlessEditedIn('t')
  const values = names.map((name) => sql`${sql.ref(name)} = ${unlessEdited(name)}`)
  return sql`
    update ${sql.table(table)} t
    set ${sql.join(values)}
    from ${recordset(provided, { id: 'bigint', ...columns }, 'r')}
    where t.id = r.id
      and (${sql.join(names.map(unlessEdited))}) is distinct from (${sql.join(names.map((name) => sql.ref(`t.${name}`)))})`
}
