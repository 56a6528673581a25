import type { PublisherInput } from '../../../../schema/models.ts'
import { toPlain } from '../../../text/fold.ts'
import { findDate } from '../../dates/human-date.ts'
import { findHost } from './host.ts'
import type { Line } from './lines.ts'
import { findFirstLine } from './site-name.ts'
import { cleanName, nameInCopyright, sentenceEnd } from '../shared/owner-name.ts'
import {
  nameBehindLabel,
  nameInQuotes,
  nameInStatement,
  paperBeforeNewsroom,
  paperOfNewsroom,
  registeringCourt,
  registrationNumber,
} from '../../vocabulary/names/publisher-name.ts'
import { isMenuLine } from '../../vocabulary/lines/menu-line.ts'

/** What a page says about who publishes it. `source` names the place, for the note. */
export interface FoundPublisher {
  readonly name: string | null
  readonly source: 'option' | 'imprint' | 'title' | 'copyright' | 'newsroom' | 'first line' | 'host' | 'none'
  readonly imprint: string | null
  readonly email: string | null
}

interface Evidence {
  readonly lines: readonly Line[]
  /** Where the article's text ends. */
  readonly from: number
  /** What stands behind the headline in the page's title. */
  readonly suffix: string | null
  /** The name over the menu; see `findSiteName`. */
  readonly site: string | null
  readonly newsroom: string | null
  readonly option: string | undefined
  /** Where the headline stands. */
  readonly headlineAt: number
  /** The address of the page that whoever imports gives. */
  readonly url: string | undefined
  readonly language: string
}

/**
 * The publisher by the person who imports, else imprint, confirmed title, copyright line, the newsroom's name, the name over the menu, or
 * the host of the page or of an address that the site gives as its own.
 */
export function findPublisher(evidence: Evidence): FoundPublisher {
  const { lines, from, option } = evidence
  const imprints = lines.filter((_, at) => lines[at]?.kind === 'imprint' && at >= from).map(({ text }) => text)
  const rest = {
    imprint: imprints.length === 0 ? null : readImprint(imprints, evidence.language),
    email: findEmail(evidence),
  }
  if (option !== undefined) return { name: option, source: 'option', ...rest }
  const named = imprints.map(nameInImprint).find((name) => name !== null)
  if (named !== undefined && named !== null) return { name: named, source: 'imprint', ...rest }
  const owners = lines.flatMap((line, at) =>
    lines[at]?.kind === 'copyright' || isLastMark(evidence, at) ? (nameInCopyright(line.text) ?? []) : [],
  )
  const { suffix } = evidence
  if (suffix !== null && isConfirmed(suffix, evidence, owners)) return { name: suffix, source: 'title', ...rest }
  if (evidence.site !== null) return { name: evidence.site, source: 'title', ...rest }
  if (owners[0] !== undefined) return { name: owners[0], source: 'copyright', ...rest }
  if (suffix !== null) return { name: suffix, source: 'title', ...rest }
  const heading = imprints.map((text) => nameBeforeAddress(text, lines)).find((name) => name !== null)
  if (heading !== undefined && heading !== null) return { name: heading, source: 'imprint', ...rest }
  const house = evidence.newsroom === null ? null : nameInNewsroom(evidence.newsroom)
  if (house !== null) return { name: house, source: 'newsroom', ...rest }
  const first = findFirstLine(evidence.lines, evidence.headlineAt)
  if (first !== null) return { name: first, source: 'first line', ...rest }
  const host = findHost(evidence, rest.email)
  return host === null ? { name: null, source: 'none', ...rest } : { name: host, source: 'host', ...rest }
}

/** The input of the contract; null where no name is known, for a publisher is its name. */
export function toPublisherInput({ name, imprint, email }: FoundPublisher): PublisherInput | null {
  return name === null ? null : { name, imprint, email }
}

function isConfirmed(suffix: string, { lines, from }: Evidence, owners: readonly string[]): boolean {
  const plain = toPlain(suffix)
  if (owners.some((owner) => toPlain(owner).includes(plain.trim()))) return true
  return lines.some(
    (line, at) =>
      (at < 40 || at >= from) &&
      (line.plain === plain || (line.weight < 60 && at >= from && line.plain.includes(plain))),
  )
}

