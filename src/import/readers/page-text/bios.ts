import type { AuthorInput } from '../../../../schema/models.ts'
import { being } from '../../vocabulary/lines/bio.ts'
import { foldLetters } from '../../../text/fold.ts'

// "Jane Roe is a reporter in ...": the name first, then what she is, not what she did.
const isSomething = new RegExp(String.raw`^[\s,()]*(?:\([^)]{0,40}\) )?(?:${being}|—|–|-|\.|,)(?=[\s—–]|$)`, 'iu')

/** "Jane Roe is a reporter in ...", for one of these writers. */
export function isBio(text: string, authors: readonly AuthorInput[]): boolean {
  return authors.some(({ name, kind }) => kind === 'PERSON' && isAbout(text, name.replace(/^\p{L}{1,5}\. /u, '')))
}

function isAbout(text: string, name: string): boolean {
  const plain = foldLetters(text)
  const who = foldLetters(name)
  return plain.startsWith(who) && isSomething.test(text.slice(name.length))
}
