import {
  getNamedType,
  isCompositeType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schema } from '../../schema/index.ts'
import { toGlobalId } from '../../schema/global-id.ts'
import { scopes, type Scope } from '../../schema/models.ts'
import { readConfig } from '../../src/config.ts'
import { importArticles } from '../../src/import/import-articles.ts'
import { createApiKey, revokeApiKey } from '../../src/keys/life-cycle.ts'
import { createLog } from '../../src/log.ts'
import { openGateway, type OpenGateway } from '../../src/server/open-gateway.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

/** Who asks, and what they may do. */
const callers = {
  anonymous: ['CONTENT_READ'],
  read: ['CONTENT_READ'],
  body: ['CONTENT_READ', 'CONTENT_BODY'],
  preview: ['CONTENT_READ', 'CONTENT_PREVIEW'],
  write: ['CONTENT_READ', 'CONTENT_WRITE', 'CONTENT_PUBLISH'],
  admin: ['KEYS_ADMIN'],
  everything: scopes,
  'limited to a topic': ['CONTENT_READ', 'CONTENT_BODY'],
} as const satisfies Record<string, readonly Scope[]>
type CallerName = keyof typeof callers

/** The scope that each root field needs; a new root field has to be entered here before the test passes. */
const required: Readonly<Record<string, Scope | null>> = {
  'Query.node': 'CONTENT_READ',
  'Query.nodes': 'CONTENT_READ',
  'Query.article': 'CONTENT_READ',
  'Query.articles': 'CONTENT_READ',
  'Query.author': 'CONTENT_READ',
  'Query.authors': 'CONTENT_READ',
  'Query.topic': 'CONTENT_READ',
  'Query.topics': 'CONTENT_READ',
  'Query.publisher': 'CONTENT_READ',
  'Query.publishers': 'CONTENT_READ',
  'Query.search': 'CONTENT_READ',
  'Query.suggest': 'CONTENT_READ',
  'Query.resolveUrls': 'CONTENT_READ',
  'Query.viewer': null,
  'Query.rateLimit': null,
  'Mutation.upsertArticles': 'CONTENT_WRITE',
  'Mutation.setRelatedLinks': 'CONTENT_WRITE',
  'Mutation.publishArticle': 'CONTENT_PUBLISH',
  'Mutation.withdrawArticle': 'CONTENT_PUBLISH',
  'Mutation.createApiKey': 'KEYS_ADMIN',
  'Mutation.rotateApiKey': 'KEYS_ADMIN',
  'Mutation.revokeApiKey': 'KEYS_ADMIN',
}

let database: TestDatabase
let gateway: OpenGateway
const keys: Record<string, string> = {}
const ids: Record<string, string> = {}

beforeAll(async () => {
  database = await createTestDatabase()
  const { db } = database
  const publisher = { name: 'The Matrix Post' }
  const common = { publisher, language: 'en', authors: [{ name: 'Ada Poole' }], datePublished: '2026-01-01T00:00:00Z' }
  const articles = [
    { externalId: 'open', headline: 'OPEN story', topics: [{ path: 'world' }], body: { plainText: 'FREEBODY' } },
    {
      externalId: 'paid',
      headline: 'PAID story',
      topics: [{ path: 'world' }],
      body: { plainText: 'PAIDBODY' },
      isAccessibleForFree: false,
    },
    { externalId: 'draft', headline: 'SECRET draft', status: 'DRAFT', topics: [{ path: 'world' }] },
    {
      externalId: 'embargo',
      headline: 'SECRET embargo',
      embargoedUntil: '2099-01-01T00:00:00Z',
      topics: [{ path: 'world' }],
    },
    { externalId: 'withdrawn', headline: 'SECRET withdrawn', status: 'WITHDRAWN', topics: [{ path: 'world' }] },
    {
      externalId: 'elsewhere',
      headline: 'ELSEWHERE story',
      topics: [{ path: 'sport' }],
      body: { plainText: 'SPORTBODY' },
    },
  ].map((one) => ({ ...common, url: `https://matrix.example/${one.externalId}`, ...one }))
  await importArticles(db, { source: 'matrix', articles: articles as never })
  for (const { id, external_id } of await db.selectFrom('article').select(['id', 'external_id']).execute()) {
    ids[external_id] = toGlobalId('Article', id)
  }
  const world = await db.selectFrom('topic').select('id').where('path', '=', 'world').executeTakeFirstOrThrow()
  ids.world = toGlobalId('Topic', world.id)
  const log = createLog('silent')
  const config = readConfig({
    KEY_PEPPER: 'a pepper for the tests',
    ANONYMOUS_POINTS_PER_MINUTE: '0',
    MAX_COST_ANONYMOUS: '60000',
    MAX_COST_KEY: '60000',
  })
  gateway = await openGateway(config, database.database, log)
  const make = async (name: string, given: readonly Scope[], more: object = {}): Promise<number> => {
    const { secret, apiKey, userErrors } = await createApiKey(db, gateway.digest, { name, scopes: given, ...more })
    if (secret === null || apiKey === null) throw new Error(JSON.stringify(userErrors))
    keys[name] = secret
    return apiKey.id
  }
  for (const [name, given] of Object.entries(callers)) {
    const limited = name.startsWith('limited') ? { allowedTopicIds: [world.id] } : {}
    if (name !== 'anonymous') await make(name, given, limited)
  }
  ids.otherKey = toGlobalId('ApiKey', await make('other', ['CONTENT_READ']))
  await revokeApiKey(db, await make('revoked', scopes))
  const expiring = await make('expired', scopes, { expiresAt: new Date(Date.now() + 60_000).toISOString() })
  await db
    .updateTable('api_key')
    .set({ expires_at: '2026-01-01T00:00:00Z' } as never)
    .where('id', '=', expiring as never)
    .execute()
})

