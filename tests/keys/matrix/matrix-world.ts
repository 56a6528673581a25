import { toGlobalId } from '../../../schema/global-id.ts'
import { scopes, type ArticleInput, type Scope } from '../../../schema/models.ts'
import { readConfig } from '../../../src/config.ts'
import { importArticles } from '../../../src/import/run/import-articles.ts'
import { createApiKey, revokeApiKey } from '../../../src/keys/life-cycle.ts'
import { createLog } from '../../../src/log.ts'
import { openGateway, type OpenGateway } from '../../../src/server/open/open-gateway.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

/** Who asks, and what they may do. */
export const callers = {
  anonymous: ['CONTENT_READ'],
  read: ['CONTENT_READ'],
  body: ['CONTENT_READ', 'CONTENT_BODY'],
  preview: ['CONTENT_READ', 'CONTENT_PREVIEW'],
  write: ['CONTENT_READ', 'CONTENT_WRITE', 'CONTENT_PUBLISH'],
  admin: ['KEYS_ADMIN'],
  everything: scopes,
  'limited to a topic': ['CONTENT_READ', 'CONTENT_BODY'],
} as const satisfies Record<string, readonly Scope[]>
export type CallerName = keyof typeof callers

export const callerNames = Object.keys(callers) as CallerName[]

/** Whether a caller has a scope. */
export function has(caller: CallerName, scope: Scope): boolean {
  return (callers[caller] as readonly Scope[]).includes(scope)
}

/** Keys that were good once. */
export const deadKeys = ['expired', 'revoked'] as const

/** The scope that each root field needs; a new root field has to be entered here before the test passes. */
export const required: Readonly<Record<string, Scope | null>> = {
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
  'Query.apiKeys': 'KEYS_ADMIN',
  'Query.imports': 'CONTENT_WRITE',
  'Query.feeds': 'CONTENT_WRITE',
  'Mutation.upsertArticles': 'CONTENT_WRITE',
  'Mutation.setRelatedLinks': 'CONTENT_WRITE',
  'Mutation.publishArticle': 'CONTENT_PUBLISH',
  'Mutation.withdrawArticle': 'CONTENT_PUBLISH',
  'Mutation.updateTopic': 'CONTENT_PUBLISH',
  'Mutation.updateAuthor': 'CONTENT_PUBLISH',
  'Mutation.updatePublisher': 'CONTENT_PUBLISH',
  'Mutation.mergeTopics': 'CONTENT_PUBLISH',
  'Mutation.mergeAuthors': 'CONTENT_PUBLISH',
  'Mutation.createApiKey': 'KEYS_ADMIN',
  'Mutation.rotateApiKey': 'KEYS_ADMIN',
  'Mutation.updateApiKey': 'KEYS_ADMIN',
  'Mutation.revokeApiKey': 'KEYS_ADMIN',
}

/** A gateway with these articles, and a key for each caller. */
export interface MatrixGateway extends TestDatabase {
  readonly gateway: OpenGateway
  /** Secrets by the name of who has them. */
  readonly keys: Readonly<Record<string, string>>
  /**
   * Ids in the graph: of articles by what their source calls them, of topics by path, of authors by slug, the first of them also as
   * `author`, of `publisher`, `otherKey`, `spareKey` and `changedKey`.
   */
  readonly ids: Readonly<Record<string, string>>
  ask(caller: string, query: string, variables?: object): Promise<MatrixAnswer>
}

export interface MatrixAnswer {
  readonly status: number
  readonly body: any
  readonly text: string
  readonly codes: readonly string[]
}

/** Opens one; close its `gateway` before the database goes. `source` names where the articles come from. */
export async function openMatrixGateway(
  source: string,
  articles: readonly ArticleInput[],
  change: (db: TestDatabase['db']) => Promise<void> = async () => undefined,
): Promise<MatrixGateway> {
  const database = await createTestDatabase()
  const { db } = database
  const ids: Record<string, string> = {}
  const keys: Record<string, string> = {}
  await importArticles(db, { source, articles })
  for (const { id, external_id } of await db.selectFrom('article').select(['id', 'external_id']).execute()) {
    ids[external_id] = toGlobalId('Article', id)
  }
  const topics = await db.selectFrom('topic').select(['id', 'path']).execute()
  for (const { id, path } of topics) ids[path] = toGlobalId('Topic', id)
  const authors = await db.selectFrom('author').select(['id', 'slug']).orderBy('id').execute()
  for (const { id, slug } of authors) ids[slug] = toGlobalId('Author', id)
  await change(db)
  const worldId = topics.find(({ path }) => path === 'world')?.id
  if (worldId === undefined) throw new Error('The articles have no topic "world".')
  const publisher = await db.selectFrom('publisher').select('id').executeTakeFirstOrThrow()
  ids['author'] = ids['ada-poole'] ?? ''
  ids['publisher'] = toGlobalId('Publisher', publisher.id)
  // cursors are signed: those of one gateway have to be good at another with the same articles
  await db
    .insertInto('gateway_secret')
    .values({ name: 'cursor', value: Buffer.alloc(32, 7) })
    .execute()
  const gateway = await openGateway(config, database.database, createLog('silent'))

  const make = async (name: string, given: readonly Scope[], more: object = {}): Promise<number> => {
    const { secret, apiKey, userErrors } = await createApiKey(db, gateway.digest, {
      name,
      scopes: given,
      pointsPerMinute: 1_000_000_000,
      ...more,
    })
    if (secret === null || apiKey === null) throw new Error(JSON.stringify(userErrors))
    keys[name] = secret
    return apiKey.id
  }
  for (const name of callerNames) {
    const limited = name === 'limited to a topic' ? { allowedTopicIds: [worldId] } : {}
    if (name !== 'anonymous') await make(name, callers[name], limited)
  }
  ids['otherKey'] = toGlobalId('ApiKey', await make('other', ['CONTENT_READ']))
  ids['spareKey'] = toGlobalId('ApiKey', await make('spare', ['CONTENT_READ']))
  ids['changedKey'] = toGlobalId('ApiKey', await make('changed', ['CONTENT_READ']))
  await revokeApiKey(db, await make('revoked', scopes))
  const expired = await make('expired', scopes, { expiresAt: new Date(Date.now() + 60_000).toISOString() })
  await db.updateTable('api_key').set({ expires_at: '2026-01-01T00:00:00Z' }).where('id', '=', expired).execute()

  return {
    ...database,
    gateway,
    keys,
    ids,
    async ask(caller, query, variables = {}) {
      const response = await gateway.fetch('http://gateway.test/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(caller === 'anonymous' ? {} : { authorization: `Bearer ${keys[caller]}` }),
        },
        body: JSON.stringify({ query, variables }),
      })
      const text = await response.text()
      const body = JSON.parse(text)
      const codes = (body.errors ?? []).map(({ extensions }: any) => extensions.code)
      return { status: response.status, body, text, codes }
    },
  }
}

const config = readConfig({
  // it writes behind the gateway's back
  RESPONSE_CACHE_MB: '0',
  KEY_PEPPER: 'a pepper for the tests',
  ANONYMOUS_POINTS_PER_MINUTE: '0',
  MAX_COST_ANONYMOUS: '200000',
  MAX_COST_KEY: '200000',
})
