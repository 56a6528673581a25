import { franc } from 'franc-min'
import type { Note } from '../draft.ts'

/**
 * A BCP 47 tag as it should be written (`pt_br` → `pt-BR`, `deu` → `de`); null for what is no language:
 * "English", "und", "x-default".
 */
export function languageTag(value: string | null | undefined): string | null {
  const tag = value?.trim().replaceAll('_', '-') ?? ''
  if (!/^[a-z]{2,3}(-[a-z\d]{2,8})*$/i.test(tag) || /^(und|mul|zxx|mis)\b/i.test(tag)) return null
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    return null
  }
}

/** A guess at the language of HTML or text, as a two-letter code; null where there is too little to go by. */
export function guessLanguage(html: string): string | null {
  const text = html
    .slice(0, 12_000)
    .replace(/<[^<>]*>|&#?\w{1,10};|https?:\S+/g, ' ')
    .slice(0, 3000)
  const code = franc(text, { minLength: 40 })
  return code === 'und' ? null : languageTag(code)
}

/** The guess as a language, `und` for none, with a note that the file did not say it. */
export function guessedLanguage(guess: string | null, notes: Note[]): string {
  notes.push({
    field: 'language',
    message:
      guess === null
        ? 'No language is given or can be told from the text.'
        : `No language is given; "${guess}" is a guess from the text.`,
  })
  return guess ?? 'und'
}
