import type { AuthorInput } from '../../../schema/models.ts'
import { isRole } from './role.ts'
import { isDateOrTime, withoutAside } from './aside.ts'
import { isOrganisationName } from './organisation.ts'
import { splitAnd, splitCommas, splitGroups, splitJoined } from './split.ts'
import { straightened } from './inverted.ts'
import { toAuthor } from './author.ts'
import { uniqueAuthors } from './unique.ts'

const maxChars = 300
/** Labels, dates and addresses stand around the names, but no more than that. */
const maxWritten = 2_000

/**
 * The authors that a field names which is known to hold nothing else: a byline, an author property, the author of a feed's entry.
 * `By Jane Roe and John Doe, Political editor` is two people, one with a job title; "jane@example.org (Jane Roe)", "Roe, Jane" and
 * "By | by Jane Roe @janeroe | 5 min read" are one. Addresses and handles alone, dates, buttons and place-holders are nobody.
 * Behind a person and a comma stands whom they write for; `keepsAgencies` of feeds and agencies' formats makes that an author as well.
 * `isOrganisation` is what the source says by its type: the whole is one name.
 */
export function parseAuthors(
  written: string,
  { isOrganisation = false, keepsAgencies = false }: { isOrganisation?: boolean; keepsAgencies?: boolean } = {},
): AuthorInput[] {
  if (written.length > maxWritten) return []
  const key = `${isOrganisation} ${keepsAgencies} ${written}`
  const known = latest.get(key)
  if (known !== undefined) return [...known]
  const authors = parse(written, isOrganisation, keepsAgencies)
  if (latest.size >= maxLatest) latest.clear()
  latest.set(key, authors)
  return [...authors]
}

/** The items of a feed have the same few authors. */
const latest = new Map<string, readonly AuthorInput[]>()
const maxLatest = 200

function parse(written: string, isOrganisation: boolean, keepsAgencies: boolean): AuthorInput[] {
  const text = withoutAside(written)
  if (text === null || text.length > maxChars) return []
  if (isOrganisation) return toAuthor(text, true)
  const groups = splitGroups(text).map(splitCommas)
  const names = straightened(groups) ?? straightened(splitGroups(text).flatMap(splitAnd).map(splitCommas))
  if (names !== null) return uniqueAuthors(names.flatMap((name) => toAuthor(name)))
  return uniqueAuthors(groups.flatMap((parts) => authorsOfGroup(parts, keepsAgencies)))
}

/** The authors between two strong marks: behind a name and a comma may stand another, a job title, whom they write for, a place. */
function authorsOfGroup(parts: readonly string[], keepsAgencies: boolean): AuthorInput[] {
  const authors: AuthorInput[] = []
  const arePenNames = parts.length > 2 && parts.every((part) => /^\p{Lu}\p{Ll}+$/u.test(part) && !isRole(part))
  for (const [at, part] of parts.entries()) {
    const last = authors.at(-1)
    if (last !== undefined && isRole(part)) {
      if (last.kind === 'PERSON' && part.length <= 80)
        authors[authors.length - 1] = { ...last, jobTitle: last.jobTitle ?? part }
      continue
    }
    // "Jane Roe, Reuters" names whom she writes for
    const isEmployer = !keepsAgencies && last?.kind === 'PERSON' && isOrganisationName(part)
    if (at > 0 && (isEmployer || !(arePenNames || isOtherName(part)))) continue
    authors.push(...splitJoined(part).flatMap((name) => toAuthor(name)))
  }
  return authors
}

/** Whether what follows a comma is a name of its own, and no place, date or job title. */
function isOtherName(part: string): boolean {
  if (isDateOrTime(part)) return false
  if (isOrganisationName(part)) return true
  const words = part.split(/\s+/)
  if (!/[\p{Lu}\p{Ll}]/u.test(part)) return part.length >= 2
  return words.length >= 2 && words.length <= 9 && words.filter((word) => /^[\p{Lu}\p{Lo}]/u.test(word)).length >= 2
}
