import { ArticleFilterInput } from '../inputs/article-inputs.ts'
import { builder } from '../builder/builder.ts'
import { BoundedCountRef, PageInfoRef } from '../builder/connection.ts'
import { connectionCost, listCost, slicedCost } from '../cost.ts'
import { describedEnum } from '../builder/enums.ts'
import { defaultCountLimit, maxCountLimit, readSize } from '../list-args.ts'
import {
  searchFields,
  searchOrders,
  type AuthorFacet,
  type Highlight,
  type LanguageFacet,
  type SearchConnection,
  type SearchEdge,
  type SearchFacets,
  type Suggestion,
  type TextRange,
  type TopicFacet,
  type YearFacet,
} from '../models.ts'
import { asNode, NodeRef } from '../builder/node.ts'
import { ArticleRef, AuthorRef, TopicRef } from '../builder/refs.ts'
import { requireScope } from '../builder/scope.ts'
import { lightFields, selectionBelow, type Selection } from '../selection.ts'

const SearchFieldEnum = describedEnum('SearchField', 'Which text of an article.', searchFields, {
  HEADLINE: 'The headline, whole.',
  STANDFIRST: 'The standfirst, whole.',
  BODY: 'A fragment of the body, about 200 characters, where the caller may read it.',
})

const SearchOrderEnum = describedEnum('SearchOrder', 'What comes first in search results.', searchOrders, {
  RELEVANCE:
    'The best matches first. A match in the headline counts most, then one in the standfirst, in names of topics and authors, and in the body. New articles count more than old ones. The newest 2,000 matches are ranked; older ones are only counted. NEWEST lists them.',
  NEWEST: 'The newest articles first, through all matches.',
})

const TextRangeRef = builder.objectRef<TextRange>('TextRange').implement({
  description: 'A part of a text, in UTF-16 units as JavaScript, Java and .NET count them.',
  fields: (t) => ({
    start: t.exposeInt('start', { description: 'Where it begins, from 0.' }),
    end: t.exposeInt('end', { description: 'Where it ends, exclusive.' }),
  }),
})

const HighlightRef = builder.objectRef<Highlight>('Highlight').implement({
  description:
    'A text with the words that matched: plain text and ranges in it, never markup, so that it cannot carry HTML into a page.',
  fields: (t) => ({
    field: t.expose('field', { type: SearchFieldEnum, description: 'Which text of the article it is.' }),
    text: t.exposeString('text', { description: 'Plain text: headline and standfirst whole, of the body a fragment.' }),
    ranges: t.expose('ranges', {
      type: [TextRangeRef],
      description: 'What matched, at least one, from the beginning of the text on.',
      extensions: listCost(5),
    }),
  }),
})

const SearchEdgeRef = builder.objectRef<SearchEdge>('SearchEdge').implement({
  description: 'One of the results of a page, with its cursor, score and highlights.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Opaque, signed position; good for the same query, language, filter and order only.',
      resolve: (edge) => edge.cursor(),
    }),
    node: t.expose('node', { type: ArticleRef, description: 'The article.' }),
    score: t.exposeFloat('score', {
      description: 'How well the article matches, above 0. Compare scores only within the results of one query.',
    }),
    highlights: t.expose('highlights', {
      type: [HighlightRef],
      description: 'The texts in which words matched, at most one for each SearchField. Runs only when selected.',
      extensions: listCost(3),
    }),
  }),
})

const TopicFacetRef = builder.objectRef<TopicFacet>('TopicFacet').implement({
  description: 'A topic among the matches.',
  fields: (t) => ({
    topic: t.expose('topic', { type: TopicRef, description: 'The topic.' }),
    count: t.exposeInt('count', {
      description: 'Number of matches with this topic or a topic below it, as with the filter topics.',
    }),
  }),
})

const AuthorFacetRef = builder.objectRef<AuthorFacet>('AuthorFacet').implement({
  description: 'An author among the matches.',
  fields: (t) => ({
    author: t.expose('author', { type: AuthorRef, description: 'The author.' }),
    count: t.exposeInt('count', { description: 'Matches by this author.' }),
  }),
})

const LanguageFacetRef = builder.objectRef<LanguageFacet>('LanguageFacet').implement({
  description: 'A language among the matches.',
  fields: (t) => ({
    language: t.expose('language', { type: 'LanguageTag', description: 'The language, as articles say it.' }),
    count: t.exposeInt('count', { description: 'Matches in it.' }),
  }),
})

const YearFacetRef = builder.objectRef<YearFacet>('YearFacet').implement({
  description: 'A year among the matches.',
  fields: (t) => ({
    year: t.exposeInt('year', {
      description: 'Year of publication in UTC; where the source did not say, of import.',
    }),
    count: t.exposeInt('count', { description: 'Matches of it.' }),
  }),
})

const firstFacets = { defaultValue: 10, description: 'The most links to return: 1 to 50.' }

const SearchFacetsRef = builder.objectRef<SearchFacets>('SearchFacets').implement({
  description: 'Number of matches by topic, author, language and year, over the newest 10,000 matches.',
  fields: (t) => ({
    topics: t.field({
      type: [TopicFacetRef],
      description: 'Topics, most matches first.',
      args: { first: t.arg.int(firstFacets) },
      extensions: slicedCost('first', 10, 50),
      resolve: (facets, { first }, _context, info) =>
        facets.topics(readFirst(first), below(selectionBelow(info), 'topic')) as Promise<TopicFacet[]>,
    }),
    authors: t.field({
      type: [AuthorFacetRef],
      description: 'Authors, most matches first.',
      args: { first: t.arg.int(firstFacets) },
      extensions: slicedCost('first', 10, 50),
      resolve: (facets, { first }, _context, info) =>
        facets.authors(readFirst(first), below(selectionBelow(info), 'author')) as Promise<AuthorFacet[]>,
    }),
    languages: t.field({
      type: [LanguageFacetRef],
      description: 'Languages, most matches first.',
      extensions: listCost(5),
      resolve: (facets) => facets.languages() as Promise<LanguageFacet[]>,
    }),
    years: t.field({
      type: [YearFacetRef],
      description: 'Years, latest first.',
      extensions: listCost(10),
      resolve: (facets) => facets.years() as Promise<YearFacet[]>,
    }),
  }),
})

