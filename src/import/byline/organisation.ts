import { toPlain } from '../../text/fold.ts'
import { agencies, companies, institutions, newsrooms, newsServices } from '../vocabulary/names/organisation.ts'

// A longer name is a sentence.
const maxWords = 8

/** Whether a writer's name says that it is a newsroom, an agency, a company or another organisation. */
export function isOrganisationName(name: string): boolean {
  return isInstitutionName(name) || (isShort(name) && companies.within(toPlain(name)))
}

/** Whether it is a newsroom, an agency, or an institution: for lines that may name no writer at all. */
export function isInstitutionName(name: string): boolean {
  return isNewsroomName(name) || (isShort(name) && institutions.within(toPlain(name)))
}

/** Whether it is a newsroom or an agency. */
export function isNewsroomName(name: string): boolean {
  const plain = toPlain(name)
  if (agencies.whole(plain) || newsrooms.whole(plain)) return true
  return isShort(name) && (newsrooms.within(plain) || compound.test(plain) || hasAgency(name))
}

/** Whether it is a publication's own newsroom or desk, not an agency. */
export function isDeskName(name: string): boolean {
  const plain = toPlain(name)
  return (
    isShort(name) &&
    (newsrooms.within(plain) || compound.test(plain)) &&
    !newsServices.within(plain) &&
    !hasAgency(name)
  )
}

// "Sportredaktion", "Nachrichtenagentur"
const compound = /\p{L}(?:redaktion(?:en)?|redaksjon(?:en)?|redactie|agentur|toimitus) /u

/** "Redazione ANSA", "AFP/Reuters": inside a longer name an agency is written in capitals, or behind a slash. */
function hasAgency(name: string): boolean {
  if (name.split('/').every((part) => agencies.whole(toPlain(part)))) return true
  return (
    /\p{Ll}/u.test(name) &&
    (name.match(/(?<![\p{L}-])\p{Lu}{2,}(?![\p{L}-])/gu) ?? []).some((word) => agencies.whole(toPlain(word)))
  )
}

function isShort(name: string): boolean {
  return name.split(' ').length <= maxWords
}
