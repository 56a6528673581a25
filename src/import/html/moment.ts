/** A date as written for machines, in parts: what it leaves open stays null. */
export interface Moment {
  /** `YYYY-MM-DD`, on the clock it was written by. */
  readonly day: string
  /** `HH:MM:SS`; null where only a date is given. */
  readonly time: string | null
  /** Minutes east of UTC; null where the time has no offset. */
  readonly offset: number | null
}

// names of zones that still occur in `date` strings of Java and JavaScript
const zones: Readonly<Record<string, number>> = {
  utc: 0,
  gmt: 0,
  z: 0,
  ut: 0,
  wet: 0,
  bst: 60,
  ist: 330,
  cet: 60,
  cest: 120,
  mez: 60,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
}
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** Reads a machine's date: ISO 8601 and its compact forms, RFC 822, Java's and JavaScript's `toString`, epoch numbers. */
export function readMoment(text: string): Moment | null {
  const value = text.trim().replace(/^(?:D:)/, '')
  if (value === '' || value.length > 80) return null
  return iso(value) ?? compact(value) ?? epoch(value) ?? named(value)
}

/** The moment as RFC 3339 in UTC where time and offset are known, else its date alone. */
export function fromMoment({ day, time, offset }: Moment): string {
  if (time === null || offset === null) return day
  const instant = new Date(Date.parse(`${day}T${time}Z`) - offset * 60_000)
  return instant.toISOString().replace('.000Z', 'Z')
}

function iso(value: string): Moment | null {
  const found =
    /^([+-]?\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:T|\s+|,\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[A-Za-z]{2,4}|(?:UTC|GMT)?\s*[+-]\d{1,2}:?(?:\d{2})?)?)?(?:\s*\[[\w/]+\]|\s*\([^)]*\))?$/.exec(
      value,
    ) ?? null
  if (found === null) return null
  const [, year, month, day, hour, minute, second, zone] = found
  return build(year, month, day, hour, minute, second, zone)
}

function compact(value: string): Moment | null {
  const found = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(value)
  if (found === null) return null
  const [, year, month, day, hour, minute, second, zone] = found
  return build(year, month, day, hour, minute, second, zone)
}

function epoch(value: string): Moment | null {
  if (!/^\d{10}(?:\d{3})?$/.test(value)) return null
  const text = new Date(Number(value) * (value.length === 10 ? 1000 : 1)).toISOString()
  return { day: text.slice(0, 10), time: text.slice(11, 19), offset: 0 }
}

function named(value: string): Moment | null {
  const rfc =
    /^(?:[A-Za-z]{3,9}\.?,?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3,9})\.?[\s-]+(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp]\.?[Mm]\.?)?\s*([A-Za-z]{2,4}|(?:UTC|GMT)?\s*[+-]\d{1,2}:?\d{2})?)?(?:\s*\([^)]*\))?$/.exec(
      value,
    )
  if (rfc !== null) {
    const [, day, month, year, hour, minute, second, half, zone] = rfc
    return build(year, monthNumber(month), day, onTwentyFour(hour, half), minute, second, zone)
  }
  const text =
    /^(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(?:(\d{4})[\s,]*)?(?:(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp]\.?[Mm]\.?)?\s*(?:([A-Za-z]{2,4}|(?:UTC|GMT)?\s*[+-]\d{1,2}:?\d{2})\s*)?)?(\d{4})?(?:\s*\([^)]*\))?$/.exec(
      value,
    )
  if (text === null) return null
  const [, month, day, year, hour, minute, second, half, zone, lateYear] = text
  return build(year ?? lateYear, monthNumber(month), day, onTwentyFour(hour, half), minute, second, zone)
}

function monthNumber(name: string | undefined): string | undefined {
  const index = months.indexOf((name ?? '').slice(0, 3).toLowerCase())
  return index === -1 ? undefined : String(index + 1)
}

function onTwentyFour(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour
  return String((Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0))
}

function build(
  year?: string,
  month?: string,
  day?: string,
  hour?: string,
  minute?: string,
  second?: string,
  zone?: string,
): Moment | null {
  if (year === undefined || month === undefined || day === undefined) return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time =
    hour === undefined || minute === undefined ? null : `${hour.padStart(2, '0')}:${minute}:${second ?? '00'}`
  const parsed = new Date(`${date}T${time ?? '00:00:00'}Z`)
  // 2023-02-31 would roll over to March
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date) return null
  return { day: date, time, offset: time === null ? null : offsetOf(zone) }
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null
  const text = zone.trim().toLowerCase()
  const numeric = /^(?:utc|gmt)?\s*([+-])(\d{1,2}):?(\d{2})?$/.exec(text)
  if (numeric === null) return zones[text] ?? null
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0)
  return minutes > 14 * 60 ? null : numeric[1] === '-' ? -minutes : minutes
}
