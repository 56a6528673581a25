import type { AuthorInput } from '../../../../schema/models.ts'
import { takeBylineLabel } from '../../byline/label.ts'
import { toPlain } from '../../../text/fold.ts'
import { findDate } from '../../dates/human-date.ts'
import { creditLabels } from '../../vocabulary/labels/credit-label.ts'
import { publishedLabels } from '../../vocabulary/labels/date-label.ts'
import { isPlace } from '../../vocabulary/names/name.ts'
import { readingTime } from '../../vocabulary/lines/reading-time.ts'
import { roles } from '../../vocabulary/names/role.ts'
import { isInstitutionName } from '../../byline/organisation.ts'
import { toLine, type LineText } from './lines.ts'
import { splitNames, toAuthor } from '../../byline/page-text-names.ts'

/** Who wrote, as a line says. */
export interface Byline {
  readonly authors: readonly AuthorInput[]
  /** As printed, without dates and reading times beside it. */
  readonly printed: string
  /** A label such as "By" stood before the name. */
  readonly labelled: boolean
}

// Longer lines are sentences.
const maxBylineLength = 200

/** The writers that a line names, with or without a label before; null when it is no byline. */
export function readByline(line: LineText, language: string, publisher: string | null): Byline | null {
  if (line.text.length > maxBylineLength || line.weight > 26) return null
  if (/[:：]$/u.test(line.text) || source.test(line.text)) return null
  const { rest, labelled } = takeBylineLabel(line.text)
  const segments = splitSegments(rest)
  const first = segments[0]
  if (first === undefined) return null
  const inside = labelled
    ? undefined
    : splitSegments(line.text)
        .map(toLine)
        .find((part) => part !== null && part.text !== line.text && takeBylineLabel(part.text).labelled)
  if (inside !== undefined && inside !== null) {
    const byline = readByline(inside, language, publisher)
    if (byline !== null) return byline
  }
  const undated = labelled ? null : toLine(dropDate(first, language))
  if (undated !== null && undated.text !== line.text && takeBylineLabel(undated.text).labelled) {
    const byline = readByline(undated, language, publisher)
    if (byline !== null) return byline
  }
  const authors = readNames(dropDate(first, language), labelled, publisher)
  if (authors.length === 0 || (!labelled && !segments.slice(1).every((segment) => isAside(segment, language))))
    return null
  const role = segments
    .slice(1)
    .find((segment) => roles.within(toPlain(segment)) && findDate(segment, language) === null)
  const only = authors.length === 1 ? authors[0] : undefined
  const withRole =
    only !== undefined && only.kind === 'PERSON' && !only.jobTitle && role !== undefined
      ? [{ ...only, jobTitle: role }]
      : authors
  return { authors: withRole, printed: cutAside(line.text, language), labelled }
}

// Where a report comes from is not who wrote it.
const source =
  /^(?:sources?|fonti?|fonte|quellen?|fuentes?|bron|źródło|zdroj|zdroje|forrás|sursa|kaynak|källa|kilde|lähde|источник|джерело|المصدر|منبع|מקור|πηγή|sumber|nguồn|स्रोत)\s?[:：]/iu

function splitSegments(text: string): readonly string[] {
  return text
    .split(/\s?[|·•∙‧│／●]\s?|\s[-–—]\s|\s@\S+|\s(?=\p{L}{1,14}[:：])/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function readNames(text: string, labelled: boolean, publisher: string | null): readonly AuthorInput[] {
  const whole = toAuthor(text, labelled, publisher)
  if (whole?.kind === 'ORGANISATION' && !/[,&;]/.test(text)) return [whole]
  const authors: AuthorInput[] = []
  for (const printed of splitNames(text)) {
    // "Jane Roe (text) and John Doe (photos)"
    const aside = /^(.{3,60}?)\s?[([]([^()[\]]{2,24})[)\]]$/u.exec(printed)
    if (aside?.[2] !== undefined && authors.length > 0 && creditLabels.start(toPlain(aside[2])) > 0) continue
    const part = aside?.[1] ?? printed
    const plain = toPlain(part)
    const last = authors.at(-1)
    const author =
      roles.within(plain) && last !== undefined
        ? null
        : toAuthor(cutPlace(part), labelled && (last === undefined || isUncased(part)), publisher)
    if (author === null) {
      if (last === undefined || last.kind !== 'PERSON') return authors.length > 0 && labelled ? authors : []
      if (roles.within(plain)) authors[authors.length - 1] = { ...last, jobTitle: part }
      else if (!isPlaceLike(part)) return labelled ? authors : []
    } else if (author.kind === 'ORGANISATION' && last?.kind === 'PERSON') {
      // "Jane Roe, Reuters" names her house, not a second writer.
      continue
    } else if (last === undefined || !isPlace(toPlain(part))) authors.push(author)
  }
  return authors
}

function isUncased(part: string): boolean {
  return !/[\p{Lu}\p{Ll}]/u.test(part)
}

function isPlaceLike(part: string): boolean {
  return /^(?:in|à|en|a|w|em|из|ב)?\s?\p{Lu}/u.test(part) && part.split(' ').length <= 4
}

// "Jane Roe in Berlin", "Max Muster, aus Kiew"
function cutPlace(part: string): string {
  return part.replace(/\s(?:in|à|a|en|em|w|aus|from|at|from|из|στην|στο)\s\p{Lu}[^\s].{0,40}$/u, '')
}

function dropDate(text: string, language: string): string {
  const date = findDate(text, language)
  if (date === null) return text
  const printed = text.slice(0, date.index)
  const before =
    publishedLabels.start(toPlain(printed)) > 0
      ? ''
      : printed.replace(/[\s,;(–-]+(?:on|il|le|am|el|em|op|dnia|στις)?\s*$/iu, '')
  return before === '' ? text.slice(date.index + date.text.length).replace(/^[\s,;)–-]+/u, '') : before
}

function cutAside(text: string, language: string): string {
  const kept = text
    .split(/\s[|·•]\s/u)
    .filter((part) => findDate(part, language) === null && !readingTime.within(toPlain(part)))
  return kept.length === 0 ? text : dropDate(kept.join(' | '), language)
}

function isAside(segment: string, language: string): boolean {
  const plain = toPlain(segment)
  return (
    findDate(segment, language) !== null ||
    readingTime.within(plain) ||
    roles.within(plain) ||
    isInstitutionName(segment) ||
    /^\d{1,2}[:.h]\d{2}/.test(segment) ||
    isPlaceLike(segment)
  )
}
