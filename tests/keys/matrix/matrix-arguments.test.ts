import { getNamedType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schema } from '../../../schema/index.ts'
import { importArticles } from '../../../src/import/run/import-articles.ts'
import { recipes, type Known } from './argument-recipes.ts'
import { coordinatesOf, usesOf, type ArgumentUse, type Recipe } from './argument-uses.ts'
import {
  aliasOf,
  articleNames,
  articleOf,
  markOf,
  outside,
  slugOf,
  source,
  unpublished,
  urlOf,
  without,
  type ArticleName,
} from './argument-world.ts'
import {
  callerNames,
  deadKeys,
  has,
  openMatrixGateway,
  required,
  type CallerName,
  type MatrixAnswer,
  type MatrixGateway,
} from './matrix-world.ts'
import { createSelections } from './selections.ts'

/** How a field of each type is reached; a type that gets its first field with arguments has to be entered here. */
const ways: Readonly<Record<string, (field: string) => string>> = {
  Query: (field) => field,
  ApiKey: (field) => `viewer { apiKey { ${field} } }`,
  Article: (field) => `articles(first: 20) { nodes { id ${field} } }`,
  ArticleConnection: (field) => `articles(first: 2) { ${field} }`,
  Author: (field) => `author(by: { slug: "ada-poole" }) { ${field} }`,
  AuthorConnection: (field) => `authors { ${field} }`,
  ImportRun: (field) => `imports { ${field} }`,
  SearchConnection: (field) => `search(query: "pelican") { ${field} }`,
  SearchFacets: (field) => `search(query: "pelican") { facets { ${field} } }`,
  Topic: (field) => `topic(by: { path: "world" }) { ${field} }`,
  TopicConnection: (field) => `topics { ${field} }`,
  UsageReport: (field) => `viewer { usage { ${field} } }`,
  Viewer: (field) => `viewer { ${field} }`,
  Mutation: (field) => field,
}

/** Where the selection that the schema gives would not come down to articles. */
const listOfNames = `{
  count { value exact }
  pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
  edges { cursor node { id name articles(first: 5) { count { value } nodes { id headline } } } }
}`
const selections: Readonly<Record<string, string>> = { 'Query.authors': listOfNames, 'Query.topics': listOfNames }

/** Arguments that choose no articles: asked with everything allowed, they show nothing that is hidden from others. */
const choosesNoArticles =
  /^(ApiKey|ImportRun|PublisherBy|UsageReport|Viewer|Query\.(apiKeys|imports|rateLimit))\b|^\w+Connection\.count/

/** Which coordinates there are does not depend on the values. */
const named = usesOf(
  schema,
  () => [''],
  () => undefined,
)
const coordinates = coordinatesOf(named)
const owners = new Map(
  [...Map.groupBy(named, ({ coordinate }) => coordinate)].map(([coordinate, all]) => [
    coordinate,
    new Set(all.map(({ owner }) => (owner.name === 'Mutation' ? 'mutation' : 'query'))),
  ]),
)

let whole: MatrixGateway
/** The same without what only previewers see, and without what is outside of the topic as well. */
let published: MatrixGateway
let inTopic: MatrixGateway
/** The same as `whole`, to be written to. */
let desk: MatrixGateway
let uses: Map<string, ArgumentUse[]>

beforeAll(async () => {
  const articles = articleNames.map(articleOf)
  ;[whole, published, inTopic, desk] = await Promise.all([
    openMatrixGateway(source, articles),
    openMatrixGateway(source, articles, without(unpublished)),
    openMatrixGateway(source, articles, without([...new Set([...unpublished, ...outside])])),
    openMatrixGateway(source, articles),
  ])
  uses = Map.groupBy(
    usesOf(schema, recipeFrom(await findOut(whole)), () => undefined),
    ({ coordinate }) => coordinate,
  )
})

afterAll(async () => {
  await Promise.all([whole, published, inTopic, desk].map(({ gateway }) => gateway.close()))
})

