import type { Note } from '../draft.ts'

/**
 * A BCP 47 tag as it should be written (`pt_br` → `pt-BR`, `deu` → `de`); null for what is no language:
 * "English", "und", "x-default". Of a list (`it, en`) the first.
 */
export function languageTag(value: string | null | undefined): string | null {
  const tag =
    value
      ?.trim()
      .split(/[,;\s]/)[0]
      ?.replaceAll('_', '-') ?? ''
  if (!/^[a-z]{2,3}(-[a-z\d]{2,8})*$/i.test(tag) || /^(und|mul|zxx|mis|xx)\b/i.test(tag)) return null
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    return null
  }
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
