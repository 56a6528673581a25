import { toPlain } from '../../text/fold.ts'
import { isGivenName } from '../vocabulary/names/given-name.ts'
import { isOrganisationName } from './organisation.ts'
import { isRole } from './role.ts'

/**
 * The names of a text that writes family names first, the right way round: "Roe, Jane" and "García Lorca, Federico; Pérez, Benito" are
 * Jane Roe, Federico García Lorca and Benito Pérez. Null where the commas stand for something else: "Jane Roe, Berlin".
 * `groups` are what stronger marks divide.
 */
export function straightened(groups: readonly (readonly string[])[]): string[] | null {
  const pairs = groups.flatMap(inPairs)
  if (pairs.length === 0 || pairs.some((pair) => pair === null)) return null
  const sure = pairs.filter((pair) => pair !== null)
  if (!sure.every(mayBeInverted)) return null
  // one that is certain tells how the others are written
  if (!sure.some(isInverted)) return null
  return sure.map(([family, given]) => `${given} ${family}`)
}

type Pair = readonly [family: string, given: string]

/** "Roe, Jane" is a pair, "Roe, Jane, Doe, John" two; an odd number of parts is none. */
function inPairs(parts: readonly string[]): (Pair | null)[] {
  if (parts.length % 2 === 1 || (parts.length > 2 && parts.some((part) => part.split(' ').length > 2))) return [null]
  return Array.from({ length: parts.length / 2 }, (_, at): Pair => [parts[2 * at] ?? '', parts[2 * at + 1] ?? ''])
}

const initials = /^(?:\p{Lu}\.?[\s-]?){1,3}$/u

function mayBeInverted([family, given]: Pair): boolean {
  return (
    /^(?:\p{Ll}+['’]?\s?){0,3}\p{Lu}/u.test(family) &&
    /^\p{Lu}/u.test(given) &&
    family.split(' ').length <= 4 &&
    given.split(' ').length <= 3 &&
    ![family, given].some((part) => isRole(part) || isOrganisationName(part) || /\d/.test(part))
  )
}

function isInverted([family, given]: Pair): boolean {
  const isLater = /^(?:jr|sr|ph\.?d|m\.?d|ii|iii)\.?$/i.test(given)
  if (isLater) return false
  // two words with a comma between are a name; a single one and a town are not
  if (!family.includes(' ')) return !given.includes(' ') || isGiven(given)
  return isGiven(given) && !isGiven(family)
}

function isGiven(name: string): boolean {
  return initials.test(name) || isGivenName(toPlain(name.split(/[\s-]/u)[0] ?? ''))
}
