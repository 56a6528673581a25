import { createHash } from 'node:crypto'
import { toPlain } from '../../../text/fold.ts'

/**
 * The id of a page that names none: the first 32 hexadecimal digits of SHA-256 over publisher and headline, both without
 * case, accents and punctuation, so that the same page saved twice stays one article.
 */
export function toExternalId(publisher: string | null, headline: string): string {
  const key = `${toPlain(publisher ?? '').trim()}\n${toPlain(headline).trim()}`
  return createHash('sha256').update(key).digest('hex').slice(0, 32)
}
