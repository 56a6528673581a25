import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../src/config.ts'
import { createTestDatabase } from './support/database.ts'
import { freePort } from './support/servers/free-port.ts'
import { makeTempDir } from './support/test-server.ts'

const root = join(import.meta.dirname, '..')
const deploy = join(root, 'deploy')
const dockerCompose = ['/usr/bin/docker-compose', '/usr/local/bin/docker-compose'].find(existsSync)
const read = (name: string): string => readFileSync(join(deploy, name), 'utf8')

interface Service {
  readonly image?: string
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly target: string }
  readonly environment?: Readonly<Record<string, string>>
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>> | readonly string[]
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly healthcheck?: object
}

const compose = parse(read('compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, null>>
}
const services = Object.entries(compose.services)

/** The stages of the container file, and what stands in each. */
const stages = new Map(
  read('Containerfile')
    .split(/^(?=FROM )/m)
    .filter((stage) => stage.startsWith('FROM '))
    .map((stage) => [/^FROM \S+ AS (\S+)/.exec(stage)?.[1], stage] as const),
)
const gatewayStage = stages.get('gateway') ?? ''
const gatewayEnv = Object.fromEntries(
  [...gatewayStage.matchAll(/^ENV (.+)$/gm)].flatMap(([, pairs = '']) =>
    pairs.split(' ').map((pair) => pair.split('=') as [string, string]),
  ),
)
const listening: Readonly<Record<string, number>> = {
  'postgres-1': 5432,
  'postgres-2': 5432,
  redis: 6379,
  pgbouncer: Number(/^listen_port = (\d+)/m.exec(read('pgbouncer.ini'))?.[1]),
  'gateway-1': Number(gatewayEnv['PORT']),
  'gateway-2': Number(gatewayEnv['PORT']),
  nginx: Number(/listen (\d+);/.exec(read('nginx.conf'))?.[1]),
}

describe('compose.yml', () => {
  test('builds from stages that there are, and mounts files that there are or that its first lines have one make', () => {
    for (const [, { image, build, volumes = [] }] of services) {
      if (build === undefined) expect(image).toMatch(/^docker\.io\/library\/[a-z]+:[\w.-]+$/)
      else {
        expect(existsSync(join(deploy, build.context, build.dockerfile))).toBe(true)
        expect(stages.has(build.target)).toBe(true)
      }
      for (const volume of volumes) {
        const [from = ''] = volume.split(':')
        if (!from.startsWith('.')) expect(Object.keys(compose.volumes)).toContain(from)
        else
          expect([from, existsSync(join(deploy, from)) || existsSync(join(deploy, `${from}.example`))]).toEqual([
            from,
            true,
          ])
      }
    }
  })

  test('waits for services that there are, in a way that they can fulfil', () => {
    for (const [, { depends_on: needs = {} }] of services) {
      for (const name of Array.isArray(needs) ? needs : Object.keys(needs)) {
        expect(Object.keys(compose.services)).toContain(name)
        const { condition = '' } =
          (Array.isArray(needs) ? {} : (needs as Record<string, { condition: string }>)[name]) ?? {}
        if (condition === 'service_healthy') expect(compose.services[name]?.healthcheck).toBeDefined()
      }
    }
  })

  test('takes each variable from .env.example, and gives gateways settings that they accept', () => {
    const example = Object.fromEntries(
      [...read('.env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    )
    const used = [...read('compose.yml').matchAll(/(?<!\$)\$\{(\w+)\}/g)].map(([, name]) => name)
    expect(new Set(used)).toEqual(new Set(Object.keys(example)))
    const environment = Object.fromEntries(
      Object.entries(compose.services['gateway-1']?.environment ?? {}).map(([name, value]) => [
        name,
        value.replace(/\$\{(\w+)\}/g, (_, variable: string) => example[variable] ?? ''),
      ]),
    )
    const { databaseUrl, replicaUrls, redisUrl, trustedProxies } = readConfig({ ...gatewayEnv, ...environment })
    expect(trustedProxies.length).toBeGreaterThan(0)
    for (const address of [databaseUrl, redisUrl, ...replicaUrls]) {
      const { hostname, port } = new URL(address ?? '')
      expect({ hostname, port: Number(port) }).toEqual({ hostname, port: listening[hostname] })
    }
  })

  test.runIf(dockerCompose !== undefined)('is accepted by docker-compose (skipped where that is not installed)', () => {
    const args = ['--env-file', join(deploy, '.env.example'), '-f', join(deploy, 'compose.yml'), 'config', '-q']
    const { status, stderr } = spawnSync(dockerCompose ?? '', args, { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  })

  test('leads from the proxy to the gateways and from PgBouncer to the primary, by the names and ports that they have', () => {
    const upstream = [...read('nginx.conf').matchAll(/server ([\w-]+):(\d+)/g)].map(([, host, port]) => [
      host,
      Number(port),
    ])
    expect(upstream).toEqual([
      ['gateway-1', listening['gateway-1']],
      ['gateway-2', listening['gateway-2']],
    ])
    expect(read('pgbouncer.ini')).toContain(`host=postgres-1 port=${listening['postgres-1']} dbname=masthead`)
    expect(compose.services['nginx']?.ports).toEqual([`${listening['nginx']}:${listening['nginx']}`])
    const exposed = /^EXPOSE (\d+) (\d+)$/m.exec(gatewayStage)?.slice(1)
    expect(exposed).toEqual([gatewayEnv['PORT'], gatewayEnv['METRICS_PORT']])
  })
})

test('the alert rules are YAML, and each has a name, an expression and a sentence', () => {
  const { groups } = parse(read('alerts.yml')) as { groups: { rules: Record<string, any>[] }[] }
  for (const { rules } of groups) {
    for (const rule of rules) {
      expect(rule).toMatchObject({ alert: expect.stringMatching(/^Masthead/), expr: expect.any(String) })
      expect(rule['annotations'].summary).toBeTypeOf('string')
    }
  }
})

test('the container has all that a gateway needs: it starts from what is copied, is ready, has its pages, and ends by SIGTERM', async () => {
  const home = makeTempDir()
  for (const [, sources = '', target = ''] of gatewayStage.matchAll(/^COPY (.+) (\S+)$/gm)) {
    for (const source of sources.split(' ')) {
      const to = target.endsWith('/') ? join(home, target, source) : join(home, target)
      mkdirSync(dirname(to), { recursive: true })
      cpSync(join(root, source), normalize(to), { recursive: true, filter: (path) => !path.includes('node_modules') })
    }
  }
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'))
  const { url } = await createTestDatabase()
  const [program, ...args] = JSON.parse(/^CMD (\[.+\])$/m.exec(gatewayStage)?.[1] ?? '[]') as string[]
  expect(program).toBe('node')
  const ports = { PORT: String(await freePort()), METRICS_PORT: String(await freePort()) }
  const child = spawn(process.execPath, args, {
    cwd: home,
    env: { PATH: process.env['PATH'], ...gatewayEnv, DATABASE_URL: url, LOG_LEVEL: 'silent', ...ports },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(home, { recursive: true, force: true })
  })
  const status = async (path: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${ports.PORT}${path}`, { headers: { accept: 'text/html' } })).status
  await vi.waitFor(async () => expect(await status('/health/ready')).toBe(200), { timeout: 60_000, interval: 200 })
  for (const page of ['/', '/graphql', '/docs', '/schema.graphql', '/reference']) {
    expect([page, await status(page)]).toEqual([page, 200])
  }
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('the systemd unit starts a file that there is with the options that it has', () => {
  const unit = read('masthead.service')
  const [, args = ''] = /^ExecStart=\/srv\/masthead\/node_modules\/\.bin\/node (.+)$/m.exec(unit) ?? []
  const [file = '', ...options] = args.split(' ')
  expect(existsSync(join(root, file))).toBe(true)
  expect(options).toEqual(['serve', '--no-samples'])
  const stopSeconds = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])
  expect(stopSeconds * 1000).toBeGreaterThan(readConfig({}).drainMs + 2_000)
})
