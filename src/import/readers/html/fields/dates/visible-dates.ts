import { readMoment } from '../../../../dates/date.ts'
import { toPlain } from '../../../../../text/fold.ts'
import { datesInLine } from '../../../../dates/dates-in-line.ts'
import { findDate } from '../../../../dates/human-date.ts'
import { oneLine } from '../../../../text/one-line.ts'
import { modifiedLabels, publishedWords } from '../../../../vocabulary/labels/date-label.ts'
import { childrenOf, closest, type DomElement, elementsOf, isElement, isText, namesOf } from '../../page/dom.ts'
import type { Evidence } from '../../evidence.ts'
import type { Candidate } from '../../sources.ts'
import { attributeDates, dateBelow, dateNear, titleDates } from './date-lines.ts'
import { scriptDates } from './script-dates.ts'
import { isOutsideArticle, type Page, textOf } from '../../page/page.ts'

/** A `time` near the headline that stands behind a word such as "Updated". */
export function labelledUpdate(page: Page, headline: DomElement | null): Candidate[] {
  if (headline === null) return []
  const start = page.elements.indexOf(headline)
  const time = page.elements.slice(start + 1, start + 60).find((element) => {
    if (element.localName !== 'time' || page.isConcealed(element) || isOutsideArticle(element)) return false
    const label = labelBefore(element)
    return saysUpdated(label)
  })
  const value = time?.getAttribute('datetime') ?? ''
  return value === '' ? [] : [{ value, source: 'time' }]
}

/** A date written for people near the headline with a word such as "Updated" right before or behind it. */
export function visibleUpdate(page: Page, headline: DomElement | null, language: string): Candidate[] {
  const start = headline === null ? -1 : page.elements.indexOf(headline)
  if (start === -1) return []
  for (const element of page.elements.slice(Math.max(0, start - 25), start + 80)) {
    if (page.isConcealed(element) || isOutsideArticle(element) || inTeaser(element, headline)) continue
    const text = textOf(element)
    if (text.length < 8 || text.length > 160 || !modifiedLabels.within(toPlain(text))) continue
    const date = updateIn(text, language)
    if (date !== null) return [{ value: date, source: 'visible date' }]
  }
  return []
}

const maxDates = 4

function updateIn(text: string, language: string): string | null {
  let rest = text
  for (let pass = 0; pass < maxDates; pass += 1) {
    const date = findDate(rest, language)
    if (date === null) return null
    const end = date.index + date.text.length
    const behind = /^[^\d]{0,12}/.exec(rest.slice(end))?.[0] ?? ''
    if (saysUpdated(rest.slice(0, date.index).slice(-30)) || (unspaced.test(behind) && saysUpdated(behind)))
      return date.hasZone ? date.instant : date.day
    rest = rest.slice(end)
  }
  return null
}

// where the word follows the date
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Whether an element stands among other stories, comments or the changes that a page has seen. */
function inTeaser(element: DomElement, headline: DomElement | null): boolean {
  return (
    closest(
      element,
      (at) =>
        /related|recommend|teaser|comment|promo|latest|more-|history|change-?(?:log|note)|revisions|(?:^|[\s_-])(?:events?|venue|schedule|tickets?|deadline|today|today-?date|current-?date|date-?today|clock|weather)(?:$|[\s_-])/.test(
          namesOf(at),
        ) &&
        (headline === null || !at.contains(headline)),
    ) !== null || isListed(element, headline)
  )
}

/** Whether an element stands in the item of a list that leads to another story. */
function isListed(element: DomElement, headline: DomElement | null): boolean {
  const item = closest(element, (at) => at.localName === 'li')
  if (item === null || (headline !== null && item.contains(headline))) return false
  return elementsOf(item).some(
    (at) => at.localName === 'a' && !at.contains(element) && !aboutArticle.test(at.getAttribute('href') ?? ''),
  )
}

const aboutArticle = /author|autor|profile|user|categor|rubri|section|tags?\b|^#|^mailto:/i

const maxTimes = 300

/** Whether a text speaks of a change, not of the publication. */
function saysUpdated(text: string): boolean {
  const plain = toPlain(text)
  return modifiedLabels.within(plain) && !publishedWords.within(plain)
}

