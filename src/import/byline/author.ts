import type { AuthorInput } from '../../../schema/models.ts'
import { toPlain } from '../../text/fold.ts'
import { oneLine } from '../text/one-line.ts'
import { creditLabels } from '../vocabulary/labels/credit-label.ts'
import { isParticle } from '../vocabulary/names/name.ts'
import { roles } from '../vocabulary/names/role.ts'
import { isDateOrTime } from './aside.ts'
import { isNobody } from './nobody.ts'
import { isOrganisationName } from './organisation.ts'
import { isRole } from './role.ts'

const maxChars = 100
const maxWords = 10

/**
 * Whom one part of a byline names, with the job title behind or beside the name; nobody where it is a place-holder, a login, a date
 * or a sentence. `isOrganisation`: the source says so.
 */
export function toAuthor(text: string, isOrganisation = false): AuthorInput[] {
  const { name, title } = isOrganisation ? { name: text, title: '' } : parted(text)
  const bare = withoutMarks(isOrganisation ? name : withoutPlace(name))
  if (!isName(bare, isOrganisation) || roles.whole(toPlain(bare))) return []
  const kind = isOrganisation || isOrganisationName(bare) || desk.test(bare) ? 'ORGANISATION' : 'PERSON'
  // one lower-case word is a login, not a name
  if (kind === 'PERSON' && /^[a-z0-9._-]+$/.test(bare)) return []
  return [{ name: bare, kind, ...(title === '' || kind === 'ORGANISATION' ? {} : { jobTitle: title }) }]
}

// "Harbour Editor" is an account of the newsroom
const desk = /^\S+(?: \S+)? (?:editor|admin|administrator|webmaster|moderator)$/i

/** "Jane Roe (text)", "Jane Roe – Political editor", "Jane Roe Science editor": the name, and what she does. */
function parted(text: string): { readonly name: string; readonly title: string } {
  const [name = '', ...rest] = text.split(/\s*,\s+|\s+[–—|-]\s+|\s*\(/)
  const behind = oneLine(rest.join(', ').replace(/[)\]]+$/, ''))
  const title = behind.length <= 80 && isRole(behind) && !isDateOrTime(behind) && !isCredit(behind) ? behind : ''
  const glued =
    /^(\p{Lu}\S+(?:\s\p{Lu}\S+)+?)\s(\p{Lu}[\p{Ll}-]+(?:\s\p{Ll}+)*\s(?:editor|correspondent|reporter))$/u.exec(name)
  return glued?.[1] === undefined ? { name, title } : { name: glued[1], title: title || (glued[2] ?? '') }
}

function isCredit(text: string): boolean {
  return creditLabels.whole(toPlain(text))
}

/** Where and when somebody wrote is no part of the name: "Ann Lee (now)", "Ann Lee in Kyiv". */
function withoutPlace(name: string): string {
  return (
    name
      .replace(/\s+\((?:now|earlier|in\s[^()]*|[\p{Ll}\s]+)\)$/u, '')
      .replace(/^(\p{Lu}\S*(?:\s\S+){1,3}?)\s+in\s+\p{Lu}[\p{L}\s.'’-]*$/u, '$1')
      // whom somebody writes for
      .replace(
        /^(\p{Lu}\S*(?:\s\p{Lu}\S+){1,3}?)\s+(?:for|für|pour|para|per|voor)\s+(?:\p{Ll}{2,3}\s)?\p{Lu}.*$/u,
        '$1',
      )
  )
}

function withoutMarks(name: string): string {
  return oneLine(name.replace(/[)\]]+$/, '').replace(/^["'«“]|["'»”]$/g, '')).replace(/[.:;,]$/, (mark) =>
    mark === '.' && /\b(?:Jr|Sr|Inc|Ltd|\p{Lu})\.$/u.test(name) ? mark : '',
  )
}

function isName(name: string, isOrganisation: boolean): boolean {
  if (name.length < 2 || name.length > maxChars || !/\p{L}/u.test(name) || /^\d/.test(name)) return false
  const plain = toPlain(name)
  if (isNobody(plain) || isDateOrTime(name) || name.split(' ').length > maxWords) return false
  // an address or a sentence is no name, and names in scripts without spaces are short
  if (/[@。！？]|^https?:|^www\./i.test(name) || isSentence(name)) return false
  return (
    isOrganisation ||
    !/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{9,}$/u.test(name) ||
    isOrganisationName(name)
  )
}

/** Whether two words or more of four or more are written small that no name has: "Jane Roe is the editor". */
function isSentence(name: string): boolean {
  const words = name.split(' ')
  const small = words.filter((word) => /^\p{Ll}/u.test(word) && !isParticle(toPlain(word)))
  return small.length >= 2 && words.length >= 4 && !isOrganisationName(name)
}
