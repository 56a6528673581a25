import { getNamedType, isCompositeType, isInterfaceType, isObjectType, type GraphQLObjectType } from 'graphql'
import { schema } from '../../schema/index.ts'

/** One query, and the fields that it is there for. */
export interface GeneratedQuery {
  readonly query: string
  /** As `Type.field`. */
  readonly fields: readonly string[]
}

/** How an object of each type is reached; `*` stands for its selection. */
const places: Readonly<Record<string, readonly string[]>> = {
  Article: [
    'article(by: { slug: "ferry" }) { * }',
    'article(by: { slug: "to-come" }) { * }',
    'articles(first: 5) { nodes { * } }',
    'articles(filter: { languages: ["it"] }) { edges { node { * } } }',
    'topic(by: { path: "world" }) { id articles(first: 5) { nodes { * } } }',
    'author(by: { slug: "ann-lee" }) { id articles { nodes { * } } }',
    'resolveUrls(urls: ["https://www.post.example/ferry", "https://www.post.example/elsewhere"]) { article { * } }',
    'search(query: "harbour") { nodes { * } }',
  ],
  Author: [
    'author(by: { slug: "ann-lee" }) { * }',
    'authors(first: 20) { nodes { * } }',
    'article(by: { slug: "ferry" }) { id authors { * } }',
    'search(query: "harbour") { facets { authors { author { * } } } }',
  ],
  Topic: [
    'article(by: { slug: "ferry" }) { id section { * } topics { * } }',
    'topic(by: { path: "world" }) { * }',
    'topic(by: { path: "empty" }) { * }',
    'topics(first: 20) { nodes { * } }',
    'article(by: { slug: "ferry" }) { headline topics(type: KEYWORD) { * } }',
    'search(query: "harbour") { facets { topics { topic { * } } } }',
  ],
  Publisher: [
    'publishers { * }',
    'publisher(by: { slug: "the-harbour-post" }) { * }',
    'article(by: { slug: "ferry" }) { id publisher { * } }',
  ],
  UrlResolution: [
    'resolveUrls(urls: ["https://www.post.example/ferry", "https://www.post.example/elsewhere", "https://www.post.example/to-come"]) { * }',
  ],
  Suggestion: ['suggest(prefix: "a") { * }', 'suggest(prefix: "th") { * }'],
  RelatedLink: ['article(by: { slug: "ferry" }) { id relatedLinks { * } }'],
  SearchConnection: ['search(query: "harbour", first: 2) { * }'],
  SearchEdge: ['search(query: "harbour") { edges { * } }'],
  SearchFacets: ['search(query: "harbour") { facets { * } }'],
  ArticleConnection: [
    'articles(first: 2) { * }',
    'articles(filter: { isAccessibleForFree: true }, orderBy: { field: VIEW_COUNT }) { * }',
    'author(by: { slug: "ann-lee" }) { articles(first: 1) { * } }',
  ],
  AuthorConnection: ['authors(first: 1) { * }'],
  TopicConnection: ['topics(first: 1) { * }', 'topics(filter: { roots: true }) { * }'],
}

/** The same as pairs of type and way. */
export const ways: readonly (readonly [typeName: string, way: string])[] = Object.entries(places).flatMap(
  ([typeName, all]) => all.map((way) => [typeName, way] as const),
)

/** What changes by itself, from one moment to the next. */
export const unsteady = new Set(['SearchEdge.score', 'SearchEdge.cursor', 'PageInfo.startCursor', 'PageInfo.endCursor'])
/** Of these there is only what cannot change without the object being another one, or what nobody without a key is shown. */
export const neverChanging = new Set([
  'Article.id',
  'Author.id',
  'Topic.id',
  'Publisher.id',
  'Node.id',
  'Article.embargoedUntil',
  'Article.status',
  'RelatedLink.kind',
  'SearchConnection.didYouMean',
  'UrlResolution.requested',
])

/**
 * A query for each field of each type at the first of its places, and one for all of its leaves at each of the others; with ids beside
 * them, and without.
 */
export function generateQueries(): GeneratedQuery[] {
  const queries: GeneratedQuery[] = []
  for (const [typeName, own] of Object.entries(places)) {
    const type = schema.getType(typeName)
    if (!isObjectType(type)) throw new Error(`${typeName} is no object type.`)
    for (const withId of [true, false]) {
      own.forEach((way, index) => {
        const isSearch = way.startsWith('search')
        const all: string[] = []
        const selections: readonly Selected[] =
          index === 0
            ? selectionsOf(type, isSearch, withId)
            : [[typeName, leavesOf(typeName, isSearch, withId, 1, all), all]]
        for (const [name, selection, fields] of selections) {
          const id = withId && type.getFields()['id'] !== undefined ? 'id ' : ''
          const query = `{ ${way.replaceAll('*', `${id}${selection}`)} }`
          queries.push({ query, fields: [`${typeName}.${name}`, ...fields] })
        }
      })
    }
  }
  return queries
}

type Selected = readonly [name: string, selection: string, fields: readonly string[]]

/** The fields of a type one by one, each with all leaves below it. */
function selectionsOf(type: GraphQLObjectType, isSearch: boolean, withId: boolean): readonly Selected[] {
  return Object.values(type.getFields())
    .filter(({ name }) => !unsteady.has(`${type.name}.${name}`))
    .map((field) => {
      const below = getNamedType(field.type)
      if (!isCompositeType(below)) return [field.name, field.name, []]
      const fields: string[] = []
      return [field.name, `${field.name} { ${leavesOf(below.name, isSearch, withId, 3, fields)} }`, fields]
    })
}

function leavesOf(typeName: string, isSearch: boolean, withId: boolean, depth: number, fields: string[]): string {
  const type = schema.getType(typeName)
  if (!isObjectType(type) && !isInterfaceType(type)) return '__typename'
  const parts = ['__typename']
  for (const field of Object.values(type.getFields())) {
    const name = `${typeName}.${field.name}`
    const below = getNamedType(field.type)
    if (unsteady.has(name) && (isSearch || name.startsWith('SearchEdge'))) continue
    if (field.name === 'id' && !withId) continue
    if (isCompositeType(below)) {
      const isSmall = [
        'PageInfo',
        'BoundedCount',
        'Image',
        'Correction',
        'TextRange',
        'Highlight',
        'SearchFacets',
        'AuthorFacet',
        'TopicFacet',
        'LanguageFacet',
        'YearFacet',
      ].includes(below.name)
      if (depth <= 0 || !(isSmall || field.name === 'node' || field.name === 'nodes' || field.name === 'edges')) {
        if (!typeName.endsWith('Facet')) continue
      }
      parts.push(`${field.name} { ${leavesOf(below.name, isSearch, withId, depth - 1, fields)} }`)
    } else parts.push(field.name)
    fields.push(name)
  }
  return parts.join(' ')
}

/** All fields of content, as `Type.field`: of what is reached from Query, without what tells of callers, keys, imports and feeds, which is kept for nobody. */
export function contentFields(): string[] {
  const own =
    /^(?:ApiKey|DeprecatedUse|Feed|Import|Viewer|RateLimit|Usage|OperationUsage|Mutation|UserError|__)|Payload$|^Upsert/
  return Object.values(schema.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type) && !own.test(type.name) && type.name !== 'Query')
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
    .filter((name) => !unsteady.has(name) && !neverChanging.has(name))
}
