import type { Scope } from '../../schema/models.ts'
import { createApiKey, type SecretOutcome } from '../../src/keys/life-cycle.ts'
import type { CreateApiKeyInput } from '../../src/keys/key-input.ts'
import { type Keys, type KeysConfig, openKeys } from '../../src/server/open/open-keys.ts'
import { meterOf } from '../../src/server/exchange.ts'
import { createGateway, type Gateway } from '../../src/server/yoga.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { executableSchema } from '../document/price/executable-schema.ts'

/** A gateway with keys over a small schema: what its articles are does not matter here, who may ask for them does. */
export interface KeyedGateway extends TestDatabase {
  readonly keys: Keys
  readonly gateway: Gateway
  /** Names of the resolvers that ran, in order. */
  readonly ran: string[]
  /** One line of the log each. */
  readonly logged: string[]
  /** Makes a key that works. */
  createKey(input?: Partial<CreateApiKeyInput>): Promise<SecretOutcome & { secret: string; id: number }>
  /** Sends one request by POST. */
  post(body: object, headers?: Record<string, string>): Promise<Response>
  /** Sends one query with a key, and reads the answer. */
  ask(query: string, key?: string | null, variables?: object): Promise<Answer>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly data: Record<string, unknown> | null | undefined
  readonly code: unknown
  readonly message: string | undefined
  readonly extensions: Record<string, unknown> | undefined
  readonly cost: unknown
}

const anonymousRead: readonly Scope[] = ['CONTENT_READ']

const config: KeysConfig = {
  databaseUrl: 'postgres://127.0.0.1/somewhere',
  keyPepper: 'a pepper for the tests',
  trustedProxies: [],
  anonymousScopes: anonymousRead,
  anonymousPointsPerMinute: 20_000,
  maxCostAnonymous: 5_000,
  maxCostKey: 20_000,
  allowTestKeys: false,
  redisUrl: null,
}

/** Opens one; close `keys` before the database goes. */
export async function openKeyedGateway(given: Partial<KeysConfig> = {}, shared?: TestDatabase): Promise<KeyedGateway> {
  const database = shared ?? (await createTestDatabase())
  const logged: string[] = []
  const write = (fields: object, message?: string) => void logged.push(JSON.stringify({ ...fields, message }))
  const log = { debug: write, info: write, warn: write, error: write }
  const keys = await openKeys({ ...config, ...given }, database.database, log)
  const ran: string[] = []
  const gateway = createGateway({
    schema: executableSchema(ran),
    createContext: (initial) => ({ meter: meterOf(initial) }),
    log,
    isReady: async () => true,
    plugins: keys.plugins,
  })
  const post = (body: object, headers: Record<string, string> = {}) =>
    gateway.fetch('http://gateway.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  return {
    ...database,
    keys,
    gateway,
    ran,
    logged,
    post,
    async createKey(input = {}) {
      const outcome = await createApiKey(database.db, keys.digest, {
        name: 'A partner',
        scopes: ['CONTENT_READ'],
        ...input,
      })
      if (outcome.secret === null || outcome.apiKey === null) throw new Error(JSON.stringify(outcome.userErrors))
      return { ...outcome, secret: outcome.secret, id: outcome.apiKey.id }
    },
    async ask(query, key = null, variables = {}) {
      return await toAnswer(await post({ query, variables }, key === null ? {} : { authorization: `Bearer ${key}` }))
    },
  }
}

/** Reads an answer. */
export async function toAnswer(response: Response): Promise<Answer> {
  const body: {
    data?: Record<string, unknown> | null
    errors?: { message: string; extensions?: Record<string, unknown> }[]
    extensions?: Record<string, unknown>
  } = JSON.parse(await response.text())
  const [error] = body.errors ?? []
  return {
    status: response.status,
    headers: response.headers,
    data: body.data,
    code: error?.extensions?.['code'],
    message: error?.message,
    extensions: error?.extensions,
    cost: body.extensions?.['cost'],
  }
}
