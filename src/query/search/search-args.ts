import { badInput, clientError } from '../../../schema/errors.ts'
import { readArticleListArgs, readWindow } from '../../../schema/list-args.ts'
import type { ArticleFilter, PageWindow, SearchOrder } from '../../../schema/models.ts'
import type { Position } from '../../cursor.ts'

/** The arguments of a search, as they were read. */
export interface SearchArgs {
  readonly query: string
  readonly language: string | null
  readonly filter: ArticleFilter
  readonly order: SearchOrder
  readonly window: PageWindow
}

/** Throws BAD_USER_INPUT. */
export function readSearchArgs(args: Readonly<Record<string, unknown>>): SearchArgs {
  const query = String(args.query).trim()
  if (query === '' || query.length > maxQueryLength) {
    throw badInput(`query must have 1 to ${maxQueryLength} characters.`)
  }
  const { filter } = readArticleListArgs({ filter: args.filter })
  return {
    query,
    language: args.language == null ? null : String(args.language),
    filter,
    order: (args.orderBy ?? 'RELEVANCE') as SearchOrder,
    window: readWindow({ first: args.first, after: args.after }),
  }
}

/** What a cursor is good for: this query in this language, under this filter and order. */
export function searchBinding({ query, language, filter, order }: SearchArgs): string {
  return JSON.stringify(['search', query, language, Object.entries(filter).sort(), order])
}

/** A cursor carries the instant of ranking beside the place. Throws BAD_CURSOR. */
export function searchPositionIn({ key, id }: Position): { rankedAt: string; key: string; id: number } {
  const [rankedAt, sortKey] = String(key).split(' ')
  if (rankedAt === undefined || sortKey === undefined) throw clientError('BAD_CURSOR')
  return { rankedAt, key: sortKey, id }
}

/** Characters. */
const maxQueryLength = 256
