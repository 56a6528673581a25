import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { SearchOrder } from '../../../schema/models.ts'
import type { Selection } from '../../../schema/selection.ts'
import type { LatePosition } from '../lists/article-list.ts'
import { countLimit, nodeSelection } from '../lists/connection-json.ts'
import { instantText, jsonObject, type Json } from '../../db/json.ts'
import { nodeJson } from '../node-json.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { highlightsJson, type RawHighlights } from './highlights.ts'
import { matches, queryOf, type Search } from './matches.ts'
import type { Late } from '../slot.ts'

/** So many matches are ranked at most, the newest ones: ranking has to fetch what every one of them says. */
export const maxRanked = 2_000

/** A page of results as it comes from SQL: `size` + 1 rows at most, so that the extra one tells whether there are more. */
export interface RawSearchPage {
  readonly page: readonly RawResult[] | null
  /** Null where nobody asked. */
  readonly count: number | null
}

export interface RawResult {
  readonly id: number
  readonly key: string | number
  readonly score: number
  readonly node: unknown
  /** Null where nobody asked. */
  readonly highlights: RawHighlights | null
}

export interface SearchWindow {
  readonly size: number
  readonly order: SearchOrder
  /** The instant that ages are counted from: the same on all pages, so that they do not shift. */
  readonly rankedAt: Late<string>
  /** The last row of the page before: its score or its place in time, and its id. */
  readonly after: LatePosition | null
}

/** One page of results and their count, each only where it is wanted, as one JSON value. */
export function searchJson(
  builder: StatementBuilder,
  search: Search,
  window: SearchWindow,
  selection: Selection,
  wantsPage: boolean,
): Json<RawSearchPage> {
  const limit = countLimit(selection)
  return sql<RawSearchPage>`(
    with ${matches(builder, search)}
    select ${jsonObject({
      page: wantsPage ? pageJson(builder, search, window, selection) : sql`null::json`,
      count: limit === null ? sql`null::bigint` : countOf(limit),
    })})`
}

/** How many match; stops after `limit` + 1. */
export function searchCount(builder: StatementBuilder, search: Search, limit: number): RawBuilder<number> {
  return sql<number>`(with ${matches(builder, search)} select ${countOf(limit)})`
}

/** Whether anything matches. */
export function searchFinds(builder: StatementBuilder, search: Search): RawBuilder<boolean> {
  return sql<boolean>`(with ${matches(builder, search)} select exists (select from matched))`
}

export function countOf(limit: number): RawBuilder<number> {
  return sql<number>`(select count(*) from (select from matched limit ${sql.lit(limit + 1)}) counted)`
}

function pageJson(builder: StatementBuilder, search: Search, window: SearchWindow, selection: Selection): Json {
  const found = builder.aliases.next('found')
  const article = builder.aliases.next('a')
  const below = nodeSelection(selection)
  const edge = selection.only('edges')?.below
  const node = below === null ? sql`` : sql`, 'node', ${nodeJson(builder, 'article', article, below)}`
  const highlights =
    edge?.has('highlights') === true
      ? sql`, 'highlights', ${highlightsJson(builder.requestScope, article, found, queryOf(search, found))}`
      : sql``
  const byScore = window.order === 'RELEVANCE'
  const sortKey = columnOf(found, byScore ? 'score' : 'placed_at')
  const key = byScore ? sortKey : instantText(sortKey)
  return sql`(
    select coalesce(json_agg(
      json_build_object('id', ${columnOf(found, 'id')}, 'key', ${key}, 'score', ${columnOf(found, 'score')}${node}${highlights})
      order by ${sortKey} desc, ${columnOf(found, 'id')} desc), '[]')
    from (${searchRows(search, window, window.size + 1)}) as ${sql.ref(found)}
    join article as ${sql.ref(article)} on ${columnOf(article, 'id')} = ${columnOf(found, 'id')})`
}

/** Rows (id, config, score, placed_at where they are by that) of the window, the best or newest `limit`; behind `matches`. */
export function searchRows(search: Search, window: SearchWindow, limit: number): RawBuilder<unknown> {
  return window.order === 'RELEVANCE' ? mostRelevant(search, window, limit) : newest(search, window, limit)
}

/** What comes out after the first page does not push the oldest of the ranked ones out of the later pages. */
function mostRelevant(search: Search, { rankedAt, after }: SearchWindow, limit: number): RawBuilder<unknown> {
  return sql`
    select * from (
      select ranked.id, ranked.config, ${score(search, 'ranked', rankedAt)} as score
      from (
        select * from matched
        ${after === null ? sql`` : sql`where placed_at <= ${rankedAt}::timestamptz(3)`}
        order by placed_at desc, id desc
        limit ${sql.lit(maxRanked)}
      ) ranked
    ) scored
    ${after === null ? sql`` : sql`where (score, id) < (${after.key}::float8, ${after.id}::bigint)`}
    order by score desc, id desc
    limit ${sql.lit(limit)}`
}

function newest(search: Search, { rankedAt, after }: SearchWindow, limit: number): RawBuilder<unknown> {
  return sql`
    select listed.id, listed.config, listed.placed_at, ${score(search, 'listed', rankedAt)} as score
    from (
      select * from matched
      ${after === null ? sql`` : sql`where (placed_at, id) < (${after.key}::timestamptz(3), ${after.id}::bigint)`}
      order by placed_at desc, id desc
      limit ${sql.lit(limit)}
    ) listed`
}

/**
 * How well the words fit (headline 1, standfirst 0.4, names 0.2, body 0.1 for a word, many hits counting for little more than
 * one), times an age factor that falls from 1 to a half in a quarter of a year and to a tenth in about five years, and
 * not below. Of equal fits the newer one wins.
 */
function score(search: Search, row: string, rankedAt: Late<string>): RawBuilder<number> {
  const seconds = sql`extract(epoch from ${rankedAt}::timestamptz(3) - ${columnOf(row, 'placed_at')})::float8`
  const quarters = sql`greatest(${seconds}, 0) / 7776000`
  return sql<number>`greatest(ts_rank(${columnOf(row, 'tsv')}, ${queryOf(search, row)}), 1e-6)::float8
    * (0.06 + 0.94 / (1 + ${quarters}))`
}
