import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { prepareHome } from '../../../src/db/embedded/home.ts'
import { run } from '../../../src/db/embedded/process.ts'
import { makeCluster } from '../../../src/db/embedded/cluster.ts'
import { freePort } from './free-port.ts'
import { makeTempDir } from '../test-server.ts'

/** A PostgreSQL of one test file, for what may not be done to the one that all share. */
export interface OwnServer {
  /** Its addresses by way of connecting: TCP without TLS, TCP with it, a Unix socket. */
  readonly urls: { readonly plain: string; readonly tls: string; readonly socket: string }
  /** As after a crash: every connection is cut at once, and what was committed is recovered. Resolves when it answers again. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const password = 'secret'

/** Starts one from the embedded programs, with a certificate that nobody vouches for. */
export async function startOwnServer(): Promise<OwnServer> {
  const dir = makeTempDir()
  const home = await prepareHome(dir, join(dir, 'private'))
  const { clusterDir, binDir, user } = home
  await makeCluster(home, password)
  const sockets = join(dir, 'sockets')
  mkdirSync(sockets)
  if (user !== null) chownSync(sockets, user.uid, user.gid)
  await makeCertificate(clusterDir, user)
  const port = await freePort()
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: sockets, ssl: 'on', fsync: 'off' }
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  const control = async (...args: readonly string[]): Promise<void> => {
    const { code, output } = await run(join(binDir, 'pg_ctl'), ['-D', clusterDir, '-w', '-t', '120', ...args], user)
    if (code !== 0) throw new Error(`pg_ctl ${args.join(' ')}: ${output}`)
  }
  const log = ['-l', join(clusterDir, 'server.log')]
  await control('-o', flags.join(' '), ...log, 'start')
  const plain = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  return {
    urls: {
      plain,
      tls: `${plain}?sslmode=no-verify`,
      socket: `postgres:///postgres?host=${sockets}&port=${port}&user=postgres&password=${password}`,
    },
    restart: () => control('-m', 'immediate', ...log, 'restart'),
    async stop() {
      await control('-m', 'immediate', 'stop')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function makeCertificate(dir: string, user: { uid: number; gid: number } | null): Promise<void> {
  const [key, certificate] = [join(dir, 'server.key'), join(dir, 'server.crt')]
  const made = await generate([{ name: 'commonName', value: 'localhost' }])
  writeFileSync(key, made.private)
  writeFileSync(certificate, made.cert)
  chmodSync(key, 0o600)
  if (user !== null) for (const file of [key, certificate]) chownSync(file, user.uid, user.gid)
}
