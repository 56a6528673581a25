import { sql, type RawBuilder } from 'kysely'
import { recordset } from '../recordset.ts'
import { searchableText } from './punctuation.ts'
import { configOfLanguage } from '../tables/search.ts'
import {
  isSearchWord,
  isUnknown,
  lexemesOf,
  toSearchVectors,
  type SearchedTexts,
  type SearchVectors,
} from './vectors.ts'
import type { Db } from '../tables/database.ts'
import { idsOfExisting } from '../write/changes.ts'

/** Characters of the names of an article's topics and authors that can be found. */
const searchedNamesLength = 10_000

interface Searchable {
  readonly articleId: number
  readonly article: SearchedTexts
  /** Left out: they are made here. */
  readonly vectors?: SearchVectors | undefined
  readonly isNew: boolean
}

const columns = { id: 'bigint', config: 'text', head: 'text', body: 'text' } as const

/** Makes articles findable as the gateway holds them. Three statements, whatever their number. */
export async function saveSearchRows(tx: Db, articleIds: readonly number[]): Promise<void> {
  const { rows } = await sql<SearchedTexts & { articleId: number; text: string | null }>`
    select a.id as "articleId", a.headline, a.standfirst, a.language, b.text
    from article a
    left join article_body b on b.article_id = a.id
    where a.id = any(${articleIds}::bigint[])
    order by a.id`.execute(tx)
  await saveSearchRowsOf(
    tx,
    rows.map(({ articleId, text, ...texts }) => ({
      articleId,
      article: { ...texts, body: text === null ? null : { text } },
      isNew: false,
    })),
  )
}

/**
 * Makes articles findable by their texts, after their authors and topics have been written. One that changed its language moves to
 * the partition of the new one. At most two statements, whatever their number.
 */
export async function saveSearchRowsOf(tx: Db, articles: readonly Searchable[]): Promise<void> {
  if (articles.length === 0) return
  const vectors = await vectorsOf(tx, articles)
  const rows = articles.map(({ articleId, article }, index) => ({
    id: articleId,
    config: configOfLanguage(article.language),
    head: vectors[index]?.head ?? '',
    body: vectors[index]?.body ?? '',
  }))
  const words = vectors.flatMap((each) => each.words)
  const old = idsOfExisting(articles)
  await sql`
    with source as materialized (
      select a.id, a.language, a.placed_at, a.modified_at, a.visible_at, r.config, r.head, r.body,
        ${searchableText(sql`left(${namesOf(sql.ref('a.id'))}, ${sql.lit(searchedNamesLength)})`)} as names
      from ${recordset(rows, columns, 'r')}
      cross join lateral (
        select id, language, placed_at, modified_at, visible_at from article where id = r.id limit 1
      ) as a
    ),
    words as (
      insert into search_word (word, letters)
      select found.word, (
        select string_agg(letter, '' order by letter collate "C") from regexp_split_to_table(found.word, '') as letter)
      from (
        select word from unnest(${words}::text[]) as provided (word)
        union
        select l.word from source cross join lateral unnest(${lexemesOf(sql`source.names`)}) as l (word)
        offset 0
      ) as found
      where ${isSearchWord} and ${isUnknown}
      on conflict do nothing
    )${old.length === 0 ? sql`` : moved(old)}
    insert into article_search as existing (article_id, config, language, placed_at, modified_at, visible_at, tsv)
    select id, config, language, placed_at, modified_at, visible_at,
      head::tsvector || setweight(to_tsvector(('masthead_' || config)::regconfig, names), 'C') || body::tsvector
    from source
    ${old.length === 0 ? sql`` : overwriting}`.execute(tx)
}

/** Of each article, in order. */
async function vectorsOf(tx: Db, articles: readonly Searchable[]): Promise<readonly SearchVectors[]> {
  const missing = articles.filter(({ vectors }) => vectors === undefined)
  if (missing.length === 0) return articles.flatMap(({ vectors }) => vectors ?? [])
  const made = (
    await toSearchVectors(
      tx,
      missing.map(({ article }) => article),
    )
  ).values()
  return articles.flatMap(({ vectors }) => vectors ?? made.next().value ?? [])
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
