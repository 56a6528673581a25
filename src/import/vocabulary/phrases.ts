import { toPlain } from '../../text/fold.ts'

/** BCP 47 languages that vocabularies have words of; `mul`: the same in many. */
type Language =
  | 'ar'
  | 'be'
  | 'bg'
  | 'ca'
  | 'cs'
  | 'da'
  | 'de'
  | 'el'
  | 'en'
  | 'es'
  | 'et'
  | 'eu'
  | 'fa'
  | 'fi'
  | 'fil'
  | 'fr'
  | 'gl'
  | 'he'
  | 'hi'
  | 'hr'
  | 'hu'
  | 'id'
  | 'is'
  | 'it'
  | 'ja'
  | 'kk'
  | 'ko'
  | 'ky'
  | 'lt'
  | 'lv'
  | 'ms'
  | 'mt'
  | 'nl'
  | 'no'
  | 'pl'
  | 'pt'
  | 'ro'
  | 'ru'
  | 'sk'
  | 'sr'
  | 'sv'
  | 'sw'
  | 'th'
  | 'tr'
  | 'uk'
  | 'vi'
  | 'zh'
  | 'mul'

/** Phrases by their language, with commas between those that share a line. `word*` stands for every word that begins so. */
export type Words = Readonly<Partial<Record<Language, readonly string[]>>>

/** Phrases of many languages, folded once. */
export interface Phrases {
  /** What it was made of, by language. */
  readonly lists: readonly Words[]
  /** The line begins with a phrase: its length in `plain`, else 0. */
  readonly start: (plain: string) => number
  /** The line holds a phrase anywhere. */
  readonly within: (plain: string) => boolean
  /** The line is one of the phrases and nothing else. */
  readonly whole: (plain: string) => boolean
}

// These scripts put no space between words, so a phrase may stand anywhere in a run of letters.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

/** The phrases of a list in all languages, as they are written there. */
export function wordsOf(words: Words): string[] {
  return Object.values(words).flatMap((lines) => lines.flatMap((line) => line.split(', ')))
}

/** Phrases of all the lists, to be looked for in folded text. */
export function phrases(...lists: readonly Words[]): Phrases {
  // By their first word, so that a line costs as much as it has words, however long the list is.
  const spaced = new Map<string, string[]>()
  const stems: string[] = []
  const glued: string[] = []
  const all = new Set<string>()
  for (const phrase of lists.flatMap(wordsOf)) {
    const plain = toPlain(phrase)
    all.add(plain)
    if (unspaced.test(phrase)) glued.push(plain.trim())
    else if (phrase.endsWith('*')) stems.push(plain.trimEnd())
    else spaced.set(firstWord(plain, 0), [...(spaced.get(firstWord(plain, 0)) ?? []), plain])
  }
  return {
    lists,
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
export function bag(words: Words): (plain: string) => boolean {
  const known = new Set(wordsOf(words).flatMap((line) => toPlain(line).trim().split(' ')))
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
