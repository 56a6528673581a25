/** A day of another calendar as it is written, and where. */
export interface WrittenDay {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly match: RegExpExecArray
}

const persianMonths = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' ')
const persianNumeric = /(?<!\d)(1[34]\d{2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)/
const persianNamed = new RegExp(
  String.raw`(?<!\d)(\d{1,2}) (${persianMonths.join('|')})(?: ماه)?،? (1[34]\d{2})(?!\d)`,
  'u',
)
const eras = { 令和: 2018, 平成: 1988, 昭和: 1925, 民國: 1911, 民国: 1911 }
const eraDay = new RegExp(
  String.raw`(${Object.keys(eras).join('|')})\s?(\d{1,3}|元)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日`,
  'u',
)

/**
 * The day of a Persian date or of a year of an East Asian era, in our calendar. `text` has western digits; `isPersian`: it is of a language that
 * counts so. Null for none.
 */
export function otherCalendarDay(text: string, isPersian: boolean): WrittenDay | null {
  const inEra = eraDay.exec(text)
  if (inEra !== null) {
    const [, era = '', year = '', month, day] = inEra
    const before = eras[era as keyof typeof eras]
    return { year: before + (year === '元' ? 1 : Number(year)), month: Number(month), day: Number(day), match: inEra }
  }
  const named = persianNamed.exec(text)
  if (named !== null)
    return fromPersian(Number(named[3]), persianMonths.indexOf(named[2] ?? '') + 1, Number(named[1]), named)
  const numeric = isPersian ? persianNumeric.exec(text) : null
  return numeric === null ? null : fromPersian(Number(numeric[1]), Number(numeric[3]), Number(numeric[4]), numeric)
}

// 1 Farvardin 1403
const anchor = { day: daysTo(1403, 1, 1), at: Date.UTC(2024, 2, 20) }

function fromPersian(year: number, month: number, day: number, match: RegExpExecArray): WrittenDay | null {
  if (month < 1 || month > 12 || day < 1 || day > (month < 7 ? 31 : 30)) return null
  const date = new Date(anchor.at + (daysTo(year, month, day) - anchor.day) * 86_400_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), match }
}

/** Days since a fixed one; leap years come eight times in 33 years. */
function daysTo(year: number, month: number, day: number): number {
  const count = year + 1595
  const leaps = Math.floor(count / 33) * 8 + Math.floor(((count % 33) + 3) / 4)
  return 365 * count + leaps + (month < 7 ? (month - 1) * 31 : (month - 7) * 30 + 186) + day
}