afterAll(async () => gateway.close())

/** A document for each root field, asked for what would be secret; `{…}` are filled in. */
const documents: Readonly<Record<string, () => string>> = {
  'Query.node': () => `{ node(id: "${ids.draft}") { id ... on Article { headline } } }`,
  'Query.nodes': () => `{ nodes(ids: [${all()}]) { id ... on Article { headline body } } }`,
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
  'Mutation.upsertArticles': () =>
    `mutation { upsertArticles(input: { source: "matrix", dryRun: true, articles: [{ externalId: "new", headline: "New", language: "en" }] }) { results { outcome } } }`,
  'Mutation.setRelatedLinks': () =>
    `mutation { setRelatedLinks(input: { articleId: "${ids.open}", links: [] }) { userErrors { code } } }`,
  'Mutation.publishArticle': () => `mutation { publishArticle(input: { id: "${ids.world}" }) { userErrors { code } } }`,
  'Mutation.withdrawArticle': () =>
    `mutation { withdrawArticle(input: { id: "${ids.world}", reason: "no such" }) { userErrors { code } } }`,
  'Mutation.createApiKey': () => `mutation { createApiKey(input: { name: "", scopes: [] }) { userErrors { code } } }`,
  'Mutation.rotateApiKey': () =>
    `mutation { rotateApiKey(input: { id: "${ids.otherKey}", overlapSeconds: -1 }) { userErrors { code } } }`,
  'Mutation.revokeApiKey': () => `mutation { revokeApiKey(input: { id: "${ids.world}" }) { userErrors { code } } }`,
}

const all = (): string =>
  ['open', 'paid', 'draft', 'embargo', 'withdrawn', 'elsewhere'].map((one) => `"${ids[one]}"`).join(' ')

const roots = [schema.getQueryType(), schema.getMutationType()]
  .filter((type): type is GraphQLObjectType => isObjectType(type))
  .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))

