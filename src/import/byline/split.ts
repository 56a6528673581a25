import { andPattern, withOrFromPattern, withPattern } from '../vocabulary/names/and.ts'
import { isOrganisationName } from './organisation.ts'

const marks = /\s*[;；|•·]\s*|\s+\/\s+|／|\s+\+\s+|\n+/u
const commas = /\s*[,،、]\s*/u
const lists = new RegExp(String.raw`^(?:${andPattern})\s+(?=\p{L})`, 'u')
const pairing = new RegExp(String.raw`\s+(?:${andPattern})\s+`, 'u')
const sayWith = new RegExp(String.raw`^(.+?)\s+(?:${withPattern})\s+(\p{Lu}\S*(?:\s\S+){0,4})$`, 'u')
const helped = new RegExp(String.raw`^(.+?)\s+(?:${withOrFromPattern})\s+(.+)$`, 'iu')

/** Parts of a byline that a strong mark divides (`;`, `|`, ` / `), none of them empty. */
export function splitGroups(text: string): string[] {
  return text
    .split(marks)
    .map((group) => group.trim())
    .filter((group) => group !== '')
}

/** Parts of a group between commas, "Jane Roe" and "Berlin" alike, without the "and" before the last. */
export function splitCommas(group: string): string[] {
  return group
    .split(commas)
    .map((part) => part.replace(lists, '').trim())
    .filter((part) => part !== '')
}

/**
 * The names that "and", "with" or a slash join in one part: "Jane Roe and John Doe", "Sara Ek/TT", "Luc Dupré avec AFP". Divides only
 * where each is a name of its own: "Simon & Schuster", "Jane and John Doe", "Ortega y Gasset" and "AFP/Getty" are one.
 */
export function splitJoined(part: string): string[] {
  return splitSlash(part)
    .flatMap(splitHelp)
    .flatMap(splitPair)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** What "and" divides, whatever it is: of names with the family name first, each part has a comma of its own. */
export function splitAnd(group: string): string[] {
  return group.split(pairing)
}

/** All names that a text joins by any mark. */
export function splitNames(text: string): string[] {
  return splitGroups(text).flatMap(splitCommas).flatMap(splitJoined)
}

function splitSlash(part: string): string[] {
  const names = part.split('/')
  return names.length > 1 &&
    names[0]?.trim().includes(' ') === true &&
    names.every((name) => name.trim().includes(' ') || isOrganisationName(name.trim()))
    ? names
    : [part]
}

/** Who else is said to have helped is an agency, or somebody by first and last name; others after "with" are part of a sentence. */
function splitHelp(part: string): string[] {
  const agency = helped.exec(part)
  if (agency?.[1] !== undefined && agency[2] !== undefined && isOrganisationName(agency[2]))
    return [agency[1], agency[2]]
  const person = sayWith.exec(part)
  return person?.[1] !== undefined && person[2]?.includes(' ') === true ? [person[1], person[2]] : [part]
}

function splitPair(part: string): string[] {
  const halves = part.split(pairing)
  if (halves.length < 2 || isOrganisationName(part)) return [part]
  return halves.every(isWhole) ? halves : [part]
}

/** Whether a half of a pair is a name by itself: of two words, of a script without spaces, or of a newsroom. */
function isWhole(half: string): boolean {
  return half.trim().includes(' ') || /^\p{Lo}{2,}$/u.test(half.trim()) || isOrganisationName(half)
}
