import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { SearchField } from '../../../schema/models.ts'
import { jsonObject, type Json } from '../../db/json.ts'
import { disguised, highlightMarks } from '../../db/search/punctuation.ts'
import type { RequestScope } from '../visibility.ts'

/** Texts as `disguised`, the words that matched between `highlightMarks`; null where the text is missing or may not be read. */
export type RawHighlights = Readonly<Record<SearchField, string | null>>

/** Characters of a body in which a fragment is looked for. */
const searchedLength = 30_000

/**
 * Where the query was found in the article's texts: headline and standfirst whole, of the body a fragment of 15 to 30 words.
 * `found` is the row with the article's `config`.
 */
export function highlightsJson(
  requestScope: RequestScope,
  article: string,
  found: string,
  query: RawBuilder<unknown>,
): Json<RawHighlights> {
  const config = sql`('masthead_' || ${columnOf(found, 'config')})::regconfig`
  const marked = (text: RawBuilder<unknown>, options: string): RawBuilder<string> =>
    sql<string>`ts_headline(${config}, ${disguised(text)}, ${query}, ${sql.lit(`${options}, ${marks}`)})`
  const mayRead = requestScope.readAccess.bodies ? sql`true` : columnOf(article, 'is_free')
  return jsonObject({
    HEADLINE: marked(columnOf(article, 'headline'), 'HighlightAll=true'),
    STANDFIRST: marked(columnOf(article, 'standfirst'), 'HighlightAll=true'),
    BODY: sql`(
      select ${marked(sql`left(b.text, ${sql.lit(searchedLength)})`, 'MaxFragments=1, MinWords=15, MaxWords=30')}
      from article_body b
      where b.article_id = ${columnOf(article, 'id')} and ${mayRead})`,
  })
}

const marks = `StartSel="${highlightMarks.start}", StopSel="${highlightMarks.stop}"`
