import * as chrono from 'chrono-node'
import { fold, tidy } from './text.ts'

// what chrono reads strictly; its other locales (ar, sv …) have no strict form or guess too much
const strictLocales: Readonly<
  Record<string, { parse: (text: string, reference?: Date, option?: chrono.ParsingOption) => chrono.ParsedResult[] }>
> = {
  de: chrono.de.strict,
  en: chrono.en.strict,
  es: chrono.es.strict,
  fr: chrono.fr.strict,
  it: chrono.it.strict,
  nl: chrono.nl.strict,
  pt: chrono.pt.strict,
}

/**
 * The one whole date (day, month, year) written for people in a text, as ISO date; null where there is none, or where
 * it could be read in two ways (`03/04/2024` in a language that is written both ways). Hours are left: they have no offset.
 */
export function readHumanDate(text: string, language: string): string | null {
  const short = tidy(text).slice(0, 200)
  if (!/\d{4}|[٠-٩]{4}|[۰-۹]{4}/.test(short)) return null
  const western = short
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
  return withMonthName(western, language) ?? inDigits(western, language) ?? byChrono(western, language)
}

function byChrono(text: string, language: string): string | null {
  const locale = strictLocales[language.slice(0, 2)]
  if (locale === undefined) return null
  const results = locale.parse(text, undefined, { forwardDate: false })
  for (const { start } of results) {
    if (!start.isCertain('day') || !start.isCertain('month') || !start.isCertain('year')) continue
    if (/\d[/.]\d/.test(text)) return null
    return isoDate(start.get('year'), start.get('month'), start.get('day'))
  }
  return null
}

/** Month names of any language, from the runtime's own data; chrono knows a dozen languages, the press more. */
function withMonthName(text: string, language: string): string | null {
  const names = monthNames(language)
  const folded = fold(text.replace(/(\d)\s*(?:er|º|ª|°|st|nd|rd|th)(?=[\s,.])/gi, '$1'))
  const dayFirst = /(?:^|\s)(\d{1,2}) (?:de |of |di |d )?(\p{L}+) (?:de |del |of |di )?(\d{4})(?=\s|$)/u.exec(folded)
  const monthFirst = /(?:^|\s)(\p{L}+) (\d{1,2}) (\d{4})(?=\s|$)/u.exec(folded)
  const yearFirst = /(\d{4})\s*(?:年|년)\s*(\d{1,2})\s*(?:月|월)\s*(\d{1,2})/u.exec(text)
  if (yearFirst !== null) return isoDate(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]))
  if (dayFirst !== null) {
    const month = names.get(dayFirst[2] ?? '')
    if (month !== undefined) return isoDate(Number(dayFirst[3]), month, Number(dayFirst[1]))
  }
  if (monthFirst !== null) {
    const month = names.get(monthFirst[1] ?? '')
    if (month !== undefined) return isoDate(Number(monthFirst[3]), month, Number(monthFirst[2]))
  }
  const hungarian = /(?:^|\s)(\d{4}) (\p{L}+) (\d{1,2})(?=\s|$)/u.exec(folded)
  const month = hungarian === null ? undefined : names.get(hungarian[2] ?? '')
  return hungarian === null || month === undefined ? null : isoDate(Number(hungarian[1]), month, Number(hungarian[3]))
}

const namesByLanguage = new Map<string, ReadonlyMap<string, number>>()

function monthNames(language: string): ReadonlyMap<string, number> {
  const known = namesByLanguage.get(language)
  if (known !== undefined) return known
  const names = new Map<string, number>()
  for (const locale of [language, 'en']) {
    for (const month of ['long', 'short'] as const) {
      for (const options of [{ month }, { month, day: 'numeric', year: 'numeric' }] as const) {
        for (let index = 0; index < 12; index += 1) {
          const parts = new Intl.DateTimeFormat([locale, 'en'], {
            ...options,
            calendar: 'gregory',
            timeZone: 'UTC',
          }).formatToParts(Date.UTC(2024, index, 15))
          const name = fold(parts.find(({ type }) => type === 'month')?.value ?? '')
          if (/^\p{L}+$/u.test(name) && !names.has(name)) names.set(name, index + 1)
        }
      }
    }
  }
  if (namesByLanguage.size > 200) namesByLanguage.clear()
  namesByLanguage.set(language, names)
  return names
}

function inDigits(text: string, language: string): string | null {
  const found = /(?:^|[^\d])(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?!\d)/.exec(text)
  if (found === null) return null
  const [, a = '', mark, b = '', c = ''] = found
  if (a.length === 4) return isoDate(Number(a), Number(b), Number(c))
  if (c.length !== 4) return null
  const [first, second] = [Number(a), Number(b)]
  // dots are day first wherever they are used; slashes are day first but in the United States, and English is both
  if (mark !== '.' && language.startsWith('en') && first <= 12 && second <= 12 && first !== second) {
    if (/^en-US/i.test(language)) return isoDate(Number(c), first, second)
    return /^en-(?:GB|AU|NZ|IE|IN|ZA)/i.test(language) ? isoDate(Number(c), second, first) : null
  }
  return second > 12 ? isoDate(Number(c), first, second) : isoDate(Number(c), second, first)
}

function isoDate(year: number | null, month: number | null, day: number | null): string | null {
  if (year === null || month === null || day === null || year < 1800) return null
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text
}
