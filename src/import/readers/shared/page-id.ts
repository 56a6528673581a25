import { createHash } from 'node:crypto'
import { foldWords } from '../../../text/fold.ts'

/**
 * The id of a page that has no address, whatever it is read from: the first 32 hexadecimal digits of SHA-256 over publisher and headline, both
 * without case, accents and punctuation, so that the same page saved twice, as HTML and as text, stays one article.
 */
export function pageId(publisher: string | null, headline: string): string {
  return createHash('sha256')
    .update(`${foldForId(publisher ?? '')}\n${foldForId(headline)}`)
    .digest('hex')
    .slice(0, 32)
}

/** As texts were folded when the first ids were made, so that one that is stored stays: no voiced marks of Japanese, sigma as it is written. */
function foldForId(text: string): string {
  return foldWords(text)
    .replace(/[\u3099\u309a]/g, '')
    .replace(/σ(?![\p{L}\p{M}])/gu, 'ς')
}
