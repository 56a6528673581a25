import { readFileSync } from 'node:fs'
import type { Scope } from '../../schema/models.ts'
import { readConfig } from '../../src/config.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import type { CreateApiKeyInput } from '../../src/keys/key-input.ts'
import { createApiKey } from '../../src/keys/life-cycle.ts'
import { createLog } from '../../src/log.ts'
import { listen, type Listening } from '../../src/server/listen.ts'
import { openGateway, type OpenGateway } from '../../src/server/open/open-gateway.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type Answer, toAnswer } from './keyed-gateway.ts'

/** The whole gateway on a free port: the served schema over the samples, as its users meet it. */
export interface RealGateway extends TestDatabase {
  readonly gateway: OpenGateway
  readonly server: Listening
  /** Where GraphQL is. */
  readonly url: string
  /** What was logged, whole. */
  log(): string
  /** Makes a key that works. */
  createKey(input?: Partial<CreateApiKeyInput>): Promise<{ secret: string; id: number }>
  /** Asks over HTTP. */
  ask(query: string, key?: string | null, variables?: object, headers?: Record<string, string>): Promise<Answer>
  /** Closes server and gateway; the database goes by itself. */
  stop(): Promise<void>
}

const read: readonly Scope[] = ['CONTENT_READ']

/** Opens one. `env` is what an operator would set. Answers are kept only where it says so, since tests write behind a gateway's back. */
export async function openRealGateway(env: Record<string, string> = {}, shared?: TestDatabase): Promise<RealGateway> {
  const database = shared ?? (await createTestDatabase())
  if (shared === undefined) {
    const lines = readFileSync(new URL('../../samples/articles.ndjson', import.meta.url), 'utf8')
      .trim()
      .split('\n')
    await importArticles(database.db, { source: 'samples', articles: lines.map((line) => JSON.parse(line)) })
  }
  let logged = ''
  const log = createLog('debug', { write: (line) => void (logged += line) })
  const config = readConfig({ KEY_PEPPER: 'a pepper for the tests', RESPONSE_CACHE_MB: '0', ...env })
  const gateway = await openGateway(config, database.database, log)
  const server = await listen(gateway, { port: 0, host: '127.0.0.1', log })
  const url = `${server.url}/graphql`
  return {
    ...database,
    gateway,
    server,
    url,
    log: () => logged,
    async createKey(input = {}) {
      const outcome = await createApiKey(database.db, gateway.digest, { name: 'A partner', scopes: read, ...input })
      if (outcome.secret === null || outcome.apiKey === null) throw new Error(JSON.stringify(outcome.userErrors))
      return { secret: outcome.secret, id: outcome.apiKey.id }
    },
    async ask(query, key = null, variables = {}, headers = {}) {
      const bearer: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` }
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer, ...headers },
        body: JSON.stringify({ query, variables }),
      })
      return await toAnswer(response)
    },
    async stop() {
      await server.close()
      await gateway.close()
    },
  }
}
