import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { EmbeddedDatabaseError, useDatabaseUrl } from './error.ts'
import type { ServerHome } from './home.ts'
import { run } from './process.ts'

const majorVersion = '18'

/** The files of the cluster are not what a server can start from; the message says what it said. */
export class BrokenClusterError extends EmbeddedDatabaseError {
  override readonly name = 'EmbeddedDatabaseError'
}

/**
 * Makes the cluster if there is none yet: UTF-8, the same order and letter case everywhere, passwords by SCRAM. Throws
 * BrokenClusterError for a folder that is no cluster, EmbeddedDatabaseError for one of another version.
 */
export async function makeCluster(home: ServerHome, password: string, stop?: AbortSignal): Promise<void> {
  const { clusterDir, binDir, user } = home
  if (existsSync(clusterDir)) return await assertVersion(clusterDir)
  await sweepUnfinished(clusterDir)
  // renamed when complete, so that a killed first start leaves nothing half made
  const unfinished = `${clusterDir}.unfinished-${randomBytes(4).toString('hex')}`
  const passwordFile = `${unfinished}.password`
  try {
    await mkdir(unfinished, { mode: 0o700 })
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (user !== null) await Promise.all([unfinished, passwordFile].map((path) => chown(path, user.uid, user.gid)))
    const args = [`--pgdata=${unfinished}`, `--pwfile=${passwordFile}`, '--username=postgres', '--auth=scram-sha-256']
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const { code, output } = await run(join(binDir, 'initdb'), [...args, ...locale, '--no-instructions'], user, stop)
    stop?.throwIfAborted()
    // a Ctrl-C at our terminal reaches initdb as well, which takes away what it has made
    if (code !== 0 && /signal 2\b/.test(output)) {
      throw new EmbeddedDatabaseError('Interrupted while the database was made. Nothing is left of it; start again.')
    }
    if (code !== 0) {
      throw new EmbeddedDatabaseError(
        `The database could not be made in ${clusterDir}: ${output.slice(-500)} ${useDatabaseUrl}`,
      )
    }
    await rename(unfinished, clusterDir)
  } finally {
    await rm(unfinished, { recursive: true, force: true, maxRetries: 10 })
    await rm(passwordFile, { force: true })
  }
}

/** Keeps a broken cluster under another name beside its place, and answers that name. */
export async function moveAside(clusterDir: string): Promise<string> {
  const kept = `${clusterDir}.broken-${new Date().toISOString().replaceAll(':', '')}`
  await rename(clusterDir, kept)
  return kept
}

/** Whether a server that did not start said that its files are broken, rather than that it lacks room, rights or a port. */
export function meansBroken(output: string): boolean {
  return brokenness.some((pattern) => pattern.test(output))
}

const brokenness = [
  /could not find the database system/,
  /incorrect checksum in control file/,
  // there is no such version: the file is zeros
  /PG_CONTROL_VERSION 0\b/,
  /could not locate a valid checkpoint record/,
  /required WAL directory .* does not exist/,
  /cannot access the server configuration file .*: No such file/,
  /is not a valid data directory/,
  /FATAL: +could not open (?:file|directory) "[^"]+": No such file or directory/,
]

async function assertVersion(clusterDir: string): Promise<void> {
  const version = (await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (version === majorVersion) return
  if (!/^\d+$/.test(version)) throw new BrokenClusterError(`The file PG_VERSION is missing in ${clusterDir}.`)
  throw new EmbeddedDatabaseError(
    `${clusterDir} was made by PostgreSQL ${version}, and this version of Masthead has ${majorVersion}. To take its content along: with the ` +
      `version of Masthead that made it, "masthead backup FILE"; move the directory away; with this version, "masthead restore FILE". (Or ` +
      `run a PostgreSQL ${version} on it and set DATABASE_URL to that: user postgres, password as in the file password of the data ` +
      `directory.) To begin with an empty database, move it away.`,
  )
}

async function sweepUnfinished(clusterDir: string): Promise<void> {
  const dir = dirname(clusterDir)
  const names = await readdir(dir)
  const left = names.filter((name) => name.startsWith(`${basename(clusterDir)}.unfinished-`))
  await Promise.all(left.map((name) => rm(join(dir, name), { recursive: true, force: true })))
}
