import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { createDigest } from '../../src/keys/digest.ts'
import { createApiKey } from '../../src/keys/life-cycle.ts'
import { freePort } from '../support/servers/free-port.ts'
import { makePrimary, makeReplica, type PostgresServer } from './postgres.ts'
import { findProgram, start, until, type Running } from './processes.ts'

/** All that runs. */
export interface Topology {
  /** Of the proxy. */
  readonly url: string
  /** A key that may write. */
  readonly key: string
  readonly primary: PostgresServer
  readonly replica: PostgresServer
  readonly redis: Running
  readonly gateways: readonly GatewayProcess[]
  /** Where data and logs are. */
  readonly folder: string
  /** Lets PgBouncer lead to the server on that port. */
  pointPoolerTo(port: number): Promise<void>
  /** Statements that the gateways, as they run now, have read content with, by server. */
  readsByServer(): Promise<Readonly<Record<string, number>>>
  stop(): Promise<void>
}

export interface GatewayProcess {
  readonly name: string
  /** Ends it by SIGTERM, and starts it again; resolves when it is ready, to how long its end took in ms. */
  restart(): Promise<number>
}

const programs = ['initdb', 'pg_ctl', 'pg_basebackup', 'pgbouncer', 'redis-server', 'nginx'] as const
const pepper = 'a pepper of the topology'
const main = new URL('../../src/cli/main.ts', import.meta.url).pathname

/** Those that are not installed. */
export function missingPrograms(): readonly string[] {
  return programs.filter((name) => findProgram(name) === null)
}

/** Starts everything, in an order in which each finds what it needs. */
export async function buildTopology(): Promise<Topology> {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-topology-'))
  chmodSync(folder, 0o755)
  const user = postgresUser()
  const log = (name: string): string => join(folder, `${name}.log`)

  const primary = await makePrimary({ folder, name: 'postgres-1', port: await freePort(), user })
  const replica = await makeReplica(primary, { folder, name: 'postgres-2', port: await freePort(), user })
  const pooler = await startPooler(folder, primary.port)
  const redisPort = await freePort()
  const redis = start({
    command: [path('redis-server'), '--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--dir', folder],
    logFile: log('redis'),
  })
  const key = await makeKey(primary.url)
  const gateways: StartedGateway[] = []
  for (const name of ['gateway-1', 'gateway-2']) {
    const env = {
      HOST: '127.0.0.1',
      DATABASE_URL: pooler.url,
      // both: which of them is the primary changes
      DATABASE_REPLICA_URLS: `${primary.url} ${replica.url}`,
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
      KEY_PEPPER: pepper,
      TRUSTED_PROXIES: '127.0.0.1',
      ANONYMOUS_POINTS_PER_MINUTE: '0',
    }
    gateways.push(await startGateway(name, log(name), env))
  }
  const proxy = await startProxy(
    folder,
    gateways.map(({ port }) => port),
  )
  return {
    url: proxy.url,
    key,
    primary,
    replica,
    redis,
    gateways,
    folder,
    pointPoolerTo: pooler.pointTo,
    readsByServer: () => readsByServer(gateways),
    async stop() {
      await proxy.running.end()
      await Promise.all(gateways.map((gateway) => gateway.end()))
      await Promise.all([pooler.running.end('SIGKILL'), redis.end('SIGKILL')])
      for (const server of [primary, replica]) tryTo(() => server.stop('immediate'))
    },
  }
}

interface StartedGateway extends GatewayProcess {
  readonly port: number
  readonly metricsPort: number
  end(): Promise<number>
}

async function startGateway(
  name: string,
  logFile: string,
  env: Readonly<Record<string, string>>,
): Promise<StartedGateway> {
  const [port, metricsPort] = [await freePort(), await freePort()]
  const launch = async (): Promise<Running> => {
    const running = start({
      command: [process.execPath, main, 'serve', '--no-samples'],
      logFile,
      env: { ...env, PORT: String(port), METRICS_PORT: String(metricsPort) },
    })
    await until(`${name} is ready; see ${logFile}`, () => {
      if (running.child.exitCode !== null)
        throw new Error(`${name} ended instead of starting: ${readFileSync(logFile, 'utf8')}`)
      return isReady(port)
    })
    return running
  }
  let running = await launch()
  return {
    name,
    port,
    metricsPort,
    end: () => running.end(),
    async restart() {
      const ms = await running.end()
      running = await launch()
      return ms
    },
  }
}

