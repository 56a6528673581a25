import type { Command } from 'commander'
import { readConfig, type Config } from '../../config.ts'
import type { Db } from '../../db/tables/database.ts'
import type { Digest } from '../../keys/digest.ts'
import { createApiKey } from '../../keys/life-cycle.ts'
import { createLog, type Log } from '../../log.ts'
import { traceWith } from '../../trace.ts'
import { listen, type Listening, type ListenOptions } from '../../server/listen.ts'
import { metricsPath } from '../../server/metrics.ts'
import { openGateway, type OpenGateway } from '../../server/open/open-gateway.ts'
import { CommandError } from '../command-error.ts'
import { toInvocation } from '../invocation.ts'
import { giveBackMemory } from './give-back-memory.ts'
import { live } from './life.ts'
import { loadSamples } from '../content/load-samples.ts'
import { openDatabase } from '../open-database.ts'
import { report } from '../report.ts'

/** `masthead serve`, which is `npm start`: the gateway, until Ctrl-C or SIGTERM. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('serve the gateway; an empty database gets the sample content first')
    .option('--no-samples', 'leave an empty database empty')
    .addHelpText(
      'after',
      `
Listens on HOST and PORT (127.0.0.1, 4000) until Ctrl-C or SIGTERM, which let running requests end; a second one does not.

Examples:
  npm start
  npm start -- --no-samples
  PORT=8080 DATABASE_URL=postgres://localhost/masthead npm start`,
    )
    .action(async ({ samples }: { samples: boolean }) => {
      await serve(readConfig(), samples)
    })
}

/** Serves until a signal arrives, then finishes what is running and closes everything in order. */
async function serve(config: Config, withSamples: boolean): Promise<void> {
  const log = createLog(config.logLevel)
  const patience = { stopMs: config.drainMs + 2_000, abandonMs: config.databaseUrl === null ? 10_000 : 900 }
  await live((opened, stop) => start({ config, withSamples, log }, opened, stop), patience, report)
}

interface Start {
  readonly config: Config
  readonly withSamples: boolean
  readonly log: Log
}

async function start({ config, withSamples, log }: Start, opened: AsyncDisposableStack, stop: AbortSignal) {
  if (config.exportsTraces) {
    const { exportTraces } = await import('../../server/open/export-traces.ts')
    const tracing = await exportTraces(log)
    traceWith(tracing)
    opened.defer(() => tracing.stop())
  }
  const { database, where, close } = await openDatabase(config, 'gateway', log, stop)
  opened.defer(close)
  stop.throwIfAborted()
  let isFilled = !withSamples
  const gateway = await openGateway(config, database, log, () => isFilled)
  opened.defer(() => gateway.close())
  stop.throwIfAborted()
  const metrics = await serveMetrics(gateway, config, log)
  opened.defer(async () => metrics?.close())
  const { keepAliveMs, drainMs, port, host } = config
  const server = await listenOn(gateway, { name: 'PORT', port, host, log, timeouts: { keepAliveMs, drainMs } })
  opened.defer(() => {
    gateway.drain()
    return server.close()
  })
  stop.throwIfAborted()
  // not before: a start that fails at its port would leave the samples without their test key
  const loaded = withSamples ? await loadSamples(database, log) : 0
  isFilled = true
  const testKey = loaded > 0 && config.allowTestKeys ? await createTestKey(database.db, gateway.digest) : null
  console.log(toInvocation(welcome({ url: server.url, metricsUrl: metrics?.url ?? null, where, loaded, testKey })))
  giveBackMemory()
}

/** Listens for who reads the metrics, where the configuration has a port for that. */
async function serveMetrics({ metrics }: OpenGateway, config: Config, log: Log): Promise<Listening | null> {
  const { metricsPort: port, metricsHost: host } = config
  return port === null ? null : await listenOn(metrics, { name: 'METRICS_PORT', port, host, log })
}

/** Says what to do where the address cannot be had; anything else is a surprise. `name` is the variable that has the port. */
async function listenOn(
  gateway: Pick<OpenGateway, 'requestListener'>,
  { name, ...options }: ListenOptions & { name: 'PORT' | 'METRICS_PORT' },
): Promise<Listening> {
  const { host, port } = options
  try {
    return await listen(gateway, options)
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') {
      throw new CommandError(`Port ${port} of ${host} is taken. Choose another, e.g. ${name}=${port + 1} npm start.`)
    }
    if (syscall === 'listen' || syscall === 'getaddrinfo') {
      const names = `${name.replace('PORT', 'HOST')} and ${name}`
      throw new CommandError(`The gateway cannot listen on port ${port} of ${host} (${code}). Check ${names}.`)
    }
    throw error
  }
}

interface Welcome {
  readonly url: string
  readonly metricsUrl: string | null
  readonly where: string
  readonly loaded: number
  readonly testKey: string | null
}

function welcome({ url, metricsUrl, where, loaded, testKey }: Welcome): string {
  return `
Masthead is serving ${url}/graphql   (open it in a browser for GraphiQL)${
    metricsUrl === null ? '' : `\nMetrics: ${metricsUrl}${metricsPath}`
  }
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
