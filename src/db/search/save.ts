import { sql, type RawBuilder } from 'kysely'
import { commonConfigs, furtherConfigs, sameConfig } from '../tables/search.ts'
import type { Db } from '../tables/database.ts'
import { searchableText } from './punctuation.ts'

/** Characters of the names of an article's topics and authors that can be found. */
const searchedNamesLength = 10_000
/**
 * Characters of a body that can be found. A word's position is kept up to 16,383, which is about as far; and a vector may
 * never exceed 1 MB, or the article could not be stored at all.
 */
const searchedBodyLength = 100_000

/**
 * How much may wait to be entered in the index of a language, in kB, when somebody edits. Every search reads what waits (0.6 ms for 1.7 MB).
 */
const leastWaitingKb = 512
/** For imports: entering costs the more, the more articles there are already and the less is entered at once. */
export const mostWaitingKb = 4_096
/** What is entered at once is sorted in memory; from the server's 4 MB on it would be entered in parts. */
const enteringMemory = '32MB'

/**
 * Makes articles findable as the gateway holds them: the server reads their texts, so that none is sent. One that changed its language
 * moves to the partition of the new one; for `fresh` ones the others are not searched. `waitingKb` is how much of each language may wait to be
 * entered in its index. One statement, whatever their number.
 */
export async function saveSearchRows(
  tx: Db,
  articleIds: readonly number[],
  fresh: ReadonlySet<number> = new Set(),
  waitingKb: number = leastWaitingKb,
): Promise<void> {
  if (articleIds.length === 0) return
  const old = articleIds.filter((id) => !fresh.has(id))
  await sql`
    with texts as materialized (
      select a.id, a.language, a.placed_at, a.modified_at, a.visible_at, a.config, a.headline,
        coalesce(a.standfirst, '') as standfirst, coalesce(left(b.text, ${sql.lit(searchedBodyLength)}), '') as body,
        left(${namesOf(sql.ref('a.id'))}, ${sql.lit(searchedNamesLength)}) as names
      from unnest(${articleIds}::bigint[]) as wanted (id)
      cross join lateral (
        select id, language, placed_at, modified_at, visible_at, headline, standfirst, ${configOf(sql.ref('language'))} as config
        from article where id = wanted.id limit 1
      ) as a
      left join lateral (select text from article_body where article_id = wanted.id limit 1) as b on true
    ),
    source as materialized (
      select id, language, placed_at, modified_at, visible_at, config, ('masthead_' || config)::regconfig as parser,
        ${searchableText(sql.ref('headline'))} as headline, ${searchableText(sql.ref('standfirst'))} as standfirst,
        ${searchableText(sql.ref('body'))} as body, ${searchableText(sql.ref('names'))} as names
      from texts
    ),
    words as (
      insert into search_word (word, letters)
      select found.word, (
        select string_agg(letter, '' order by letter collate "C") from regexp_split_to_table(found.word, '') as letter)
      from (
        select distinct l.word from source
        cross join lateral unnest(${lexemesOf(sql`source.headline || ' ; ' || source.names`)}) as l (word)
        offset 0
      ) as found
      where ${isSearchWord} and ${isUnknown}
      on conflict do nothing
    ),
    entering as materialized (
      select set_config('gin_pending_list_limit', ${String(waitingKb)}, true), set_config('work_mem', ${enteringMemory}, true)
    )${old.length === 0 ? sql`` : moved(old)}
    insert into article_search as existing (article_id, config, language, placed_at, modified_at, visible_at, tsv)
    select id, config, language, placed_at, modified_at, visible_at,
      setweight(to_tsvector(parser, headline), 'A') || setweight(to_tsvector(parser, standfirst), 'B')
        || setweight(to_tsvector(parser, names), 'C') || to_tsvector(parser, body)
    from entering
    cross join source
    ${overwriting}`.execute(tx)
}

/** Enters what waits in the search indexes, so that searches need not read it; leaves out those of another owner. */
export async function enterWaiting(db: Db): Promise<void> {
  await sql`
    select gin_clean_pending_list(i.indexrelid::regclass)
    from pg_inherits p
    join pg_index i on i.indrelid = p.inhrelid
    join pg_class c on c.oid = i.indexrelid
    join pg_am m on m.oid = c.relam and m.amname = 'gin'
    where p.inhparent = 'article_search'::regclass and pg_has_role(c.relowner, 'usage')`.execute(db)
}

/** The words of a text, folded and not stemmed, as an array. */
export function lexemesOf(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`tsvector_to_array(to_tsvector('masthead_simple', ${text}))`
}

/** Whether `found.word` is one in which other spellings may be looked for. */
const isSearchWord = sql`found.word ~ '^[^\\d\\s_./:@]{3,40}$'`

/** Whether `found.word` is new. One look into the index for each, however many words there are. */
const isUnknown = sql`(select true from search_word known where known.word = found.word collate "C" limit 1) is null`

/** As `configOfLanguage`. */
function configOf(language: RawBuilder<unknown>): RawBuilder<string> {
  const primary = sql`split_part(${language}, '-', 1)`
  const same = Object.entries(sameConfig).map(
    ([other, config]) => sql`when ${primary} = ${sql.lit(other)} then ${sql.lit(config)}`,
  )
  const configs = [...commonConfigs, ...furtherConfigs].join(',')
  return sql<string>`case when ${primary} = any(${sql.lit(`{${configs}}`)}::text[]) then ${primary} ${sql.join(same, sql` `)} else 'simple' end`
}

/** One look into an index for each name, whatever the planner thinks of tables that grew since it last counted them. */
function namesOf(articleId: RawBuilder<unknown>): RawBuilder<string> {
  return sql`coalesce((
    select string_agg(named.name, ' ; ') from (
      select (select name from topic where id = t.topic_id limit 1) as name
      from article_topic t where t.article_id = ${articleId} and t.position is not null
      union all
      select (select name from author where id = u.author_id limit 1) from article_author u where u.article_id = ${articleId}
    ) as named), '')`
}

function moved(articleIds: readonly number[]): RawBuilder<unknown> {
  return sql`,
    moved as (
      delete from article_search existing
      using source
      where existing.article_id = any(${articleIds}::bigint[]) and existing.article_id = source.id and existing.config <> source.config
    )`
}

const overwriting = sql`
    on conflict (article_id, config) do update
    set language = excluded.language, placed_at = excluded.placed_at, modified_at = excluded.modified_at,
      visible_at = excluded.visible_at, tsv = excluded.tsv
    where (existing.language, existing.placed_at, existing.modified_at, existing.visible_at, existing.tsv)
      is distinct from (excluded.language, excluded.placed_at, excluded.modified_at, excluded.visible_at, excluded.tsv)`
