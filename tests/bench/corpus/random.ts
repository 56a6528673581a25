/** Numbers that look random and are the same in each run: mulberry32. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number
  /** True in so many of a hundred cases. */
  percent(chance: number): boolean
}

export function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit)
  return { below, percent: (chance) => below(100) < chance }
}

/**
 * Draws ranks from 0 to `count` - 1 by Zipf's law: the first comes twice as often as the second, three times as often as the third.
 * From a table of 65,536 draws, so one costs a look into an array; with more ranks than that the rarest never come.
 */
export function createZipf(count: number): (random: Random) => number {
  const draws = new Uint32Array(2 ** 16)
  let harmonic = 0
  for (let rank = 1; rank <= count; rank++) harmonic += 1 / rank
  let [rank, reached] = [0, 1 / harmonic]
  for (let at = 0; at < draws.length; at++) {
    while (rank < count - 1 && (at + 0.5) / draws.length > reached) reached += 1 / (++rank + 1) / harmonic
    draws[at] = rank
  }
  return (random) => draws[random.below(draws.length)] ?? 0
}
