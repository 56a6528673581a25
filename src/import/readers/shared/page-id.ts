import { createHash } from 'node:crypto'
import { foldWords } from '../../../text/fold.ts'

/**
 * The id of a page that has no address, whatever it is read from: the first 32 hexadecimal digits of SHA-256 over publisher and headline, both
 * without case, accents and punctuation, so that the same page saved twice, as HTML and as text, stays one article.
 */
export function pageId(publisher: string | null, headline: string): string {
  return createHash('sha256')
    .update(`${foldWords(publisher ?? '')}\n${foldWords(headline)}`)
    .digest('hex')
    .slice(0, 32)
}
