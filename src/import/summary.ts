import { limits } from './limits.ts'

/** The beginning of a text, of at most 1,000 characters, cut at the end of a sentence, else of a word; null for an empty text. */
export function summaryOf(text: string): string | null {
  // white space only shrinks, so twice the limit is enough but for odd texts, which are then cut earlier
  const start = text
    .slice(0, limits.summaryChars * 2)
    .toWellFormed()
    .replace(/\s+/gu, ' ')
    .trim()
  if (start === '') return null
  if (start.length <= limits.summaryChars && text.length <= limits.summaryChars * 2) return start
  const cut = start.slice(0, limits.summaryChars)
  const sentence = lastSentenceEnd(cut)
  if (sentence > limits.summaryChars / 2) return cut.slice(0, sentence)
  const word = cut.slice(0, -1).lastIndexOf(' ')
  return `${word > limits.summaryChars / 2 ? cut.slice(0, word) : withoutHalfPair(cut.slice(0, -1))}…`
}

/** What white space separates. */
export function wordCount(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0
}

function lastSentenceEnd(text: string): number {
  let end = -1
  for (const match of text.matchAll(/[.!?…؟।]["'”’»)]*(?= )|[。！？]/gu)) end = match.index + match[0].length
  return end
}

function withoutHalfPair(text: string): string {
  return text.isWellFormed() ? text : text.slice(0, -1)
}
