import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { ArticleFilter } from '../../../schema/models.ts'
import type { DrivingIndex } from '../lists/driving-index.ts'
import { articleConditions, rowConditions } from '../lists/filter-conditions.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { searchableQuery } from '../../db/search/punctuation.ts'
import { commonConfigs, configOfLanguage, furtherConfigs, type SearchConfig } from '../../db/tables/search.ts'
import { late, type Bound, type Late } from '../slot.ts'
import { visible } from '../visibility.ts'

/** What is looked for, and among which articles. */
export interface Search {
  /** In the grammar of web searches: "a phrase", OR, -word. Nothing in it is an error. */
  readonly query: Late<string>
  /** Only articles of this language and its regional forms: en finds en-GB, en-GB does not find en. */
  readonly language: string | null
  readonly filter: Bound<ArticleFilter>
}

/** A phrase is looked for in so many articles at most, the newest ones that have all of its words: PostgreSQL has to fetch all that each of them says. */
export const maxPhraseCandidates = 10_000

/**
 * All visible articles that match, as a CTE `matched` (id, placed_at, language, config, tsv) behind a CTE for each
 * configuration, which holds the query parsed by it, once, and only where the configuration has articles. Used as `with ${matches(…)} select …`; as materialized CTEs, what reads only some rows
 * lets only those be found, yet the planner cannot walk all articles for the sake of an order or limit.
 *
 * A query that wants no word at all, and only excludes, matches nothing: it would mean to read the whole index. Where it has a phrase, only the
 * last branch finds something.
 * The query is a value that the planner does not know; that, and `dearWithoutIndex`, keep it from a sequential scan with every vector
 * fetched. Source: article_search_*_tsv.
 */
export function matches(builder: StatementBuilder, search: Search): RawBuilder<unknown> {
  const configs = configsOf(search.language)
  const query = sql`${late(search.query, searchableQuery)}::text`
  const parsed = configs.map(
    (config) => sql`${queryNamed(config)} as materialized (
      select ${wantingWords} as parsed from websearch_to_tsquery(${regconfig(config)}, ${query}) parsed)`,
  )
  const branches = configs.map((config) => {
    const row = builder.aliases.next('s')
    const plain = sql`(select case when not has_phrase then parsed else ''::tsquery end from query_form, ${queryNamed(config)})`
    return sql`
      ${columnsOf(row)}
      from ${sql.table(`article_search_${config}`)} as ${sql.ref(row)}
      where ${columnOf(row, 'tsv')} @@ ${plain} and ${dearWithoutIndex(row)} and ${conditionsOf(builder, search, row)}`
  })
  if (search.language === null) {
    const row = builder.aliases.next('s')
    parsed.push(sql`query_further as materialized (
      select config, ${wantingWords} as parsed from ${furtherConfigsUsed} cross join lateral ${parsedFor(query)})`)
    branches.push(sql`
      ${columnsOf(row)}
      from query_form, query_further
      cross join lateral article_search_matching(query_further.config, query_further.parsed) as ${sql.ref(row)}
      where not has_phrase and ${conditionsOf(builder, search, row)}`)
  }
  return sql`
    query_form as materialized (
      select websearch_to_tsquery('masthead_simple', ${query})::text ~ '<(-|\\d+)>' as has_phrase),
    ${sql.join(parsed)},
    matched as materialized (${sql.join([...branches, phrasesIn(builder, search, query)], sql` union all `)})`
}

/** What matches a query with a phrase: of the newest articles that have all words, those that have them in a row. */
function phrasesIn(builder: StatementBuilder, search: Search, query: RawBuilder<unknown>): RawBuilder<unknown> {
  const row = builder.aliases.next('s')
  const used = sql`(
    select config from search_config
    where ${search.language === null ? sql`true` : sql`config = any(${sql.lit(`{${configsOf(search.language).join(',')}}`)}::text[])`} offset 0) used`
  // what is excluded is left out before, since an excluded phrase is less than its words
  const words = sql`regexp_replace(querytree(parsed), '<(-|\\d+)>', '&', 'g')`
  return sql`
    select candidate.id, candidate.placed_at, candidate.language, candidate.config, candidate.tsv
    from (
      ${columnsOf(row)}, used.parsed
      from (
        select used.config, parsed, ${words} as words
        from query_form, ${used} cross join lateral ${parsedFor(query)}
        where has_phrase
        offset 0
      ) used
      cross join lateral article_search_matching(used.config, case when words in ('', 'T') then '' else words end::tsquery) as ${sql.ref(row)}
      where ${conditionsOf(builder, search, row)}
      order by ${columnOf(row, 'placed_at')} desc, ${columnOf(row, 'article_id')} desc
      limit ${sql.lit(maxPhraseCandidates)}
    ) candidate
    where candidate.tsv @@ candidate.parsed`
}

/**
 * Always true. What stands behind `or` is never computed, but the planner counts it for each row that is read: about what it takes to
 * fetch a vector, which the planner does not count. So it takes the index although much of it may wait to be entered.
 */
