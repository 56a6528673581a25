import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { ImageInput } from '../../../schema/models.ts'

/** The images of an export by the numbers of their attachments. */
export interface Pictures {
  readonly get: (id: number) => ImageInput | undefined
}

interface PictureStore extends Pictures {
  /** Keeps the image if its number is one of those asked for. */
  readonly add: (id: number, image: ImageInput) => void
  readonly has: (id: number) => boolean
}

const blockSize = 64
const blocksAtHand = 16
/** Quick, and with little room of its own. */
const packing = { level: 1, windowBits: 14, memLevel: 7, chunkSize: 8192 }

/**
 * Keeps images in some 100 bytes each, so that an export with a million of them can be read: packed by 64, as
 * neighbours share most of their addresses and words. The numbers are those of the images wanted, in ascending order.
 */
export function createPictureStore(ids: Float64Array): PictureStore {
  /** Which picture of all added it is, from 1; 0 where none is yet. */
  const places = new Uint32Array(ids.length)
  const blocks: Uint8Array[] = []
  const atHand = new Map<number, readonly ImageInput[]>()
  let latest: ImageInput[] = []

  const blockOf = (number: number): readonly ImageInput[] => {
    const packed = blocks[number]
    if (packed === undefined) return latest
    const block = atHand.get(number) ?? (JSON.parse(inflateRawSync(packed).toString()) as ImageInput[])
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
      places[index] = blocks.length * blockSize + latest.length
      if (latest.length < blockSize) return
      // A copy of its own: what zlib returns lies in a buffer of several blocks' size, as do small Buffers.
      blocks.push(new Uint8Array(deflateRawSync(JSON.stringify(latest), packing)))
      latest = []
    },
    get(id) {
      const index = indexIn(ids, id)
      const place = index === null ? 0 : (places[index] ?? 0)
      if (place === 0) return undefined
      return blockOf(Math.floor((place - 1) / blockSize))[(place - 1) % blockSize]
    },
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
