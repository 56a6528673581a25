import type { Command } from 'commander'
import { schema } from '../../schema/index.ts'
import type { RateLimit } from '../../schema/models.ts'
import { readConfig, type Config } from '../config.ts'
import { createCursorCodec } from '../cursor.ts'
import { createClock } from '../db/clock.ts'
import { isUpToDate } from '../db/migrate.ts'
import { getSecret } from '../db/secret.ts'
import type { Db } from '../db/tables.ts'
import type { Digest } from '../keys/digest.ts'
import { createApiKey } from '../keys/life-cycle.ts'
import { createLog } from '../log.ts'
import { createContext } from '../server/create-context.ts'
import { listen } from '../server/listen.ts'
import { metricsRoute } from '../server/metrics.ts'
import { openKeys } from '../server/open-keys.ts'
import { meterOf } from '../server/plugins/use-keys.ts'
import { createGateway } from '../server/yoga.ts'
import { exampleQueries } from './examples.ts'
import { loadSamples } from './load-samples.ts'
import { openDatabase } from './open-database.ts'

/** `masthead serve`, which is `npm start`: the gateway, until Ctrl-C or SIGTERM. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('serve the gateway; an empty database gets the sample content first')
    .option('--no-samples', 'leave an empty database empty')
    .addHelpText('after', '\nExample:\n  PORT=8080 DATABASE_URL=postgres://localhost/masthead npm start')
    .action(async ({ samples }: { samples: boolean }) => {
      await serve(readConfig(), samples)
    })
}

/** Serves until a signal arrives, then finishes what is running and closes everything in order. */
async function serve(config: Config, withSamples: boolean): Promise<void> {
  const log = createLog(config.logLevel)
  const stop = nextSignal()
  const open = await openDatabase(config, 'gateway', log)
  const { database, where } = open
  try {
    const loaded = withSamples ? await loadSamples(database, log) : 0
    const clock = await createClock(database.db, log)
    const cursors = createCursorCodec(await getSecret(database.db, 'cursor'))
    const keys = await openKeys(config, database, log)
    const contextOptions = { db: database.db, cursors, digest: keys.digest, clock }
    const testKey = loaded > 0 && config.allowTestKeys ? await createTestKey(database.db, keys.digest) : null
    const gateway = createGateway({
      schema,
      log,
      createContext: (initial) => {
        const meter = meterOf(initial)
        if (meter === undefined) throw new Error('The caller is not known yet: useKeys has to come first.')
        const { scopes, allowedTopicIds, keyId } = meter.caller
        const rateLimit = (): RateLimit => meter.rateLimit()
        return createContext(contextOptions, { scopes, allowedTopicIds, keyId, rateLimit }, initial.signal)
      },
      plugins: keys.plugins,
      routes: new Map([['/metrics', metricsRoute(keys)]]),
      isReady: async () => isUpToDate(database.db),
      graphiql: { examples: exampleQueries.map((query) => ({ query })) },
    })
    const server = await listen(gateway, { port: config.port, host: config.host, log })
    console.log(welcome(server.url, where, loaded, testKey))
    await stop
    await server.close()
    clock.stop()
    await keys.close()
  } finally {
    await open.close()
  }
}

/** The first SIGINT or SIGTERM; a second one ends the process at once. */
function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    const onSignal = (): void => {
      resolve()
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}

function welcome(url: string, where: string, loaded: number, testKey: string | null): string {
  return `
Masthead is serving ${url}/graphql   (open it in a browser for GraphiQL)
Database: ${where}${loaded > 0 ? `, filled with ${loaded} sample articles` : ''}

Ask it something:
  curl -s ${url}/graphql -H 'content-type: application/json' \\
    -d '{"query":"{ articles(first: 3) { nodes { headline authors { name } } } }"}'

${
  testKey === null
    ? ''
    : `${keyHint(testKey)}
`
}Import a page, a feed or an export, while this runs:
  npm run -s masthead -- import PAGE.txt

Ctrl-C stops it.
`
}

/** A key to try, made once with the samples: it sees all content, drafts too, and changes nothing. */
async function createTestKey(db: Db, digest: Digest): Promise<string | null> {
  const { secret } = await createApiKey(db, digest, {
    name: 'Test key of the samples',
    scopes: ['CONTENT_READ', 'CONTENT_BODY', 'CONTENT_PREVIEW'],
    environment: 'test',
  })
  return secret
}

function keyHint(testKey: string): string {
  return `A key to try, shown this once (it sees drafts and embargoed articles too):
  ${testKey}
  as the header "Authorization: Bearer KEY"; make your own with: npm run -s masthead -- keys create --help
`
}