/** Dates that the page shows near its headline: `time[datetime]`, then dates written for people. */
export function visibleDates({ page }: Evidence, headline: DomElement | null, language: string): Candidate[] {
  const start = headline === null ? -1 : page.elements.indexOf(headline)
  const near = (element: DomElement) => {
    if (page.isConcealed(element) || isOutsideArticle(element) || inTeaser(element, headline)) return false
    const article = closest(element, (at) => at.localName === 'article')
    // the date of another article's teaser is the commonest wrong date
    return (
      article === null ||
      headline === null ||
      article.contains(headline) ||
      closest(headline, (at) => at.localName === 'article') === null
    )
  }
  const times = ['time', 'relative-time', 'time-ago', 'local-time']
    .flatMap((tag) => page.byTag(tag))
    // near the headline or named: the first hundreds decide, and a page may have 60,000
    .slice(0, maxTimes)
    .filter(near)
    .map((element) => ({ element, distance: Math.abs(page.elements.indexOf(element) - start) }))
    .filter(({ element, distance }) => start === -1 || distance < 150 || /publi|entry-date/.test(namesOf(element)))
  const found: Candidate[] = []
  const notUpdated = times.filter(
    ({ element }) =>
      /publi|posted/.test(namesOf(element)) ||
      (!/updat|modif/.test(`${namesOf(element)} ${element.getAttribute('itemprop')?.toLowerCase() ?? ''}`) &&
        !modifiedLabels.within(toPlain(`${textOf(element).slice(0, 60)} ${labelBefore(element)}`))),
  )
  const [time] = start === -1 ? notUpdated : notUpdated.toSorted((a, b) => rank(a) - rank(b))
  if (time !== undefined && (start !== -1 || notUpdated.length === 1 || time.element.hasAttribute('pubdate'))) {
    const machine = time.element.getAttribute('datetime') ?? time.element.getAttribute('content') ?? ''
    if (readMoment(machine, language) !== null) found.push({ value: machine, source: 'time' })
    else found.push(...human(textOf(time.element), language))
  }
  if (found.length === 0 && start !== -1) {
    const dated = page.elements
      .slice(Math.max(0, start - 25), start + 80)
      .filter(
        (element) =>
          near(element) &&
          !element.contains(headline ?? element) &&
          /(?:^|[\s_-])(?:date|datum|data|fecha|published|pubdate|publish|posted|timestamp|byline|dateline|entry-meta|post-meta|meta|article-info|submitted|time|created|info|published-date|pub-date)(?:$|[\s_-])/.test(
            namesOf(element),
          ),
      )
      .filter((element) => textOf(element).length <= 160)
    for (const element of dated) {
      const line = datesInLine(oneLine(textOf(element)).slice(0, 200), language)
      // the leaves of a calendar, which styles set apart
      const dates = line.length > 0 ? line : datesInLine(wordsOf(element), language)
      const date = (dates.find(({ label }) => label === 'published') ?? dates.find(({ label }) => label === null))?.date
      if (date !== undefined) {
        found.push({ value: date.hasZone ? date.instant : date.day, source: 'visible date' })
        break
      }
    }
  }
  const title = headline === null ? '' : textOf(headline)
  if (found.length > 0 || start === -1) return found.length > 0 ? found : scriptDates(page, title)
  const titled = titleDates(page, start, near, language)
  if (titled.length > 0) return titled
  return (
    dateNear(page, start, near, language) ??
    dateBelow(page, start, near, language) ??
    attributeDates(page, start, near)
  ).concat(scriptDates(page, title))
}

/** The words of an element, apart even where its parts touch. */
function wordsOf(element: DomElement): string {
  const parts = elementsOf(element).flatMap((at) =>
    childrenOf(at)
      .filter(isText)
      .map((node) => node.nodeValue ?? ''),
  )
  return oneLine(parts.join(' ')).slice(0, 200)
}

function rank({ element, distance }: { element: DomElement; distance: number }): number {
  return (
    distance - (/publish|entry-date|dt-published/.test(namesOf(element)) || element.hasAttribute('pubdate') ? 1000 : 0)
  )
}

/** The last 25 characters before an element inside its parent; siblings are asked backwards, so a long row costs nothing. */
function labelBefore(element: DomElement): string {
  const parent = element.parentNode
  if (parent === null || textOf(element).length > 60) return ''
  let text = ''
  let length = 0
  for (const child of childrenOf(parent)) {
    if (child === element) break
    length += 1
    if (length > 40) return ''
    // what stands before another date is its own label
    if (isElement(child) && child.localName === 'time') {
      text = ''
      continue
    }
    text += isText(child) ? (child.nodeValue ?? '') : isElement(child) ? textOf(child) : ''
  }
  return text.trim().slice(-25)
}

function human(text: string, language: string): Candidate[] {
  const date = findDate(oneLine(text).slice(0, 200), language)
  // a time of day without its zone can't be placed
  return date === null ? [] : [{ value: date.hasZone ? date.instant : date.day, source: 'visible date' }]
}
