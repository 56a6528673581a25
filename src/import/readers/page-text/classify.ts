import { toPlain } from '../../../text/fold.ts'
import { findDate } from '../../dates/human-date.ts'
import { isAdvertLine } from '../../vocabulary/lines/advert-line.ts'
import { authorHeadings } from '../../vocabulary/headings/author-heading.ts'
import { bylineLabels } from '../../vocabulary/labels/byline-label.ts'
import { callsToAction } from '../../vocabulary/lines/call-to-action.ts'
import { commentHeadings } from '../../vocabulary/headings/comment-heading.ts'
import { copyrights, reservesRights } from '../../vocabulary/lines/copyright.ts'
import { creditBehindSentence, creditLabels, creditTails } from '../../vocabulary/labels/credit-label.ts'
import { modifiedLabels, publishedLabels } from '../../vocabulary/labels/date-label.ts'
import { imprints } from '../../vocabulary/lines/imprint.ts'
import { isMenuLine } from '../../vocabulary/lines/menu-line.ts'
import { paywalls } from '../../vocabulary/lines/paywall.ts'
import { inPublication, popularHeadings } from '../../vocabulary/headings/popular-heading.ts'
import { readAlso } from '../../vocabulary/headings/read-also.ts'
import { readingTime } from '../../vocabulary/lines/reading-time.ts'
import { relativeTime } from '../../vocabulary/lines/relative-time.ts'
import { relatedHeadings } from '../../vocabulary/headings/related-heading.ts'
import { isSectionLine } from '../../vocabulary/lines/section-line.ts'
import { isShareLine } from '../../vocabulary/lines/share-line.ts'
import { tagLabels } from '../../vocabulary/labels/tag-label.ts'
import { viewWords } from '../../vocabulary/lines/view-words.ts'
import { isStopped } from './stops.ts'
import { readByline } from './bylines.ts'
import type { LineKind, LineText } from './lines.ts'

