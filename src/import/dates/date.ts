import { beforeMonth, beforeTime, beforeYear, ordinalEndings } from '../vocabulary/dates/date-word.ts'
import { monthNumber } from './calendar-names.ts'
import { findDate } from './human-date.ts'
import { zoneOffset } from './zone.ts'

/** A date as written for machines, in parts: what it leaves open stays null. */
export interface Moment {
  /** `YYYY-MM-DD`, on the clock it was written by. */
  readonly day: string
  /** `HH:MM:SS`; null where only a date is given. */
  readonly time: string | null
  /** The zone as written; empty where the time has none. */
  readonly zone: string
  /** Minutes east of UTC; null where the time has no zone, or one that is unknown or ambiguous. */
  readonly offset: number | null
}

/**
 * A date as feeds write it, as an RFC 3339 instant in UTC with whole seconds, or an ISO date where no time is given, or one in a
 * zone that nobody knows, so that the day at least is kept. Null where the day is unclear: a wrong one is worse than none. A time
 * without a zone is read as UTC. `language` is what the
 * names of months are in; without it, those count that mean one month in every language.
 */
export function feedDate(written: string | null | undefined, language?: string): string | null {
  const moment = readMoment(written ?? '', language)
  if (moment === null) return null
  const date = fromMoment(moment.zone === '' ? { ...moment, offset: 0 } : moment)
  // The first second of 1970 is what a program writes that had no date.
  return /^1970-01-01(T00:00:00Z)?$/.test(date) ? null : date
}

/** A date from `feedDate` as an instant: midnight in UTC where it has no time. */
export function atMidnight(date: string): string {
  return date.length === 10 ? `${date}T00:00:00Z` : date
}

/** Whether a date as written has a time but no zone, so that `feedDate` had to take it for UTC. */
export function lacksZone(written: string): boolean {
  const moment = readMoment(written)
  return moment !== null && moment.time !== null && moment.zone === ''
}

/**
 * Reads a machine's date: ISO 8601 and its compact forms, RFC 822 and its variants (two-digit years, no seconds, named
 * zones, wrong or foreign weekday, foreign months), Java's and JavaScript's `toString`, asctime, epoch numbers, and of
 * dates in figures alone those that can be read one way only.
 */
export function readMoment(written: string, language?: string): Moment | null {
  const text = written
    .trim()
    .replace(/[\u00a0\u202f\s]+/g, ' ')
    // as PDF files begin a date
    .replace(/^D:/, '')
    // as programs print a value of theirs
    .replace(/^(?:(?:ISODate|new Date|Date)\()?["']([^"']+)["']\)?$/, '$1')
    // Go's clock of the machine
    .replace(/ m=[+-][\d.]+$/, '')
  if (text === '' || text.length > 80) return null
  return (
    iso(text) ??
    dayFirst(text, language) ??
    monthFirst(text, language) ??
    asctime(text, language) ??
    figures(text) ??
    epoch(text) ??
    eastAsian(text) ??
    forPeople(text, language)
  )
}

/** The moment as RFC 3339 in UTC where time and offset are known, else its date alone. */
export function fromMoment({ day, time, offset }: Moment): string {
  if (time === null || offset === null) return day
  const instant = new Date(Date.parse(`${day}T${time}Z`) - offset * 60_000)
  return instant.toISOString().replace('.000Z', 'Z')
}

