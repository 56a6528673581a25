import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Log } from '../../log.ts'
import { BrokenClusterError, makeCluster, moveAside } from './cluster.ts'
import { makeDataDir } from './data-dir.ts'
import { EmbeddedDatabaseError } from './error.ts'
import { defaultPrivateRoot, locateCluster, prepareHome } from './home.ts'
import { keepRunning } from './keep-running.ts'
import { tryLock, waitForLock, type Lock } from './lock.ts'
import { findServer, startServer, stopServer, type RunningServer } from './server.ts'

export { EmbeddedDatabaseError }

/** Our share in the embedded server. */
export interface EmbeddedDatabase {
  /** Of the server that runs now: another one after it was started again. Holds the password: never print it. */
  readonly url: string
  /** Process id of the server that runs now. */
  readonly pid: number
  /** Gives the share back; the last to leave stops the server. Close every connection first. */
  close(): Promise<void>
}

export interface EmbeddedOptions {
  /** The server's home; made if missing. Two data directories have two servers. */
  readonly dataDir: string
  /** One gateway at a time on a data directory; any number of commands beside it or without it. */
  readonly role: 'gateway' | 'command'
  readonly log?: Log
  /** More settings for a server that has to be started, e.g. `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>>
  /** Where root keeps what the server's user can't reach in the data directory. */
  readonly privateRoot?: string
  /** Ends the opening where it is when aborted: what was begun is taken away or ended, and `openEmbeddedDatabase` rejects. */
  readonly stop?: AbortSignal
}

const lockTimeoutMs = 180_000

/**
 * Finds the running PostgreSQL of this data directory, or starts it, or makes it first. A gateway starts it again whenever it is gone.
 *
 * Should the process be killed, the server stays and the next one to come finds it.
 * Throws EmbeddedDatabaseError, whose message tells the user what to do.
 */
export async function openEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { role, log, stop } = options
  const dataDir = await makeDataDir(options.dataDir)
  const gateway = role === 'gateway' ? lockAsGateway(dataDir) : null
  let share: Lock | null = null
  try {
    const server = await withStartLock(
      dataDir,
      async () => {
        share = shareServer(dataDir)
        return await joinOrStart(dataDir, options).catch((error: unknown) => beginAnew(error, dataDir, options))
      },
      stop,
    )
    // a command that loses its server fails, and is given again
    const revive = () => withStartLock(dataDir, () => joinOrStart(dataDir, options))
    const kept =
      role === 'gateway' ? keepRunning(server, revive, log) : { current: server, stop: async () => undefined }
    let closing: Promise<void> | undefined
    const close = async (): Promise<void> => {
      await kept.stop()
      await withStartLock(dataDir, async () => {
        share?.release()
        const alone = tryLock(join(dataDir, 'share.lock'), 'exclusive')
        if (alone === null) return
        await stopServer(kept.current.pid, await locateCluster(dataDir))
        log?.debug({ pid: kept.current.pid }, 'Stopped the embedded database')
        alone.release()
      })
      gateway?.release()
    }
    return {
      get url() {
        return kept.current.url
      },
      get pid() {
        return kept.current.pid
      },
      close: () => (closing ??= close()),
    }
  } catch (error) {
    ;(share as Lock | null)?.release()
    gateway?.release()
    throw error
  }
}

function lockAsGateway(dataDir: string): Lock {
  const pidFile = join(dataDir, 'gateway.pid')
  const lock = tryLock(join(dataDir, 'gateway.lock'), 'exclusive')
  if (lock !== null) {
    writeFileSync(pidFile, `${process.pid}\n`)
    return lock
  }
  const pid = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').trim() : 'unknown'
  throw new EmbeddedDatabaseError(
    `Another gateway, process ${pid}, uses the data directory ${dataDir}. Stop it first, or give this one a MASTHEAD_DATA_DIR and a PORT of its own.`,
  )
}

/** Held by every process that uses the server; exclusive only for a moment, under the start lock, by who leaves. */
function shareServer(dataDir: string): Lock {
  const share = tryLock(join(dataDir, 'share.lock'), 'shared')
  if (share === null) throw new EmbeddedDatabaseError(`Something has locked ${join(dataDir, 'share.lock')}. Try again.`)
  return share
}

/** Starting and stopping happen one at a time. */
async function withStartLock<T>(dataDir: string, work: () => Promise<T>, stop?: AbortSignal): Promise<T> {
  const lock = await waitForLock(join(dataDir, 'start.lock'), 'exclusive', lockTimeoutMs, stop)
  if (lock === null) {
    throw new EmbeddedDatabaseError(
      `Another process has been starting or stopping the database in ${dataDir} for minutes. Stop that process and try again.`,
    )
  }
  try {
    return await work()
  } finally {
    lock.release()
  }
}

async function joinOrStart(
  dataDir: string,
  { log, settings = {}, privateRoot = defaultPrivateRoot, stop }: EmbeddedOptions,
): Promise<RunningServer> {
  const clusterDir = await locateCluster(dataDir)
  const password = await readOrMakePassword(dataDir, clusterDir)
  const found = await findServer(clusterDir, password, stop)
  if (found !== null) {
    log?.debug({ pid: found.pid }, 'Found the embedded database running')
    return found
  }
  const home = await prepareHome(dataDir, privateRoot)
  if (dirname(home.clusterDir) !== dataDir) {
    log?.info(`The database server's user can't enter ${dataDir}, so the database lies in ${home.clusterDir}`)
  }
  await makeCluster(home, password, stop)
  const started = await startServer(home, password, join(dataDir, 'server.log'), settings, stop)
  log?.debug({ pid: started.pid }, 'Started the embedded database')
  return started
}

/** Where the cluster is broken, keeps it under another name and starts with an empty one; else throws the error again. */
async function beginAnew(error: unknown, dataDir: string, options: EmbeddedOptions): Promise<RunningServer> {
  if (!(error instanceof BrokenClusterError)) throw error
  const clusterDir = await locateCluster(dataDir)
  const kept = await moveAside(clusterDir)
  options.log?.warn(
    { reason: error.message },
    `The database in ${clusterDir} is broken. It is kept as ${kept}, and an empty one begins in its place: import again, or repair that ` +
      `and move it back.`,
  )
  return await joinOrStart(dataDir, options)
}

/** Random, readable by our user only. */
async function readOrMakePassword(dataDir: string, clusterDir: string): Promise<string> {
  const file = join(dataDir, 'password')
  const known = existsSync(file) ? (await readFile(file, 'utf8')).trim() : ''
  if (known !== '') return known
  if (existsSync(clusterDir)) {
    throw new EmbeddedDatabaseError(
      `The database in ${clusterDir} can't be opened without its password, and the file ${file} is gone. Put it back, or move the database away to begin with an empty one.`,
    )
  }
  const password = randomBytes(24).toString('base64url')
  await writeFile(file, password, { mode: 0o600 })
  return password
}
