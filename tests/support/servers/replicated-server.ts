import { appendFileSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectDatabase } from '../../../src/db/connect.ts'
import { makeCluster } from '../../../src/db/embedded/cluster.ts'
import { prepareHome } from '../../../src/db/embedded/home.ts'
import { run } from '../../../src/db/embedded/process.ts'
import { readStandbyState } from '../../../src/db/wal.ts'
import { freePort } from './free-port.ts'
import { runSql } from './run-sql.ts'
import { makeTempDir } from '../test-server.ts'

/** One server of a pair. */
export interface ClusterServer {
  readonly url: string
  start(): Promise<void>
  /** `fast` lets nothing be lost; `immediate` is as a crash. */
  stop(how: 'fast' | 'immediate'): Promise<void>
}

/** A PostgreSQL of one test file and a streaming replica of it. */
export interface ReplicatedServer {
  readonly primary: ClusterServer
  readonly replica: ClusterServer & {
    /** What arrives is not applied until `resume`, so that the replica falls behind. */
    pause(): Promise<void>
    resume(): Promise<void>
    promote(): Promise<void>
  }
  /** Resolves when the replica has all that the primary has committed by now. */
  caughtUp(): Promise<void>
  stop(): Promise<void>
}

const password = 'secret'

/** Starts both from the embedded programs. */
export async function startReplicatedServer(): Promise<ReplicatedServer> {
  const dir = makeTempDir()
  const home = await prepareHome(dir, join(dir, 'private'))
  const { clusterDir, binDir, user } = home
  await makeCluster(home, password)
  const replicaDir = `${clusterDir}-replica`
  const copied = await run('cp', ['-a', clusterDir, replicaDir], null)
  if (copied.code !== 0) throw new Error(copied.output)
  const [primaryPort, replicaPort] = [await freePort(), await freePort()]
  const followed = `host=127.0.0.1 port=${primaryPort} user=postgres password=${password} application_name=replica`
  appendFileSync(join(replicaDir, 'postgresql.auto.conf'), `primary_conninfo = '${followed}'\n`)
  writeFileSync(join(replicaDir, 'standby.signal'), '')
  const sockets = join(dir, 'sockets')
  mkdirSync(sockets)
  if (user !== null) {
    for (const path of [join(replicaDir, 'standby.signal'), sockets]) chownSync(path, user.uid, user.gid)
  }

  const control = async (data: string, ...args: readonly string[]): Promise<void> => {
    const { code, output } = await run(join(binDir, 'pg_ctl'), ['-D', data, '-w', '-t', '120', ...args], user)
    if (code !== 0) throw new Error(`pg_ctl ${args.join(' ')}: ${output}`)
  }
  const serverIn = (data: string, port: number): ClusterServer => {
    const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: sockets, fsync: 'off' }
    const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      start: () => control(data, '-o', flags.join(' '), '-l', join(data, 'server.log'), 'start'),
      stop: (how) => control(data, '-m', how, 'stop'),
    }
  }
  const primary = serverIn(clusterDir, primaryPort)
  const standby = serverIn(replicaDir, replicaPort)
  await primary.start()
  await standby.start()
  return {
    primary,
    replica: {
      ...standby,
      pause: () => runSql(standby.url, 'select pg_wal_replay_pause()'),
      resume: () => runSql(standby.url, 'select pg_wal_replay_resume()'),
      promote: () => control(replicaDir, 'promote'),
    },
    async caughtUp() {
      const { position } = await stateOf(primary.url)
      while ((await stateOf(standby.url)).position < position)
        await runSql(primary.url, 'select pg_log_standby_snapshot()')
    },
    async stop() {
      await Promise.allSettled([primary.stop('immediate'), standby.stop('immediate')])
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function stateOf(url: string): ReturnType<typeof readStandbyState> {
  const database = connectDatabase({ url, poolSize: 1 })
  try {
    return await readStandbyState(database.db)
  } finally {
    await database.close()
  }
}
