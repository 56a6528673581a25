import { findDate } from '../dates/human-date.ts'
import { toPlain } from '../../text/fold.ts'
import { labelText, oneLine } from '../text/one-line.ts'
import { leftOfDate } from '../vocabulary/dates/date-word.ts'
import { bylineLabels, fieldLabelStart } from '../vocabulary/labels/byline-label.ts'
import { creditLabels, helperLabels } from '../vocabulary/labels/credit-label.ts'
import { modifiedLabels, publishedLabels } from '../vocabulary/labels/date-label.ts'
import { readingTime } from '../vocabulary/lines/reading-time.ts'
import { allPostsBy } from '../vocabulary/names/no-author.ts'
import { newsrooms } from '../vocabulary/names/organisation.ts'
import { roles } from '../vocabulary/names/role.ts'
import { cutFolded, takeBylineLabel } from './label.ts'
import { isOrganisationName } from './organisation.ts'

/**
 * A byline without what stands around its names: labels ("By", "By | by", "View all posts by"), addresses, handles, dates, reading
 * times. Null where no name can be left: it names whose picture it is, is empty, or an address.
 */
export function withoutAside(written: string): string | null {
  const text = labelText(written)
  if (isCredit(text)) return null
  const bare = withoutLabels(withoutDate(withoutAddresses(withoutHelpers(unglued(text)))))
  return bare === '' || /^(?:https?:|www\.)/i.test(bare) ? null : bare
}

/** "Photo: Jane Roe" says who took the picture. */
function isCredit(text: string): boolean {
  return /^[\s(]*[\p{L} ]{3,20}\s?[:：]/u.test(text) && creditLabels.start(toPlain(text)) > 0
}

/** "Anna HolmUpdated May 17" as markup glues them: a bar where the label of a date touches a name. */
function unglued(text: string): string {
  return text.replace(/(?<=\p{Ll}{2})(\p{Lu}\p{Ll}{3,}(?: \p{L}+)?)/gu, (tail: string, label: string) => {
    const [first = ''] = label.split(' ')
    return [label, first].some((words) => publishedLabels.whole(toPlain(words)) || modifiedLabels.whole(toPlain(words)))
      ? ` | ${tail}`
      : tail
  })
}

const maxHelpers = 40

/** "Words: Jane Roe. Photos: John Doe": the writers alone. */
function withoutHelpers(text: string): string {
  if (!/[:：]|\bby\b/iu.test(text)) return text
  let count = 0
  for (const { index } of text.matchAll(/(?<=\S)[\s.,;|·•()（–—-]+(?=\p{L})/gu)) {
    const rest = text.slice(index).replace(/^[\s.,;|·•()（–—-]+/u, '')
    const label = /^([^:：]{2,30})[:：]|^((?:\p{L}+ ){0,3}by)(?!\p{L})/iu.exec(rest)
    if (label !== null && isHelper(toPlain(label[1] ?? label[2] ?? '')))
      return text.slice(0, index).replace(/[\s.,;|·•(–—-]+$/u, '')
    count += 1
    if (count > maxHelpers) break
  }
  return text
}

/** A label of pictures or translation, or of what somebody is who is no writer: "Editor". */
function isHelper(label: string): boolean {
  return helperLabels.whole(label) || (roles.whole(label) && !bylineLabels.whole(label))
}

function withoutAddresses(text: string): string {
  return text
    .replace(/^[^\s()<>@]+@[^\s()<>]+\s*\((.+)\)$/, '$1')
    .replace(/(?<![\w.+-])@[\w.]{2,40}@[\w.-]+/g, ' ')
    .replace(/\s*[(<[]?[\w.+-]+@[\w-]+\.[\w.-]+[)>\]]?/g, '')
    .replace(
      /\s*[(<[]?\b(?:https?:\/\/|www\.|(?:twitter|x|t|facebook|instagram|linkedin)\.(?:com|me)\/)[^\s)>\]]*[)>\]]?/gi,
      '',
    )
    .replace(/(^|[\s(,/|·•–-]+)@[\w.]{2,40}\)?/g, (_, before: string) => (/[,/|·•]/.test(before) ? '; ' : ' '))
}

/** A byline without the date or the reading time behind (or before) the names, and the labels of those. */
export function withoutDate(text: string): string {
  const date = text.length <= 300 ? findDate(text, 'und') : null
  const [before, after] =
    date === null ? [text, ''] : [text.slice(0, date.index), text.slice(date.index + date.text.length)]
  const kept = /\p{L}{2}/u.test(withoutDateLabel(before)) ? before : after
  const digits = /^(.*?\p{L}{2}.*?)(?:[\s|•·,–—(-]+\d.*)$/u.exec(kept)?.[1] ?? kept
  return trimMarks(withoutDateLabel(trimMarks(digits)))
}

const dateRest = new RegExp(`^ (?:${leftOfDate}) $`)

function withoutDateLabel(text: string): string {
  const words = text.trim().split(/\s+/)
  for (let from = Math.max(0, words.length - 3); from < words.length; from += 1) {
    const tail = toPlain(words.slice(from).join(' '))
    const isLabel = publishedLabels.whole(tail) || modifiedLabels.whole(tail) || readingTime.whole(tail)
    // a name does not end with the word for a day
    if (isLabel || (from === words.length - 1 && dateRest.test(tail)))
      return withoutDateLabel(
        words
          .slice(0, from)
          .join(' ')
          .replace(/[\s,|•·–—(-]+$/u, ''),
      )
  }
  return text
}

const maxLabels = 4

function withoutLabels(text: string): string {
  // the Turkish newsroom begins with the word for a report
  if (newsrooms.whole(toPlain(text))) return text
  let bare = trimMarks(text)
  for (let count = 0; count < maxLabels; count += 1) {
    const before = bare
    bare = bare.replace(/^(\p{L}{2,12})[\s.:,|]+(?=\1(?!\p{L}))/iu, '')
    const first = /^([^,;|•·:：]{2,25})\s*[,;|•·:：]\s*(?=\S)/u.exec(bare)
    const label = toPlain(first?.[1] ?? '')
    if (first !== null && (bylineLabels.whole(label) || allPostsBy.whole(label))) bare = bare.slice(first[0].length)
    bare = takeBylineLabel(withoutAllPosts(bare).replace(fieldLabelStart, ''), true).rest
    if (bare === before) break
  }
  return oneLine(
    bare.replace(/^[\p{L}\s]{2,20}[:：]\s*(?=\p{Lu})/u, (label) => (isOrganisationName(label) ? label : '')),
  )
}

function withoutAllPosts(text: string): string {
  const length = allPostsBy.start(toPlain(text))
  if (length === 0) return text
  return cutFolded(text, toPlain(text).slice(0, length).trim())?.rest ?? text
}

function trimMarks(text: string): string {
  return oneLine(text.replace(/^[\s|•·,;–—-]+|[\s|•·,;–—:(-]+$/g, ''))
}

/** Whether a text is about when, not about who. */
export function isDateOrTime(text: string): boolean {
  const plain = toPlain(text)
  return (
    /\d{1,2}[:.]\d{2}|\b(?:19|20)\d{2}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/.test(text) ||
    readingTime.within(plain) ||
    modifiedLabels.start(plain) > 0 ||
    publishedLabels.start(plain) > 0 ||
    / (?:ago|gmt|est|edt) /.test(plain)
  )
}
