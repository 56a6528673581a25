import { mkdir, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EmbeddedDatabaseError, reasonOf, useDatabaseUrl } from './error.ts'

/** Makes the data directory where it is missing, and answers its real path. Throws EmbeddedDatabaseError where it cannot be used. */
export async function makeDataDir(dataDir: string): Promise<string> {
  try {
    // the server's user has to pass through, but sees no names
    await makeDir(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700)
    if (!(await stat(dataDir)).isDirectory()) throw new Error('it is not a directory.')
    return await realpath(dataDir)
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `The data directory ${dataDir} can't be made: ${reasonOf(error)} Set MASTHEAD_DATA_DIR to a folder you can write to. ${useDatabaseUrl}`,
      { cause: error },
    )
  }
}

/** With its parents, step by step: the recursive `mkdir` of Node never comes back where a file system makes no folders, as /proc. */
async function makeDir(dir: string, mode: number): Promise<void> {
  try {
    await mkdir(dir, { mode })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    const parent = dirname(dir)
    if (code !== 'ENOENT' || parent === dir || (await exists(parent))) throw error
    await makeDir(parent, mode)
    await mkdir(dir, { mode })
  }
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}
