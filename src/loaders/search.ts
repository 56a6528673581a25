import DataLoader from 'dataloader'
import type { Args, SearchPort } from '../../schema/context.ts'
import { readPrefix, readSize } from '../../schema/list-args.ts'
import type {
  Article,
  ArticleListArgs,
  BoundedCount,
  SearchConnection,
  SearchFacets,
  Suggestion,
} from '../../schema/models.ts'
import { firstThatFinds, respelt, similarWords, wordsOf } from '../query/search/did-you-mean.ts'
import { facetsJson, type FacetRequest } from '../query/search/facets.ts'
import type { Search } from '../query/search/matches.ts'
import { readSearchArgs, searchBinding, searchPositionIn } from '../query/search/search-args.ts'
import { searchCount, searchJson, type RawSearchPage, type SearchWindow } from '../query/search/search.ts'
import { toHighlights } from '../query/search/to-highlights.ts'
import { suggestions } from '../query/search/suggest.ts'
import { readAllowed } from './article.ts'
import type { LoaderContext } from './loader-context.ts'
import { runOne } from './runner.ts'

/** Answers searches and completes what is being typed. */
export function createSearchPort(loaderContext: LoaderContext): SearchPort {
  return {
    search: async (args, selection) => {
      const read = readSearch(loaderContext, args)
      const wantsPage = ['edges', 'nodes', 'pageInfo', 'didYouMean'].some((field) => selection.has(field))
      const json = searchJson(
        loaderContext.newStatementBuilder(),
        read.search,
        read.window,
        loaderContext.plannable(selection),
        wantsPage,
      )
      const raw = wantsPage || selection.has('count') ? await runOne(loaderContext.run, json) : null
      return toConnection(loaderContext, read, raw)
    },
    suggest: async (prefix, first) => {
      const read = readPrefix('prefix', prefix) ?? ''
      const size = readSize('first', first, maxSuggestions)
      const rows = await loaderContext.run(suggestions(loaderContext.newStatementBuilder(), read, size))
      return rows.map(({ text, noun, id }): Suggestion => ({ text, type: typeOfNoun[noun], id }))
    },
  }
}

interface ReadSearch {
  readonly search: Search & { readonly query: string }
  readonly window: SearchWindow
  /** What a cursor is good for: this query in this language, under this filter and order. */
  readonly binding: string
}

function readSearch(loaderContext: LoaderContext, args: Args): ReadSearch {
  const read = readSearchArgs(args)
  const { query, language, order } = read
  const { filter }: ArticleListArgs = readAllowed(loaderContext, { filter: args.filter })
  const { size, cursor } = read.window
  const binding = searchBinding(read)
  const after = cursor === null ? null : searchPositionIn(loaderContext.cursors.decode(cursor, binding))
  return {
    search: { query, language, filter },
    window: { size, order, rankedAt: after?.rankedAt ?? loaderContext.requestScope.instant, after },
    binding,
  }
}

function toConnection(loaderContext: LoaderContext, read: ReadSearch, raw: RawSearchPage | null): SearchConnection {
  const { search, window, binding } = read
  const rows = raw?.page ?? []
  const isAfter = window.after !== null
  const foundNothing = raw?.page?.length === 0 && !isAfter
  const counted = raw?.count ?? null
  return {
    edges: rows.slice(0, window.size).map(({ id, key, score, node, highlights }) => ({
      node: node as Article,
      cursor: () => loaderContext.cursors.encode({ key: `${window.rankedAt} ${key}`, id }, binding),
      score,
      highlights: highlights == null ? [] : toHighlights(highlights),
    })),
    hasNextPage: rows.length > window.size,
    hasPreviousPage: isAfter,
    count: async (limit) => {
      if (foundNothing) return bounded(0, limit)
      const found =
        counted ?? (await runOne(loaderContext.run, searchCount(loaderContext.newStatementBuilder(), search, limit)))
      return bounded(found ?? 0, limit)
    },
    facets: createFacets(loaderContext, search, foundNothing),
    didYouMean: async () => (foundNothing ? findSpelling(loaderContext, search) : null),
  }
}

function bounded(found: number, limit: number): BoundedCount {
  return { value: Math.min(found, limit), exact: found <= limit }
}

function createFacets(loaderContext: LoaderContext, search: Search, foundNothing: boolean): SearchFacets {
  const loader = new DataLoader<FacetRequest, readonly unknown[]>(
    async (requests) => {
      const json = facetsJson(loaderContext.newStatementBuilder(), search, requests)
      const facets = await runOne(loaderContext.run, json)
      return requests.map((_, index) => facets?.[index] ?? [])
    },
    { cache: false },
  )
  const load = async <T>(request: FacetRequest): Promise<readonly T[]> =>
    foundNothing ? [] : ((await loader.load(request)) as readonly T[])
  return {
    topics: (first, below) => load({ kind: 'topics', first, below: loaderContext.plannable(below) }),
    authors: (first, below) => load({ kind: 'authors', first, below: loaderContext.plannable(below) }),
    languages: () => load({ kind: 'languages' }),
    years: () => load({ kind: 'years' }),
  }
}

/** Two statements, and only where nothing matched: similar words, then whether what they make finds something. */
async function findSpelling(loaderContext: LoaderContext, search: ReadSearch['search']): Promise<string | null> {
  const words = wordsOf(search.query)
  if (words.length === 0) return null
  const similar = await loaderContext.run(similarWords(loaderContext.newStatementBuilder(), words, search.language))
  const queries = respelt(search.query, words, similar)
  return queries.length === 0
    ? null
    : runOne(loaderContext.run, firstThatFinds(loaderContext.newStatementBuilder(), search, queries))
}

const typeOfNoun = { topic: 'Topic', author: 'Author', article: 'Article' } as const
const maxSuggestions = 20
