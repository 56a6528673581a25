import type { ExecutionResult } from 'graphql'
import { schema } from '../../schema/index.ts'
import { scopes, type Scope } from '../../schema/models.ts'
import { createCursorCodec } from '../../src/cursor.ts'
import { createClock } from '../../src/db/clock.ts'
import type { ConnectOptions } from '../../src/db/connect.ts'
import { getSecret } from '../../src/db/secret.ts'
import { createDigest } from '../../src/keys/digest.ts'
import { createContext } from '../../src/server/create-context.ts'
import { createGateway } from '../../src/server/yoga.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

/** Asks a gateway in this process over its own database, as one kind of caller. */
export interface TestGateway extends TestDatabase {
  /** The whole answer. `as` says who asks: by default an anonymous reader. */
  ask(query: string, variables?: Record<string, unknown>, as?: TestCaller): Promise<ExecutionResult<any>>
  /** The data; fails the test where there are errors. */
  data(query: string, variables?: Record<string, unknown>, as?: TestCaller): Promise<any>
}

export interface TestCaller {
  readonly scopes?: readonly Scope[]
  readonly allowedTopicIds?: readonly number[]
  readonly keyId?: number
  /** False: relations are left to loaders. */
  readonly lookAhead?: boolean
  /** Answers as of this instant instead of now. */
  readonly instant?: string
}

export const editor: TestCaller = { scopes }

/** Builds one; the database is dropped after the file's tests. */
export async function createTestGateway(options: Partial<ConnectOptions> = {}): Promise<TestGateway> {
  const database = await createTestDatabase(options)
  const clock = await createClock(database.db)
  clock.stop()
  const cursors = createCursorCodec(await getSecret(database.db, 'cursor'))
  let caller: TestCaller = {}
  const gateway = createGateway({
    schema,
    log: { debug: () => {}, info: () => {}, warn: console.warn, error: console.error },
    isReady: async () => true,
    createContext: ({ signal }) =>
      createContext(
        {
          db: database.db,
          cursors,
          digest: createDigest('a pepper for the tests', () => {}),
          clock: { now: () => caller.instant ?? clock.now(), advanceTo: clock.advanceTo },
          lookAhead: caller.lookAhead ?? true,
        },
        {
          scopes: new Set(caller.scopes ?? ['CONTENT_READ']),
          allowedTopicIds: caller.allowedTopicIds ?? null,
          keyId: caller.keyId ?? null,
          rateLimit: () => ({ cost: 0, limit: 0, remaining: 0, resetAt: clock.now() }),
        },
        signal,
      ),
  })
  const ask = async (query: string, variables = {}, as: TestCaller = {}): Promise<ExecutionResult<any>> => {
    caller = as
    const response = await gateway.fetch('http://gateway.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    return (await response.json()) as ExecutionResult<any>
  }
  return {
    ...database,
    ask,
    data: async (query, variables, as) => {
      const { data, errors } = await ask(query, variables, as)
      if (errors !== undefined) throw new Error(JSON.stringify(errors))
      return data
    },
  }
}
