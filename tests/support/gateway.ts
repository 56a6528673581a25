import type { ExecutionResult } from 'graphql'
import { schema } from '../../schema/index.ts'
import { scopes, type Scope } from '../../schema/models.ts'
import { createCursorCodec } from '../../src/cursor.ts'
import { createClock } from '../../src/db/clock.ts'
import type { ConnectOptions } from '../../src/db/connect.ts'
import { getSecret } from '../../src/db/secret.ts'
import { createDigest } from '../../src/keys/digest.ts'
import { createCompiledQueries } from '../../src/query/compiled/queries.ts'
import type { Viewer } from '../../src/keys/ports.ts'
import { createContent, createContext } from '../../src/server/create-context.ts'
import { createGateway, type Gateway } from '../../src/server/yoga.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

/** Asks a gateway in this process over its own database, as one kind of caller. */
export interface TestGateway extends TestDatabase {
  /** The gateway itself, asked by who was given last. */
  readonly gateway: Gateway
  /** The whole answer. `as` says who asks: by default an anonymous reader. */
  ask(query: string, variables?: Record<string, unknown>, as?: TestCaller): Promise<ExecutionResult<any>>
  /** The body of the answer, as it was sent. */
  text(query: string, variables?: Record<string, unknown>, as?: TestCaller): Promise<string>
  /** The data; fails the test where there are errors. */
  data(query: string, variables?: Record<string, unknown>, as?: TestCaller): Promise<any>
}

export interface TestCaller {
  readonly scopes?: readonly Scope[]
  readonly allowedTopicIds?: readonly number[]
  readonly keyId?: number
  /** False: relations are left to loaders. */
  readonly lookahead?: boolean
  /** False: nothing is compiled. By default every query is, when it comes for the first time, unless relations are left to loaders. */
  readonly compiled?: boolean
  /** Answers as of this instant instead of now. */
  readonly instant?: string
}

export const editor: TestCaller = { scopes }

/** Builds one, over a database of its own, which is dropped after the file's tests, or over the given one. */
export async function createTestGateway(
  options: Partial<ConnectOptions> = {},
  shared?: TestDatabase,
): Promise<TestGateway> {
  const database = shared ?? (await createTestDatabase(options))
  const clock = await createClock(database.db)
  clock.stop()
  const cursors = createCursorCodec(await getSecret(database.db, 'cursor'))
  const compiled = createCompiledQueries({
    db: database.db,
    schema,
    cursors,
    compileAt: 1,
  })
  let caller: TestCaller = {}
  const gateway = createGateway({
    schema,
    log: { debug: () => {}, info: () => {}, warn: console.warn, error: console.error },
    compiled: {
      answer: (request) =>
        (caller.compiled ?? caller.lookahead ?? true) ? compiled.answer(request) : Promise.resolve('switched off'),
    },
    isReady: async () => true,
    createContext: ({ signal }) => {
      const clockOfCaller = { now: () => caller.instant ?? clock.now(), advanceTo: clock.advanceTo }
      const viewer: Viewer = {
        scopes: new Set(caller.scopes ?? ['CONTENT_READ']),
        allowedTopicIds: caller.allowedTopicIds ?? null,
        keyId: caller.keyId ?? null,
        rateLimit: () => ({ cost: 0, limit: 0, remaining: 0, resetAt: clock.now() }),
      }
      return createContext(
        {
          db: database.db,
          cursors,
          digest: createDigest('a pepper for the tests', () => {}),
          clock: clockOfCaller,
          lookahead: caller.lookahead ?? true,
        },
        viewer,
        createContent({ clock: clockOfCaller }, viewer, signal, database.database.reads),
      )
    },
  })
  const text = async (query: string, variables = {}, as: TestCaller = {}): Promise<string> => {
    caller = as
    const response = await gateway.fetch('http://gateway.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    return await response.text()
  }
  const ask = async (query: string, variables = {}, as: TestCaller = {}): Promise<ExecutionResult<any>> =>
    JSON.parse(await text(query, variables, as)) as ExecutionResult<any>
  return {
    ...database,
    gateway,
    ask,
    text,
    data: async (query, variables, as) => {
      const { data, errors } = await ask(query, variables, as)
      if (errors !== undefined) throw new Error(JSON.stringify(errors))
      return data
    },
  }
}
