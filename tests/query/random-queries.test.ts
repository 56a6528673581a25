import fc from 'fast-check'
import { getNamedType, isLeafType, isObjectType, type ExecutionResult, type GraphQLObjectType } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { schema } from '../../schema/index.ts'
import { generateContent } from '../support/generated.ts'
import { createTestGateway, type TestGateway } from '../support/gateway.ts'

let gateway: TestGateway

beforeAll(async () => {
  gateway = await createTestGateway()
  await generateContent(gateway.db, 500)
})

/** Arguments worth mixing, by field; small, so that deep queries stay small. */
const argumentsOf: Readonly<Record<string, readonly string[]>> = {
  'Query.articles': [
    '',
    '(first: 2)',
    '(last: 2)',
    '(first: 2, orderBy: { field: VIEW_COUNT })',
    '(first: $two)',
    '(first: 2, filter: $filter)',
    '(first: 3, filter: { languages: $languages, isAccessibleForFree: true }, orderBy: { field: DATE_MODIFIED, direction: ASC })',
  ],
  'Query.authors': ['(first: 2)', '(last: 1)'],
  'Query.topics': ['(first: 2)', '(first: 2, filter: { roots: true })'],
  'Query.topic': ['(by: { path: "news" })', '(by: { slug: "part-1" })'],
  'Query.article': ['(by: { slug: "article-400" })', '(by: { slug: $slug })', '(by: $by)'],
  'Query.author': ['(by: { slug: "author-7" })', '(by: { slug: $slug })'],
  'Query.publishers': [''],
  'Author.articles': ['(first: 1)', '(first: 2)', '(last: 1)', '(first: 1, filter: { languages: ["it"] })'],
  'Topic.articles': ['(first: 1)', '(first: $two)', '(first: 2, includeDescendants: false)'],
  'Article.topics': ['', '(type: SECTION)', '(type: KEYWORD)', '(type: $type)'],
  'Article.relatedLinks': ['(first: 1)', '(first: 2)', '(first: 2, origins: [EDITORIAL])'],
  'Article.body': ['', '(format: PLAIN_TEXT)', '(format: MARKDOWN)'],
  'Article.summary': ['', '(maxLength: 50)'],
  'ArticleConnection.count': ['', '(limit: 3)'],
}
const roots = ['articles', 'authors', 'topics', 'topic', 'article', 'author', 'publishers']

/** What variables are, and values worth mixing; undefined: not sent. */
const variablesOf: Readonly<Record<string, { readonly declared: string; readonly values: readonly unknown[] }>> = {
  two: { declared: 'Int = 2', values: [undefined, 1, 2, 3, null, 0] },
  yes: { declared: 'Boolean! = true', values: [undefined, true, false] },
  slug: { declared: 'String = "article-12"', values: [undefined, 'article-400', 'author-3', 'nowhere', ''] },
  by: {
    declared: 'ArticleBy! = { slug: "article-7" }',
    values: [
      undefined,
      { slug: 'article-40' },
      { url: 'https://generated.example/5' },
      { id: 'QXV0aG9yOjE' },
      { id: 'x' },
    ],
  },
  type: { declared: 'TopicType', values: [undefined, null, 'SECTION', 'KEYWORD'] },
  languages: { declared: '[LanguageTag!]', values: [undefined, null, [], ['it'], ['en', 'fr']] },
  filter: {
    declared: 'ArticleFilter',
    values: [
      undefined,
      null,
      {},
      { languages: ['it'] },
      { types: ['VIDEO', 'AUDIO'] },
      { published: { since: '2020-01-03T00:00:00Z' } },
      { published: { since: '2020-01-03T00:00:00Z', before: '2020-01-02T00:00:00Z' } },
      { status: ['PUBLISHED'] },
      { status: ['DRAFT'] },
      { topics: ['VG9waWM6MQ'] },
      { authors: ['QXV0aG9yOjE', 'QXV0aG9yOjI'], notTopics: ['VG9waWM6MQ'] },
    ],
  },
}
const variables = fc.record(
  Object.fromEntries(Object.entries(variablesOf).map(([name, { values }]) => [name, fc.constantFrom(...values)])),
)

/** Documents; many more by RANDOM_QUERIES, e.g. 100000. */
const documents = Number(process.env['RANDOM_QUERIES'] ?? 2_000)

/** A selection on a type, `depth` objects deep, with aliases, fragments and directives strewn in. */
function selection(type: GraphQLObjectType, depth: number, fields?: readonly string[]): fc.Arbitrary<string> {
  const possible = Object.values(type.getFields()).filter(
    (field) => (fields?.includes(field.name) ?? true) && (depth > 0 || isLeafType(getNamedType(field.type))),
  )
  if (possible.length === 0) return fc.constant(' { __typename }')
  const one = fc.constantFrom(...possible).chain((field) => {
    const below = getNamedType(field.type)
    const args = fc.constantFrom(...(argumentsOf[`${type.name}.${field.name}`] ?? ['']))
    const directive = fc.constantFrom('', '', '', ' @include(if: $yes)', ' @skip(if: $yes)')
    const nested = isObjectType(below) ? selection(below, depth - 1) : fc.constant('')
    // an alias for each choice of arguments: the same name twice would not be valid with others
    return fc
      .tuple(args, directive, nested, fc.constantFrom('a', 'b'))
      .map(
        ([given, include, inner, alias]) =>
          `${alias}${hash(given)}_${field.name}: ${field.name}${given}${include}${inner}`,
      )
  })
  return fc.array(one, { minLength: 1, maxLength: 4 }).chain((parts) =>
    fc.boolean().map((wrapped) => {
      const body = `__typename ${parts.join(' ')}`
      return wrapped ? ` { ... on ${type.name} { ${body} } ${parts[0]} }` : ` { ${body} }`
    }),
  )
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9973, 7)
}

test('any query gives the same answer compiled, planned and loaded, to the byte', async () => {
  const query = schema.getQueryType()
  if (!query) throw new Error('there is no query type')
  let answered = 0
  await fc.assert(
    fc.asyncProperty(selection(query, 4, roots), variables, async (text, values) => {
      const used = Object.keys(variablesOf).filter((name) => new RegExp(`\\$${name}\\b`).test(text))
      const declared = used.map((name) => `$${name}: ${variablesOf[name]?.declared}`)
      const document = `query Random${declared.length > 0 ? `(${declared.join(', ')})` : ''}${text}`
      const sent = Object.fromEntries(used.map((name) => [name, values[name]]))
      const compiled = await gateway.text(document, sent)
      expect(await gateway.text(document, sent, { compiled: false })).toBe(compiled)
      expect(await gateway.text(document, sent, { lookahead: false })).toBe(compiled)
      const { errors } = JSON.parse(compiled) as ExecutionResult
      const codes = errors?.map(({ extensions }) => extensions?.['code']) ?? []
      expect(codes.filter((code) => !refusals.has(String(code)))).toEqual([])
      if (codes.length === 0) answered++
    }),
    { numRuns: documents },
  )
  expect(answered).toBeGreaterThan(100)
})

/** A random document may be too large, or ask nothing of a variable; it is never a surprise. */
const refusals = new Set([
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'QUERY_TOO_LARGE',
  'QUERY_TOO_DEEP',
  'QUERY_TOO_COMPLEX',
  'GRAPHQL_VALIDATION_FAILED',
])
