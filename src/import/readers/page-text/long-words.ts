import type { Line } from './lines.ts'

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const minLetters = 4
const stemLetters = 5

/** The words that carry the sense of a plain text, by their beginnings, for endings differ; pairs of letters where words are not parted. */
export function longWords(plain: string): ReadonlySet<string> {
  const words = plain.split(' ')
  const long = words
    .filter((word) => word.length >= minLetters && !unspaced.test(word))
    .map((word) => word.slice(0, stemLetters))
  const pairs = words.filter((word) => unspaced.test(word)).flatMap(pairsOf)
  return new Set([...long, ...pairs])
}

function pairsOf(word: string): string[] {
  const letters = [...word]
  return letters.slice(1).map((letter, at) => `${letters[at] ?? ''}${letter}`)
}

/** What share of the long words of a line stand in `others`, 0 to 1; null where it has too few to tell. */
export function shareIn(line: Line, others: ReadonlySet<string>, least: number): number | null {
  const own = longWords(line.plain)
  if (own.size < least || others.size === 0) return null
  return [...own].filter((word) => others.has(word)).length / own.size
}
