import type { AuthorInput } from '../../../schema/models.ts'
import { andPattern, withOrFromPattern } from '../vocabulary/names/and.ts'
import { takeBylineLabel } from './label.ts'
import { foldWords } from '../../text/fold.ts'
import { isOrganisationName } from './organisation.ts'
import { labelText } from '../readers/shared/text.ts'

/**
 * The authors a byline names: "By Jane Roe and John Doe", "jane@example.org (Jane Roe)", "Redaktion, Jane Roe".
 * Splits only where each part is a name of its own, so "Simon & Schuster" and "Roe, Jane" stay one; addresses without a
 * name are nobody.
 */
export function authorsOf(written: string): AuthorInput[] {
  const text = labelText(written)
    .replace(/^[^\s()<>@]+@[^\s()<>]+\s*\((.+)\)$/, '$1')
    .replace(/^(.+?)\s*[<([]\s*[^\s()<>@]+@[^\s()<>]+\s*[>)\]]$/, '$1')
    .replace(/^["'“](.+)["'”]$/, '$1')
    .trim()
  if (text === '' || /^\S+@\S+$/.test(text) || /^https?:/i.test(text)) return []
  return splitNames(takeBylineLabel(text, true).rest).map((name) => ({
    name,
    kind: isOrganisationName(name) ? 'ORGANISATION' : 'PERSON',
  }))
}

const between = new RegExp(String.raw`\s*[;|•·、]\s*|\s+/\s+|\s*,\s*(?:${andPattern})\s+|\s*,\s*`, 'u')
const pairing = new RegExp(String.raw`\s+(?:${andPattern})\s+`, 'iu')
const helped = new RegExp(String.raw`^(.+?)\s+(?:${withOrFromPattern})\s+(.+)$`, 'iu')

function splitNames(text: string): string[] {
  const parts = text
    .split(between)
    .flatMap((part) => splitSlash(part))
    .flatMap((part) => splitAgency(part))
    .flatMap((part) => splitPair(part))
    .map((part) => withoutPlace(part.trim()))
    .filter((part, _, { length }) => part !== '' && !(length > 1 && jobTitle.test(part)))
  if (!text.includes(',')) return unique(parts)
  const words = parts.map((part) => part.split(/\s+/).length)
  // "Roe, Jane" is one name the other way round; "Jane Roe, Berlin" a name and a place.
  if (parts.length === 2 && words[0] === 1) return parts.some(isOrganisationName) ? unique(parts) : [text]
  if (parts.length === 2 && words[1] === 1 && !isOrganisationName(parts[1] ?? '')) return parts.slice(0, 1)
  return unique(parts.filter((part) => !/^(?:jr|sr|ph\.?d|m\.?d|ii|iii)\.?$/i.test(part)))
}

/** "Sara Ek/TT", "Sara Ek/Jonas Alm"; but "AFP/Getty" is one. */
function splitSlash(part: string): string[] {
  const names = part.split('/')
  return names.length > 1 &&
    names[0]?.trim().includes(' ') === true &&
    names.every((name) => name.trim().includes(' ') || isOrganisationName(name.trim()))
    ? names
    : [part]
}

/** "Ann Lee with Reuters": an agency helped; others after "with" may be part of a sentence. */
function splitAgency(part: string): string[] {
  const match = helped.exec(part)
  return match?.[1] !== undefined && match[2] !== undefined && isOrganisationName(match[2])
    ? [match[1], match[2]]
    : [part]
}

/** Where, when and as what somebody wrote is no part of the name: "Ann Lee (now)", "Ann Lee in Kyiv", "Ann Lee Science editor". */
function withoutPlace(name: string): string {
  return name
    .replace(/\s+\((?:now|earlier|in\s[^()]*|[\p{Ll}\s]+)\)$/u, '')
    .replace(/^(\p{Lu}\S+(?:\s\p{Lu}\S+)+?)\s\p{Lu}[\p{Ll}-]+(?:\s\p{Ll}+)*\s(?:editor|correspondent|reporter)$/u, '$1')
    .replace(/^(\p{Lu}\S*(?:\s\S+){1,3}?)\s+in\s+\p{Lu}[\p{L}\s.'’-]*$/u, '$1')
}

const jobTitle =
  /^(?:[\p{L}\s’'-]*\s)?(?:editor(?: at large|-in-chief)?|correspondent|reporter|writer|columnist|analyst|producer|journalist(?:in|e)?|redakteur(?:in)?|korrespondent(?:in)?|redactor(?:a)?|periodista|giornalista|journaliste|redacteur|reporterin)$/iu

function splitPair(part: string): string[] {
  const halves = part.split(pairing)
  return halves.length > 1 && halves.every((half) => half.trim().includes(' ')) && !isOrganisationName(part)
    ? halves
    : [part]
}

function unique(names: readonly string[]): string[] {
  const seen = new Set<string>()
  return names.filter((name) => !seen.has(nameKey(name)) && seen.add(nameKey(name)))
}

/** Each author once, by name, in the order they are given; a later entry adds what an earlier one lacks. */
export function uniqueAuthors(authors: readonly AuthorInput[]): AuthorInput[] {
  const byName = new Map<string, AuthorInput>()
  for (const author of authors) {
    const key = nameKey(author.name)
    byName.set(key, { ...author, ...byName.get(key) })
  }
  return [...byName.values()]
}

/** What two spellings of a name are compared by: without accents, the family name first or last. */
export function nameKey(name: string): string {
  return foldWords(name).split(' ').toSorted().join(' ')
}
