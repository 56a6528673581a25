import { isObjectType, type GraphQLObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schema } from '../../../schema/index.ts'
import type { ArticleInput } from '../../../schema/models.ts'
import {
  callerNames,
  deadKeys,
  has,
  openMatrixGateway,
  required,
  type CallerName,
  type MatrixGateway,
} from './matrix-world.ts'
import { createSelections } from './selections.ts'

const common: Omit<ArticleInput, 'externalId' | 'headline'> = {
  publisher: { name: 'The Matrix Post' },
  language: 'en',
  authors: [{ name: 'Ada Poole' }],
  topics: [{ path: 'world' }],
  datePublished: '2026-01-01T00:00:00Z',
}

const articles: ArticleInput[] = [
  { externalId: 'open', headline: 'OPEN story', body: { plainText: 'FREEBODY' } },
  { externalId: 'paid', headline: 'PAID story', body: { plainText: 'PAIDBODY' }, isAccessibleForFree: false },
  { externalId: 'draft', headline: 'SECRET draft', status: 'DRAFT' as const, ...ownNames('SECRET draft') },
  {
    externalId: 'embargo',
    headline: 'SECRET embargo',
    embargoedUntil: '2099-01-01T00:00:00Z',
    ...ownNames('SECRET embargo'),
  },
  { externalId: 'withdrawn', headline: 'SECRET withdrawn', status: 'WITHDRAWN' as const, ...ownNames('SECRET gone') },
  {
    externalId: 'elsewhere',
    headline: 'ELSEWHERE story',
    authors: [{ name: 'ELSEWHERE author' }],
    topics: [{ path: 'sport', name: 'ELSEWHERE topic' }],
    body: { plainText: 'SPORTBODY' },
  },
].map((one) => ({ ...common, url: `https://matrix.example/${one.externalId}`, ...one }))

/** A topic and an author beside those that all have. */
function ownNames(name: string): Pick<ArticleInput, 'authors' | 'topics'> {
  return {
    authors: [{ name: 'Ada Poole' }, { name: `${name} author` }],
    topics: [{ path: 'world' }, { path: `world/${name.replace(' ', '-')}`, name: `${name} topic` }],
  }
}

let matrix: MatrixGateway
let ids: MatrixGateway['ids']

beforeAll(async () => {
  matrix = await openMatrixGateway('matrix', articles)
  ids = matrix.ids
})

afterAll(async () => matrix.gateway.close())

/** A document for each root field, asked for what would be secret; `{…}` are filled in. */
const documents: Readonly<Record<string, () => string>> = {
  'Query.node': () => `{ node(id: "${ids.draft}") { id ... on Article { headline } } }`,
  'Query.nodes': () =>
    `{ nodes(ids: [${all()} ${names()}]) { id ... on Article { headline body } ... on Topic { topic: name } ... on Author { author: name } } }`,
  'Query.article': () => `{ article(by: { url: "https://matrix.example/embargo" }) { headline body } }`,
  'Query.articles': () => `{ articles { count { value } nodes { headline status embargoedUntil body } } }`,
  'Query.author': () =>
    `{ author(by: { slug: "ada-poole" }) { name articles { count { value } nodes { headline } } } }`,
  'Query.authors': () => `{ authors { nodes { articles(orderBy: { field: VIEW_COUNT }) { nodes { headline } } } } }`,
  'Query.topic': () =>
    `{ topic(by: { path: "world" }) { articles(includeDescendants: false) { count { value } nodes { headline } } } }`,
  'Query.topics': () => `{ topics { nodes { path articles { nodes { headline relatedLinks { title } } } } } }`,
  'Query.publisher': () => `{ publisher(by: { slug: "the-matrix-post" }) { name } }`,
  'Query.publishers': () => `{ publishers { name } }`,
  'Query.search': () =>
    `{ search(query: "secret") { count { value } nodes { headline } didYouMean facets { topics { count } } } }`,
  'Query.suggest': () => `{ suggest(prefix: "secr") { text } }`,
  'Query.resolveUrls': () =>
    `{ resolveUrls(urls: ["https://matrix.example/draft", "https://matrix.example/embargo"]) { status canonicalUrl article { headline } } }`,
  'Query.viewer': () => `{ viewer { isAnonymous scopes apiKey { name prefix } usage { requests } } }`,
  'Query.rateLimit': () => `{ rateLimit { cost limit remaining resetAt } }`,
  'Query.apiKeys': () => `{ apiKeys(includeRevoked: true) { name prefix usage { requests } } }`,
  'Query.imports': () => `{ imports { file rejections { item reason } } }`,
  'Query.feeds': () => `{ feeds { url message } }`,
  'Mutation.upsertArticles': () =>
    `mutation { upsertArticles(input: { source: "matrix", dryRun: true, articles: [{ externalId: "new", headline: "New", language: "en" }] }) { results { outcome } } }`,
  'Mutation.setRelatedLinks': () =>
    `mutation { setRelatedLinks(input: { articleId: "${ids.open}", links: [] }) { userErrors { code } } }`,
  'Mutation.publishArticle': () => `mutation { publishArticle(input: { id: "${ids.world}" }) { userErrors { code } } }`,
  'Mutation.withdrawArticle': () =>
    `mutation { withdrawArticle(input: { id: "${ids.world}", reason: "no such" }) { userErrors { code } } }`,
  'Mutation.updateTopic': () => `mutation { updateTopic(input: { id: "${ids.open}" }) { userErrors { code } } }`,
  'Mutation.updateAuthor': () => `mutation { updateAuthor(input: { id: "${ids.open}" }) { userErrors { code } } }`,
  'Mutation.updatePublisher': () =>
    `mutation { updatePublisher(input: { id: "${ids.open}" }) { userErrors { code } } }`,
  'Mutation.mergeTopics': () =>
    `mutation { mergeTopics(input: { from: ["${ids.open}"], into: "${ids.world}" }) { userErrors { code message } topic { name } } }`,
  'Mutation.mergeAuthors': () =>
    `mutation { mergeAuthors(input: { from: ["${ids.open}"], into: "${ids.author}" }) { userErrors { code message } author { name } } }`,
  'Mutation.createApiKey': () => `mutation { createApiKey(input: { name: "", scopes: [] }) { userErrors { code } } }`,
  'Mutation.rotateApiKey': () =>
    `mutation { rotateApiKey(input: { id: "${ids.otherKey}", overlapSeconds: -1 }) { userErrors { code } } }`,
  'Mutation.updateApiKey': () => `mutation { updateApiKey(input: { id: "${ids.world}" }) { userErrors { code } } }`,
  'Mutation.revokeApiKey': () => `mutation { revokeApiKey(input: { id: "${ids.world}" }) { userErrors { code } } }`,
}

