import type { AuthorInput } from '../../../../schema/models.ts'
import { toPlain } from '../../../text/fold.ts'
import { findDate } from '../../dates/human-date.ts'
import { isMenuLine } from '../../vocabulary/lines/menu-line.ts'
import { roles } from '../../vocabulary/names/role.ts'
import { isSectionLine } from '../../vocabulary/lines/section-line.ts'
import { isShareLine } from '../../vocabulary/lines/share-line.ts'
import { readByline, type Byline } from './bylines.ts'
import type { Span } from './body.ts'
import type { Headline } from './headline.ts'
import { type Line, type LineKind, toLine } from './lines.ts'
import { isOrganisation, isPersonName } from '../../byline/person.ts'
import { isBio } from './bios.ts'

/** The writers a page names, and the line that named them. */
export interface Credits {
  readonly authors: readonly AuthorInput[]
  readonly byline: string | null
  /** The lines that are bylines, above and below the text. */
  readonly bylineLines: ReadonlySet<number>
}

interface Page {
  readonly lines: readonly Line[]
  readonly language: string
  readonly publisher: string | null
}

const near = new Set<LineKind>(['date', 'readingTime', 'share', 'views', 'byline', 'number'])
// A writer's name below the text stands right there, before anything else.
const maxLinesBelow = 5

/** Bylines between headline and text; else above the headline; else right below the text. */
export function readCredits(page: Page, headline: Headline, body: Span): Credits {
  const head = between(headline.first + 1, Math.max(body.start, headline.last + 4))
  const inHead = head.filter((at) => at !== headline.last && !(at >= body.start && page.lines[at]?.kind === 'prose'))
  const above = between(Math.max(0, headline.first - 3), headline.first)
  const below = readBelow(page, body)
  const found = collect(page, inHead, false)
  const bylineLines = new Set([...found.map(({ at }) => at), ...below.map(({ at }) => at)])
  const best = found.length > 0 ? found : collect(page, above, true)
  return toCredits(best.length > 0 ? best : below, bylineLines)
}

/** A standfirst without the byline at its end: "... learn to live with it. By Priya Hallam". */
export function withoutByline(text: string, language: string): string {
  const cut = cutTail(text, language)
  return cut === null ? text : cut.before
}

