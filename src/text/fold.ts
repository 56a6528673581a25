// letters that Unicode does not take apart, marks that are typed in several ways, and sigma at the end of a word
const alike: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  œ: 'oe',
  æ: 'ae',
  ς: 'σ',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '`': "'",
}

/** Accents of alphabets, Hebrew and Arabic pointing, soft hyphens and what has no width. */
const accents = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\ufeff]/g

/**
 * Letters without case, accents, vowel points and what has no width, taken apart (NFKD); straight apostrophes. What keys are made of and
 * texts are compared by; the signs of Indian and Thai writing are letters of their words.
 */
export function foldLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(accents, '')
    .toLowerCase()
    .replace(/[ßøłđıœæς’‘ʼ`]/g, (letter) => alike[letter] ?? letter)
}

// what else stands above and below letters, but the voiced marks of Japanese; keys keep it, as those that are stored have it
const rareMarks =
  /[[[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Cyrillic}]&&\p{Mn}]--[\u3099\u309a]]/gv

/** Folded words with one space between them, no punctuation. For comparing, never for showing. */
export function foldWords(text: string): string {
  return foldLetters(text)
    .replace(rareMarks, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/** Folded words, each between single spaces, with a space before and after: ` read also `. */
export function toPlain(text: string): string {
  return ` ${foldWords(text)} `
}