describe('every argument and input field', () => {
  test('has values', () => {
    const missing = new Set<string>()
    const known = { ids: { article: '' }, cursors: {} }
    usesOf(schema, recipeFrom(known), (coordinate) => missing.add(coordinate))
    expect([...missing]).toEqual([])
    expect(Object.keys(recipes).filter((coordinate) => !coordinates.includes(coordinate))).toEqual([])
  })

  test('can be reached', () => {
    const owners = new Set([...uses.values()].flat().map(({ owner }) => owner.name))
    expect([...owners].filter((owner) => !(owner in ways))).toEqual([])
  })
})

describe('queries: every argument × every caller is answered as if what is hidden were not there', () => {
  test.each(coordinates.filter((coordinate) => isOf('query', coordinate)))('%s', async (coordinate) => {
    let showsHidden = false
    for (const use of queriesOf(coordinate)) {
      const root = rootOf(use)
      const reported = new Map<string, unknown>()
      for (const caller of callerNames) {
        const answer = await ask(whole, caller, use)
        expect(answer.status).toBe(200)
        expect([...new Set(answer.codes)], describeUse(use, caller, answer)).toEqual(
          // who administers keys sees their topics by name only with the scope that topics need
          isRefused(use, root, caller) || (root === 'Query.apiKeys' && !has(caller, 'CONTENT_READ'))
            ? ['FORBIDDEN']
            : [],
        )
        expect(leaksIn(answer, use, hiddenFrom(caller)), describeUse(use, caller, answer)).toEqual([])
        if (!has(caller, 'CONTENT_BODY')) expect(answer.text).not.toContain(`body ${markOf('paid')}`)
        if (caller === 'everything') showsHidden ||= leaksIn(answer, use, unpublished).length > 0
        const twin = twinOf(caller)
        if (twin === null || !tellsOfArticles(root)) continue
        // what the twin says depends on what of the content the caller may see, not on who it is
        const sight = `${caller === 'limited to a topic'} ${has(caller, 'CONTENT_BODY')}`
        if (!reported.has(sight)) reported.set(sight, comparable(await ask(twin, caller, use), root, caller))
        expect(comparable(answer, root, caller), describeUse(use, caller, answer)).toEqual(reported.get(sight))
      }
    }
    for (const key of deadKeys) await expectUnauthenticated(key, queriesOf(coordinate)[0])
    // else the test would say nothing
    if (!choosesNoArticles.test(coordinate)) expect(showsHidden).toBe(true)
  })
})

