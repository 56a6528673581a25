import {
  afternoon,
  beforeDate,
  beforeMonth,
  beforeYear,
  behindYear,
  monthWords,
  ordinalEndings,
  shortBehindYear,
  yearWords,
  yearEndings,
} from '../vocabulary/dates/date-word.ts'
import { isWeekday, monthNumber } from './calendar-names.ts'
import { otherCalendarDay } from './other-calendars.ts'
import { zoneOffset } from './zone.ts'

/** A date as written for people. */
export interface FoundDate {
  /** RFC 3339 in UTC; the time is taken for UTC where no zone is given. */
  readonly instant: string
  /** `YYYY-MM-DD` as written. */
  readonly day: string
  readonly text: string
  readonly index: number
  readonly hasTime: boolean
  /** The text says in which zone the time of day is. */
  readonly hasZone: boolean
}

// Dates stand in short lines; nothing longer is looked at.
const maxLength = 300

/**
 * The first whole date of a short text: day, month and year are all written, and their order is certain. Between 5/6 and
 * 6/5 the language decides: day first, but for English, where only a country does (`en-US`, `en-GB`). Null for none.
 */
export function findDate(text: string, language: string): FoundDate | null {
  if (text.length > maxLength || !/\p{Nd}/u.test(text)) return null
  const western = toWesternDigits(text)
  return (
    findElsewhere(western, /[۰-۹]/.test(text) || /^fa\b/i.test(language)) ??
    findIso(western) ??
    findYearFirst(western) ??
    findNumeric(western, language) ??
    findNamed(western, language)
  )
}

function findElsewhere(text: string, isPersian: boolean): FoundDate | null {
  const found = otherCalendarDay(text, isPersian)
  return found === null ? null : build(text, found.match, [found.year, found.month, found.day])
}

