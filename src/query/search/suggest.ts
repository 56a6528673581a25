import { sql, type RawBuilder } from 'kysely'
import { nameKey, titleKey } from '../../text/keys.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { hasVisibleArticle, visible } from '../visibility.ts'

/** A topic, author or article whose name begins like what was typed, or has a word that does. */
export interface RawSuggestion {
  readonly text: string
  readonly noun: 'topic' | 'author' | 'article'
  readonly id: number
}

/** Headlines of so many of the newest articles are read before the index of all headlines is asked. */
const newestRead = 2_000
/** So many topics and so many authors are looked at, shortest name first, for those that the caller may see. */
const namesRead = 2_000

/**
 * Completes a prefix over topic names, author names and headlines, folded as those are; `first` is 1 to 20. What begins with it
 * comes before what has a word in it that does. Nothing is said of what the caller may not see. One statement.
 */
export function suggestions(builder: StatementBuilder, prefix: string, first: number): RawBuilder<RawSuggestion> {
  const name = nameKey(prefix)
  const title = titleKey(prefix)
  // id > 0 is the condition of the index that holds all articles by time
  return sql<RawSuggestion>`
    with recent as materialized (
      select a.id, a.headline as text, a.headline_key as key, a.placed_at
      from (
        select id, headline, headline_key, placed_at, visible_at
        from article
        where id > 0 ${notLater(builder)}
        order by placed_at desc, id desc
        limit ${sql.lit(newestRead)}
      ) a
      where ' ' || a.headline_key like ${wordLike(title)} and ${visible(builder.requestScope, 'a')}
    ),
    older as materialized (
      select a.id, a.headline as text, a.headline_key as key, a.placed_at
      from article a
      where (select count(*) from recent) < ${sql.lit(first)}
        and array_to_tsvector(string_to_array(a.headline_key, ' ')) @@ ${wordsOf(title)}::tsquery
        and ' ' || a.headline_key like ${wordLike(title)} and ${visible(builder.requestScope, 'a')}
    ),
    suggested as (
      ${named(builder, 'topic', name, first)}
      union all
      ${named(builder, 'author', name, first)}
      union all
      select 'article' as noun, id, text, row_number() over (order by starts_with(key, ${title}) desc, placed_at desc, id desc) as position, 3
      from (select * from recent union select * from older) headlines
    )
    select noun, id, text
    from suggested
    order by position, kind
    limit ${sql.lit(first)}`
}

/** In an order that PostgreSQL keeps from the inside out, so that no more names are looked at than it takes to find `first`. */
function named(builder: StatementBuilder, noun: 'topic' | 'author', key: string, first: number): RawBuilder<unknown> {
  const order = sql`begins desc, size, key, id`
  return sql`(
    select ${sql.lit(noun)} as noun, id, text, row_number() over (order by ${order}) as position, ${sql.lit(noun === 'topic' ? 1 : 2)} as kind
    from (
      select id, name as text, name_key as key, length(name_key) as size, starts_with(name_key, ${key}) as begins
      from ${sql.table(noun)}
      where ' ' || name_key like ${wordLike(key)}
      order by ${order}
      limit ${sql.lit(namesRead)}
    ) known
    where ${hasVisibleArticle(builder.requestScope, noun, 'known')}
    order by ${order}
    limit ${sql.lit(first)})`
}

/** No visible article is placed after the instant, so the newest are read from there and not from what is scheduled. */
function notLater(builder: StatementBuilder): RawBuilder<unknown> {
  return builder.requestScope.readAccess.preview
    ? sql``
    : sql`and placed_at <= ${builder.requestScope.instant}::timestamptz(3)`
}

/** The words of a key, the last of them begun, as the index of headlines is asked. */
function wordsOf(key: string): string {
  const quoted = key.split(' ').map((word) => `'${word.replace(/['\\]/g, '$&$&')}'`)
  return `${quoted.join(' & ')}:*`
}

/** Begins at a word; no character of the prefix is a wildcard. */
function wordLike(key: string): string {
  return `% ${key.replace(/[\\%_]/g, '\\$&')}%`
}
