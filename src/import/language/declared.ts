import type { Note } from '../draft.ts'
import { smallWordShare } from './by-small-words.ts'
import { guessLanguage, type LanguageGuess } from './guess.ts'

/**
 * The language a file states, unless it is the English that content systems state where nobody chose, and the text plainly is
 * in another; a note then says so. `all` is a guess from the texts of the whole file, for texts too short to go by.
 */
export function checkedLanguage(declared: string, text: string, all: LanguageGuess, notes: Note[]): string {
  // Most files that state English are in English, and are believed without a look at each text.
  if (!/^en(?:-us)?$/i.test(declared) || all.tag === 'en') return declared
  const letters = text.slice(0, 4000).match(/\p{L}/gu)?.length ?? 0
  const own = guessLanguage(text)
  const found = letters < 150 ? all : own
  const isSure = letters < 150 ? own.tag !== 'en' : isPlain(own, text)
  // The Latin of layouts that are still to be filled is no language.
  if (found.tag === null || !isSure || /\b(?:lorem ipsum|dolor sit amet)\b/i.test(text)) return declared
  notes.push({ field: 'language', message: `The file says "${declared}", but the text is in "${found.tag}".` })
  return found.tag
}

/** Whether a text is in the language it is taken for, by its small words where they are known. */
function isPlain({ tag, isSure }: LanguageGuess, text: string): boolean {
  if (tag === null || tag === 'en' || (smallWordShare(text, 'en') ?? 0) > 0.04) return false
  const share = smallWordShare(text, tag)
  return share === null ? isSure : share > 0.05
}
