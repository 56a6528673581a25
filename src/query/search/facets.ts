import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { Selection } from '../../../schema/selection.ts'
import { jsonObject, type Json } from '../../db/json.ts'
import { nodeJson } from '../node-json.ts'
import type { StatementBuilder } from '../statement-builder.ts'
import { matches, type Search } from './matches.ts'

/** Facets are counted over so many matches at most, the newest ones. */
export const maxFacetMatches = 10_000

/** One facet that is wanted; `first` and `below` (what is selected of the topic or author) where it has them. */
export type FacetRequest =
  | { readonly kind: 'topics' | 'authors'; readonly first: number; readonly below: Selection }
  | { readonly kind: 'languages' | 'years' }

/** The wanted facets of one search, in one statement: arrays in the order of the requests. */
export function facetsJson(
  builder: StatementBuilder,
  search: Search,
  requests: readonly FacetRequest[],
): Json<Record<string, unknown[]>> {
  const facets = requests.map((request, index) => [String(index), facetJson(builder, request)] as const)
  return sql<Record<string, unknown[]>>`(
    with ${matches(builder, search)}, ${countedMatches}
    select ${jsonObject(Object.fromEntries(facets))})`
}

/** The matches that are counted, as a CTE `counted` behind `matched`. */
export const countedMatches = sql`
  counted as materialized (
    select id, placed_at, language from matched order by placed_at desc, id desc limit ${sql.lit(maxFacetMatches)}
  )`

/** Rows (id, count) of the topics or authors that most matches have; behind `counted`. */
export function countsOfNoun(noun: 'topic' | 'author', first: number): RawBuilder<unknown> {
  const link = { table: sql.table(`article_${noun}`), id: columnOf('link', `${noun}_id`) }
  return sql`
    select ${link.id} as id, count(*) as count
    from counted join ${link.table} link on link.article_id = counted.id
    group by 1
    order by 2 desc, 1
    limit ${sql.lit(first)}`
}

/** Rows (language, count); behind `counted`. */
export const countsOfLanguages = sql`select language, count(*) as count from counted group by language`

/** Rows (year, count); behind `counted`. */
export const countsOfYears = sql`
  select extract(year from placed_at at time zone 'UTC')::integer as year, count(*) as count from counted group by 1`

function facetJson(builder: StatementBuilder, request: FacetRequest): RawBuilder<unknown> {
  switch (request.kind) {
    case 'topics':
      return ofNoun(builder, 'topic', request)
    case 'authors':
      return ofNoun(builder, 'author', request)
    case 'languages':
      return sql`(
        select coalesce(json_agg(json_build_object('language', top.language, 'count', top.count)
          order by top.count desc, top.language collate "C"), '[]')
        from (${countsOfLanguages}) top)`
    case 'years':
      return sql`(
        select coalesce(json_agg(json_build_object('year', top.year, 'count', top.count) order by top.year desc), '[]')
        from (${countsOfYears}) top)`
  }
}

function ofNoun(
  builder: StatementBuilder,
  noun: 'topic' | 'author',
  { first, below }: { readonly first: number; readonly below: Selection },
): RawBuilder<unknown> {
  const row = builder.aliases.next('n')
  return sql`(
    select coalesce(json_agg(json_build_object(${sql.lit(noun)}, ${nodeJson(builder, noun, row, below)}, 'count', top.count)
      order by top.count desc, top.id), '[]')
    from (${countsOfNoun(noun, first)}) top
    join ${sql.table(noun)} as ${sql.ref(row)} on ${columnOf(row, 'id')} = top.id)`
}
