import { sql, type RawBuilder } from 'kysely'
import { recordset } from '../../recordset.ts'
import { searchStaleChannel } from '../../search/refresh.ts'
import type { Db } from '../../tables/database.ts'
import { edit, EditRefused, type Edited } from './edit.ts'
import { idsToMerge, noteMerged } from './merged.ts'

/**
 * Makes several topics one: articles of each of `from` are of `into`, what is below it is below `into` (what has the same segment there is
 * merged as well), and their slugs and paths lead there, also in imports and for keys that are limited to them. Merged ones are gone; the
 * same again changes nothing. Ten statements for each of `from`, however many articles it has and topics are below it.
 */
export async function mergeTopics(
  db: Db,
  { from, into }: { readonly from: readonly number[]; readonly into: number },
): Promise<Edited> {
  return await edit(db, 'topic', { id: into, field: 'into' }, async (tx) => {
    for (const id of await idsToMerge(tx, 'topic', from, into)) {
      await mergeOne(tx, await pairsOf(tx, { id, into, path: ['from', String(from.indexOf(id))] }))
    }
  })
}

/** A topic that is merged, what it is merged into, and what it was called. */
interface Pair {
  readonly from: number
  readonly into: number
  readonly slug: string
  readonly path: string
}

/** The two topics, and those below them that have the same segments. Throws EditRefused. */
async function pairsOf(
  tx: Db,
  { id, into, path }: { readonly id: number; readonly into: number; readonly path: readonly string[] },
): Promise<readonly Pair[]> {
  const { rows } = await sql<Pair & { isAbove: boolean }>`
    with recursive pair (from_id, into_id) as (
      select ${id}::bigint, ${into}::bigint
      union all
      select low.id, other.id
      from pair p
      join topic low on low.parent_id = p.from_id
      join topic other on other.parent_id = p.into_id and other.segment = low.segment and other.id <> low.id
    )
    select p.from_id as "from", p.into_id as "into", f.slug, f.path, i.ancestor_ids @> array[f.id] as "isAbove"
    from pair p
    join topic f on f.id = p.from_id
    join topic i on i.id = p.into_id
    limit ${sql.lit(maxPairs)}`.execute(tx)
  if (rows.some(({ isAbove }) => isAbove)) {
    throw new EditRefused(
      'CONFLICT',
      path,
      'A topic cannot be merged into one that is below it. Merge them the other way round.',
    )
  }
  const merged = new Set(rows.map((row) => row.from))
  if (rows.length === maxPairs || rows.some((row) => merged.has(row.into))) {
    throw new EditRefused(
      'CONFLICT',
      path,
      'What is below the topic cannot be told apart from what is below the other. Rename or merge that first.',
    )
  }
  return rows
}

const maxPairs = 10_000

async function mergeOne(tx: Db, pairs: readonly Pair[]): Promise<void> {
  const pair = recordset(
    pairs.map(({ from, into }) => ({ from_id: from, into_id: into })),
    { from_id: 'bigint', into_id: 'bigint' },
    'pair',
  )
  const from = pairs.map((each) => each.from)
  // what is below moves; a trigger takes along what is below that, and the articles of all
  await sql`
    update topic t set parent_id = pair.into_id from ${pair}
    where t.parent_id = pair.from_id and t.id <> all(${from}::bigint[])`.execute(tx)
  await moveArticles(tx, pair)
  await remakeInherited(tx, pairs)
  await sql`
    update topic t
    set same_as = t.same_as || coalesce((
      select jsonb_agg(distinct address) from topic f, jsonb_array_elements(f.same_as) as address
      where f.id = pair.from_id and not t.same_as @> address), '[]')
    from ${pair}
    where t.id = pair.into_id and exists (select from topic f where f.id = pair.from_id and not t.same_as @> f.same_as)`.execute(
    tx,
  )
  await noteMerged(
    tx,
    'topic',
    pairs,
    pairs.flatMap(({ slug, path, into }) => [
      { kind: 'slug', value: slug, into },
      { kind: 'path', value: path, into },
    ]),
  )
  await sql`
    update api_key k
    set allowed_topic_ids = array(
      select distinct coalesce(pair.into_id, allowed) from unnest(k.allowed_topic_ids) as allowed
      left join ${pair} on pair.from_id = allowed)
    where k.allowed_topic_ids && ${from}::bigint[]`.execute(tx)
  await sql`delete from topic where id = any(${from}::bigint[])`.execute(tx)
}

/** Their articles have the other topic now, at the first of both positions; the names by which they are found are made anew. */
async function moveArticles(tx: Db, pair: RawBuilder<unknown>): Promise<void> {
  await sql`
    with gone as (
      delete from article_topic existing_link using ${pair} where existing_link.topic_id = pair.from_id
      returning existing_link.*, pair.into_id
    ), stale as (
      insert into article_search_stale (article_id)
      select distinct article_id from gone where position is not null
      on conflict (article_id) do update set article_id = excluded.article_id
    )
    insert into article_topic as existing (article_id, topic_id, position, placed_at, modified_at, views, visible_at)
    select distinct on (article_id, into_id) article_id, into_id, position, placed_at, modified_at, views, visible_at
    from gone
    order by article_id, into_id, position
    on conflict (article_id, topic_id) do update set position = least(existing.position, excluded.position)`.execute(tx)
  await sql`select pg_notify(${searchStaleChannel}, '')`.execute(tx)
}

/** Articles have the topics above those that they have, and no others. */
async function remakeInherited(tx: Db, pairs: readonly Pair[]): Promise<void> {
  const affected = sql`(
    select distinct existing_link.article_id from article_topic existing_link
    where existing_link.topic_id = any(${pairs.map(({ into }) => into)}::bigint[]) and existing_link.position is not null) as affected`
  await sql`
    delete from article_topic inherited using ${affected}
    where inherited.article_id = affected.article_id and inherited.position is null
      and not exists (
        select from article_topic own join topic t on t.id = own.topic_id
        where own.article_id = inherited.article_id and own.position is not null
          and t.ancestor_ids @> array[inherited.topic_id])`.execute(tx)
  await sql`
    insert into article_topic (article_id, topic_id, placed_at, modified_at, views, visible_at)
    select distinct a.id, above.topic_id, a.placed_at, a.modified_at, a.views, a.visible_at
    from ${affected}
    join article a on a.id = affected.article_id
    join article_topic own on own.article_id = a.id and own.position is not null
    join topic t on t.id = own.topic_id
    cross join lateral unnest(t.ancestor_ids) as above (topic_id)
    on conflict do nothing`.execute(tx)
}
