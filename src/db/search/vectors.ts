import { sql, type RawBuilder } from 'kysely'
import type { NormalisedArticle } from '../write/normalised.ts'
import { recordset } from '../recordset.ts'
import { searchableText } from './punctuation.ts'
import { configOfLanguage } from '../tables/search.ts'
import type { Db } from '../tables/database.ts'

/** What an article says of itself, as it is searched: vectors as PostgreSQL writes them. */
export interface SearchVectors {
  /** Headline, of weight A, and standfirst, of weight B. */
  readonly head: string
  readonly body: string
  /** Words of the headline that no article had yet. */
  readonly words: readonly string[]
}

/** The texts that make an article's vectors. */
export type SearchedTexts = Pick<NormalisedArticle, 'headline' | 'standfirst' | 'language'> & {
  readonly body: { readonly text: string } | null
}

/**
 * Characters of a body that can be found. A word's position is kept up to 16,383, which is about as far; and a vector may
 * never exceed 1 MB, or the article could not be stored at all.
 */
const searchedBodyLength = 100_000

const columns = { position: 'integer', config: 'text', headline: 'text', standfirst: 'text', body: 'text' } as const

/**
 * Parses texts into vectors, in order: the dearest part of making articles findable, and the only one that depends on nothing but
 * their texts. One statement.
 */
export async function toSearchVectors(db: Db, articles: readonly SearchedTexts[]): Promise<readonly SearchVectors[]> {
  const texts = articles.map(({ language, headline, standfirst, body }, position) => ({
    position,
    config: `masthead_${configOfLanguage(language)}`,
    headline,
    standfirst: standfirst ?? '',
    body: body?.text ?? '',
  }))
  const { rows } = await sql<SearchVectors>`
    with texts as materialized (
      select r.position, r.config::regconfig as config, ${searchableText(sql`r.headline`)} as headline,
        ${searchableText(sql`r.standfirst`)} as standfirst,
        ${searchableText(sql`left(r.body, ${sql.lit(searchedBodyLength)})`)} as body
      from ${recordset(texts, columns, 'r')}
    ),
    headlines as materialized (select position, ${lexemesOf(sql`headline`)} as words from texts),
    fresh as materialized (
      select word from (select distinct word from headlines cross join unnest(words) as l (word) offset 0) as found
      where ${isSearchWord} and ${isUnknown}
    )
    select (setweight(to_tsvector(config, headline), 'A') || setweight(to_tsvector(config, standfirst), 'B'))::text as head,
      to_tsvector(config, body)::text as body,
      array(select word from unnest(words) as l (word) where word in (select word from fresh)) as words
    from texts
    join headlines using (position)
    order by position`.execute(db)
  return rows
}

/** The words of a text, folded and not stemmed, as an array. */
export function lexemesOf(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`tsvector_to_array(to_tsvector('masthead_simple', ${text}))`
}

/** Whether `found.word` is one in which other spellings may be looked for. */
export const isSearchWord = sql`found.word ~ '^[^\\d\\s_./:@]{3,40}$'`

/** Whether `found.word` is new. One look into the index for each, however many words there are. */
export const isUnknown = sql`(select true from search_word known where known.word = found.word collate "C" limit 1) is null`
