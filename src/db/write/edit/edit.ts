import { sql, type RawBuilder } from 'kysely'
import type { UserError } from '../../../../schema/models.ts'
import type { Db } from '../../tables/database.ts'
import { beginWrite } from '../lock.ts'

/** What became of an edit of a topic, an author or a publisher. */
export interface Edited {
  /** Its row; null where nothing was changed, and `userErrors` say why. */
  readonly id: number | null
  readonly userErrors: readonly UserError[]
  /** The instant of the write by the database's clock; null where nothing was asked of it. */
  readonly instant: string | null
}

/** What can be edited. */
export type EditedTable = 'topic' | 'author' | 'publisher'

/**
 * Edits the row `id` of `table` in one transaction, while other writers wait. Where `apply` throws `EditRefused`, nothing is left of it. The
 * same edit again changes nothing. `field` is what the input calls the id.
 */
export async function edit(
  db: Db,
  table: EditedTable,
  { id, field = 'id' }: { readonly id: number; readonly field?: string },
  apply: (tx: Db) => Promise<void>,
): Promise<Edited> {
  try {
    return await db
      .transaction()
      .setIsolationLevel('read committed')
      .execute(async (tx) => {
        const instant = await beginWrite(tx)
        const row = await tx.selectFrom(asOne(table)).select('id').where('id', '=', id).executeTakeFirst()
        if (row === undefined) throw new EditRefused('NOT_FOUND', [field], `There is no such ${table}.`)
        await apply(tx)
        return { id, userErrors: [], instant }
      })
  } catch (error) {
    if (error instanceof EditRefused) return { id: null, userErrors: [error.userError], instant: null }
    throw error
  }
}

/** What was asked for cannot be done: the client is told why. */
export class EditRefused extends Error {
  readonly userError: UserError

  constructor(code: UserError['code'], path: readonly string[], message: string) {
    super(message)
    this.userError = { code, path, message }
  }
}

/** Throws EditRefused where another row than `id` of the table has this slug. */
export async function requireFreeSlug(tx: Db, table: EditedTable, id: number, slug: string | undefined): Promise<void> {
  if (slug === undefined) return
  const other = await tx
    .selectFrom(asOne(table))
    .select('id')
    .where('slug', '=', slug)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other === undefined) return
  throw new EditRefused('DUPLICATE', ['slug'], `Another ${table} has this slug. Choose another.`)
}

/** They share the columns that are asked for here. */
function asOne(table: EditedTable): 'topic' {
  return table as 'topic'
}

/** The columns that stay as an editor has set them from now on, beside those that did before. */
export function withEdited(columns: readonly string[]): RawBuilder<string[]> {
  return sql<string[]>`array(select distinct unnest(edited || ${[...columns]}::text[]) order by 1)`
}