describe('mutations: every input field × every caller', () => {
  test.each(coordinates.filter((coordinate) => isOf('mutation', coordinate)))('%s', async (coordinate) => {
    const mutations = (uses.get(coordinate) ?? []).filter(({ owner }) => owner.name === 'Mutation')
    const before = await stateOf(desk)
    for (const use of mutations) {
      for (const caller of callerNames.filter((name) => isRefused(use, rootOf(use), name))) {
        const answer = await ask(desk, caller, use)
        expect(answer.codes, describeUse(use, caller, answer)).toEqual(['FORBIDDEN'])
        expect(answer.body.data, describeUse(use, caller, answer)).toEqual({ [use.field.name]: null })
        expect(answer.body.errors[0].extensions.requiredScope).toBe(required[rootOf(use)])
      }
    }
    for (const key of deadKeys) await expectUnauthenticated(key, mutations[0])
    expect(await stateOf(desk)).toEqual(before)

    let isTaken = false
    for (const use of mutations) {
      for (const caller of callerNames.filter((name) => !isRefused(use, rootOf(use), name))) {
        const answer = await ask(desk, caller, use)
        // the topics of a key that was made or changed are content, which not every administrator may read
        const isReported = /"secret":"mh_|"updateApiKey":\{[^{]*"apiKey":\{/.test(answer.text)
          ? has(caller, 'CONTENT_READ') || !limits(use)
          : true
        expect(answer.codes, describeUse(use, caller, answer)).toEqual(isReported ? [] : ['FORBIDDEN'])
        const hidden = has(caller, 'CONTENT_PREVIEW') ? [] : await hiddenAtDesk()
        expect(leaksIn(answer, use, hidden), describeUse(use, caller, answer)).toEqual([])
        isTaken ||= !/"userErrors":\[\{/.test(answer.text)
        await restoreDesk()
      }
    }
    expect(isTaken).toBe(true)
  })
})

function limits({ args }: ArgumentUse): boolean {
  return (args['input'] as { allowedTopics?: unknown[] | null } | undefined)?.allowedTopics !== undefined
}

function recipeFrom(known: Known): Recipe {
  return (coordinate) => {
    const values = recipes[coordinate]
    return typeof values === 'function' ? values(known) : values
  }
}

/** Ids, and the cursors of every list as somebody has them who sees everything. */
async function findOut(gateway: MatrixGateway): Promise<Known> {
  const { ids } = gateway
  const cursors: Record<string, readonly string[]> = {}
  for (const use of usesOf(schema, recipeFrom({ ids, cursors }), () => undefined)) {
    const name = `${use.owner.name}.${use.field.name}`
    if (use.coordinate !== `${name}(first)` || !use.field.args.some((argument) => argument.name === 'after')) continue
    const { query, variables } = documentOf(use, '{ edges { cursor } }')
    const { text } = await gateway.ask('everything', query, variables)
    cursors[name] = [...text.matchAll(/"cursor":"([^"]+)"/g)].map(([, cursor]) => cursor ?? '')
  }
  return { ids, cursors }
}

function isOf(kind: 'query' | 'mutation', coordinate: string): boolean {
  return owners.get(coordinate)?.has(kind) ?? false
}

function queriesOf(coordinate: string): ArgumentUse[] {
  return (uses.get(coordinate) ?? []).filter(({ owner }) => owner.name !== 'Mutation')
}

const everything = createSelections()
/** For lists: what stands in edges stands in nodes as well. */
const edgesAlone = createSelections(undefined, new Set(['ArticleConnection.nodes', 'SearchConnection.nodes']))

function documentOf(use: ArgumentUse, selection?: string): { query: string; variables: object } {
  const { owner, field, args } = use
  const names = Object.keys(args)
  const given = names.map((name) => `${name}: $${name}`).join(', ')
  const types = field.args.filter(({ name }) => names.includes(name)).map(({ name, type }) => `$${name}: ${type}`)
  const isList = getNamedType(field.type).name.endsWith('Connection')
  const depth = owner.name === 'Mutation' ? 3 : 2
  const below =
    selection ?? selections[`${owner.name}.${field.name}`] ?? (isList ? edgesAlone : everything).whole(field, depth)
  const operation = owner.name === 'Mutation' ? 'mutation' : 'query'
  const query = `${operation} (${types.join(', ')}) { ${ways[owner.name]?.(`${field.name}(${given}) ${below}`)} }`
  return { query, variables: args }
}

async function ask(gateway: MatrixGateway, caller: string, use: ArgumentUse): Promise<MatrixAnswer> {
  const { query, variables } = documentOf(use)
  return await gateway.ask(caller, query, variables)
}

/** The root field by which a use is reached, e.g. `Query.articles`. */
function rootOf({ owner, field }: ArgumentUse): string {
  if (owner.name === 'Mutation' || owner.name === 'Query') return `${owner.name}.${field.name}`
  return `Query.${/^\w+/.exec(ways[owner.name]?.('') ?? '')?.[0]}`
}

function tellsOfArticles(root: string): boolean {
  return !['Query.viewer', 'Query.rateLimit', 'Query.apiKeys', 'Query.imports'].includes(root)
}

function isRefused({ coordinate, args }: ArgumentUse, root: string, caller: CallerName): boolean {
  const scope = required[root] ?? null
  if (scope !== null && !has(caller, scope)) return !has(caller, 'KEYS_ADMIN') || !namesKeysAlone(args)
  const asksForUnpublished =
    coordinate === 'ArticleFilter.status' && /DRAFT|SCHEDULED|WITHDRAWN/.test(JSON.stringify(args))
  return asksForUnpublished && !has(caller, 'CONTENT_PREVIEW')
}

/** Administrators see keys by their ids, and nothing else. */
function namesKeysAlone({ id, ids }: ArgumentUse['args']): boolean {
  const keys = [whole.ids['otherKey'], whole.ids['spareKey'], whole.ids['changedKey']]
  const named = [id, ids].flat().filter((one) => typeof one === 'string')
  return named.length > 0 && named.every((one) => keys.includes(one))
}

function hiddenFrom(caller: CallerName): readonly ArticleName[] {
  if (!has(caller, 'CONTENT_READ')) return articleNames
  if (has(caller, 'CONTENT_PREVIEW')) return []
  return caller === 'limited to a topic' ? [...unpublished, ...outside] : unpublished
}

/** The gateway that has what the caller may see and nothing else; null: that is everything, or nothing at all. */
function twinOf(caller: CallerName): MatrixGateway | null {
  if (!has(caller, 'CONTENT_READ') || has(caller, 'CONTENT_PREVIEW')) return null
  return caller === 'limited to a topic' ? inTopic : published
}

/** Articles that an answer shows, or tells of by a mark, a slug or an address that nobody has sent. */
function leaksIn({ text }: MatrixAnswer, use: ArgumentUse, hidden: readonly ArticleName[]): string[] {
  const sent = JSON.stringify(use.args)
  const visibleRows = [...text.matchAll(/"__typename":"Article",[^{}]*?"id":"([^"]+)"/g)].map(([, id]) => id)
  const signsOf = (name: ArticleName) => [markOf(name), `"${slugOf(name)}"`, `"${urlOf(name)}"`, `"${aliasOf(name)}"`]
  return hidden.filter(
    (name) =>
      visibleRows.includes(whole.ids[name]) ||
      signsOf(name).some((sign) => text.includes(sign) && !sent.includes(sign)),
  )
}

/**
 * An answer without what two gateways may differ in: a score that counts ages by the millisecond, and the cursors made of it.
 * Where a withdrawn article has been is known as gone to everybody who could have seen it.
 */
function comparable({ body }: MatrixAnswer, root: string, caller: CallerName): unknown {
  const masked = new Set(['score', ...(root === 'Query.search' ? ['cursor', 'startCursor', 'endCursor'] : [])])
  const gone = caller === 'limited to a topic' ? ['withdrawn'] : ['withdrawn', 'offside']
  return JSON.parse(
    JSON.stringify(body, (name, value) => {
      if (masked.has(name)) return typeof value
      const isGone = value?.status === 'GONE' && gone.some((one) => value.requested.endsWith(`/${one}`))
      return isGone ? { ...value, status: 'UNKNOWN' } : value
    }),
  )
}

function describeUse(use: ArgumentUse, caller: string, answer: MatrixAnswer): string {
  return `${use.owner.name}.${use.field.name} ${JSON.stringify(use.args)} as ${caller}: ${answer.text.slice(0, 600)}`
}

/** A dead key is refused before the document is read, so one document will do. */
async function expectUnauthenticated(key: string, use: ArgumentUse | undefined): Promise<void> {
  if (use === undefined) throw new Error('There is nothing to ask.')
  const { status, body, codes } = await ask(whole, key, use)
  expect(status).toBe(401)
  expect(codes).toEqual(['UNAUTHENTICATED'])
  expect(body.data ?? null).toBeNull()
}

/** What a refused mutation may not have changed. */
async function stateOf({ db }: MatrixGateway): Promise<unknown> {
  const articles = await db
    .selectFrom('article')
    .select(['external_id', 'status', 'visible_at', 'content_hash', 'slug', 'url'])
    .orderBy('id')
    .execute()
  const links = await db
    .selectFrom('related_link')
    .select(['article_id', 'title', 'url'])
    .orderBy('article_id')
    .orderBy('position')
    .execute()
  const keys = await db.selectFrom('api_key').select(['id', 'revoked_at']).orderBy('id').execute()
  const secrets = await db.selectFrom('api_key_secret').select(['digest']).orderBy('digest').execute()
  return JSON.parse(JSON.stringify({ articles, links, keys, secrets }))
}

async function hiddenAtDesk(): Promise<ArticleName[]> {
  const rows = await desk.db.selectFrom('article').select(['external_id', 'visible_at']).execute()
  const visible = rows.filter(({ visible_at }) => visible_at !== null && Date.parse(String(visible_at)) <= Date.now())
  return articleNames.filter((name) => !visible.some(({ external_id }) => external_id === name))
}

/** All articles are again as they were; new ones have gone. */
async function restoreDesk(): Promise<void> {
  await desk.db.deleteFrom('article').where('external_id', 'not in', articleNames).execute()
  await importArticles(desk.db, { source, articles: articleNames.map(articleOf) })
  await desk.db.updateTable('api_key').set({ allowed_topic_ids: null }).where('name', '=', 'changed').execute()
}
