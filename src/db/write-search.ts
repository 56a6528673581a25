import { sql } from 'kysely'
import { searchableText } from './search-punctuation.ts'
import { searchConfigs } from './search-tables.ts'
import type { Db } from './tables.ts'

/**
 * Characters of a body that can be found. A word's position is kept up to 16,383, which is about as far; and a vector may
 * never exceed 1 MB, or the article could not be stored at all.
 */
const searchedBodyLength = 100_000
/** Characters of the names of an article's topics and authors that can be found. */
const searchedNamesLength = 10_000

/**
 * Makes articles findable as they now stand, after their bodies, authors and topics have been written. One that changed
 * its language moves to the partition of the new one. One statement, whatever their number.
 */
export async function saveSearchRows(tx: Db, articleIds: readonly number[]): Promise<void> {
  if (articleIds.length === 0) return
  await sql`
    with source as materialized (
      select a.id, a.language, a.placed_at, a.modified_at, a.visible_at, ${searchableText(sql`a.headline`)} as headline,
        ${searchableText(sql`coalesce(a.standfirst, '')`)} as standfirst,
        case when split_part(a.language, '-', 1) = any(${searchConfigs}::text[]) then split_part(a.language, '-', 1) else 'simple' end as config,
        ${searchableText(sql`left(coalesce(b.text, ''), ${sql.lit(searchedBodyLength)})`)} as body,
        ${searchableText(sql`left(coalesce((
          select string_agg(named.name, ' ; ') from (
            select t.name from article_topic at join topic t on t.id = at.topic_id
            where at.article_id = a.id and at.position is not null
            union all
            select u.name from article_author aa join author u on u.id = aa.author_id where aa.article_id = a.id
          ) named), ''), ${sql.lit(searchedNamesLength)})`)} as names
      from article a
      left join article_body b on b.article_id = a.id
      where a.id = any(${articleIds}::bigint[])
    ),
    moved as (
      delete from article_search held
      using source
      where held.article_id = source.id and held.config <> source.config
    ),
    words as (
      insert into search_word (word, letters)
      select distinct found.lexeme, (
        select string_agg(letter, '' order by letter collate "C") from regexp_split_to_table(found.lexeme, '') letter)
      from source
      cross join lateral unnest(tsvector_to_array(to_tsvector('masthead_simple', headline || ' ; ' || names))) found (lexeme)
      where found.lexeme ~ '^[^\\d\\s_./:@]{3,40}$'
        and not exists (select from search_word known where known.word = found.lexeme collate "C")
      on conflict do nothing
    )
    insert into article_search as held (article_id, config, language, placed_at, modified_at, visible_at, tsv)
    select id, config, language, placed_at, modified_at, visible_at,
      setweight(to_tsvector(('masthead_' || config)::regconfig, headline), 'A')
        || setweight(to_tsvector(('masthead_' || config)::regconfig, standfirst), 'B')
        || setweight(to_tsvector(('masthead_' || config)::regconfig, names), 'C')
        || setweight(to_tsvector(('masthead_' || config)::regconfig, body), 'D')
    from source
    on conflict (article_id, config) do update
    set language = excluded.language, placed_at = excluded.placed_at, modified_at = excluded.modified_at,
      visible_at = excluded.visible_at, tsv = excluded.tsv
    where (held.language, held.placed_at, held.modified_at, held.visible_at, held.tsv)
      is distinct from (excluded.language, excluded.placed_at, excluded.modified_at, excluded.visible_at, excluded.tsv)`.execute(
    tx,
  )
}
