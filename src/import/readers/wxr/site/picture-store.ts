import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { ImageInput } from '../../../../../schema/models.ts'

/** A file of the media library: a picture, a sound, a video; its title is for links. */
export interface MediaFile {
  readonly title: string
  readonly image: ImageInput
}

/** The files of an export that posts show, by the numbers of their attachments. */
export interface Pictures {
  readonly get: (id: number) => MediaFile | undefined
  /** The numbers of the files that were attached to a post which shows all of its own, in the order it shows them. */
  readonly attachedTo: (post: number) => readonly number[]
}

/** Disposed of when no more is asked for. */
export interface PictureStore extends Disposable {
  readonly get: (id: number) => MediaFile | undefined
  /** Keeps the file if its number is one of those asked for. */
  readonly add: (id: number, image: MediaFile) => void
  readonly has: (id: number) => boolean
}

const blockSize = 64
const blocksAtHand = 16
/** Quick, and with little room of its own. */
const packing = { level: 1, windowBits: 14, memLevel: 7, chunkSize: 8192 }

/**
 * Keeps images in a temporary file, so that an export with a million of them can be read: packed by 64, as
 * neighbours share most of their addresses and words. The numbers are those of the images wanted, in ascending order.
 * 12 bytes an image and the last block stay in memory; a store of fewer than 64 makes no file.
 */
export function createPictureStore(ids: Float64Array): PictureStore {
  /** Which picture of all added it is, from 1; 0 where none is yet. */
  const locations = new Uint32Array(ids.length)
  const blocks = createBlockFile()
  const atHand = new Map<number, readonly MediaFile[]>()
  let latest: MediaFile[] = []

  const blockOf = (number: number): readonly MediaFile[] => {
    if (number === blocks.count()) return latest
    const block = atHand.get(number) ?? (JSON.parse(inflateRawSync(blocks.read(number)).toString()) as MediaFile[])
    atHand.delete(number)
    atHand.set(number, block)
    if (atHand.size > blocksAtHand) atHand.delete(atHand.keys().next().value ?? 0)
    return block
  }

  return {
    has: (id) => indexIn(ids, id) !== null,
    add(id, image) {
      const index = indexIn(ids, id)
      if (index === null) return
      latest.push(image)
      locations[index] = blocks.count() * blockSize + latest.length
      if (latest.length < blockSize) return
      blocks.add(deflateRawSync(JSON.stringify(latest), packing))
      latest = []
    },
    get(id) {
      const index = indexIn(ids, id)
      const location = index === null ? 0 : (locations[index] ?? 0)
      if (location === 0) return undefined
      return blockOf(Math.floor((location - 1) / blockSize))[(location - 1) % blockSize]
    },
    [Symbol.dispose]: blocks[Symbol.dispose],
  }
}

interface BlockFile extends Disposable {
  readonly count: () => number
  readonly add: (block: Uint8Array) => void
  readonly read: (number: number) => Uint8Array
}

/** Blocks one after the other in a file that has no name any more, so that nothing is left of it whatever ends the process. */
function createBlockFile(): BlockFile {
  /** Where each block ends. */
  const ends: number[] = []
  let file: number | null = null
  return {
    count: () => ends.length,
    add(block) {
      file ??= openUnnamed()
      const start = ends.at(-1) ?? 0
      for (let done = 0; done < block.length;) {
        done += writeSync(file, block, done, block.length - done, start + done)
      }
      ends.push(start + block.length)
    },
    read(number) {
      const start = ends[number - 1] ?? 0
      const block = new Uint8Array((ends[number] ?? 0) - start)
      if (file !== null) readSync(file, block, 0, block.length, start)
      return block
    },
    [Symbol.dispose]() {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}

function openUnnamed(): number {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-pictures-'))
  try {
    return openSync(join(folder, 'blocks'), 'wx+', 0o600)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Where a number first stands in an ascending list; null where it does not. */
function indexIn(list: Float64Array, wanted: number): number | null {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return list[low] === wanted ? low : null
}
