import type { AuthorInput } from '../../../schema/models.ts'
import { toPlain } from '../../text/fold.ts'
import { isInstitutionName, isNewsroomName, isOrganisationName } from './organisation.ts'
import { isAdvertLine } from '../vocabulary/lines/advert-line.ts'
import { callsToAction } from '../vocabulary/lines/call-to-action.ts'
import { isMenuLine } from '../vocabulary/lines/menu-line.ts'
import { isNobody } from './nobody.ts'
import { isParticle } from '../vocabulary/names/name.ts'
import { agencies, newsrooms } from '../vocabulary/names/organisation.ts'
import { roles } from '../vocabulary/names/role.ts'
import { isSectionLine } from '../vocabulary/lines/section-line.ts'
import { isShareLine } from '../vocabulary/lines/share-line.ts'

const maxNameLength = 70

/**
 * A person's or a newsroom's name, else null. In scripts with capitals every word but particles begins with one;
 * in others anything short is a name, so ask only where a label says that one follows.
 * `labelled` allows a name of one word.
 */
export function certainAuthor(text: string, labelled: boolean, publisher: string | null): AuthorInput | null {
  const name = text.replace(/^["“«(@\s]+|["”»),.:;\s]+$/gu, '')
  const plain = toPlain(name)
  if (name.length < 2 || name.length > maxNameLength || /[\d?!…©/\\<>{}=_]|\. \p{Ll}/u.test(name)) return null
  if ((newsrooms.whole(plain) || agencies.whole(plain)) && !isSectionLine(plain)) return { name, kind: 'ORGANISATION' }
  if (
    isSectionLine(plain) ||
    isMenuLine(plain) ||
    isShareLine(plain) ||
    isAdvertLine(plain) ||
    callsToAction.within(plain)
  )
    return null
  if (isOrganisation(name, publisher, labelled)) return { name, kind: 'ORGANISATION' }
  if (roles.whole(plain) || isNobody(plain)) return null
  return isPersonName(name, labelled) ? { name, kind: 'PERSON' } : null
}

/**
 * A newsroom, an agency, or something called as the publisher is. Without a label before it, a name of two words is a
 * person's but for newsrooms.
 */
export function isOrganisation(name: string, publisher: string | null, labelled = false): boolean {
  const house = publisher === null ? '  ' : toPlain(publisher)
  if (house.trim() !== '' && toPlain(name).includes(house)) return name.split(' ').length <= 8
  if (labelled) return isOrganisationName(name)
  return /^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u.test(name) ? isNewsroomName(name) : isInstitutionName(name)
}

/** Every word is a name's, and at least two begin with a capital (one, where a label stands before). */
export function isPersonName(name: string, labelled: boolean): boolean {
  const words = name.split(' ')
  if (!/[\p{Lu}\p{Ll}]/u.test(name)) return isUncasedName(name, words.length, labelled)
  const capitals = words.filter((word) => /^['’"“(]?\p{Lu}/u.test(word)).length
  const rest = words.filter((word) => !/^['’"“(]?\p{Lu}[\p{L}\p{M}'’.\-‑"”)]*$/u.test(word))
  if (!rest.every((word) => isParticle(toPlain(word)))) return false
  return words.length <= 6 && capitals >= (labelled ? 1 : 2) && !endsInParticle(words)
}

function isUncasedName(name: string, words: number, labelled: boolean): boolean {
  if (!labelled) return false
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(name) ? name.length <= 12 : words <= 5
}

function endsInParticle(words: readonly string[]): boolean {
  const last = words.at(-1) ?? ''
  return words.length > 1 && /^\p{Ll}/u.test(last)
}
