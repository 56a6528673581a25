import { sql, type RawBuilder } from 'kysely'
import type { SearchField } from '../../schema/models.ts'
import { jsonObject, type Json } from './json.ts'
import type { View } from './visible.ts'

/** Texts in which the words that matched stand between `highlightMarks`; null where the text is missing or may not be read. */
export type RawHighlights = Readonly<Record<SearchField, string | null>>

/** Private-use characters: no text has a meaning for them, and they are taken out of the text before. */
export const highlightMarks = { start: '\uE000', stop: '\uE001', less: '\uE002' } as const

/** Characters of a body in which a fragment is looked for. */
const searchedLength = 30_000

/**
 * Where the query was found in the article's texts: headline and standfirst whole, of the body a fragment of 15 to 30 words.
 * `found` is the row with the article's `config`.
 */
export function highlightsJson(
  view: View,
  article: string,
  found: string,
  query: RawBuilder<unknown>,
): Json<RawHighlights> {
  const config = sql`('masthead_' || ${sql.ref(`${found}.config`)})::regconfig`
  const marked = (text: RawBuilder<unknown>, options: string): RawBuilder<string> =>
    sql<string>`ts_headline(${config}, ${withoutMarks(text)}, ${query}, ${sql.lit(`${options}, ${marks}`)})`
  const mayRead = view.grant.bodies ? sql`true` : sql.ref(`${article}.is_free`)
  return jsonObject({
    HEADLINE: marked(sql.ref(`${article}.headline`), 'HighlightAll=true'),
    STANDFIRST: marked(sql.ref(`${article}.standfirst`), 'HighlightAll=true'),
    BODY: sql`(
      select ${marked(sql`left(b.text, ${sql.lit(searchedLength)})`, 'MaxFragments=1, MinWords=15, MaxWords=30')}
      from article_body b
      where b.article_id = ${sql.ref(`${article}.id`)} and ${mayRead})`,
  })
}

const marks = `StartSel="${highlightMarks.start}", StopSel="${highlightMarks.stop}"`

/** What looks like a tag would be dropped, so its beginning is disguised. */
function withoutMarks(text: RawBuilder<unknown>): RawBuilder<unknown> {
  const { start, stop, less } = highlightMarks
  return sql`translate(translate(${text}, ${sql.lit(start + stop + less)}, ''), '<', ${sql.lit(less)})`
}