const all = (): string =>
  ['open', 'paid', 'draft', 'embargo', 'withdrawn', 'elsewhere'].map((one) => `"${ids[one]}"`).join(' ')

/** Ids of topics and authors that only the secret have. */
const names = (): string =>
  ['draft', 'embargo', 'gone']
    .map((one) => `"${ids[`world/secret-${one}`]}" "${ids[`secret-${one}-author`]}"`)
    .join(' ')

const roots = [schema.getQueryType(), schema.getMutationType()]
  .filter((type): type is GraphQLObjectType => isObjectType(type))
  .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))

describe('every root field × every caller', () => {
  test('each root field has its scope and its document here', () => {
    expect(roots.filter((root) => !(root in required) || !(root in documents))).toEqual([])
  })

  const pairs = roots.flatMap((root) => callerNames.map((caller) => [root, caller] as const))

  test.each(pairs)('%s as %s', async (root, caller) => {
    const { status, body, text, codes } = await ask(documents[root]!(), caller)
    const scope = required[root] ?? null
    const may = scope === null || has(caller, scope)
    expect(status).toBe(200)
    if (may && caller === 'limited to a topic' && root.startsWith('Mutation')) expect(codes).toEqual(['FORBIDDEN'])
    else if (may) expect(codes, text).toEqual([])
    else {
      expect(codes).toContain('FORBIDDEN')
      expect(body.errors[0].extensions.requiredScope).toBe(scope)
      expect(Object.values(body.data ?? {}).every((value) => value === null || Array.isArray(value))).toBe(true)
    }
    expectNoLeak(text, caller)
  })
})

describe('bad credentials', () => {
  test.each(deadKeys)('a key that is %s is 401 on every root field, never anonymous', async (name) => {
    for (const root of roots) {
      const { status, body } = await ask(documents[root]!(), name)
      expect(status).toBe(401)
      expect(body.data ?? null).toBeNull()
      expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED')
    }
  })
})

