import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { readSnapshot, type Snapshot } from '../db/archive/dump.ts'
import type { Database } from '../db/connect.ts'
import { ArchiveError } from './archive-error.ts'
import { archiveFormat, rowLine, type ArchiveEnd, type ArchiveHeader } from './format.ts'

/** What an archive holds. */
export interface ArchiveSummary {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>
  /** Of the file. */
  readonly bytes: number
}

/**
 * Writes everything that the database holds at one instant into a file, compressed where its name ends in `.gz`; see `format.ts`.
 * Keys are in it as digests only. Only our user may read it. The file is there when it is complete, and replaces one of that name then.
 * Throws ArchiveError where it can't be written. `onRows` hears how many rows there are so far, and of which table the last ones are.
 */
export async function backUp(
  database: Database,
  file: string,
  masthead: string,
  onRows: (written: number, table: string) => void = () => undefined,
): Promise<ArchiveSummary> {
  const unfinished = `${file}.unfinished-${randomBytes(4).toString('hex')}`
  try {
    const rows = await readSnapshot(database, async (snapshot) => {
      const end: ArchiveEnd = { rows: {}, counters: {}, sha256: '' }
      const lines = linesOf(snapshot, masthead, end, onRows)
      const packed = file.endsWith('.gz') ? createGzip() : new PassThrough()
      await pipeline(lines, packed, createWriteStream(unfinished, { mode: 0o600, flags: 'wx' }))
      return end.rows
    })
    await syncFile(unfinished)
    await rename(unfinished, file)
    return { rows, bytes: (await stat(file)).size }
  } catch (error) {
    await rm(unfinished, { force: true })
    const { syscall, message } = error as NodeJS.ErrnoException
    if (syscall === undefined) throw error
    throw new ArchiveError(`The archive ${file} can't be written: ${message}. Nothing is left of it.`, { cause: error })
  }
}

async function* linesOf(
  snapshot: Snapshot,
  masthead: string,
  end: ArchiveEnd,
  onRows: (written: number, table: string) => void,
): AsyncGenerator<string> {
  let written = 0
  const hash = createHash('sha256')
  const hashed = (text: string): string => {
    hash.update(text)
    return text
  }
  const { tables, migration, rowsOf } = snapshot
  const archive: ArchiveHeader = {
    format: archiveFormat,
    masthead,
    migration,
    madeAt: new Date().toISOString(),
    tables: tables.map(({ name }) => name),
  }
  yield hashed(`${JSON.stringify({ archive })}\n`)
  for (const table of tables) {
    const { name, counter } = table
    end.rows[name] = 0
    if (counter !== null && counter.last !== null) end.counters[name] = counter.last
    for await (const rows of rowsOf(table)) {
      end.rows[name] += rows.length
      onRows((written += rows.length), name)
      yield hashed(rows.map((row) => rowLine(name, row)).join(''))
    }
  }
  yield `${JSON.stringify({ end: { ...end, sha256: hash.digest('hex') } })}\n`
}

/** Its name may only be given to what is on the disk. */
async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