function cutTail(text: string, language: string): { before: string; byline: Byline } | null {
  const match = /^(.{20,800}[.!?…"”»])\s(\S.{4,60})$/u.exec(text)
  const tail = match?.[2] === undefined ? null : toLine(match[2])
  const byline = tail === null ? null : readByline(tail, language, null)
  return byline?.labelled === true && match?.[1] !== undefined && !/[.!?]$/.test(text)
    ? { before: match[1], byline }
    : null
}

type Found = { readonly at: number; readonly byline: Byline }

function collect(
  { lines, language, publisher }: Page,
  positions: readonly number[],
  labelledOnly: boolean,
): readonly Found[] {
  return positions.flatMap((at): Found[] => {
    const line = lines[at]
    const kind = line?.kind
    const tail = line === undefined || line.weight < 8 || line.weight > 75 ? null : cutTail(line.text, language)
    if (tail !== null) return [{ at: -1, byline: tail.byline }]
    if (line === undefined || (kind !== 'text' && kind !== 'byline' && kind !== 'date')) return []
    const byline = readByline(line, language, publisher) ?? readUncased(lines, at)
    if (byline === null || (labelledOnly && !byline.labelled)) return []
    // The site's name over the headline is no byline.
    if (!byline.labelled && byline.authors.some(({ name }) => toPlain(name) === toPlain(publisher ?? ''))) return []
    if (kind === 'date' && !byline.labelled && findDate(line.text, language)?.index === 0) return []
    if (!byline.labelled && isRole(line) && byline.authors.every(({ name }) => name === line.text)) return []
    return byline.labelled || isCertain(lines, at, byline, language)
      ? [{ at, byline: withRole(byline, lines[at + 1]) }]
      : []
  })
}

// Where no letter is a capital, two to four words alone in the line above or below the date are the writer's name, if
// the page has them nowhere else.
function readUncased(lines: readonly Line[], at: number): Byline | null {
  const line = lines[at]
  const dated = lines[at - 1]?.kind === 'date' || lines[at + 1]?.kind === 'date'
  if (line === undefined || line.kind !== 'text' || !dated || line.bullet || line.url !== null) return null
  if (!/^\p{L}[\p{L}\p{M}'’".-]+(?: \p{L}[\p{L}\p{M}'’".-]+){1,3}$/u.test(line.text)) return null
  if (/[\p{Lu}\p{Ll}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(line.text))
    return null
  const words = line.plain.trim().split(' ')
  if (words.some((word) => isSectionLine(` ${word} `) || isShareLine(` ${word} `) || isMenuLine(` ${word} `)))
    return null
  if (lines.some((other, position) => position < at && other.plain.includes(line.plain))) return null
  return { authors: [{ name: line.text, kind: 'PERSON' }], printed: line.text, labelled: false }
}

function withRole(byline: Byline, below: Line | undefined): Byline {
  const only = byline.authors[0]
  const alone = byline.authors.length === 1 && only?.kind === 'PERSON' && !only.jobTitle
  if (!alone || below === undefined || !isRole(below)) return byline
  return { ...byline, authors: [{ ...only, jobTitle: below.text }] }
}

// A name without a label is a writer's beside a date or a role, or where it is printed again.
function isCertain(lines: readonly Line[], at: number, byline: Byline, language: string): boolean {
  const line = lines[at]
  if (line === undefined) return false
  if (byline.authors.some(({ jobTitle, kind }) => jobTitle !== undefined || kind === 'ORGANISATION')) return true
  if (/[|·•]/u.test(line.text) || findDate(line.text, language) !== null) return true
  if (line.weight > 12) return false
  if (isRole(lines[at + 1])) return true
  if (
    signsText(lines, at) ||
    lines.slice(at + 1).some(({ text, weight }) => weight < 60 && isBio(text, byline.authors))
  )
    return true
  return (
    [-2, -1, 1, 2].some((step) => near.has(lines[at + step]?.kind ?? 'text')) ||
    lines.some((other, position) => position !== at && other.plain === line.plain)
  )
}

// Between standfirst and picture or text, two or three words with capitals: a name, where the date stands above the headline.
function signsText(lines: readonly Line[], at: number): boolean {
  const words = lines[at]?.text.split(' ') ?? []
  const cased = words.length >= 2 && words.length <= 3 && words.every((word) => /^\p{Lu}\p{Ll}/u.test(word))
  const below = lines[at + 1]?.kind === 'caption' || lines[at + 1]?.kind === 'prose'
  const dated = lines.slice(Math.max(0, at - 5), at).some(({ kind }) => kind === 'date')
  return cased && below && dated && (lines[at - 1]?.weight ?? 0) >= 5
}

// What she does stands alone in the line below a writer's name.
function isRole(line: Line | undefined): boolean {
  return line !== undefined && line.weight <= 5 && !line.sentence && roles.within(line.plain)
}

function readBelow({ lines, language, publisher }: Page, body: Span): readonly Found[] {
  const found: Found[] = []
  for (let at = body.end; at < Math.min(lines.length, body.end + maxLinesBelow); at += 1) {
    const line = lines[at]
    const kind = line?.kind ?? 'text'
    if (
      line === undefined ||
      ['relatedHeading', 'popularHeading', 'commentHeading', 'call', 'copyright', 'imprint', 'tags'].includes(kind)
    )
      break
    const bare = line.text.replace(/^[(©[\s]+|[)\]\s]+$/gu, '')
    const byline =
      kind === 'text' || kind === 'byline' ? readByline({ ...line, text: bare }, language, publisher) : null
    const named =
      byline !== null &&
      (byline.labelled ||
        byline.authors.every(({ name }) => isPersonName(name, false) || isOrganisation(name, publisher)))
    if (byline !== null && named && line.weight <= 12) found.push({ at, byline })
  }
  return found
}

function toCredits(found: readonly Found[], bylineLines: ReadonlySet<number>): Credits {
  const authors = new Map<string, AuthorInput>()
  const labelled = found.filter(({ byline }) => byline.labelled)
  // Names without a label stand together; one further down is a button or a heading.
  const first = found.find(({ at }) => at >= 0)?.at ?? 0
  for (const { byline } of labelled.length > 0 ? labelled : found.filter(({ at }) => at <= first + 2)) {
    for (const author of byline.authors) {
      const key = author.name.toLowerCase()
      const known = authors.get(key)
      if (known === undefined || (!known.jobTitle && author.jobTitle)) authors.set(key, author)
    }
  }
  return { authors: [...authors.values()], byline: (labelled[0] ?? found[0])?.byline.printed ?? null, bylineLines }
}

function between(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
}