describe('what single fields and arguments give away', () => {
  test.each(callerNames)('statuses other than PUBLISHED as %s', async (caller) => {
    for (const status of ['DRAFT', 'SCHEDULED', 'WITHDRAWN']) {
      const { body, text } = await ask(
        `{ articles(filter: { status: [${status}] }) { count { value } nodes { headline } } }`,
        caller,
      )
      expect(body.data.articles === null).toBe(!has(caller, 'CONTENT_READ') || !has(caller, 'CONTENT_PREVIEW'))
      expectNoLeak(text, caller)
    }
  })

  test('an API key is seen by itself and by administrators only', async () => {
    const query = `{ node(id: "${ids.otherKey}") { ... on ApiKey { name } } }`
    expect((await ask(query, 'other')).body.data.node).toEqual({ name: 'other' })
    expect((await ask(query, 'admin')).body.data.node).toEqual({ name: 'other' })
    for (const caller of ['anonymous', 'read', 'write', 'preview'] as const) {
      expect((await ask(query, caller)).body.data.node).toBeNull()
    }
  })

  test.each(callerNames)('the topics that a key is limited to, as %s', async (caller) => {
    const { id } = (await ask('{ viewer { apiKey { id } } }', 'limited to a topic')).body.data.viewer.apiKey
    const limited = `allowedTopics { path children { name } articles { nodes { headline body } } }`
    for (const query of [
      `{ viewer { apiKey { ${limited} } } }`,
      `{ node(id: "${id}") { ... on ApiKey { ${limited} } } }`,
    ]) {
      const { text } = await ask(query, caller)
      if (!has(caller, 'CONTENT_PREVIEW')) expect(text).not.toMatch(/SECRET/)
      if (caller === 'limited to a topic') expect(text).toMatch(/"path":"world".*OPEN story/)
      if (!has(caller, 'CONTENT_READ')) expect(text).not.toMatch(/"path":"|story/)
      if (caller === 'admin' && query.startsWith('{ node')) expect(text).toMatch(/"requiredScope":"CONTENT_READ"/)
    }
  })

  test('no answer holds a secret of a key', async () => {
    for (const caller of callerNames) {
      const { text } = await ask(`{ viewer { apiKey { id name prefix scopes createdAt lastUsedAt } } }`, caller)
      expect(Object.values(matrix.keys).filter((secret) => text.includes(secret))).toEqual([])
    }
  })
})

/** With what each field of Query is asked for all that is below it; a new one has to be entered here. */
const reached: Readonly<Record<string, () => string>> = {
  node: () => `(id: "${ids.paid}")`,
  nodes: () => `(ids: [${all()} ${names()} "${ids.world}" "${ids.otherKey}"])`,
  article: () => `(by: { url: "https://matrix.example/paid" })`,
  articles: () => '(first: 3)',
  author: () => `(by: { slug: "ada-poole" })`,
  authors: () => '(first: 5)',
  topic: () => `(by: { path: "world" })`,
  topics: () => '(first: 5)',
  publisher: () => `(by: { slug: "the-matrix-post" })`,
  publishers: () => '',
  search: () => '(query: "story OR secret", first: 3)',
  suggest: () => '(prefix: "s", first: 3)',
  resolveUrls: () =>
    `(urls: ["https://matrix.example/draft", "https://matrix.example/withdrawn", "https://matrix.example/paid"])`,
  viewer: () => '',
  rateLimit: () => '',
  apiKeys: () => '',
  imports: () => '',
  feeds: () => '',
}

describe('every field below every query × every caller', () => {
  const query = schema.getQueryType()?.getFields() ?? {}
  const seen = new Set<string>()
  const selections = createSelections((name) => seen.add(name))

  test.each(Object.keys(query))('%s', async (root) => {
    const field = query[root]
    if (field === undefined) throw new Error(`${root} has vanished.`)
    for (const selection of selections.each(field)) {
      for (const caller of callerNames) {
        const { status, text, codes } = await ask(`{ ${root}${reached[root]?.()} ${selection} }`, caller)
        expect(status).toBe(200)
        const scope = required[`Query.${root}`] ?? null
        // who administers keys sees their topics by name only with the scope that topics need
        const lacksTopics = /\ballowedTopics\b/.test(selection) && root === 'apiKeys' && !has(caller, 'CONTENT_READ')
        expect([...new Set(codes)], text.slice(0, 300)).toEqual(
          !lacksTopics && (scope === null || has(caller, scope)) ? [] : ['FORBIDDEN'],
        )
        expectNoLeak(text, caller)
      }
    }
  })

  test('leaves out no field that can be reached', () => {
    const missing = Object.values(schema.getTypeMap())
      .filter(
        (type): type is GraphQLObjectType => isObjectType(type) && !/^__|^Query$|^Mutation$|Payload$/.test(type.name),
      )
      // these come from mutations alone
      .filter(({ name }) => !['UpsertResult', 'UserError'].includes(name))
      .flatMap((type) => Object.keys(type.getFields()).map((name) => `${type.name}.${name}`))
      .filter((name) => !seen.has(name))
    expect(missing).toEqual([])
  })
})

function expectNoLeak(text: string, caller: CallerName): void {
  if (!has(caller, 'CONTENT_PREVIEW')) expect(text).not.toMatch(/SECRET|2099/)
  if (!has(caller, 'CONTENT_BODY')) expect(text).not.toContain('PAIDBODY')
  if (caller === 'limited to a topic') expect(text).not.toMatch(/ELSEWHERE|SPORTBODY/)
  if (!has(caller, 'CONTENT_READ')) expect(text).not.toMatch(/story|(?<!CONTENT_)BODY/)
}

async function ask(query: string, caller: string) {
  return await matrix.ask(caller, query)
}
