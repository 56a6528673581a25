import * as chrono from 'chrono-node'

/** A date as printed. */
export interface FoundDate {
  /** RFC 3339 in UTC. */
  readonly instant: string
  readonly text: string
  readonly index: number
  readonly hasTime: boolean
  /** The page says in which zone the time of day is. */
  readonly hasZone: boolean
}

// Dates stand in short lines; nothing longer is looked at.
const maxLineLength = 300

const locales = {
  ar: chrono.ar,
  de: chrono.de,
  en: chrono.en,
  es: chrono.es,
  fi: chrono.fi,
  fr: chrono.fr,
  it: chrono.it,
  ja: chrono.ja,
  nl: chrono.nl,
  pt: chrono.pt,
  ru: chrono.ru,
  sv: chrono.sv,
  uk: chrono.uk,
  zh: chrono.zh,
}

/**
 * The first whole date of a short line: day, month and year are all printed, and their order is certain.
 * `language` decides between 5/6 and 6/5: day first, but for English, where such a date is not taken at all.
 */
export function findDate(line: string, language: string): FoundDate | null {
  const text = toWesternDigits(line)
  if (text.length > maxLineLength || !/\d/.test(text)) return null
  return findIso(text) ?? findNumeric(text, language) ?? findNamed(text, language)
}

/** An ISO date or instant in UTC to the second, null when it is none. */
export function toInstant(value: string): string | null {
  const trimmed = value.trim()
  if (!/^\d{4}-\d{2}-\d{2}/.test(trimmed)) return null
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(trimmed) ? `${trimmed}T00:00:00Z` : trimmed)
  return Number.isNaN(at.getTime()) ? null : at.toISOString().replace('.000Z', 'Z')
}