/** PgBouncer by `deploy/pgbouncer.ini`, without passwords. */
async function startPooler(folder: string, serverPort: number) {
  const port = await freePort()
  const file = join(folder, 'pgbouncer.ini')
  const write = (to: number): void => {
    const given = deployed('pgbouncer.ini')
      .replace('host=postgres-1 port=5432', `host=127.0.0.1 port=${to} user=postgres`)
      .replace('listen_addr = *', 'listen_addr = 127.0.0.1')
      .replace('listen_port = 6432', `listen_port = ${port}\nunix_socket_dir =`)
      .replace(/auth_type = .*\nauth_file = .*/, 'auth_type = any')
    writeFileSync(file, given)
    chmodSync(file, 0o644)
  }
  write(serverPort)
  const asRoot = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const running = start({ command: [path('pgbouncer'), ...asRoot, file], logFile: join(folder, 'pgbouncer.log') })
  const url = `postgres://postgres@127.0.0.1:${port}/masthead`
  await until('PgBouncer answers', () => answers(url))
  return {
    running,
    url,
    async pointTo(to: number) {
      write(to)
      running.child.kill('SIGHUP')
      await until('PgBouncer leads to the new primary', () => answers(url))
    },
  }
}

/** nginx by `deploy/nginx.conf`. */
async function startProxy(folder: string, ports: readonly number[]) {
  const port = await freePort()
  const cache = join(folder, 'nginx-cache')
  mkdirSync(cache)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const given = deployed('nginx.conf')
    .replace('/var/cache/nginx/masthead', cache)
    .replace('listen 8080', `listen 127.0.0.1:${port}`)
    .replace(/gateway-(\d):4000/g, (_, index) => `127.0.0.1:${ports[Number(index) - 1]}`)
  const file = join(folder, 'nginx.conf')
  writeFileSync(
    file,
    `daemon off; user root; pid ${join(folder, 'nginx.pid')}; error_log stderr warn;
events { worker_connections 1024; }
http { access_log off;
${temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join('\n')}
${given}
}`.replace('user root;', process.getuid?.() === 0 ? 'user root;' : ''),
  )
  const running = start({
    command: [path('nginx'), '-p', folder, '-c', file, '-e', 'stderr'],
    logFile: join(folder, 'nginx.log'),
  })
  await until('nginx passes on', () => isReady(port))
  return { running, url: `http://127.0.0.1:${port}` }
}

async function makeKey(url: string): Promise<string> {
  const database = connectDatabase({ url })
  try {
    await migrateToLatest(database)
    const digest = createDigest(pepper, () => undefined)
    const { secret } = await createApiKey(database.db, digest, {
      name: 'Writer',
      scopes: ['CONTENT_READ', 'CONTENT_WRITE', 'CONTENT_PUBLISH'],
      pointsPerMinute: 100_000_000,
    })
    if (secret === null) throw new Error('The key was refused.')
    return secret
  } finally {
    await database.close()
  }
}

async function readsByServer(gateways: readonly StartedGateway[]): Promise<Record<string, number>> {
  const sums: Record<string, number> = {}
  for (const { metricsPort } of gateways) {
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    for (const [, server = '', count] of text.matchAll(/^masthead_read_statements\{server="([^"]+)"\} (\d+)/gm)) {
      sums[server] = (sums[server] ?? 0) + Number(count)
    }
  }
  return sums
}

async function isReady(port: number): Promise<boolean> {
  return await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ status }) => status === 200,
    () => false,
  )
}

async function answers(url: string): Promise<boolean> {
  const database = connectDatabase({ url, poolSize: 1 })
  try {
    await database.db.selectNoFrom((one) => one.lit(1).as('one')).execute()
    return true
  } catch {
    return false
  } finally {
    await database.close()
  }
}

/** PostgreSQL refuses to run as root. */
function postgresUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const id = (what: string): number => Number(spawnSync('id', [what, 'postgres'], { encoding: 'utf8' }).stdout)
  return { uid: id('-u'), gid: id('-g') }
}

function deployed(name: string): string {
  return readFileSync(new URL(`../../deploy/${name}`, import.meta.url), 'utf8')
}

function path(name: (typeof programs)[number]): string {
  return findProgram(name) ?? name
}

function tryTo(work: () => void): void {
  try {
    work()
  } catch {
    // it has ended already
  }
}
