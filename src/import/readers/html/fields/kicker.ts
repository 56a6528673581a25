import { foldWords } from '../../../../text/fold.ts'
import { oneLine } from '../../../text/one-line.ts'
import { childrenOf, closest, type DomElement, isElement, namesOf } from '../page/dom.ts'
import type { Page } from '../page/page.ts'
import { visibleText, wordsIn } from '../page/text.ts'

const kickerName =
  /(?:^|[\s_-])(?:kicker|eyebrow|overline|over-?title|surtitle|sur-?titre|rubric|rubrik|dachzeile|topline|spitzmarke|occhiello|antetitulo|cintillo|strapline-top|headline-?intro|pre-?title|pre-?heading|catline|section-?label|tagline-?top|roofline|label)(?:$|[\s_-])/

/** The headline in its element without what is set apart in it: kicker, badges, screen reader helps. */
export function splitKicker(element: DomElement): { headline: string; kicker: string | null } {
  let kicker: DomElement | null = null
  const apart = (at: DomElement) => {
    if (at === element) return false
    if (/^(?:button|sup|time)$/.test(at.localName) && /share|note|comment/.test(namesOf(at))) return true
    if (isDateOf(at) || isBadge(at) || isTool(at)) return true
    const isKicker = kickerName.test(namesOf(at))
    if (isKicker) kicker ??= at
    return isKicker
  }
  const headline = trimMarks(visibleText(element, apart))
  const text = kicker === null ? null : trimMarks(visibleText(kicker))
  // where everything in the h1 carries such a name it is the headline after all
  if (headline === '' && kicker !== null) return { headline: visibleText(element), kicker: null }
  return { headline, kicker: text === '' ? null : text }
}

/** Whether a part of a heading is a link to itself, or to edit it. */
function isTool(at: DomElement): boolean {
  return (
    at.localName === 'a' &&
    (/(?:^|[\s_-])(?:header-?link|heading-?link|anchor(?:-?link)?|permalink|edit(?:-?link|section)?|post-edit-link)(?:$|[\s_-])/.test(
      namesOf(at),
    ) ||
      /\/edit(?:$|[/?])/.test(at.getAttribute('href') ?? '')) &&
    visibleText(at).length <= 6
  )
}

/** Whether a part of a heading is a mark such as "Exclusive" or "Premium", a few words in an element that is named for it. */
function isBadge(at: DomElement): boolean {
  return (
    /(?:^|[\s_-])(?:badges?|pill|flag|premium|exclusive|sponsored|subscriber-?only|live-?(?:tag|label))(?:$|[\s_-])/.test(
      namesOf(at),
    ) && wordsIn(visibleText(at)) <= 3
  )
}

/** Whether a part of a heading is the day that a theme sets before the title. */
function isDateOf(at: DomElement): boolean {
  const isNamed =
    at.localName === 'time' ||
    /(?:^|[\s_-])(?:date|datum|fecha|published|posted-on)(?:$|[\s_-])/.test(namesOf(at)) ||
    /^date(?:Created|Published|Modified)$/.test(at.getAttribute('itemprop') ?? '')
  return isNamed && /^\P{N}{0,12}\d[^\n]{0,24}$/u.test(visibleText(at).trim())
}

/** The label in an element above the headline that is named for it; null for none. */
export function kickerAbove(page: Page, element: DomElement, headline: string): string | null {
  const parent = element.parentNode
  if (parent === null) return null
  const heading = closest(parent, (at) => /^h[1-3]$/.test(at.localName))
  if (heading !== null) {
    const before = trimMarks(visibleText(heading, (at) => at === element)).replace(/\s*[:|–—-]+$/, '')
    if (before !== '' && before.length <= 80) return before
  }
  const beside = childrenOf(parent).filter(isElement)
  const above = [
    ...beside.slice(0, beside.indexOf(element)).reverse(),
    ...childrenOf(parent.parentNode ?? parent)
      .filter(isElement)
      .filter((at) => at !== parent && !at.contains(element)),
  ].slice(0, 6)
  for (const at of above) {
    const named = kickerName.test(namesOf(at))
      ? at
      : (page.elements.find(
          (inner) => inner !== at && at.contains(inner) && !inner.contains(element) && kickerName.test(namesOf(inner)),
        ) ?? null)
    if (named === null || page.isConcealed(named)) continue
    const text = trimMarks(visibleText(named))
    if (text !== '' && text.length <= 80 && foldWords(text) !== foldWords(headline) && !/\d{1,2}[:.]\d{2}/.test(text))
      return text
  }
  return null
}

/** A line without the marks that layouts set around it. */
export function trimMarks(text: string): string {
  return oneLine(text)
    .replace(/^[|:•·–—-]\s+|\s+[|•·]$/g, '')
    .replace(/\s+([,.;!?](?:\s|$))/g, (match, mark: string) =>
      mark.startsWith('.') || mark.startsWith(',') ? mark : match,
    )
}
