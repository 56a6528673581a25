import type { AuthorInput } from '../../../../schema/models.ts'
import { takeBylineLabel } from '../../byline/label.ts'
import { toPlain } from '../../../text/fold.ts'
import { findDate } from '../../dates/human-date.ts'
import { beforeDate } from '../../vocabulary/dates/date-word.ts'
import { publishedLabels } from '../../vocabulary/labels/date-label.ts'
import { sourceLabel } from '../../vocabulary/labels/source-label.ts'
import { readingTime } from '../../vocabulary/lines/reading-time.ts'
import { roles } from '../../vocabulary/names/role.ts'
import { isInstitutionName } from '../../byline/organisation.ts'
import { toLine, type LineText } from './lines.ts'
import { isPlaceLike, namesInLine } from '../../byline/names-in-line.ts'

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
  if (/[:：]$/u.test(line.text) || sourceLabel.test(line.text)) return null
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
  const authors = namesInLine(dropDate(first, language), labelled, publisher)
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

function splitSegments(text: string): readonly string[] {
  return text
    .split(/\s?[|·•∙‧│／●]\s?|\s[-–—]\s|\s@\S+|\s(?=\p{L}{1,14}[:：])/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

const dayAtEnd = new RegExp(String.raw`[\s,;(–-]+(?:${beforeDate})?\s*$`, 'iu')

function dropDate(text: string, language: string): string {
  const date = findDate(text, language)
  if (date === null) return text
  const printed = text.slice(0, date.index)
  const before = publishedLabels.start(toPlain(printed)) > 0 ? '' : printed.replace(dayAtEnd, '')
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
