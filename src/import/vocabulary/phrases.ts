import { toPlain } from '../../text/fold.ts'

/** A list of phrases in many languages, folded once. `word*` stands for every word that begins so. */
export interface Phrases {
  /** The line begins with a phrase: its length in `plain`, else 0. */
  readonly start: (plain: string) => number
  /** The line holds a phrase anywhere. */
  readonly within: (plain: string) => boolean
  /** The line is one of the phrases and nothing else. */
  readonly whole: (plain: string) => boolean
}

// These scripts put no space between words, so a phrase may stand anywhere in a run of letters.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

/** Phrases from a text with one phrase between each two commas or line ends. */
export function phrases(...lists: readonly string[]): Phrases {
  // By their first word, so that a line costs as much as it has words, however long the list is.
  const spaced = new Map<string, string[]>()
  const stems: string[] = []
  const glued: string[] = []
  const all = new Set<string>()
  for (const phrase of lists.flatMap((list) => list.split(/[,\n]/)).map((item) => item.trim())) {
    if (phrase === '') continue
    const plain = toPlain(phrase)
    all.add(plain)
    if (unspaced.test(phrase)) glued.push(plain.trim())
    else if (phrase.endsWith('*')) stems.push(plain.trimEnd())
    else spaced.set(firstWord(plain, 0), [...(spaced.get(firstWord(plain, 0)) ?? []), plain])
  }
  return {
    start: (plain) => startLength(spaced, stems, glued, plain),
    within: (plain) => isWithin(spaced, stems, glued, plain),
    whole: (plain) => all.has(plain),
  }
}

function startLength(
  spaced: ReadonlyMap<string, readonly string[]>,
  stems: readonly string[],
  glued: readonly string[],
  plain: string,
): number {
  const length = longest([...(spaced.get(firstWord(plain, 0)) ?? []), ...stems], plain)
  if (length > 0 || !unspaced.test(plain)) return length
  // The space that `plain` begins with counts.
  const inside = longest(glued, plain.slice(1))
  return inside === 0 ? 0 : inside + 1
}

function isWithin(
  spaced: ReadonlyMap<string, readonly string[]>,
  stems: readonly string[],
  glued: readonly string[],
  plain: string,
): boolean {
  for (let at = 0; at !== -1 && at < plain.length - 1; at = plain.indexOf(' ', at + 1)) {
    if (spaced.get(firstWord(plain, at))?.some((phrase) => plain.startsWith(phrase, at)) === true) return true
  }
  if (stems.some((stem) => plain.includes(stem))) return true
  return glued.length > 0 && unspaced.test(plain) && glued.some((phrase) => plain.includes(phrase))
}

// The word that follows the space at `at`.
function firstWord(plain: string, at: number): string {
  const end = plain.indexOf(' ', at + 1)
  return plain.slice(at + 1, end === -1 ? plain.length : end)
}

/** Words in many languages: is every word of the line (numbers left out) one of them? */
export function bag(...lists: readonly string[]): (plain: string) => boolean {
  const known = new Set(lists.flatMap((list) => toPlain(list).trim().split(' ')))
  return (plain) => {
    const words = plain.trim().split(' ')
    return (
      words.length <= 24 &&
      words.some((word) => known.has(word)) &&
      words.every((word) => known.has(word) || /^\d+[kmb]?$/.test(word))
    )
  }
}

function longest(list: readonly string[], text: string): number {
  let best = 0
  for (const phrase of list) if (phrase.length > best && text.startsWith(phrase)) best = phrase.length
  return best
}
