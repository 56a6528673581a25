import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open as openFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ReadRefused } from '../draft.ts'
import type { Open } from '../readers/shared/decode.ts'

/** A file that can be read from its beginning as often as it takes. */
export interface SourceFile {
  readonly open: Open
  /** Bytes of the whole file. */
  readonly size: number
  /** The first 64 KB. */
  readonly head: Uint8Array
  /** Bytes that the latest opening has read. */
  readonly bytesRead: () => number
  readonly close: () => Promise<void>
}

const headBytes = 64 * 1024
/** The most that standard input may bring, since it is kept in a temporary file. */
const maxMemoryBytes = 16 * 2 ** 30

/**
 * Opens a file. What can be read only once (`-` for standard input, a pipe) is first written to a temporary file, which `close`
 * removes. Throws ReadRefused where it cannot be read; after the signal, what the signal says.
 */
export async function openSource(path: string, kind: 'file' | 'stream', signal?: AbortSignal): Promise<SourceFile> {
  try {
    return kind === 'file' ? await fromDisk(path, async () => undefined) : await onDisk(path, signal)
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason
    if (error instanceof ReadRefused) throw error
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new ReadRefused(`The file cannot be read${code}.`, { cause: error })
  }
}

async function onDisk(path: string, signal: AbortSignal | undefined): Promise<SourceFile> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-import-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const target = join(folder, 'input')
  try {
    const input: Readable = path === '-' ? process.stdin : createReadStream(path)
    await pipeline(input, bounded, createWriteStream(target, { mode: 0o600 }), {
      ...(signal && { signal }),
    })
    return await fromDisk(target, remove)
  } catch (error) {
    await remove()
    throw error
  }
}

async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > maxMemoryBytes) throw new ReadRefused('Standard input is larger than 16 GB. Import it from a file.')
    yield chunk
  }
}

async function fromDisk(path: string, close: () => Promise<void>): Promise<SourceFile> {
  const { size } = await stat(path)
  let bytesRead = 0
  return {
    size,
    head: await readHead(path),
    bytesRead: () => bytesRead,
    close,
    async *open() {
      bytesRead = 0
      for await (const chunk of createReadStream(path, { highWaterMark: headBytes }) as AsyncIterable<Uint8Array>) {
        bytesRead += chunk.length
        yield chunk
      }
    },
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await openFile(path)
  try {
    const buffer = Buffer.alloc(headBytes)
    let length = 0
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, headBytes - length, length)
      length += bytesRead
      if (bytesRead === 0 || length === headBytes) return buffer.subarray(0, length)
    }
  } finally {
    await file.close()
  }
}
