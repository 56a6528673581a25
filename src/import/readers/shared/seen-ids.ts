import { hash } from 'node:crypto'

export interface SeenIds {
  /** The place (a line or item number, from 1) where the id came first; null where this is the first, which is then kept. */
  readonly earlier: (id: string, location: number) => number | null
}

/**
 * Remembers the ids of a file and where each came first, in 12 bytes and a little room each, so that a file of millions
 * of items can be checked for repeats. Ids are told apart by 64 bits of SHA-1.
 */
export function createSeenIds(): SeenIds {
  let capacity = 2 ** 14
  let count = 0
  let keys = new BigUint64Array(capacity)
  let locations = new Uint32Array(capacity)

  const slotOf = (key: bigint): number => {
    let slot = Number(key % BigInt(capacity))
    while (locations[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) % capacity
    return slot
  }
  const grow = (): void => {
    const [oldKeys, oldLocations] = [keys, locations]
    // by half: the old lists are there until the new ones are filled
    capacity += Math.ceil(capacity / 2)
    keys = new BigUint64Array(capacity)
    locations = new Uint32Array(capacity)
    for (const [index, location] of oldLocations.entries()) {
      if (location === 0) continue
      const slot = slotOf(oldKeys[index] ?? 0n)
      keys[slot] = oldKeys[index] ?? 0n
      locations[slot] = location
    }
  }

  return {
    earlier(id, location) {
      if (count * 10 > capacity * 8) grow()
      const key = hash('sha1', id, 'buffer').readBigUInt64LE(0)
      const slot = slotOf(key)
      const found = locations[slot] ?? 0
      if (found !== 0) return found
      keys[slot] = key
      locations[slot] = location
      count++
      return null
    },
  }
}
