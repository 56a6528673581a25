import { fold, toPlain } from './fold.ts'

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
  const spaced: string[] = []
  const glued: string[] = []
  const all = new Set<string>()
  for (const phrase of lists.flatMap((list) => list.split(/[,\n]/)).map((item) => item.trim())) {
    if (phrase === '') continue
    const plain = toPlain(phrase)
    all.add(plain)
    if (unspaced.test(phrase)) glued.push(fold(plain.trim()))
    else spaced.push(phrase.endsWith('*') ? plain.trimEnd() : plain)
  }
  return {
    start: (plain) => longest(spaced, plain) || longest(glued, plain.slice(1)),
    within: (plain) =>
      spaced.some((phrase) => plain.includes(phrase)) || glued.some((phrase) => plain.includes(phrase)),
    whole: (plain) => all.has(plain),
  }
}

/** Words in many languages: is every word of the line (numbers left out) one of them? */
export function bag(...lists: readonly string[]): (plain: string) => boolean {
  const known = new Set(lists.flatMap((list) => toPlain(list).trim().split(' ')))
  return (plain) => {
    const words = plain.trim().split(' ')
    return words.length <= 24 && words[0] !== '' && words.every((word) => known.has(word) || /^\d+[kmb]?$/.test(word))
  }
}

function longest(list: readonly string[], text: string): number {
  let best = 0
  for (const phrase of list) if (phrase.length > best && text.startsWith(phrase)) best = phrase.length
  return best
}
