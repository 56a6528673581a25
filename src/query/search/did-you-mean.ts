import { sql, type RawBuilder } from 'kysely'
import { nameKey } from '../../text/keys.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { searchFinds } from './search.ts'
import { wordFinds, wordIsLeftOut, type Search } from './matches.ts'

/** A word of a query that is looked for, and where it stands. */
export interface QueryWord {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** Words of the vocabulary that are spelt like one of the query, best first, the word itself included where it is one. */
export interface Spellings {
  /** Which word of the query, from 1. */
  readonly position: number
  readonly spellings: readonly { readonly word: string; readonly likeness: number }[]
}

/** The words of a query that may be misspelt; those that are excluded stay as they are. At most 6, of 3 to 40 letters. */
export function wordsOf(query: string): QueryWord[] {
  return [...query.matchAll(/(?<![\p{L}\p{N}\p{M}])[\p{L}\p{M}]{3,40}(?![\p{L}\p{N}\p{M}])/gu)]
    .filter(({ 0: word, index }) => word !== 'OR' && query[index - 1] !== '-')
    .slice(0, maxWords)
    .map(({ 0: word, index }) => ({ word, start: index, end: index + word.length }))
}

/**
 * For each word up to three spellings, of the 30 likeliest those that find an article which the caller may see: what only hidden ones say
 * takes no position from the others. A word that a search leaves out stays as it is, too. Source: search_word, by trigrams
 * and by letters that changed places. One statement.
 */
export function similarWords(
  builder: StatementBuilder,
  words: readonly QueryWord[],
  language: string | null,
): RawBuilder<Spellings> {
  const keys = words.map(({ word }) => nameKey(word))
  return sql<Spellings>`
    select wanted.position::integer as position, (
      select coalesce(json_agg(json_build_object('word', known.word, 'likeness', known.likeness)
        order by known.likeness desc, known.word), '[]')
      from (
        select word, likeness
        from (
          select word, max(likeness) as likeness
          from (
            select word, similarity(word, wanted.word) as likeness from search_word where word % wanted.word
            union all
            select word, case when word = wanted.word then 1 else ${sql.lit(likenessOfSameLetters)} end
            from search_word where letters = wanted.letters
            union all
            select wanted.word, 1 where wanted.is_left_out
          ) alike
          group by word
          order by likeness desc, word
          limit ${sql.lit(maxNamesCompared)}
        ) likeliest
        where word = wanted.word and wanted.is_left_out or ${wordFinds(builder, sql.ref('likeliest.word'), language)}
        order by likeness desc, word
        limit 3
      ) known) as spellings
    from (
      select *, ${wordIsLeftOut(sql.ref('typed.word'), language)} as is_left_out
      from unnest(${keys}::text[], ${keys.map(sorted)}::text[]) with ordinality as typed (word, letters, position)
    ) wanted
    order by wanted.position`
}

/** Queries with other spellings, the likeliest first; at most three. */
export function respelt(query: string, words: readonly QueryWord[], similar: readonly Spellings[]): string[] {
  const byPosition = new Map(similar.map(({ position, spellings }) => [position, spellings]))
  let partial = [{ text: '', end: 0, likeness: 0 }]
  for (const [index, { word, start, end }] of words.entries()) {
    const known = byPosition.get(index + 1) ?? []
    const own = nameKey(word)
    const choices = known.length === 0 ? [{ word, likeness: 0 }] : known
    partial = partial
      .flatMap((begun) =>
        choices.map((choice) => ({
          text: begun.text + query.slice(begun.end, start) + (choice.word === own ? word : choice.word),
          end,
          likeness: begun.likeness + choice.likeness,
        })),
      )
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, maxTried + 1)
  }
  return partial
    .map(({ text, end }) => text + query.slice(end))
    .filter((text) => text !== query)
    .slice(0, maxTried)
}

/** The first of the queries that finds something the caller may see. One statement. */
export function firstThatFinds(
  builder: StatementBuilder,
  search: Search,
  queries: readonly string[],
): RawBuilder<string | null> {
  const tried = queries.map(
    (query) => sql`case when ${searchFinds(builder, { ...search, query })} then ${query}::text end`,
  )
  return sql<string | null>`coalesce(${sql.join([...tried, sql`null`])})`
}

function sorted(word: string): string {
  return [...word].sort().join('')
}

const likenessOfSameLetters = 0.7
const maxWords = 6
const maxNamesCompared = 30
const maxTried = 3