function findIso(text: string): FoundDate | null {
  const match =
    /\b((?:19|20)\d{2}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?/.exec(
      text,
    )
  if (match?.[1] === undefined) return null
  const zone = match[3]
  const offset = zone === undefined || /^[A-Z]/.test(zone) ? 'Z' : zone.replace(/^(...)(\d\d)$/, '$1:$2')
  const instant = toInstant(match[2] === undefined ? match[1] : `${match[1]}T${match[2]}${offset}`)
  if (instant === null) return null
  return { instant, text: match[0], index: match.index, hasTime: match[2] !== undefined, hasZone: zone !== undefined }
}

function findNumeric(text: string, language: string): FoundDate | null {
  const yearFirst = /(?<!\d)((?:19|20)\d{2})\s?[./年-]\s?(\d{1,2})\s?[./月-]\s?(\d{1,2})(?!\d)日?/.exec(text)
  if (yearFirst !== null) return build(text, yearFirst, [yearFirst[1], yearFirst[2], yearFirst[3]])
  const match = /(?<![\d./-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?((?:19|20)?\d{2})(?![\d/-])/.exec(text)
  if (match === null) return null
  const [, first, mark, second, printed = ''] = match
  const year = printed.length === 2 ? `20${printed}` : printed
  if (printed.length === 2 && match[0].length !== text.length && mark !== '.') return null
  const [a, b] = [Number(first), Number(second)]
  if (language !== 'en' || mark === '.' || a > 12 || a === b) return build(text, match, [year, second, first])
  return b > 12 ? build(text, match, [year, first, second]) : null
}

function findNamed(text: string, language: string): FoundDate | null {
  if (!/(?<!\d)(?:19|20)\d{2}(?!\d)/.test(text)) return null
  for (const candidate of new Set([language, 'en'])) {
    const parser = locales[candidate as keyof typeof locales]
    const found = parser?.strict.parse(text, new Date(0)).find(({ start }) => {
      return start.isCertain('day') && start.isCertain('month') && start.isCertain('year')
    })
    // Numbers alone are `findNumeric`'s, which knows when their order is not certain.
    if (found !== undefined && /\d{4}/.test(found.text) && /\p{L}{3}/u.test(found.text)) {
      const { start } = found
      const parts = [start.get('year'), start.get('month'), start.get('day')] as const
      const match = { 0: found.text, index: found.index }
      // "2025 - 18:30" is taken for a span; the time of day is read from what stands behind the year.
      if (!start.isCertain('hour'))
        return build(text, { ...match, 0: found.text.replace(/(?<=\d{4})\D.*$/u, '') }, parts)
      const zone = start.isCertain('timezoneOffset') ? (start.get('timezoneOffset') ?? 0) : null
      return build(
        text,
        match,
        parts,
        [start.get('hour') ?? 0, (start.get('minute') ?? 0) - (zone ?? 0)],
        zone !== null,
      )
    }
  }
  return findByMonthTable(text, language)
}

// The month's name in the words of the language itself; for the many languages that chrono does not know.
function findByMonthTable(text: string, language: string): FoundDate | null {
  const months = monthNames(language)
  for (const match of text.matchAll(
    /(?<!\d)(\d{1,2})(?:\.|er|º|ª|-)?\s(?:de |ב)?([\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?)[.,]?\s(?:de |del )?((?:19|20)\d{2})(?!\d)/gu,
  )) {
    const month = months.get(normalise(match[2] ?? ''))
    if (month !== undefined) return build(text, match, [match[3], month, match[1]])
  }
  for (const match of text.matchAll(/(?<!\d)((?:19|20)\d{2})\.?\s([\p{L}\p{M}]+)\.?\s(\d{1,2})(?!\d)/gu)) {
    const month = months.get(normalise(match[2] ?? ''))
    if (month !== undefined) return build(text, match, [match[1], month, match[3]])
  }
  for (const match of text.matchAll(/([\p{L}\p{M}]+)\.?\s(\d{1,2}),?\s((?:19|20)\d{2})(?!\d)/gu)) {
    const month = months.get(normalise(match[1] ?? ''))
    if (month !== undefined) return build(text, match, [match[3], month, match[2]])
  }
  return null
}

const tables = new Map<string, Map<string, number>>()

function monthNames(language: string): Map<string, number> {
  const known = tables.get(language)
  if (known !== undefined) return known
  const table = new Map<string, number>()
  const variants = language === 'ar' ? ['ar', 'ar-LB', 'ar-MA', 'ar-DZ', 'ar-EG'] : [language]
  for (const variant of variants) {
    for (const month of ['long', 'short'] as const) {
      for (const options of [{ month }, { month, day: 'numeric', year: 'numeric' }] as const) {
        const format = new Intl.DateTimeFormat(`${variant}-u-ca-gregory-nu-latn`, { ...options, timeZone: 'UTC' })
        for (let at = 0; at < 12; at += 1) {
          const name = format.formatToParts(Date.UTC(2025, at, 12)).find(({ type }) => type === 'month')?.value ?? ''
          if (/\p{L}/u.test(name)) table.set(normalise(name), at + 1)
        }
      }
    }
  }
  tables.set(language, table)
  return table
}

function normalise(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{Mn}.]/gu, '')
    .toLowerCase()
    .replace(/^ב/, '')
}

type Parts = readonly (number | string | null | undefined)[]

function build(
  text: string,
  match: { 0: string; index: number },
  parts: Parts,
  time?: readonly [number, number],
  zoned = false,
): FoundDate | null {
  const [year = 0, month = 0, day = 0] = parts.map(Number)
  const midnight = new Date(Date.UTC(year, month - 1, day))
  if (year < 1900 || year > 2100 || midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null
  const end = match.index + match[0].length
  const clock = time === undefined ? findTime(text, match.index, end) : { time, end, hasZone: zoned }
  const minutes = clock === null ? 0 : clock.time[0] * 60 + clock.time[1]
  return {
    instant: new Date(midnight.getTime() + minutes * 60_000).toISOString().replace('.000Z', 'Z'),
    text: text.slice(match.index, clock?.end ?? end).trim(),
    index: match.index,
    hasTime: clock !== null,
    hasZone: clock?.hasZone ?? false,
  }
}

// chrono leaves the time where a language joins it to the date with words it does not know: "às 18h30", "kl. 18.30".
function findTime(
  text: string,
  start: number,
  end: number,
): { time: readonly [number, number]; end: number; hasZone: boolean } | null {
  const after =
    /^[^\d\n]{0,14}?(?<!\d)([01]?\d|2[0-3])\s?[:.h時点时]\s?([0-5]\d)(?::[0-5]\d)?分?(?!\d)\s?([ap]\.?m\b\.?)?(?:\s?(Z|UTC|GMT)\b)?/iu.exec(
      text.slice(end),
    )
  const before = /(?<!\d)([01]?\d|2[0-3])[:h]([0-5]\d)[^\d\n]{0,8}$/iu.exec(text.slice(Math.max(0, start - 20), start))
  const match = after ?? before
  if (match === null) return null
  const half = match[3]?.toLowerCase().startsWith('p') === true && Number(match[1]) < 12 ? 12 : 0
  return {
    time: [Number(match[1]) + half, Number(match[2])],
    end: match === after ? end + match[0].length : end,
    hasZone: match[4] !== undefined,
  }
}

function toWesternDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
}
