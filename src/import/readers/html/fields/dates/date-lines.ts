import { toPlain } from '../../../../../text/fold.ts'
import { takeBylineLabel } from '../../../../byline/label.ts'
import { datesInLine } from '../../../../dates/dates-in-line.ts'
import { readMoment } from '../../../../dates/date.ts'
import { findDate, type FoundDate } from '../../../../dates/human-date.ts'
import { publishedWords } from '../../../../vocabulary/labels/date-label.ts'
import { childrenOf, type DomElement, isElement, namesOf } from '../../page/dom.ts'
import { type Page, textOf } from '../../page/page.ts'
import type { Candidate } from '../../sources.ts'

type Test = (element: DomElement) => boolean

const maxLine = 160
/** Beside its dates a line of facts holds a name, a place, a reading time: this many letters, and no sentence. */
const maxOther = 60

/** The date of a line of facts near the headline that no name or element marks; a line about a change alone tells nothing. */
export function dateNear(page: Page, start: number, isUsable: Test, language: string): Candidate[] | null {
  let paragraphs = 0
  for (const element of page.elements.slice(Math.max(0, start - 20), start + 60)) {
    if (!isLine(element) || !isUsable(element)) continue
    const text = textOf(element)
    // behind the first paragraphs stand dates of what the text is about
    if (element.localName === 'p' && text.length > maxLine) paragraphs += 1
    if (paragraphs > 1) break
    if (text.length > maxLine || !/\p{Nd}/u.test(text)) continue
    const date = publicationIn(text, language)
    if (date !== null && isFacts(text, language)) return [asCandidate(date)]
    const dateline = element.localName === 'p' ? datelineOf(text, language) : null
    if (dateline !== null) return [asCandidate(dateline)]
  }
  return datelineNear(page, start, isUsable, language)
}

/** A date that stands behind a word for publication, wherever it stands on the page. */
export function dateBelow(page: Page, start: number, isUsable: Test, language: string): Candidate[] | null {
  for (const element of page.elements.slice(Math.max(0, start - 25), start + maxElements)) {
    if (!isLine(element) || childrenOf(element).length > maxChildren) continue
    const text = textOf(element)
    if (text.length > maxLine || !/\p{Nd}/u.test(text) || !publishedWords.within(toPlain(text)) || !isUsable(element))
      continue
    const labelled = datesInLine(text, language).find(({ label }) => label === 'published')
    if (labelled !== undefined) return [asCandidate(labelled.date)]
  }
  return null
}

const maxElements = 3000
const maxChildren = 12

function isLine({ localName }: DomElement): boolean {
  return /^(?:p|div|span|font|td|dd|dt|li|em|small|time|b|strong|h[4-6]|a|section|header)$/.test(localName)
}

function publicationIn(text: string, language: string): FoundDate | null {
  const dates = datesInLine(text, language)
  return (
    dates.find(({ label }) => label === 'published')?.date ?? dates.find(({ label }) => label === null)?.date ?? null
  )
}

/** Whether little stands beside the dates of a line: no sentence, and nothing long. */
function isFacts(text: string, language: string): boolean {
  let rest = text
  for (let found = findDate(rest, language); found !== null; found = findDate(rest, language))
    rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found.text.length)}`
  const letters = rest.replace(/[^\p{L}\p{M}]+/gu, ' ').trim()
  if (letters.length > maxOther) return false
  // a word or two of a sentence stand before a date in running text
  const isSentence = /[.!?…。]["”»)]?$/u.test(text.trim()) && /\p{Ll}{3,} \p{Ll}{3,}/u.test(rest)
  return !isSentence && (letters.split(' ').length <= 7 || takeBylineLabel(text).labelled || /[|•·]/u.test(text))
}

/** "HARBOUR, Jan. 15, 2026 (WIRE) — The council …": the date of the dateline that a report begins with. */
function datelineOf(text: string, language: string): FoundDate | null {
  const opening = /^(\p{Lu}[^.!?]{0,60}?(?:\p{L}{3,4}\. )?[^.!?]{0,40}?)\s?(?:[—–]|--|\s-\s|:\s)/u.exec(
    text.slice(0, 110),
  )?.[1]
  const date = opening === undefined ? null : findDate(opening, language)
  return date !== null && /^\P{Ll}{3,}|^\p{Lu}\p{Ll}+,/u.test(text) ? date : null
}

function datelineNear(page: Page, start: number, isUsable: Test, language: string): Candidate[] | null {
  const first = page.elements
    .slice(start + 1, start + 80)
    .filter((element) => element.localName === 'p' && isUsable(element))
    .slice(0, 4)
  for (const paragraph of first) {
    const date = datelineOf(textOf(paragraph), language)
    if (date !== null) return [asCandidate(date)]
  }
  return null
}

function asCandidate(date: FoundDate): Candidate {
  // a time of day without its zone can't be placed
  return { value: date.hasZone ? date.instant : date.day, source: 'visible date' }
}

/** Dates in attributes that components are fed by, near the headline: `data-published="2026-01-15T09:30:00Z"`. */
export function attributeDates(page: Page, start: number, isUsable: Test): Candidate[] {
  for (const element of page.elements.slice(Math.max(0, start - 25), start + 80)) {
    for (const { name, value } of element.attributes) {
      if (!/^data-(?:[\w-]*publi\w*|date|datetime|date-?time|timestamp|time|utime|created)(?:-[\w-]*)?$/.test(name))
        continue
      if (/modif|updat/.test(name) || value.length > 40 || !isElement(element) || !isUsable(element)) continue
      return [{ value, source: `attribute ${name}` }]
    }
  }
  return []
}

/** Dates in the title of an element that shows how long ago it was, or that is named for dates, near the headline. */
export function titleDates(page: Page, start: number, isUsable: Test, language: string): Candidate[] {
  for (const element of page.elements.slice(Math.max(0, start - 25), start + 80)) {
    const title = element.getAttribute('title') ?? element.getAttribute('aria-label') ?? ''
    if (title.length < 8 || title.length > 60 || !/\d/.test(title) || !isUsable(element)) continue
    if (!timed.test(namesOf(element)) && !/^(?:abbr|time)$/.test(element.localName)) continue
    if (/modif|updat/.test(namesOf(element))) continue
    if (readMoment(title, language) !== null) return [{ value: title, source: 'title of a date' }]
    const date = publicationIn(title, language)
    if (date !== null && isFacts(title, language)) return [asCandidate(date)]
  }
  return []
}

const timed = /(?:^|[\s_-])(?:dates?|time|timeago|time-?ago|ago|age|published|posted|timestamp|relative)(?:$|[\s_-])/
