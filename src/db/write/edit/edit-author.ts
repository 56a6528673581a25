import { sql } from 'kysely'
import { nameKey, urlKey } from '../../../text/keys.ts'
import type { Db } from '../../tables/database.ts'
import type { AuthorChanges } from '../normalised.ts'
import { edit, EditRefused, requireFreeSlug, withEdited, type Edited } from './edit.ts'

/**
 * Changes an author as an editor wants it: imports don't change that again, and who is called by the former name in them is this author.
 * The former slug and the former page go on leading there. Five statements at most.
 */
export async function editAuthor(db: Db, id: number, changes: AuthorChanges): Promise<Edited> {
  return await edit(db, 'author', { id }, async (tx) => {
    await requireFreeSlug(tx, 'author', id, changes.slug)
    if (changes.name !== undefined) await requireFreeName(tx, id, changes.name)
    if (changes.url !== undefined) await noteFormerPage(tx, 'author', id, changes.url)
    const columns = {
      ...(changes.name === undefined ? {} : { name: changes.name, name_key: nameKey(changes.name) }),
      ...(changes.slug === undefined ? {} : { slug: changes.slug }),
      ...(changes.kind === undefined ? {} : { kind: changes.kind }),
      ...(changes.jobTitle === undefined ? {} : { job_title: changes.jobTitle }),
      ...(changes.bio === undefined ? {} : { bio: changes.bio }),
      ...(changes.url === undefined ? {} : { url: changes.url }),
      ...(changes.image === undefined ? {} : { image: changes.image === null ? null : JSON.stringify(changes.image) }),
    }
    const edited = Object.keys(columns).filter((column) => column !== 'name_key' && column !== 'slug')
    await tx
      .updateTable('author')
      .set({ ...columns, edited: withEdited(edited) })
      .where('id', '=', id)
      .execute()
  })
}

async function requireFreeName(tx: Db, id: number, name: string): Promise<void> {
  const { rows } = await sql`
    select from author other
    where other.publisher_id = (select publisher_id from author where id = ${id})
      and other.name_key = ${nameKey(name)} and other.id <> ${id}
    limit 1`.execute(tx)
  if (rows.length === 0) return
  throw new EditRefused(
    'CONFLICT',
    ['name'],
    'Another author of the same publisher has this name. Merge the two with mergeAuthors, or choose another name.',
  )
}

/** Lets the page of an author or a publisher lead to the one that it is given instead. */
export async function noteFormerPage(
  tx: Db,
  table: 'author' | 'publisher',
  id: number,
  url: string | null,
): Promise<void> {
  const row = await tx
    .selectFrom(table as 'author')
    .select('url')
    .where('id', '=', id)
    .executeTakeFirst()
  const [before, after] = [row?.url ?? null, url].map((page) => (page === null ? null : urlKey(page)))
  if (before === after) return
  const former = sql.table(`former_${table}`)
  await sql`
    with returned as (delete from ${former} where kind = 'page' and value = ${after ?? null})
    insert into ${former} (kind, value, ${sql.ref(`${table}_id`)})
    select 'page', page, ${id} from unnest(${before == null ? [] : [before]}::text[]) as page
    on conflict (kind, value) do update set ${sql.ref(`${table}_id`)} = excluded.${sql.ref(`${table}_id`)}`.execute(tx)
}
