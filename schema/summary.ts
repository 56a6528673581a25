/**
 * The text cut to at most `maxLength` UTF-16 units: at the end of a sentence where one fits in its second half,
 * else at a word with an ellipsis; never inside a surrogate pair or a letter with its accents.
 */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const head = text.slice(0, maxLength)
  const sentence = lastBoundary(sentences, text, maxLength)
  if (sentence >= maxLength / 2) return head.slice(0, sentence).trimEnd()
  // one unit is kept for the ellipsis
  const room = maxLength - 1
  const word = lastBoundary(words, text, room)
  const cut = word > 0 ? word : lastBoundary(graphemes, text, room)
  return `${head.slice(0, cut).replace(/[\s,;:–—-]+$/u, '')}…`
}

/** The last boundary that is not after `maxLength`; a little more text is given, so that the end itself is none. */
function lastBoundary(segmenter: Intl.Segmenter, text: string, maxLength: number): number {
  let last = 0
  for (const { index } of segmenter.segment(text.slice(0, maxLength + 64))) {
    if (index > maxLength) break
    last = index
  }
  return last
}

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' })
const words = new Intl.Segmenter(undefined, { granularity: 'word' })
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