/** Structure first where it decides alone, then vocabulary; what nothing claims is prose or text by its length and end. */
export function classify(line: LineText, language: string): LineKind {
  const { text, plain, weight } = line
  if (/^[\d.,\s]+[kKmM]?$/.test(text)) return 'number'
  if (weight > 90) return 'prose'
  // "No." and "Save." are answers; a button has no full stop.
  if (
    weight < 5 &&
    line.sentence &&
    isStopped(text) &&
    !text.includes('…') &&
    !text.includes('...') &&
    !/[\p{Script=Han}]/u.test(text)
  )
    return 'text'
  if (isAdvertLine(plain)) return 'advert'
  if (isShareLine(plain) || (text.length < 120 && isShareLine(toPlain(text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')))))
    return 'share'
  if (isMenuLine(plain)) return 'menu'
  if (
    weight <= 8 &&
    /\d/.test(text) &&
    (viewWords.within(plain) || text.includes('👁')) &&
    /^\D{0,20}[\d.,\s]+[kKmM]?\D{0,20}$/.test(text)
  )
    return 'views'
  if (weight <= 14 && /\d/.test(text) && readingTime.within(plain) && !line.sentence)
    return isDated(line, language) ?? 'readingTime'
  if (weight <= 6 && relativeTime.test(text)) return 'date'
  const heading = weight <= 12 ? readHeading(line) : null
  if (heading !== null) return heading
  if (isTags(line)) return 'tags'
  const notice = readNotice(line)
  if (notice !== null) return notice
  if (isReadAlso(line)) return 'readAlso'
  if (isCaption(line)) return 'caption'
  if (isBreadcrumb(text)) return 'breadcrumb'
  const dated = weight <= 30 ? isDated(line, language) : null
  if (dated !== null) return dated
  if (isSectionLine(plain)) return 'section'
  if (weight <= 20 && bylineLabels.start(plain) > 0 && readByline(line, language, null)?.labelled === true)
    return 'byline'
  return line.sentence && weight >= 5 ? 'prose' : 'text'
}

function readHeading({ plain, text, sentence }: LineText): LineKind | null {
  const bare = plain.replace(/ \d+(?= )/g, '')
  const trailing = (length: number): number => plain.length - length
  if (commentHeadings.whole(bare) || commentHeadings.whole(plain)) return 'commentHeading'
  if (commentHeadings.start(plain) > 12 && trailing(commentHeadings.start(plain)) <= 24) return 'commentHeading'
  const after = /[:：]\s?\S/u.test(text)
  if (after || (sentence && !/[?!…]$/.test(text))) return null
  if (popularHeadings.whole(plain) || isNearly(popularHeadings.start(plain), trailing, 14)) return 'popularHeading'
  // "Most read in The Courier"
  if (popularHeadings.start(plain) > 9 && inPublication.test(plain.slice(popularHeadings.start(plain))))
    return 'popularHeading'
  if (relatedHeadings.whole(plain) || isNearly(relatedHeadings.start(plain), trailing, 26)) return 'relatedHeading'
  return authorHeadings.whole(plain) ? 'authorHeading' : null
}

function isNearly(length: number, trailing: (length: number) => number, most: number): boolean {
  return length > 6 && trailing(length) <= Math.min(most, length * 2)
}

function readNotice({ plain, text, weight, sentence }: LineText): LineKind | null {
  if (weight > 70) return null
  if (weight <= 45 && paywalls.within(plain)) return 'wall'
  const owned = /^\W{0,3}(?:©|\(c\)|copyright)/iu.test(text) || /©\s?\D{0,30}(?:19|20)\d\d/u.test(text)
  if (copyrights.within(plain) ? weight <= 50 : owned && weight <= 30)
    return isCredit(text) && !reservesRights.test(plain) ? 'caption' : 'copyright'
  if (imprints.within(plain) && /\d{3}|@|:/.test(text)) return 'imprint'
  return callsToAction.within(plain) && (weight <= 45 || !sentence) ? 'call' : null
}

// "© Reuters" is a picture's, "© 2025 The House" the page's.
function isCredit(text: string): boolean {
  return !/(?:19|20)\d\d/.test(text) && text.length < 60 && /^\W{0,3}(?:©|\(c\))/iu.test(text)
}

function isTags({ plain, text, weight }: LineText): boolean {
  if (weight > 40) return false
  const length = tagLabels.start(plain)
  return length > 0 && (tagLabels.whole(plain) || /^[\p{L}\p{M}\s#]{2,30}[:：|]/u.test(text))
}

function isReadAlso({ plain, text, weight, sentence }: LineText): boolean {
  if (weight > 40 || readAlso.start(plain) === 0) return false
  return /^.{2,40}?[:：|»>→▶-]/u.test(text) || (!sentence && readAlso.start(plain) > 10)
}

// "MERIDIAN/Jane Roe"
const agencyCredit = /(?:^|\s)\p{Lu}{3,}\/\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/u

function isCaption({ plain, text, weight, sentence }: LineText): boolean {
  if (weight > 60) return false
  const labelled = creditLabels.start(plain) > 0
  if (labelled && (weight <= 3 || /^[([].{3,200}[)\]]$/u.test(text))) return true
  if (
    creditLabels.start(plain) > 0 &&
    (/^\W{0,2}[\p{L}\p{M}\s.'’()]{2,30}?[:：/|©]/u.test(text) || creditLabels.whole(plain))
  )
    return true
  // "The cook, Ms Tamura = on the 18th in Minato" is how Japanese papers caption.
  if (/＝[^。]{2,40}$/u.test(text) && !sentence) return true
  return creditTails.test(text.slice(-160)) || creditBehindSentence.test(text.slice(-160)) || agencyCredit.test(text)
}

function isBreadcrumb(text: string): boolean {
  return (
    text.length < 300 &&
    (/\s[>»›→/]\s.{1,200}\s[>»›→/]\s/u.test(text) || /^[\p{L}\p{M}]{2,14}\s?[>»›]\s?[\p{L}\p{M}]/u.test(text))
  )
}

// A line is a date's when little stands beside it but labels, the weekday, the time of day, a name.
function isDated(line: LineText, language: string): LineKind | null {
  if (line.text.length > 200) return null
  const date = findDate(line.text, language)
  const labelled = publishedLabels.start(line.plain) > 0 || modifiedLabels.start(line.plain) > 0
  // A date in a calendar or language that is not read is a date all the same.
  if (date === null) return labelled && line.weight <= 10 && /[:：].*\p{N}.*\p{N}/u.test(line.text) ? 'date' : null
  if (labelled) return 'date'
  const others = line.text.slice(0, date.index) + line.text.slice(date.index + date.text.length)
  const labels = toPlain(others)
  if (line.weight <= 16 && (publishedLabels.within(labels) || modifiedLabels.within(labels))) return 'date'
  const rest = others.length
  return rest <= 18 || /[|·•]/u.test(line.text) || (rest <= 60 && readByline(line, language, null) !== null)
    ? 'date'
    : null
}
