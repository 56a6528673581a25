import { sql } from 'kysely'
import { urlKey } from '../../../text/keys.ts'
import { searchStaleChannel } from '../../search/refresh.ts'
import type { Db } from '../../tables/database.ts'
import { edit, type Edited } from './edit.ts'
import { idsToMerge, noteMerged } from './merged.ts'

/**
 * Makes several authors one: articles of each of `from` are by `into`, which takes over what it lacks itself (title, biography, page,
 * portrait), and their slugs, pages and names lead there, also in imports. Merged ones are gone; the same again changes nothing. Eight
 * statements, however many authors and articles they are.
 */
export async function mergeAuthors(
  db: Db,
  { from, into }: { readonly from: readonly number[]; readonly into: number },
): Promise<Edited> {
  return await edit(db, 'author', { id: into, field: 'into' }, async (tx) => {
    const ids = await idsToMerge(tx, 'author', from, into)
    if (ids.length === 0) return
    await moveArticles(tx, ids, into)
    await completeFrom(tx, ids, into)
    const authors = await tx
      .selectFrom('author')
      .select(['id', 'publisher_id', 'slug', 'name_key', 'url'])
      .where('id', 'in', [...ids, into])
      .execute()
    // it may have taken over the page of one of them
    const page = pageOf(authors.find(({ id }) => id === into)?.url ?? null)
    await noteMerged(
      tx,
      'author',
      ids.map((id) => ({ from: id, into })),
      authors
        .filter(({ id }) => id !== into)
        .flatMap(({ publisher_id, slug, name_key, url }) => [
          { kind: 'slug', value: slug, into },
          { kind: 'name', value: `${publisher_id} ${name_key}`, into },
          ...[pageOf(url)].flatMap((value) =>
            value === null || value === page ? [] : [{ kind: 'page', value, into }],
          ),
        ]),
    )
    await tx.deleteFrom('author').where('id', 'in', ids).execute()
  })
}

function pageOf(url: string | null): string | null {
  return url === null ? null : urlKey(url)
}

/** At the first of both positions, where an article has two of them. */
async function moveArticles(tx: Db, ids: readonly number[], into: number): Promise<void> {
  await sql`
    with gone as (
      delete from article_author existing_link where existing_link.author_id = any(${ids}::bigint[]) returning existing_link.*
    ), stale as (
      insert into article_search_stale (article_id) select distinct article_id from gone
      on conflict (article_id) do update set article_id = excluded.article_id
    )
    insert into article_author as existing (article_id, author_id, position, placed_at, modified_at, views, visible_at)
    select distinct on (article_id) article_id, ${into}::bigint, position, placed_at, modified_at, views, visible_at
    from gone
    order by article_id, position
    on conflict (article_id, author_id) do update set position = least(existing.position, excluded.position)`.execute(
    tx,
  )
  await sql`select pg_notify(${searchStaleChannel}, '')`.execute(tx)
}

async function completeFrom(tx: Db, ids: readonly number[], into: number): Promise<void> {
  const [jobTitle, bio, url, image] = ['job_title', 'bio', 'url', 'image'].map((column) => {
    const own = sql.ref(`a.${column}`)
    return sql`coalesce(${own}, case when not ${sql.lit(column)} = any(a.edited) then (
      select ${sql.ref(`f.${column}`)} from author f
      where f.id = any(${ids}::bigint[]) and ${sql.ref(`f.${column}`)} is not null
      order by array_position(${ids}::bigint[], f.id) limit 1) end)`
  })
  await sql`
    update author a set job_title = ${jobTitle}, bio = ${bio}, url = ${url}, image = ${image}
    where a.id = ${into}`.execute(tx)
}
