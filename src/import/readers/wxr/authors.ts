import type { AuthorInput } from '../../../../schema/models.ts'
import { parseAuthors } from '../../byline/parse.ts'
import { uniqueAuthors } from '../../byline/unique.ts'
import { isOrganisationName } from '../../byline/organisation.ts'
import type { Note } from '../../draft.ts'
import { oneLine } from '../../text/one-line.ts'
import type { XmlElement } from '../shared/xml.ts'
import { childText, firstMeta } from './fields.ts'
import type { SiteTerms } from './site/first-terms.ts'

/** A login and the name that stands beside it, as a plugin for several authors keeps them. */
export interface TermAuthor {
  readonly login: string
  readonly name: string
}

/**
 * Who wrote a post: a name that a plugin has for it, else the authors of a plugin for several, else its own. An address is
 * nobody's name, and nobody's to be published.
 */
export function authorsOf(
  item: XmlElement,
  named: readonly TermAuthor[],
  site: SiteTerms,
  notes: Note[],
): AuthorInput[] {
  const guests = parseAuthors(firstMeta(item, guestFields))
  if (guests.length > 0) return guests
  const numbered = item.children
    .filter((child) => child.name === 'wp:postmeta' && childText(child, 'wp:meta_key').trim() === '_molongui_author')
    .flatMap((child) => site.logins.get(oneLine(childText(child, 'wp:meta_value'))) ?? [])
  const own = item.children.filter((child) => child.name === 'dc:creator').map((child) => oneLine(child.text))
  const known = [...named, ...(named.length > 0 ? [] : numbered.length > 0 ? numbered : own).map(asAuthor)]
  return uniqueAuthors(
    known.flatMap(({ login, name: written }): AuthorInput[] => {
      if (login === '') return []
      const name = nameOf(login, site) ?? nameOf(written, site) ?? written
      if (/^\S+@\S+$/.test(name)) {
        notes.push({ field: 'authors', message: 'Its author is an address without a name and was left out.' })
        return []
      }
      if (named.length === 0 && site.authors.size > 0 && nameOf(login, site) === undefined)
        notes.push({ field: 'authors', message: `No author of the file has the login "${login.slice(0, 60)}".` })
      return [{ name, kind: isOrganisationName(name) ? 'ORGANISATION' : 'PERSON' }]
    }),
  )
}

/** Where plugins keep the name of an author who has no account. */
const guestFields = ['sfly_guest_author_names', 'guest-author', 'guest_author', '_guest_author_name']

function asAuthor(login: string): TermAuthor {
  return { login, name: login }
}

function nameOf(login: string, { authors }: SiteTerms): string | undefined {
  return authors.get(login) ?? authors.get(login.toLowerCase())
}