function dearWithoutIndex(row: string): RawBuilder<unknown> {
  const vector = sql`to_tsvector('simple', ${columnOf(row, 'config')})`
  return sql`(${columnOf(row, 'article_id')} > 0 or ${vector} @@ to_tsquery('simple', ${columnOf(row, 'config')}))`
}

/** The query as parsed for the configuration in a column `config` of `row`. */
export function queryOf({ language }: Search, row: string): RawBuilder<unknown> {
  const config = columnOf(row, 'config')
  const [only, ...others] = configsOf(language)
  if (only !== undefined && others.length === 0) return parsedBy(only)
  const cases = configsOf(language).map((one) => sql`when ${sql.lit(one)} then ${parsedBy(one)}`)
  const further =
    language === null
      ? sql`else (select further.parsed from query_further further where further.config = ${config})`
      : sql``
  return sql`case ${config} ${sql.join(cases, sql` `)} ${further} end`
}

/** Whether a search for one word of the database, in this language or in all, finds an article that the caller may see. */
export function wordFinds(
  builder: StatementBuilder,
  word: RawBuilder<string>,
  language: string | null,
): RawBuilder<boolean> {
  const branches = configsOf(language).map((config) => {
    const row = builder.aliases.next('s')
    return sql`
      select ${columnOf(row, 'article_id')}, ${columnOf(row, 'visible_at')}
      from ${sql.table(`article_search_${config}`)} as ${sql.ref(row)}
      where ${columnOf(row, 'tsv')} @@ websearch_to_tsquery(${regconfig(config)}, ${word}) and ${dearWithoutIndex(row)}`
  })
  if (language === null)
    branches.push(sql`
      select further.article_id, further.visible_at
      from ${furtherConfigsUsed} cross join lateral ${parsedFor(word)}
      cross join lateral article_search_matching(used.config, parsed) further`)
  // materialized for the same reason as above
  return sql<boolean>`(
    with found as materialized (${sql.join(branches, sql` union all `)})
    select true from found where ${visible(builder.requestScope, 'found', 'article_id')} limit 1) is true`
}

/** Whether a search in this language, or in one of all, leaves the word out because it is too common to be looked for. */
export function wordIsLeftOut(word: RawBuilder<string>, language: string | null): RawBuilder<boolean> {
  const parsed: RawBuilder<unknown>[] = configsOf(language).map(
    (config) => sql`numnode(websearch_to_tsquery(${regconfig(config)}, ${word})) = 0`,
  )
  if (language === null)
    parsed.push(sql`exists (
    select from ${furtherConfigsUsed} cross join lateral ${parsedFor(word)} where numnode(parsed) = 0)`)
  return sql<boolean>`(${sql.join(parsed, sql` or `)})`
}

/**
 * The configurations that a search looks into by a branch of its own. Of a language with a configuration that a former version did not know, it may just have put an
 * article where those without one are.
 */
function configsOf(language: string | null): readonly SearchConfig[] {
  if (language === null) return commonConfigs
  const config = configOfLanguage(language)
  return furtherConfigs.some((one) => one === config) ? [config, 'simple'] : [config]
}

/** The configurations beyond the common ones that have articles. */
const furtherConfigsUsed = sql`(
  select config from search_config where config <> all(${sql.lit(`{${commonConfigs.join(',')}}`)}::text[]) offset 0) used`

/** The query as `parsed` for the configuration of `used`. */
function parsedFor(query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`websearch_to_tsquery(('masthead_' || used.config)::regconfig, ${query}) parsed`
}

const wantingWords = sql`case when querytree(parsed) in ('', 'T') then ''::tsquery else parsed end`

function columnsOf(row: string): RawBuilder<unknown> {
  const column = (name: string): RawBuilder<unknown> => columnOf(row, name)
  return sql`
    select ${column('article_id')} as id, ${column('placed_at')}, ${column('language')}, ${column('config')}, ${column('tsv')}`
}

/** Who may see a row of `article_search`, and whether the filter lets it through. */
function conditionsOf(builder: StatementBuilder, { language, filter }: Search, row: string): RawBuilder<unknown> {
  const ownLanguage = columnOf(row, 'language')
  const conditions = [
    visible(builder.requestScope, row, 'article_id'),
    ...(language === null
      ? []
      : [sql`(${ownLanguage} = ${language} or starts_with(${ownLanguage}, ${`${language}-`}))`]),
    ...rowConditions(builder, filter, drivingIndex, row),
    ...articleConditions(builder, filter, drivingIndex, row),
  ]
  return sql.join(conditions, sql` and `)
}

function queryNamed(config: SearchConfig): RawBuilder<unknown> {
  return sql.ref(`query_${config}`)
}

function parsedBy(config: SearchConfig): RawBuilder<unknown> {
  return sql`(select parsed from ${queryNamed(config)})`
}

function regconfig(config: SearchConfig): RawBuilder<unknown> {
  return sql`${sql.lit(`masthead_${config}`)}::regconfig`
}

const drivingIndex: DrivingIndex = {
  table: 'article_search',
  idColumn: 'article_id',
  where: () => [],
  values: null,
  covers: new Set(),
}
