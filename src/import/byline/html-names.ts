import { andPattern, withPattern } from '../vocabulary/names/and.ts'
import { takeBylineLabel } from './label.ts'
import { isOrganisationName } from './organisation.ts'
import { oneLine } from '../readers/shared/text.ts'
import { plain } from '../readers/html/page/text.ts'

// labels that begin sentences as well, so that they count in author fields alone
const fieldStart =
  /^(?:byline|(?:exclusive|photos?) by|ein(?:e)?\s+\p{L}+\s+von|journalist|przez|haber)\s*[:：|,]?\s+(?=\S)/iu
const labelStart = /^[\p{L}\s]{2,20}[:：]\s*(?=\p{Lu})/u
const roleWord =
  /\b(?:reporter|correspondent|editor|journalist|writer|columnist|chief|producer|photographer|contributor|director|presenter|analyst|critic|head of|bureau|redakteur(?:in)?|korrespondent(?:in)?|journaliste|corrispondente|inviat[oa]|giornalista|periodista|corresponsal|redactor[a]?|jornalista|repórter|verslaggever|redacteur|journalista|reportrice|chef|professor|professeur|lecturer|fellow|senior|political|business|science|sports?|health|technology|economics|environment|education|royal|diplomatic|phd)\b/iu
const junk =
  /^(?:admin|administrator|editor|author|authors|user|guest|webmaster|root|unknown|none|null|undefined|anonymous|posted by|staff|test|n\/?a|contributor|contributors|by|share|follow|facebook|twitter|instagram|home|updated?|published|read more|view all posts.*|see all.*|more by.*|all posts.*|comments?|\d+.*|.*@.*\.\w+|https?:.*|www\..*|date|video|photo|photos|news|subscribe|sign up|opinion|article|read bio|bio|profile|view profile|contact)$/i
const dateWord =
  /\b(?:updated?|published|posted|min(?:ute)?s? read|ago|am|pm|gmt|est|edt|aggiornato|actualizado|aktualisiert|mis à jour|publié le|pubblicato|veröffentlicht|reading time)\b|\d{1,2}[:.]\d{2}|\b(?:19|20)\d{2}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/iu

// "Harbour Editor" is an account of the newsroom
const deskEnd = /^\S+(?: \S+)? (?:editor|admin|administrator|webmaster|moderator)$/i

