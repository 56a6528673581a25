import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { ArticleFilter } from '../../../schema/models.ts'
import type { DrivingIndex } from '../lists/driving-index.ts'
import { articleConditions, rowConditions } from '../lists/filter-conditions.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { searchableQuery } from '../../db/search/punctuation.ts'
import { configOfLanguage, searchConfigs, type SearchConfig } from '../../db/tables/search.ts'
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

/**
 * All visible articles that match, as a CTE `matched` (id, placed_at, language, config, tsv) behind a CTE for each
 * configuration, which holds the query parsed by it, once, and only where the configuration has articles. Used as `with ${matches(…)} select …`; as materialized CTEs, what reads only some rows
 * lets only those be found, yet the planner cannot walk all articles for the sake of an order or limit.
 *
 * A query that wants no word at all, and only excludes, matches nothing: it would mean to read the whole index.
 * The query is a value that the planner does not know; that, and `dearWithoutIndex`, keep it from a sequential scan with every vector
 * fetched. Source: article_search_*_tsv.
 */
export function matches(builder: StatementBuilder, search: Search): RawBuilder<unknown> {
  const configs = configsOf(search.language)
  const query = late(search.query, searchableQuery)
  const parsed = configs.map((config) => {
    return sql`${queryNamed(config)} as materialized (
      select case when querytree(parsed) in ('', 'T') then ''::tsquery else parsed end as parsed
      from websearch_to_tsquery(${regconfig(config)}, ${query}::text) parsed)`
  })
  const branches = configs.map((config) => matchesOf(builder, search, config))
  return sql`${sql.join(parsed)},
    matched as materialized (${sql.join(branches, sql` union all `)})`
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
export function queryOf(search: Search, row: string): RawBuilder<unknown> {
  if (search.language !== null) {
    return parsedBy(configOfLanguage(search.language))
  }
  const cases = searchConfigs.map((config) => sql`when ${sql.lit(config)} then ${parsedBy(config)}`)
  return sql`case ${columnOf(row, 'config')} ${sql.join(cases, sql` `)} end`
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
  // materialized for the same reason as above
  return sql<boolean>`(
    with found as materialized (${sql.join(branches, sql` union all `)})
    select true from found where ${visible(builder.requestScope, 'found', 'article_id')} limit 1) is true`
}

/** Whether a search in this language, or in one of all, leaves the word out because it is too common to be looked for. */
export function wordIsLeftOut(word: RawBuilder<string>, language: string | null): RawBuilder<boolean> {
  const parsed = configsOf(language).map(
    (config) => sql`numnode(websearch_to_tsquery(${regconfig(config)}, ${word})) = 0`,
  )
  return sql<boolean>`(${sql.join(parsed, sql` or `)})`
}

function configsOf(language: string | null): readonly SearchConfig[] {
  return language === null ? searchConfigs : [configOfLanguage(language)]
}

function matchesOf(builder: StatementBuilder, { language, filter }: Search, config: SearchConfig): RawBuilder<unknown> {
  const row = builder.aliases.next('s')
  const column = (name: string): RawBuilder<unknown> => columnOf(row, name)
  const conditions = [
    sql`${column('tsv')} @@ ${parsedBy(config)}`,
    dearWithoutIndex(row),
    visible(builder.requestScope, row, 'article_id'),
    ...(language === null
      ? []
      : [sql`(${column('language')} = ${language} or starts_with(${column('language')}, ${`${language}-`}))`]),
    ...rowConditions(builder, filter, drivingIndex, row),
    ...articleConditions(builder, filter, drivingIndex, row),
  ]
  return sql`
    select ${column('article_id')} as id, ${column('placed_at')}, ${column('language')}, ${column('config')}, ${column('tsv')}
    from ${sql.table(`article_search_${config}`)} as ${sql.ref(row)}
    where ${sql.join(conditions, sql` and `)}`
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
