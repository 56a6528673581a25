import { limits } from '../limits.ts'

/** The open beginning of a body that is not free: a third of it at most, so that a short one is not given away. */
export function teaserOf(text: string): string | null {
  const maxChars = Math.min(maxTeaserChars, Math.floor(text.length / 3))
  return maxChars < minTeaserChars ? null : summaryOf(text, maxChars)
}

const maxTeaserChars = 300
const minTeaserChars = 40

/** The beginning of a text, of at most `maxChars`, cut at the end of a sentence, else of a word; null for an empty text. */
export function summaryOf(text: string, maxChars: number = limits.summaryChars): string | null {
  // white space only shrinks, so twice the limit is enough but for odd texts, which are then cut earlier
  const start = text
    .slice(0, maxChars * 2)
    .toWellFormed()
    .replace(/\s+/gu, ' ')
    .trim()
  if (start === '') return null
  if (start.length <= maxChars && text.length <= maxChars * 2) return start
  const cut = start.slice(0, maxChars)
  const sentence = lastSentenceEnd(cut)
  if (sentence > maxChars / 2) return cut.slice(0, sentence)
  const word = cut.slice(0, -1).lastIndexOf(' ')
  return `${word > maxChars / 2 ? cut.slice(0, word) : withoutHalfPair(cut.slice(0, -1))}…`
}

function lastSentenceEnd(text: string): number {
  let end = -1
  for (const match of text.matchAll(/[.!?…؟।]["'”’»)]*(?= )|[。！？]/gu)) end = match.index + match[0].length
  return end
}

function withoutHalfPair(text: string): string {
  return text.isWellFormed() ? text : text.slice(0, -1)
}