const clock = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?`
const isoForms = [
  new RegExp(String.raw`^([12]\d{3})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:T| T|,? (?:at )?)${clock} ?(.*))?$`, 'i'),
  /^((?:1[89]|20|21)\d{2})()(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$/i,
]

function iso(text: string): Moment | null {
  for (const form of isoForms) {
    const match = form.exec(text)
    if (match === null) continue
    const [, year, , month, day, hour, minute, second, zone] = match
    return moment([year, month, day], [hour, minute, second], zone)
  }
  return null
}

const dayFirstPattern = new RegExp(
  [
    String.raw`^(\d{1,2})(?:${ordinalEndings}|\.|º)?[ -]+(?:${beforeMonth})?(\p{L}[\p{L}\p{M}]*)\.?,?[ -](?:${beforeYear})?(\d{4}|\d{2})`,
    String.raw`(?:,? (?:${beforeTime})?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?(.*))?$`,
  ].join(''),
  'iu',
)
const monthFirstPattern = new RegExp(
  [
    String.raw`^(\p{L}[\p{L}\p{M}]*)\.? (\d{1,2})(?:${ordinalEndings})?,? (\d{4})`,
    String.raw`(?:,? (?:${beforeTime})?(\d{1,2}):(\d{2})(?::(\d{2}))?(.*))?$`,
  ].join(''),
  'iu',
)

// "Wed, 02 Oct 2002 08:00:00 EST", "2 oct. 02 8:00"; "mar. 3 mars" begins with a weekday
function dayFirst(text: string, language: string | undefined): Moment | null {
  const match = dayFirstPattern.exec(text.replace(/^\p{L}[\p{L}\p{M}'’-]*[,.]* ?(?=\d)/u, ''))
  if (match === null) return null
  const [, day, month, year = '', hour, minute, second, rest] = match
  return moment([fullYear(year), monthNumber(month ?? '', language), day], [hour, minute, second], rest)
}

// "Oct 2, 2002 8:00 PM GMT", "Wed Oct 02 2002 08:00:00 GMT+0200 (CEST)"
function monthFirst(text: string, language: string | undefined): Moment | null {
  const match = monthFirstPattern.exec(text.replace(/^\p{L}[\p{L}\p{M}]*[,.]* (?=\p{L})/u, ''))
  if (match === null) return null
  const [, month, day, year, hour, minute, second, rest] = match
  return moment([year, monthNumber(month ?? '', language), day], [hour, minute, second], rest)
}

// "Wed Oct  2 08:00:00 EST 2002", as `date` and Java print it
function asctime(text: string, language: string | undefined): Moment | null {
  const match =
    /^(?:\p{L}{2,9},? )?(\p{L}+) (\d{1,2}),? (\d{1,2}):(\d{2})(?::(\d{2}))? ?([AP]M)? ?([A-Z]{1,5}|(?:GMT|UTC)?[+-]\d{2}:?\d{2})? ?(\d{4})(?: .*)?$/iu.exec(
      text,
    )
  if (match === null) return null
  const [, month, day, hour, minute, second, half = '', zone = '', year] = match
  return moment([year, monthNumber(month ?? '', language), day], [hour, minute, second], `${half} ${zone}`)
}

/** "31/03/2025 10:00", "3/31/2025", "03.04.2025": day and month as far as the figures or the dots tell them apart. */
function figures(text: string): Moment | null {
  const match =
    /^(?:\p{L}+[.,]* )?(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:,?[ T-]+(\d{1,2})[:.](\d{2})(?::(\d{2}))?(.*))?$/u.exec(
      text,
    )
  if (match === null) return null
  const [, first, separator, second, year, hour, minute, seconds, rest] = match
  const [a, b] = [Number(first), Number(second)]
  // 3/4 is the 3rd of April or the 4th of March; dots are written where the day comes first.
  if (separator !== '.' && a <= 12 && b <= 12 && a !== b) return null
  const isMonthFirst = separator !== '.' && b > 12
  return moment([year, isMonthFirst ? first : second, isMonthFirst ? second : first], [hour, minute, seconds], rest)
}

/** Seconds, with a fraction or without, or milliseconds since 1970, of this century; also as .NET writes them. */
function epoch(text: string): Moment | null {
  const digits = /^(?:\/Date\()?([1-3]\d{9}(?:\d{3})?)(?:\.\d+|(?:[+-]\d{4})?\)\/)?$/.exec(text)?.[1]
  if (digits === undefined) return null
  const at = new Date(Number(digits) * (digits.length === 10 ? 1000 : 1)).toISOString()
  return { day: at.slice(0, 10), time: at.slice(11, 19), zone: 'Z', offset: 0 }
}

/** "2025年3月31日 10:00", "2025년 3월 31일". */
function eastAsian(text: string): Moment | null {
  const match =
    /^(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일](?:\s?[(（]\p{L}+[)）])?(?: ?(\d{1,2})[:時时](\d{2})分?(?::(\d{2}))?(.*))?$/u.exec(
      text,
    )
  if (match === null) return null
  const [, year, month, day, hour, minute, second, zone] = match
  return moment([year, month, day], [hour, minute, second], zone)
}

/** A date in words, of which nearly all of the text is made: "Thursday, January 15, 2026 - 09:30", "15. Januar 2026, 9:30 Uhr". */
function forPeople(text: string, language = 'en'): Moment | null {
  const found = findDate(text, language)
  // figures alone are read above, where they can be read in one way
  if (found === null || !/\p{L}/u.test(found.text) || text.length - found.text.length > maxOtherChars) return null
  if (/\d/.test(text.replace(found.text, ''))) return null
  const [day = '', time = ''] = found.instant.replace('Z', '').split('T')
  if (found.hasZone) return { day, time, zone: 'Z', offset: 0 }
  return { day: found.day, time: found.hasTime ? time : null, zone: '', offset: null }
}

/** "Published on", "Uhr": more is a sentence about something else. */
const maxOtherChars = 24

type Part = number | string | null | undefined

function moment(date: readonly Part[], time: readonly (string | undefined)[], rest: string | undefined): Moment | null {
  const [year = 0, month = 0, day = 0] = date.map(Number)
  const midnight = new Date(Date.UTC(year, month - 1, day))
  // Neither a year before the web's time nor the 31st of February came from a clock.
  if (year < 1600 || year > 2199 || midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null
  const [hour, minute, second] = time
  if (hour === undefined || minute === undefined)
    return { day: midnight.toISOString().slice(0, 10), time: null, zone: '', offset: null }
  const half = /^ ?([ap])\.?m\.?(?= |$)/i.exec(rest ?? '')
  const hours = half === null ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half[1] ?? '') ? 12 : 0)
  const [minutes, seconds] = [Number(minute), Math.min(Number(second ?? 0), 59)]
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes + seconds > 0)) return null
  // 24:00 is the next day's beginning
  const at = new Date(midnight.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000).toISOString()
  const zone = zoneIn(half === null ? (rest ?? '') : (rest ?? '').slice(half[0].length))
  return { day: at.slice(0, 10), time: at.slice(11, 19), zone, offset: zone === '' ? null : zoneOffset(zone) }
}

// Java names the place as well: "[Europe/Berlin]".
function zoneIn(rest: string): string {
  return rest.replace(/\s*\[[\w/+-]+\]$/, '').trim()
}

/** Two-digit years as RFC 2822 reads them. */
function fullYear(year: string): number {
  const value = Number(year)
  return year.length === 4 ? value : value + (value < 50 ? 2000 : 1900)
}
