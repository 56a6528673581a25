import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open as openFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { ReadRefused } from '../draft.ts'
import type { Open } from '../readers/shared/decode.ts'

/** A file that can be read from its beginning as often as it takes; one that is compressed (gzip), unpacked. */
export interface SourceFile {
  readonly open: Open
  /** Bytes of the whole file, as it lies there. */
  readonly size: number
  /** The first 64 KB, unpacked. */
  readonly head: Uint8Array
  /** Bytes of the file that the latest opening has read. */
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
  const packed = async function* (): AsyncGenerator<Uint8Array> {
    bytesRead = 0
    for await (const chunk of createReadStream(path, { highWaterMark: headBytes }) as AsyncIterable<Uint8Array>) {
      bytesRead += chunk.length
      yield chunk
    }
  }
  const start = await readHead(path)
  const isPacked = start[0] === 0x1f && start[1] === 0x8b
  const open = isPacked ? () => unpacked(packed(), size) : packed
  return { size, head: isPacked ? await beginningOf(open()) : start, bytesRead: () => bytesRead, close, open }
}

/** What a gzip file holds. Text is packed to a twentieth; what grows much more is made to fill a disk. */
async function* unpacked(packed: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  const maxBytes = Math.max(minUnpackedBytes, size * maxGrowth)
  let bytes = 0
  const input = Readable.from(packed)
  const output = input.pipe(createGunzip({ chunkSize: headBytes }))
  input.on('error', (error) => output.destroy(error))
  try {
    for await (const chunk of output as AsyncIterable<Uint8Array>) {
      bytes += chunk.length
      if (bytes > maxBytes)
        throw new ReadRefused(`The file is compressed (gzip) and unpacks to more than ${maxGrowth} times its size.`)
      yield chunk
    }
  } catch (error) {
    if (
      error instanceof ReadRefused ||
      !(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
    )
      throw error
    throw new ReadRefused('The file is compressed (gzip), and damaged. Unpack it first.', { cause: error })
  } finally {
    input.destroy()
    output.destroy()
  }
}

const maxGrowth = 200
const minUnpackedBytes = 64 * 2 ** 20

async function beginningOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    parts.push(chunk)
    length += chunk.length
    if (length >= headBytes) break
  }
  return Buffer.concat(parts).subarray(0, headBytes)
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
