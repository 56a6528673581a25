import { hash } from 'node:crypto'

export interface SeenIds {
  /** The place (a line or item number, from 1) where the id came first; null where this is the first, which is then kept. */
  readonly earlier: (id: string, place: number) => number | null
}

/**
 * Remembers the ids of a file and where each came first, in 12 bytes and a little room each, so that a file of millions
 * of items can be checked for repeats. Ids are told apart by 64 bits of SHA-1.
 */
export function createSeenIds(): SeenIds {
  let capacity = 2 ** 14
  let count = 0
  let keys = new BigUint64Array(capacity)
  let places = new Uint32Array(capacity)

  const slotOf = (key: bigint): number => {
    let slot = Number(key % BigInt(capacity))
    while (places[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) % capacity
    return slot
  }
  const grow = (): void => {
    const [oldKeys, oldPlaces] = [keys, places]
    // by half: the old lists are there until the new ones are filled
    capacity += Math.ceil(capacity / 2)
    keys = new BigUint64Array(capacity)
    places = new Uint32Array(capacity)
    for (const [index, place] of oldPlaces.entries()) {
      if (place === 0) continue
      const slot = slotOf(oldKeys[index] ?? 0n)
      keys[slot] = oldKeys[index] ?? 0n
      places[slot] = place
    }
  }

  return {
    earlier(id, place) {
      if (count * 10 > capacity * 8) grow()
      const key = hash('sha1', id, 'buffer').readBigUInt64LE(0)
      const slot = slotOf(key)
      const found = places[slot] ?? 0
      if (found !== 0) return found
      keys[slot] = key
      places[slot] = place
      count++
      return null
    },
  }
}
