import type { AuthorInput } from '../../../../schema/models.ts'
import { foldLetters } from '../../../text/fold.ts'

// "Jane Roe is a reporter in ...": the name first, then what she is, not what she did.
const being =
  /^[\s,()]*(?:\([^)]{0,40}\) )?(?:is|are|was|has been|è|est|ist|ist die|es|é|is een|jest|är|er|—|–|-|\.|,|είναι|הוא|היא|هو|هي|yazar)(?=[\s—–]|$)/iu

/** "Jane Roe is a reporter in ...", for one of these writers. */
export function isBio(text: string, authors: readonly AuthorInput[]): boolean {
  return authors.some(({ name, kind }) => kind === 'PERSON' && isAbout(text, name.replace(/^\p{L}{1,5}\. /u, '')))
}

function isAbout(text: string, name: string): boolean {
  const plain = foldLetters(text)
  const who = foldLetters(name)
  return plain.startsWith(who) && being.test(text.slice(name.length))
}
