import { countWords } from '../../text/words.ts'

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu
const syllables = /[\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu

/**
 * How much there is to read, in words. Scripts without spaces are counted by their letters (two Han characters, five Thai
 * letters a word), so that one threshold serves every language.
 */
export function readingWeight(text: string): number {
  const spaced = countWords(text)
  const han = text.match(unspaced)?.length ?? 0
  if (han > 0) return Math.max(spaced, han / 2)
  const syllable = text.match(syllables)?.length ?? 0
  return Math.max(spaced, syllable / 5)
}
