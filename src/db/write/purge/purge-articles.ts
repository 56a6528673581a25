import { sql } from 'kysely'
import { searchableText } from '../../search/punctuation.ts'
import { lexemesOf } from '../../search/save.ts'
import type { Db } from '../../tables/database.ts'

/** How many rows were erased, by what they were. */
export type PurgeCounts = Readonly<Record<PurgeKind, number>>

/** What a purge counts. */
export const purgeKinds = [
  'articles',
  'bodies',
  'addresses',
  'ownLinks',
  'linksFromOthers',
  'searchRows',
  'searchWords',
  'authors',
  'topics',
  'publishers',
  'feeds',
  'unfinishedImports',
] as const
type PurgeKind = (typeof purgeKinds)[number]

/** Nothing was erased. */
export const nothingPurged: PurgeCounts = Object.fromEntries(purgeKinds.map((kind) => [kind, 0])) as Record<
  PurgeKind,
  number
>

/** Both together. */
export function addCounts(one: PurgeCounts, other: Partial<PurgeCounts>): PurgeCounts {
  return Object.fromEntries(purgeKinds.map((kind) => [kind, one[kind] + (other[kind] ?? 0)])) as Record<
    PurgeKind,
    number
  >
}

/**
 * Erases articles with all that hangs on them, links of other articles that lead to them, the words of search that no other has, and the
 * authors and topics that nothing else has. Belongs into a transaction that holds the write lock. A number of statements that does not
 * depend on how many they are.
 */
export async function purgeArticles(tx: Db, ids: readonly number[]): Promise<PurgeCounts> {
  if (ids.length === 0) return nothingPurged
  const before = await sql<{ authors: number[]; topics: number[]; words: string[]; stories: number[] }>`
    select
      array(select distinct author_id from article_author where article_id = any(${ids}::bigint[])) as authors,
      array(select distinct topic_id from article_topic where article_id = any(${ids}::bigint[])) as topics,
      array(select distinct story_id from article where id = any(${ids}::bigint[]) and story_id is not null) as stories,
      array(
        select word from article a, unnest(${lexemesOf(searchableText(sql`a.headline`))}) as word where a.id = any(${ids}::bigint[])
        union
        select word from author n, unnest(${lexemesOf(searchableText(sql`n.name`))}) as word
        where n.id in (select author_id from article_author where article_id = any(${ids}::bigint[]))
        union
        select word from topic n, unnest(${lexemesOf(searchableText(sql`n.name`))}) as word
        where n.id in (select topic_id from article_topic where article_id = any(${ids}::bigint[]))
      ) as words`.execute(tx)
  const { authors = [], topics = [], words = [], stories = [] } = before.rows[0] ?? {}
  const { rows } = await sql<Omit<PurgeCounts, 'searchWords'>>`
    with mentions as (
      update article set translation_source = null, translation_external_id = null
      where (translation_source, translation_external_id) in (
        select source, external_id from article where id = any(${ids}::bigint[]))
    ), stale as (
      delete from article_search_stale where article_id = any(${ids}::bigint[])
    ), others as (
      delete from related_link where target_id = any(${ids}::bigint[]) and article_id <> all(${ids}::bigint[]) returning 1
    ), others_in_bodies as (
      delete from body_link where target_id = any(${ids}::bigint[]) and article_id <> all(${ids}::bigint[]) returning 1
    ), own as (
      delete from related_link where article_id = any(${ids}::bigint[]) returning 1
    ), own_in_bodies as (
      delete from body_link where article_id = any(${ids}::bigint[]) returning 1
    ), bodies as (
      delete from article_body where article_id = any(${ids}::bigint[]) returning 1
    ), addresses as (
      delete from article_url where article_id = any(${ids}::bigint[]) returning 1
    ), searched as (
      delete from article_search where article_id = any(${ids}::bigint[]) returning 1
    )
    select (select count(*) from bodies) as bodies, (select count(*) from addresses) as addresses,
      (select count(*) from own) + (select count(*) from own_in_bodies) as "ownLinks",
      (select count(*) from others) + (select count(*) from others_in_bodies) as "linksFromOthers",
      (select count(*) from searched) as "searchRows"`.execute(tx)
  const deleted = await sql`delete from article where id = any(${ids}::bigint[])`.execute(tx)
  await sql`
    update article a set story_id = case when others.number > 1 then others.first end
    from (
      select story_id, min(id) as first, count(*) as number from article where story_id = any(${stories}::bigint[]) group by story_id
    ) as others
    where a.story_id = others.story_id`.execute(tx)
  const left = await purgeUnused(tx, authors, topics)
  const searchWords = await purgeWords(tx, words)
  return addCounts(
    { ...nothingPurged, ...rows[0], ...left, searchWords },
    { articles: Number(deleted.numAffectedRows ?? 0) },
  )
}

/** Authors and topics that no article has any more; topics that an editor has set or a key is limited to stay. */
async function purgeUnused(
  tx: Db,
  authors: readonly number[],
  topics: readonly number[],
): Promise<Pick<PurgeCounts, 'authors' | 'topics'>> {
  const gone = await sql`
    delete from author a
    where a.id = any(${authors}::bigint[]) and not exists (select from article_author where author_id = a.id)`.execute(
    tx,
  )
  // every topic above an article's topic has a row of its own for that article, so what has none has nothing below it that has
  const empty = await sql`
    delete from topic t
    where t.id = any(${topics}::bigint[]) and t.edited = '{}'
      and not exists (select from article_topic where topic_id = t.id)
      and not exists (select from api_key where allowed_topic_ids @> array[t.id])
      and not exists (
        select from topic below
        where below.ancestor_ids @> array[t.id]
          and (below.id <> all(${topics}::bigint[]) or below.edited <> '{}'
            or exists (select from api_key where allowed_topic_ids @> array[below.id])))`.execute(tx)
  return { authors: Number(gone.numAffectedRows ?? 0), topics: Number(empty.numAffectedRows ?? 0) }
}

/** Of these words, those that no headline and no name has any more are not proposed to who misspells. Answers how many. */
export async function purgeWords(tx: Db, words: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from search_word w
    where w.word = any(${words}::text[])
      and not exists (
        select from article
        where array_to_tsvector(string_to_array(headline_key, ' ')) @@ (quote_literal(translate(w.word, '\\''', '  ')))::tsquery)
      and not exists (select from author where (' ' || name_key) like '% ' || w.word || '%')
      and not exists (select from topic where (' ' || name_key) like '% ' || w.word || '%')`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