function findIso(text: string): FoundDate | null {
  const match =
    /\b((?:1[89]|20)\d{2})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?(?:\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?/.exec(
      text,
    )
  if (match === null) return null
  const [, year, month, day, hour, minute, second, zone] = match
  if (hour === undefined) return build(text, match, [year, month, day], null)
  const { index } = match
  return build(text, match, [year, month, day], {
    seconds: toSeconds(hour, minute, second),
    start: index,
    end: index + match[0].length,
    offset: offsetOf(zone),
  })
}

// Only four digits tell that the year is first.
function findYearFirst(text: string): FoundDate | null {
  const match = /(?<!\d)((?:1[89]|20)\d{2})\s?[./年년-]\s?(\d{1,2})\s?[./月월-]\s?(\d{1,2})(?!\d)[日일]?/.exec(text)
  return match === null ? null : build(text, match, [match[1], match[2], match[3]])
}

function findNumeric(text: string, language: string): FoundDate | null {
  const match = /(?<![\p{L}\d./-])(\d{1,2})\u200f?([./-])\s?(\d{1,2})\u200f?\2\s?((?:1[89]|20)?\d{2})(?![\d/-])/u.exec(
    text,
  )
  if (match === null) return null
  const [, first, mark, second, printed = ''] = match
  const isShort = printed.length === 2
  if (isShort && (/^(?:hu|ja|ko|lt|zh)\b/.test(language) || (match[0].length !== text.length && mark !== '.')))
    return null
  const year = isShort ? `20${printed}` : printed
  const [a, b] = [Number(first), Number(second)]
  const isMonthFirst = mark !== '.' && a <= 12 && (b > 12 || /^en-US\b/i.test(language))
  if (mark !== '.' && a <= 12 && b <= 12 && a !== b && /^en(?!-(?:US|GB|AU|NZ|IE|IN|ZA)\b)/i.test(language)) return null
  return build(text, match, isMonthFirst ? [year, first, second] : [year, second, first])
}

const month = String.raw`(?<month>\p{L}[\p{L}\p{M}.'’׳]*(?: \p{L}[\p{L}\p{M}]*)??)`
const year = String.raw`(?<year>(?:1[89]|20|25)\d{2})(?!\d)`
const day = String.raw`(?<day>\d{1,2})`
// "يناير/كانون الثاني": Arabic papers name a month twice
const otherName = String.raw`(?:\s?/\s?\p{L}[\p{L}\p{M} ]{2,20})`
const shortYear = String.raw`['’‘](?<short>\d{2})(?!\d)`
const orders = [
  // "3. März 2025", "3 de marzo de 2025", "1er mars 2025", "4 d’abril del 2025", "4 במרץ 2025", "4 มีนาคม พ.ศ. 2568"
  String.raw`(?<!\d)${day}(?:(?:${ordinalEndings}|[.ºª°,]){0,2}[\s/-]{1,2}|\.)(?:${beforeMonth})?${month}${otherName}?(?:[.,،॰]{0,2}[\s/-]|(?<=\.))(?:${beforeYear})?(?:${year}|${shortYear})`,
  // "15 ม.ค. 69": Thai papers leave out the century of the Buddha
  String.raw`(?<!\d)${day} (?<month>\p{Script=Thai}[\p{Script=Thai}.]*) (?<short>\d{2})(?!\d)`,
  // "4 tháng 3, 2025", "ngày 4 tháng 3 năm 2025"
  String.raw`(?<!\d)${day} (?:${monthWords}) (?<month>\d{1,2})(?:,| (?:${yearWords})) ${year}`,
  // "2025. gada 4. marts"
  String.raw`(?<!\d)${year}\.? (?:${behindYear}) ${day}\.? ${month}`,
  // "2025. március 4.", "2025 m. kovo 4 d."
  String.raw`(?<!\d)${year}\.?(?:\s(?:${shortBehindYear})|${yearEndings})?\s${month}\.?\s${day}(?!\d)`,
  // "March 4, 2025"
  String.raw`${month}[.,]?\s${day}(?:${ordinalEndings})?,?\s${year}`,
].map((order) => new RegExp(order, 'giu'))

function findNamed(text: string, language: string): FoundDate | null {
  if (!/(?<!\d)(?:1[89]|2[05])\d{2}(?!\d)|['’‘]\d{2}(?!\d)|\p{Script=Thai}\.? \d{2}(?!\d)/u.test(text)) return null
  for (const order of orders) {
    order.lastIndex = 0
    for (let match = order.exec(text); match !== null; match = order.exec(text)) {
      const { year: whole, month: name = '', day: number, short } = match.groups ?? {}
      const written = whole ?? (short === undefined ? '' : `${/\p{Script=Thai}/u.test(name) ? 25 : 20}${short}`)
      const found = /\d/.test(name) ? Number(name) : monthNumber(name, language)
      if (found === null) {
        // of "Jane Roe March 4, 2025" the last word may be the month alone
        order.lastIndex = match.index + (/[\s\p{P}]+/u.exec(match[0])?.index ?? match[0].length) + 1
        continue
      }
      const date = build(text, match, [gregorian(written, text), found, number])
      return date === null ? null : withLeadingWords(text, date, language)
    }
  }
  return null
}

const wordBefore = new RegExp(String.raw`(?<![\p{L}\p{M}])(?:${beforeDate})\s+$`, 'iu')

/** "Tuesday, 4 March 2025", "il 3 ottobre 2025": the weekday and the little word before are part of what is written. */
function withLeadingWords(text: string, date: FoundDate, language: string): FoundDate {
  let start = date.index
  const [weekday] = [/[\p{L}\p{M}’'-]+ [\p{L}\p{M}’'-]+[,.،]*\s+$/u, /[\p{L}\p{M}’'-]+[,.،]*\s+$/u]
    .map((words) => words.exec(text.slice(0, start)))
    .filter((found) => found !== null && isWeekday(found[0], language))
  start = weekday?.index ?? start
  start = wordBefore.exec(text.slice(0, start))?.index ?? start
  return { ...date, index: start, text: `${text.slice(start, date.index)}${date.text}` }
}

/** Thai dates count from the Buddha. */
function gregorian(written: string, text: string): number {
  return Number(written) - (written.startsWith('25') && /\p{Script=Thai}/u.test(text) ? 543 : 0)
}

interface TimeOfDay {
  readonly seconds: number
  /** Where in the text date and time begin and end. */
  readonly start: number
  readonly end: number
  /** Minutes east of UTC; null where no zone is written. */
  readonly offset: number | null
}

function build(
  text: string,
  match: { readonly 0: string; readonly index: number },
  parts: readonly (number | string | undefined)[],
  given?: TimeOfDay | null,
): FoundDate | null {
  const [year = 0, month = 0, day = 0] = parts.map(Number)
  const midnight = new Date(Date.UTC(year, month - 1, day))
  if (year < 1800 || year > 2100 || midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null
  const end = match.index + match[0].length
  const time = given === undefined ? findTime(text, match.index, end) : given
  const start = time?.start ?? match.index
  const seconds = (time?.seconds ?? 0) - (time?.offset ?? 0) * 60
  return {
    instant: new Date(midnight.getTime() + seconds * 1000).toISOString().replace('.000Z', 'Z'),
    day: midnight.toISOString().slice(0, 10),
    text: text.slice(start, time?.end ?? end).trim(),
    index: start,
    hasTime: time !== null,
    hasZone: time !== null && time.offset !== null,
  }
}

const afternoonWord = new RegExp(afternoon)

// Languages join the time to the date with words of their own: "às 18h30", "kl. 18.30", "오후 6:05".
function findTime(text: string, start: number, end: number): TimeOfDay | null {
  const after =
    /^([^\d\n]{0,14}?)(?<!\d)([01]?\d|2[0-3])\s?[:.h時点时]\s?([0-5]\d)(?::([0-5]\d))?分?(?!\d)\s?([ap]\.?m\b\.?|[πμ]\.?μ\.?|[صم](?!\p{L}))?/iu.exec(
      text.slice(end),
    )
  if (after !== null) {
    const [whole, joint = '', hour, minute, second, half = ''] = after
    const isAfternoon = /^[pμم]/i.test(half) || afternoonWord.test(joint)
    const zone = /^\s?\(?(Z\b|(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[A-Z]{3,5}\b|[+-]\d{4}(?!\d))/.exec(
      text.slice(end + whole.length),
    )
    const offset = offsetOf(zone?.[1])
    const isTwelve = Number(hour) === 12 && half !== ''
    return {
      seconds:
        toSeconds(isTwelve ? '0' : hour, minute, second) +
        (isAfternoon && (isTwelve || Number(hour) < 12) ? 43_200 : 0),
      start,
      end: end + whole.length + (offset === null ? 0 : (zone?.[0].length ?? 0)),
      offset,
    }
  }
  const before = /(?<!\d)([01]?\d|2[0-3])[:h]([0-5]\d)[^\d\n]{0,8}$/iu.exec(text.slice(Math.max(0, start - 20), start))
  if (before === null) return null
  return { seconds: toSeconds(before[1], before[2]), start: start - before[0].length, end, offset: null }
}

function toSeconds(hour = '0', minute = '0', second = '0'): number {
  return (Number(hour) * 60 + Number(minute)) * 60 + Number(second)
}

function offsetOf(zone: string | undefined): number | null {
  return zone === undefined ? null : zoneOffset(zone)
}

// where the digits of Arabic, Persian, Devanagari, Bengali and Thai begin
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]

function toWesternDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹०-९০-৯๐-๙]/g, (digit) => {
    const code = digit.charCodeAt(0)
    return String(zeros.map((zero) => code - zero).find((value) => value >= 0 && value <= 9) ?? digit)
  })
}