describe('every root field × every caller', () => {
  test('each root field has its scope and its document here', () => {
    expect(roots.filter((root) => !(root in required) || !(root in documents))).toEqual([])
  })

  const pairs = roots.flatMap((root) => (Object.keys(callers) as CallerName[]).map((caller) => [root, caller] as const))

  test.each(pairs)('%s as %s', async (root, caller) => {
    const { status, body, text } = await ask(documents[root]!(), caller)
    const scope = required[root] ?? null
    const may = scope === null || (callers[caller] as readonly Scope[]).includes(scope)
    const codes = (body.errors ?? []).map(({ extensions }: any) => extensions.code)
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
  test.each(['expired', 'revoked'])('a key that is %s is 401 on every root field, never anonymous', async (name) => {
    for (const root of roots) {
      const { status, body } = await ask(documents[root]!(), name)
      expect(status).toBe(401)
      expect(body.data ?? null).toBeNull()
      expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED')
    }
  })
})

describe('what single fields and arguments give away', () => {
  test.each(Object.keys(callers) as CallerName[])('statuses other than PUBLISHED as %s', async (caller) => {
    for (const status of ['DRAFT', 'SCHEDULED', 'WITHDRAWN']) {
      const { body, text } = await ask(
        `{ articles(filter: { status: [${status}] }) { count { value } nodes { headline } } }`,
        caller,
      )
      const may = (callers[caller] as readonly Scope[]).includes('CONTENT_PREVIEW')
      expect(body.data.articles === null).toBe(!may)
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

  test('no answer holds a secret of a key', async () => {
    for (const caller of Object.keys(callers) as CallerName[]) {
      const { text } = await ask(`{ viewer { apiKey { id name prefix scopes createdAt lastUsedAt } } }`, caller)
      expect(Object.values(keys).filter((secret) => text.includes(secret))).toEqual([])
    }
  })
})

/** With what each field of Query is asked for all that is below it; a new one has to be entered here. */
const reached: Readonly<Record<string, () => string>> = {
  node: () => `(id: "${ids.paid}")`,
  nodes: () => `(ids: [${all()} "${ids.world}" "${ids.otherKey}"])`,
  article: () => `(by: { url: "https://matrix.example/paid" })`,
  articles: () => '(first: 3)',
  author: () => `(by: { slug: "ada-poole" })`,
  authors: () => '(first: 2)',
  topic: () => `(by: { path: "world" })`,
  topics: () => '(first: 2)',
  publisher: () => `(by: { slug: "the-matrix-post" })`,
  publishers: () => '',
  search: () => '(query: "story OR secret", first: 3)',
  suggest: () => '(prefix: "s", first: 3)',
  resolveUrls: () =>
    `(urls: ["https://matrix.example/draft", "https://matrix.example/withdrawn", "https://matrix.example/paid"])`,
  viewer: () => '',
  rateLimit: () => '',
}

describe('every field below every query × every caller', () => {
  const query = schema.getQueryType()?.getFields() ?? {}
  const seen = new Set<string>()
  const differing = new Set(['language', 'type', 'url', 'kind', 'description', 'image', 'name'])

  test.each(Object.keys(query))('%s', async (root) => {
    const field = query[root]
    if (field === undefined) throw new Error(`${root} has vanished.`)
    for (const selection of selectionsOf(field)) {
      for (const caller of Object.keys(callers) as CallerName[]) {
        const { status, body, text } = await ask(`{ ${root}${reached[root]?.()} ${selection} }`, caller)
        expect(status).toBe(200)
        const codes = new Set((body.errors ?? []).map(({ extensions }: any) => extensions.code))
        codes.delete('FORBIDDEN')
        expect([...codes], text.slice(0, 300)).toEqual([])
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

  /** One for each field two levels down, so that none is too large; all leaves of what is met on the way. */
  function selectionsOf(field: GraphQLField<unknown, unknown>): string[] {
    return possibleOf(field).flatMap((type) => {
      const parts = compositesOf(type).map((below) => `${below.name}${first(below)} ${selection(below, 2)}`)
      for (const below of compositesOf(type)) seen.add(`${type.name}.${below.name}`)
      const on = (inner: string) => `{ ... on ${type.name} { ${leavesOf(type)} ${inner} } }`
      return [on(''), ...parts.map(on)]
    })
  }

  function selection(field: GraphQLField<unknown, unknown>, depth: number): string {
    const possible = possibleOf(field)
    const inner = possible.map((type) => {
      const below = depth === 0 ? [] : compositesOf(type)
      for (const one of below) seen.add(`${type.name}.${one.name}`)
      const parts = below.map((one) => `${one.name}${first(one)} ${selection(one, depth - 1)}`)
      return `... on ${type.name} { ${leavesOf(type, possible.length > 1)} ${parts.join(' ')} }`
    })
    return `{ ${inner.join(' ')} }`
  }

  function leavesOf(type: GraphQLObjectType, isOneOfMany = false): string {
    const names = Object.values(type.getFields())
      .filter((field) => isLeafType(getNamedType(field.type)))
      .map(({ name }) => name)
    for (const name of names) seen.add(`${type.name}.${name}`)
    // of one type here and of another there: side by side they need names of their own
    const aliased = names.map((name) => (isOneOfMany && differing.has(name) ? `${name}Of${type.name}: ${name}` : name))
    return ['__typename', ...aliased].join(' ')
  }

  function compositesOf(type: GraphQLObjectType): GraphQLField<unknown, unknown>[] {
    return Object.values(type.getFields()).filter((field) => isCompositeType(getNamedType(field.type)))
  }

  function possibleOf(field: GraphQLField<unknown, unknown>): readonly GraphQLObjectType[] {
    const type = getNamedType(field.type)
    if (!isCompositeType(type)) return []
    return isObjectType(type) ? [type] : schema.getPossibleTypes(type)
  }

  function first(field: GraphQLField<unknown, unknown>): string {
    return field.args.some(({ name }) => name === 'first') ? '(first: 2)' : ''
  }
})

function expectNoLeak(text: string, caller: CallerName): void {
  const given = callers[caller] as readonly Scope[]
  if (!given.includes('CONTENT_PREVIEW')) expect(text).not.toMatch(/SECRET|2099/)
  if (!given.includes('CONTENT_BODY')) expect(text).not.toContain('PAIDBODY')
  if (caller === 'limited to a topic') expect(text).not.toMatch(/ELSEWHERE|SPORTBODY/)
  if (!given.includes('CONTENT_READ')) expect(text).not.toMatch(/story|BODY/)
}

async function ask(query: string, caller: string): Promise<{ status: number; body: any; text: string }> {
  const response = await gateway.fetch('http://gateway.test/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(caller === 'anonymous' ? {} : { authorization: `Bearer ${keys[caller]}` }),
    },
    body: JSON.stringify({ query }),
  })
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text), text }
}