const SearchConnectionRef = builder.objectRef<SearchConnection>('SearchConnection').implement({
  description: 'A page of search results, forward only.',
  fields: (t) => ({
    edges: t.field({
      type: [SearchEdgeRef],
      description: 'The results with cursors, scores and highlights.',
      resolve: ({ edges }) => [...edges],
    }),
    nodes: t.field({
      type: [ArticleRef],
      description: 'The articles alone, for those who need nothing else.',
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    pageInfo: t.field({
      type: PageInfoRef,
      description: 'Where this page stands among the results.',
      resolve: (connection) => connection,
    }),
    count: t.field({
      type: BoundedCountRef,
      description: 'How many articles match, ranked or not. Runs only when selected.',
      args: {
        limit: t.arg.int({
          defaultValue: defaultCountLimit,
          description: `Count no further than this: 1 to ${maxCountLimit.toLocaleString('en')}.`,
        }),
      },
      resolve: (connection, { limit }, _context, info) =>
        connection.count(readSize('limit', limit ?? defaultCountLimit, maxCountLimit), selectionBelow(info).key),
    }),
    facets: t.expose('facets', {
      type: SearchFacetsRef,
      description: 'Counts over the newest 10,000 matches. Each facet runs only when selected.',
    }),
    didYouMean: t.string({
      nullable: true,
      description:
        'When the query finds nothing: a query with a similar spelling that finds something. It is computed only when selected.',
      resolve: (connection) => connection.didYouMean(),
    }),
  }),
})

const SuggestionRef = builder.objectRef<Suggestion>('Suggestion').implement({
  description: 'A way to complete what is being typed.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The name of the topic or author, or the headline.' }),
    target: t.field({
      type: NodeRef,
      description: 'The topic, author or article of that name.',
      resolve: async ({ type, id }, _args, context, info) => {
        const port = { Topic: context.topics, Author: context.authors, Article: context.articles }[type]
        const node = await port.load(id, selectionBelow(info, type))
        // gone since the suggestion was made: the id still says what it was
        return asNode(type, node ?? { id })
      },
    }),
  }),
})

builder.queryFields((t) => ({
  search: t.field({
    type: SearchConnectionRef,
    nullable: true,
    description:
      'Full-text search in the language of each article. Accents make no difference. Words are stemmed in Arabic, Armenian, Basque, Catalan, Danish, Dutch, English, Estonian (where the gateway has PostgreSQL 18 or newer), Finnish, French, German, Greek, Hindi, Hungarian, Indonesian, Irish, Italian, Lithuanian, Nepali, Norwegian, Portuguese, Romanian, Russian, Serbian, Spanish, Swedish, Tamil, Turkish and Yiddish; in all other languages they are found as they are written. RELEVANCE ranks the newest 2,000 matches, so a very frequent word costs no more than that. NEWEST lists all matches. A phrase is looked for in the newest 10,000 articles that have all of its words.',
    args: {
      query: t.arg.string({
        required: true,
        description:
          '1 to 256 characters, as for a web search: "a phrase", OR, -word. At least one word must be wanted: common words like "the" and excluded words alone match nothing. No character is a wildcard.',
      }),
      language: t.arg({
        type: 'LanguageTag',
        description: 'Only articles of this language and its regional forms: en finds en-GB as well.',
      }),
      filter: t.arg({ type: ArticleFilterInput, description: 'Only among these articles.' }),
      orderBy: t.arg({ type: SearchOrderEnum, defaultValue: 'RELEVANCE', description: 'What comes first.' }),
      first: t.arg.int({
        defaultValue: 20,
        description: 'How many items from the start, or after the cursor: 1 to 100.',
      }),
      after: t.arg.string({
        description:
          'Start after this cursor. The age of articles is counted from the first page of the list, so pages do not shift.',
      }),
    },
    extensions: connectionCost,
    resolve: (_root, args, context, info) => {
      requireScope(context, 'CONTENT_READ')
      return context.search.search(args, selectionBelow(info))
    },
  }),
  suggest: t.field({
    type: [SuggestionRef],
    nullable: true,
    description:
      'Completes what a reader types to names of topics, names of authors and headlines. Names that begin with the text come first, then names with a word that begins with it. Case and accents make no difference.',
    args: {
      prefix: t.arg.string({ required: true, description: 'What has been typed so far: 1 to 100 characters.' }),
      first: t.arg.int({ defaultValue: 8, description: 'At most so many: 1 to 20.' }),
    },
    extensions: slicedCost('first', 8, 20),
    resolve: async (_root, { prefix, first }, context) => {
      requireScope(context, 'CONTENT_READ')
      return [...(await context.search.suggest(prefix, first ?? 8))]
    },
  }),
}))

function readFirst(first: number | null | undefined): number {
  return readSize('first', first ?? 10, 50)
}

function below(selection: Selection, field: string): Selection {
  return selection.only(field)?.below ?? lightFields
}
