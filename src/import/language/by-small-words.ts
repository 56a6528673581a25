import { smallWords } from './small-words.ts'

const maxSampleLength = 4000

/** What share of the words of a text are small words of a language, 0 to 1; null where those of the language are not known. */
export function smallWordShare(text: string, tag: string): number | null {
  const known = lists.get(tag)
  const words = wordsOf(text)
  return known === undefined ? null : words.filter((word) => known.has(word)).length / Math.max(1, words.length)
}

/** How well the small words of a text fit two languages, where both are known by theirs: a word of few languages says more. */
export function compareBySmallWords(text: string, one: string, other: string): readonly [number, number] | null {
  if (!lists.has(one) || !lists.has(other)) return null
  const scores = scoresOf(wordsOf(text))
  return [scores.get(one) ?? 0, scores.get(other) ?? 0]
}

/**
 * The language of a text by its small words, where they tell more than its letters, by which it is `guessed`: those of short
 * texts, and of languages that the letter detector does not know, are taken for a neighbour's. `isSure`: the letters leave hardly a doubt.
 */
export function bySmallWords(sample: string, guessed: string | null, isSure: boolean): string | null {
  const words = wordsOf(sample)
  if (words.length < minWords) return guessed
  const scores = scoresOf(words)
  const [best, most] = [...scores].reduce((top, one) => (one[1] > top[1] ? one : top), ['und', 0] as const)
  if (best === guessed) return guessed
  const own = guessed !== null && lists.has(guessed) ? (scores.get(guessed) ?? 0) : null
  if (own === null) return most > (isSure ? enough * 3 : enough) ? best : guessed
  // one word more is chance
  const isPlain = most > own * (isSure ? 2 : 1.12) && (most - own) * words.length > 1
  return most > least && isPlain ? best : guessed
}

const minWords = 6
/** Scores of a text in the language itself are 0.05 where words grow together, and 0.3 where they stand apart. */
const enough = 0.06
const least = 0.02

const lists = new Map(Object.entries(smallWords).map(([key, words]) => [key, new Set(words.split(' '))] as const))

/** By word: the languages it is small in, and what it tells. */
const byWord = new Map<string, { readonly languages: string[]; weight: number }>()
for (const [language, words] of lists) {
  for (const word of words) {
    const known = byWord.get(word) ?? { languages: [], weight: 1 }
    known.languages.push(language)
    known.weight = 1 / Math.sqrt(known.languages.length)
    byWord.set(word, known)
  }
}

function scoresOf(words: readonly string[]): ReadonlyMap<string, number> {
  const scores = new Map<string, number>()
  for (const word of words) {
    const known = byWord.get(word)
    if (known === undefined) continue
    for (const language of known.languages)
      scores.set(language, (scores.get(language) ?? 0) + known.weight / words.length)
  }
  return scores
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .slice(0, maxSampleLength)
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  )
}
