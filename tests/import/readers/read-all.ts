import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ReadRefused, type ReadItem, type ReadOptions } from '../../../src/import/draft.ts'
import type { Open } from '../../../src/import/readers/shared/decode.ts'

type Reader = (open: Open, options: ReadOptions) => AsyncIterable<ReadItem>

/** A fixture's bytes, by its name in tests/import/fixtures. */
export function fixture(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url)))
}

/** Opens bytes or text as a stream of chunks of `chunkBytes`. */
export function opening(content: string | Uint8Array, chunkBytes = 65_536): Open {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return async function* () {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
  }
}

/** All that a reader yields for a content. */
export async function readAll(
  read: Reader,
  content: string | Uint8Array,
  options: Partial<ReadOptions> = {},
  chunkBytes?: number,
): Promise<ReadItem[]> {
  const items: ReadItem[] = []
  for await (const item of read(opening(content, chunkBytes), { fileName: 'file', ...options })) items.push(item)
  return items
}

/** The shape the truth files have: an article's fields and the fields its notes are about, or a rejection. */
export function flat(item: ReadItem): Record<string, unknown> {
  if (item.kind === 'rejected') return { where: item.item, rejected: item.field, reason: item.reason }
  return { where: item.item, ...item.draft.input, notes: item.draft.notes.map((note) => note.field) }
}

/** The first article's fields. */
export async function readOne(
  read: Reader,
  content: string | Uint8Array,
  options: Partial<ReadOptions> = {},
): Promise<Record<string, unknown>> {
  const [item] = await readAll(read, content, options)
  if (item === undefined) throw new Error('nothing was read')
  return flat(item)
}

/** Reads mutated content; true where the reader finished or refused, and did nothing else. */
export async function finishesOrRefuses(read: Reader, content: string | Uint8Array): Promise<boolean> {
  try {
    await readAll(read, content)
  } catch (error) {
    if (!(error instanceof ReadRefused)) throw error
  }
  return true
}

/** Bytes that are still in use after a collection, those of buffers with them. */
export function bytesInUse(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  // Buffers are let go of by the first collection, and counted by the next.
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
