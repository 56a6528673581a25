import { sql } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { ResponseField } from '../../../schema/selection.ts'
import { peekCursor } from '../../cursor.ts'
import type { Json } from '../../db/json.ts'
import { numberOf } from './fills.ts'
import { highlightsFill } from './highlights-fill.ts'
import { LeftToExecutor, NotCompiled } from '../compiled/not-compiled.ts'
import { facetsOf } from './facets.ts'
import { pageJson, type ResponsePageSource } from './page.ts'
import { named, type ResponseOutput } from './output.ts'
import { highlightsJson } from '../search/highlights.ts'
import { matches, queryOf } from '../search/matches.ts'
import { readSearchArgs, searchBinding, searchPositionIn, type SearchArgs } from '../search/search-args.ts'
import { countOf, searchRows } from '../search/search.ts'
import { late, Slot, type Late, type RequestValues } from '../slot.ts'
import type { StatementBuilder } from '../statement-builder.ts'

/**
 * A page of search results, with its facets and highlights. Where nothing is found and `didYouMean` is asked for, the executor answers: it takes two
 * statements more.
 */
export function searchPage(output: ResponseOutput, builder: StatementBuilder, field: ResponseField): Json {
  const { bound, whole } = builder.read(field, readSearchArgs)
  const { query, language, filter, order, window } = bound
  if (filter.status !== undefined && !builder.requestScope.readAccess.preview) {
    throw new NotCompiled('a status takes CONTENT_PREVIEW')
  }
  const position = window.cursor === null ? null : late(window.cursor as Late<string>, toPosition)
  const rankedAt = position === null ? builder.requestScope.instant : late(position, (at) => at.rankedAt)
  const after = position === null ? null : { key: late(position, ({ key }) => key), id: late(position, ({ id }) => id) }
  const search = { query, language, filter }
  const readIn = (values: RequestValues): SearchArgs =>
    whole instanceof Slot ? whole.of(values) : (whole as SearchArgs)
  const found = builder.aliases.next('found')
  const source: ResponsePageSource = {
    noun: 'article',
    typeName: 'Search',
    ownField: (own) => {
      if (own.name === 'facets') return named(own, facetsOf(output, builder, own.below))
      if (own.name !== 'didYouMean') return undefined
      // behind the first page it is known that something was found
      if (window.cursor !== null) return named(own, sql`null`)
      return output.hole(own, sql`case when not exists (select from matched) then '' end`, () => {
        throw new LeftToExecutor('nothing is found, so a spelling is looked for')
      })
    },
    ownEdgeField: (own, listed, item) => {
      if (own.name === 'score') return output.hole(own, sql`${columnOf(listed, 'score')}::text`, numberOf)
      if (own.name !== 'highlights') return undefined
      const marked = highlightsJson(builder.requestScope, item, listed, queryOf(search, listed))
      return output.hole(own, sql`${marked}::text`, highlightsFill(own.below))
    },
    window: { size: window.size, backward: false },
    hasCursor: window.cursor !== null,
    rows: (limit) => sql`
      select ${columnOf(found, 'id')}, ${columnOf(found, order === 'RELEVANCE' ? 'score' : 'placed_at')} as key,
        ${columnOf(found, 'score')}, ${columnOf(found, 'config')}
      from (${searchRows(search, { size: window.size, order, rankedAt, after }, limit)}) as ${sql.ref(found)}`,
    isDescending: true,
    keyType: order === 'RELEVANCE' ? 'number' : 'instant',
    keyPrefix: (values) => (rankedAt instanceof Slot ? rankedAt.of(values) : rankedAt),
    count: countOf,
    owner: null,
    binding: (values) => searchBinding(readIn(values)),
    cursor: (values) => readIn(values).window.cursor,
  }
  return sql`(with ${matches(builder, search)} select ${pageJson(output, builder, source, field.below)})`
}

function toPosition(cursor: string): ReturnType<typeof searchPositionIn> {
  return searchPositionIn(peekCursor(cursor))
}
