// letters that Unicode does not take apart
const undecomposed: Readonly<Record<string, string>> = { ı: 'i', ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' }

// The marks that are accents and vowel points; those of Indian and Thai writing are letters of their words.
const accents = /[[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Cyrillic}]&&\p{Mn}]/gv

/** Letters alone: no case, no accents, no vowel points, straight apostrophes. For comparing, never for showing. */
export function foldLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(accents, '')
    .replace(/[’‘ʼ`´]/g, "'")
    .toLowerCase()
    .replace(accents, '')
    .replace(/[ıłøđßæœ]/g, (letter) => undecomposed[letter] ?? letter)
}

/** Folded words with one space between them, no punctuation. For comparing, never for showing. */
export function foldWords(text: string): string {
  return foldLetters(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/** Folded words, each between single spaces, with a space before and after: ` read also `. */
export function toPlain(text: string): string {
  return ` ${foldWords(text)} `
}
