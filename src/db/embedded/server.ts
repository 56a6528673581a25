import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, realpath, rm, stat, truncate } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { connectDatabase } from '../connect.ts'
import { BrokenClusterError, meansBroken } from './cluster.ts'
import { EmbeddedDatabaseError } from './error.ts'
import type { ServerHome } from './home.ts'
import { commandLineOf, isAlive, surroundings } from './process.ts'

/** A server that answers, and how to reach it. */
export interface RunningServer {
  readonly pid: number
  readonly url: string
}

/** Recovery after a crash counts into it. */
const startTimeoutMs = 120_000
const stopTimeoutMs = 30_000
const largestLogBytes = 10_000_000

/** The server that runs on this cluster, wherever it was started; null if none does. The caller holds the start lock. */
export async function findServer(
  clusterDir: string,
  password: string,
  stop?: AbortSignal,
): Promise<RunningServer | null> {
  const deadline = performance.now() + startTimeoutMs
  for (;;) {
    const noted = await readPidFile(clusterDir)
    if (noted === null || !isAlive(noted.pid)) return null
    const commandLine = await commandLineOf(noted.pid)
    if (commandLine !== null && !commandLine.includes(clusterDir)) {
      // after a crash the id may belong to another process by now, and PostgreSQL would refuse to start beside it
      await rm(join(clusterDir, 'postmaster.pid'), { force: true })
      return null
    }
    const url = urlOf(noted.port, password)
    if (noted.port > 0 && (await answersFor(url, clusterDir))) return { pid: noted.pid, url }
    if (performance.now() > deadline) {
      throw new EmbeddedDatabaseError(
        `The database server of ${clusterDir} runs as process ${noted.pid} but does not answer. Stop that process and start again.`,
      )
    }
    await sleep(50, undefined, { signal: stop })
  }
}

/**
 * Starts the server in a session of its own, so that a Ctrl-C at our terminal does not reach it. Throws BrokenClusterError where its files
 * are broken, else EmbeddedDatabaseError.
 */
export async function startServer(
  home: ServerHome,
  password: string,
  logFile: string,
  settings: Readonly<Record<string, string>>,
  stop?: AbortSignal,
): Promise<RunningServer> {
  await truncateLargeLog(logFile)
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort()
    const logged = await sizeOf(logFile)
    const started = await launch(home, port, urlOf(port, password), logFile, settings, stop)
    stop?.throwIfAborted()
    if (started !== null) return started
    const output = (await readFile(logFile)).subarray(logged).toString()
    // the port was taken in the meantime, or a killed server's last processes are still on their way out
    const willPass = /could not create any TCP\/IP sockets|still in use|lock file .* already exists/.test(output)
    if (!willPass || attempt === 10) {
      const reason = /(?:FATAL|PANIC):\s*(.*)/.exec(output)?.[1] ?? output.slice(-300).trim()
      const message = `The database server did not start: ${reason} Its log is ${logFile}.`
      throw meansBroken(output) ? new BrokenClusterError(message) : new EmbeddedDatabaseError(message)
    }
    await sleep(50 * attempt)
  }
}

/** Ends the server after its clients are disconnected and everything is on disk. */
export async function stopServer(pid: number, clusterDir: string): Promise<void> {
  const stopped = async (timeoutMs: number): Promise<boolean> => {
    const deadline = performance.now() + timeoutMs
    while (performance.now() < deadline) {
      // a stopped server is a zombie as long as nobody collects it, so its pid file counts as well
      if (!isAlive(pid) || (await readPidFile(clusterDir))?.pid !== pid) return true
      await sleep(20)
    }
    return false
  }
  signal(pid, 'SIGINT')
  if (await stopped(stopTimeoutMs)) return
  signal(pid, 'SIGQUIT')
  await stopped(stopTimeoutMs)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // it is gone already
  }
}

/** Answers null when the server ended before it was ready. */
async function launch(
  { clusterDir, binDir, user }: ServerHome,
  port: number,
  url: string,
  logFile: string,
  settings: Readonly<Record<string, string>>,
  stop: AbortSignal | undefined,
): Promise<RunningServer | null> {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
  const flags = Object.entries({ ...all, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(join(binDir, 'postgres'), ['-D', clusterDir, '-p', String(port), ...flags], {
    ...surroundings(user),
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  let ended = false
  child.once('exit', () => (ended = true))
  child.on('error', () => (ended = true))
  const deadline = performance.now() + startTimeoutMs
  while (!ended && stop?.aborted !== true && performance.now() < deadline) {
    if (child.pid !== undefined && (await answersFor(url, clusterDir))) return { pid: child.pid, url }
    await sleep(30)
  }
  if (!ended) child.kill('SIGINT')
  return null
}

/** Whether the server at this address serves this cluster and knows our password. */
async function answersFor(url: string, clusterDir: string): Promise<boolean> {
  const database = connectDatabase({ url, poolSize: 1, statementTimeoutMs: 5_000 })
  try {
    const { rows } = await sql<{ dir: string }>`select current_setting('data_directory') as dir`.execute(database.db)
    const [row] = rows
    return row !== undefined && (await realpath(row.dir)) === (await realpath(clusterDir))
  } catch {
    return false
  } finally {
    await database.close()
  }
}

async function readPidFile(clusterDir: string): Promise<{ pid: number; port: number } | null> {
  const text = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port] = text.split('\n').map(Number)
  return pid === undefined || !(pid > 0) ? null : { pid, port: port ?? 0 }
}

function urlOf(port: number, password: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
}

async function findFreePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = createServer().once('error', reject)
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    server.close(() => resolve(port))
  })
  return promise
}

async function truncateLargeLog(logFile: string): Promise<void> {
  if ((await sizeOf(logFile)) > largestLogBytes) await truncate(logFile)
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  )
}