// A page that ends in "© Name" says whose it is, even without a year.
function isLastMark({ lines, from }: Evidence, at: number): boolean {
  return lines[at]?.kind === 'caption' && at > from && at >= lines.length - 4 && (lines[at]?.text ?? '').startsWith('©')
}

// "Name - Company Ltd - court and number": the name first, and printed elsewhere on the page too.
function nameBeforeAddress(text: string, lines: readonly Line[]): string | null {
  const first = /^(.{4,60}?)(?:\s[-–—|•·]\s|\.\s|,\s)/u.exec(text)?.[1]?.trim()
  if (first === undefined || first.split(' ').length > 7 || /[:\d@]/.test(first)) return null
  const plain = toPlain(first)
  const bare = withoutForm(first)
  const domain = `${toPlain(bare).replaceAll(' ', '')}.`
  return lines.some(
    (line) => line.text !== text && (line.plain.includes(plain) || line.text.toLowerCase().includes(`@${domain}`)),
  )
    ? cleanName(bare)
    : null
}

function nameInImprint(text: string): string | null {
  const match = nameInStatement.exec(text.slice(0, 300))?.[1]?.trim()
  if (match !== undefined) return cleanName(match)
  const quoted = nameInQuotes.exec(text.slice(0, 300))?.[1]
  if (quoted !== undefined) return cleanName(quoted)
  const labelled = nameBehindLabel.exec(text.slice(0, 400))?.[1]
  return labelled === undefined ? null : cleanName(labelled.split(sentenceEnd)[0] ?? '')
}

// "La Redazione de l'AntiDiplomatico" is the newsroom of a paper; the small article in front is written large in its name.
function nameInNewsroom(newsroom: string): string | null {
  const match = paperOfNewsroom.exec(newsroom)?.[1] ?? paperBeforeNewsroom.exec(newsroom)?.[1]
  if (match === undefined || isMenuLine(toPlain(match)) || !/^(?:l['’])?\p{Lu}|^\P{Ll}/u.test(match)) return null
  return cleanName(match.replace(/^l(?=['’]\p{Lu})/u, 'L'))
}

/** "Court, number, date" where all three are printed, else the sentences as printed. */
function readImprint(imprints: readonly string[], language: string): string {
  for (const text of imprints) {
    const short = text.slice(0, 600)
    const court = registeringCourt.exec(short)?.[1]
    const number =
      registrationNumber.exec(short)?.[1] ?? /(?<![\d/.])(\d{1,6}\/(?:19|20)\d\d)(?![\d/])/.exec(short)?.[1]
    const date = findRegistration(short, language)
    if (court !== undefined && number !== undefined && date !== null)
      return `${court}, ${number.replace(/\s/g, '')}, ${date}`
  }
  return imprints.join('\n').slice(0, 2000)
}

function findRegistration(text: string, language: string): string | null {
  for (let at = 0; at < text.length; at += 100) {
    const found = findDate(text.slice(at, at + 200), language)
    if (found !== null) return found.instant.slice(0, 10)
  }
  return null
}

function withoutForm(name: string): string {
  return name.replace(
    /,?\s(?:A\/S|ApS|AS|AB|Oy|Oyj|Ltd|Inc|LLC|GmbH|AG|B\.?V\.?|S\.?r\.?l\.?|S\.?p\.?A\.?|S\.?A\.?)\.?$/u,
    '',
  )
}

const address = /[\p{L}\d][\p{L}\d._%+-]{0,63}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,4}\.\p{L}{2,24}/u
const house =
  /^(?:info|geral|redazione|redaktion|redaction|redaccion|redacao|redactie|redakcja|contact|contatti|kontakt|contacto|contato|office|news|newsroom|editor|editorial|mail|post|hello|press|letters|tips|support|admin)/iu

/** The house's address: in the imprint, else a general one in what stands below the text. */
function findEmail({ lines, from }: Evidence): string | null {
  let general: string | null = null
  for (let at = from; at < lines.length; at += 1) {
    const text = lines[at]?.text ?? ''
    if (text.length > 2000 || !text.includes('@')) continue
    if (lines[at]?.kind === 'commentHeading') break
    const found = address.exec(text)?.[0]
    if (found === undefined) continue
    if (lines[at]?.kind === 'imprint') return found
    if (house.test(found)) general ??= found
  }
  return general
}