// who took the picture
const creditStart =
  /^[\s(]*(?:foto(?:s|grafi\p{L}*)?|photos?|photo credit|fotó|bilde?r?|kuvat?|zdjęci[ea]|фото|φωτο(?:γραφία)?|صورة|צילום|写真|撮影|摄影|攝影|사진)\s*[:：]/iu

/** A date in a byline, with whatever follows it. */
export const writtenDate =
  /[\s|•·,–—-]*(?:(?:updated?|published|posted)(?: on| at)?:?\s+)?(?:\b\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?\p{L}{3,12}\.?,?\s+(?:de\s+)?\d{4}|(?:^|\s)\p{L}{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b\d{4}-\d{2}-\d{2}).*$/iu

/** A name and what stood beside it. */
export interface ParsedAuthor {
  readonly name: string
  readonly kind: 'PERSON' | 'ORGANISATION'
  readonly jobTitle?: string
}

/**
 * The authors named in a byline or an author property: `By Jane Roe and John Doe, Political editor` is two people, one
 * with a job title. Addresses, handles alone, dates and place-holders yield nothing. `isOrganisation` is what the
 * source says by its type.
 */
export function parseAuthors(text: string, isOrganisation = false): ParsedAuthor[] {
  if (creditStart.test(text)) return []
  const bare = stripLabels(plain(text))
  if (bare === '' || bare.length > 300) return []
  if (isOrganisation) return toAuthor(bare, true)
  return splitNames(bare).flatMap((part) => toAuthor(part, false))
}

function stripLabels(text: string): string {
  let bare = text
    .replace(/\s*[(<[]?[\w.+-]+@[\w-]+\.[\w.-]+[)>\]]?/g, '')
    .replace(/(?:^|\s)@\w{2,30}\b/g, ' ')
    .replace(/^[\s|•·,–—-]+|[\s|•·,–—:-]+$/g, '')
  bare = oneLine(bare.replace(writtenDate, ' '))
  for (let round = 0; round < 2; round += 1) bare = takeBylineLabel(bare.replace(fieldStart, ''), true).rest
  return oneLine(bare.replace(labelStart, (label) => (isOrganisationName(label) ? label : '')))
}

const between = new RegExp(
  [
    String.raw`\s*(?:;|\s/\s|\s\|\s|\s•\s|\s·\s|&|،|、|\s\+\s|\n)\s*`,
    String.raw`\s+(?:${andPattern}|${withPattern})\s+(?=\p{Lu}|\p{Lo})`,
  ].join('|'),
  'u',
)

function splitNames(text: string): string[] {
  // commas part names when what follows them looks like names too, not like a job title or a place
  const pieces = text.split(between).filter((piece) => piece !== undefined && piece.trim() !== '')
  return pieces.flatMap((piece) => {
    const commas = piece.split(/\s*,\s*/).filter((part) => part !== '')
    if (commas.length < 2) return [piece]
    // "Roe, Jane" of citation metas
    const [family = '', given = ''] = commas
    if (pieces.length === 1 && commas.length === 2 && !/\s/.test(family) && !/\s/.test(given) && /^\p{Lu}/u.test(given))
      return [`${given} ${family}`]
    return withoutEmployers(commas.every(looksLikeName) ? commas : joinTitles(commas))
  })
}

/** "Jane Roe, Northern Agency": behind a person and a comma stands whom they write for. */
function withoutEmployers([first = '', ...rest]: readonly string[]): string[] {
  return isOrganisationName(first) ? [first, ...rest] : [first, ...rest.filter((part) => !isOrganisationName(part))]
}

/** Parts after a name that are no names are its job title: kept behind a comma for `toAuthor`. */
function joinTitles(parts: readonly string[]): string[] {
  const joined: string[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last === undefined || looksLikeName(part)) joined.push(part)
    else joined[joined.length - 1] = `${last}, ${part}`
  }
  return joined
}

function looksLikeName(text: string): boolean {
  const words = text.split(/\s+/)
  if (roleWord.test(text) || dateWord.test(text) || (isOrganisationName(text) && words.length > 3)) return false
  return words.length >= 2 && words.length <= 6 && words.filter((word) => /^[\p{Lu}\p{Lo}]/u.test(word)).length >= 2
}

function toAuthor(text: string, isOrganisation: boolean): ParsedAuthor[] {
  const [first = '', ...rest] = text.split(/\s*,\s+|\s+[–—|-]\s+|\s*\(/)
  const name = oneLine(
    stripLabels(isOrganisation ? text : first)
      .replace(/[)\]]+$/, '')
      .replace(/^["'«“]|["'»”]$/g, ''),
  ).replace(/[.:;,]$/, (mark) => (mark === '.' && /\b(?:Jr|Sr|Inc|Ltd|[A-Z])\.$/.test(text) ? mark : ''))
  if (name.length < 2 || name.length > 100 || !/\p{L}/u.test(name) || junk.test(name)) return []
  if (dateWord.test(name) || name.split(' ').length > 10) return []
  // sentences are no names, and names in scripts without spaces are short
  if (/[。！？]/.test(name)) return []
  if (
    !isOrganisation &&
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{9,}$/u.test(name) &&
    !isOrganisationName(name)
  )
    return []
  const organisation = isOrganisation || isOrganisationName(name) || deskEnd.test(name)
  // one lower-case word is a login, not a name
  if (!organisation && /^[a-z0-9._-]+$/.test(name)) return []
  const title = oneLine(rest.join(', ').replace(/[)\]]+$/, ''))
  const isTitle = title !== '' && title.length <= 80 && !dateWord.test(title) && !organisation && roleWord.test(title)
  return [{ name, kind: organisation ? 'ORGANISATION' : 'PERSON', ...(isTitle ? { jobTitle: title } : {}) }]
}
