import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { ArchiveError } from './archive-error.ts'
import { readEnd, readHeader, readRow, type ArchiveEnd, type ArchiveHeader } from './format.ts'

/** Some rows of one table, each a JSON object. */
export interface RowBatch {
  readonly table: string
  readonly rows: readonly string[]
}

/** Batches until the end of the archive, which it answers last. Throws ArchiveError where the archive is torn or damaged. */
export type ArchiveRows = AsyncGenerator<RowBatch, ArchiveEnd, undefined>

/** An archive that is open. */
export interface OpenArchive extends AsyncDisposable {
  readonly header: ArchiveHeader
  /** How much of the file has been read, from 0 to 1. */
  part(): number
  /** To be asked for once. */
  rows(): ArchiveRows
}

/** A batch ends with the row that reaches it. */
const batchChars = 1_000_000
const batchRows = 1_000

/** Opens an archive, compressed where its name ends in `.gz`, and reads its header. Throws ArchiveError where it is none. */
export async function readArchive(file: string): Promise<OpenArchive> {
  const source = createReadStream(file)
  const unpacked = file.endsWith('.gz') ? source.pipe(createGunzip()) : source
  // what fails below fails whoever reads what it passes on
  source.on('error', (error) => unpacked.destroy(error))
  const hash = createHash('sha256')
  const lines = linesOf(unpacked)
  const next = async (): Promise<Buffer | null> => {
    try {
      const { value, done } = await lines.next()
      return done === true ? null : value
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (code === 'Z_BUF_ERROR') throw torn(file)
      throw new ArchiveError(`${file} can't be read: ${message}. Nothing was restored.`, { cause: error })
    }
  }
  const close = async (): Promise<void> => {
    unpacked.destroy()
    source.destroy()
  }
  try {
    const first = await next()
    const header = first === null ? null : readHeader(first.toString())
    if (first === null || header === null) {
      throw new ArchiveError(`${file} is no archive of Masthead's. Archives are made by: masthead backup FILE`)
    }
    hash.update(first)
    const { size } = await stat(file)
    return {
      header,
      part: () => source.bytesRead / size,
      rows: () => rowsOf(file, next, hash),
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function* rowsOf(
  file: string,
  next: () => Promise<Buffer | null>,
  hash: ReturnType<typeof createHash>,
): ArchiveRows {
  const counts: Record<string, number> = {}
  let table = ''
  let rows: string[] = []
  let chars = 0
  for (;;) {
    const line = await next()
    if (line === null) throw torn(file)
    const text = line.toString().trimEnd()
    const read = readEnd(text) === null ? readRow(text) : null
    if (rows.length > 0 && (read?.table !== table || chars >= batchChars || rows.length >= batchRows)) {
      yield { table, rows }
      rows = []
      chars = 0
    }
    if (read === null) {
      const end = readEnd(text)
      if (end === null) throw torn(file)
      if (end.sha256 !== hash.digest('hex') || !hasAll(end.rows, counts)) throw damaged(file)
      if ((await next()) !== null) throw damaged(file)
      return end
    }
    hash.update(line)
    table = read.table
    rows.push(read.row)
    chars += read.row.length
    counts[table] = (counts[table] ?? 0) + 1
  }
}

function hasAll(declared: ArchiveEnd['rows'], counted: Readonly<Record<string, number>>): boolean {
  return Object.entries(declared).every(([table, count]) => (counted[table] ?? 0) === count)
}

function torn(file: string): ArchiveError {
  return new ArchiveError(`${file} is torn: it stops before its end. Nothing was restored; take another archive.`)
}

function damaged(file: string): ArchiveError {
  return new ArchiveError(
    `${file} is damaged: its checksum is another one. Nothing was restored; take another archive.`,
  )
}

/** Lines with what ends them, whatever the pieces that the file comes in. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let pieces: Buffer[] = []
  for await (const piece of stream) {
    let from = 0
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, from)) {
      pieces.push(piece.subarray(from, at + 1))
      from = at + 1
      yield pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)
      pieces = []
    }
    if (from < piece.length) pieces.push(piece.subarray(from))
  }
  if (pieces.length > 0) yield Buffer.concat(pieces)
}
