import { anyOf } from '../patterns.ts'

// Small words in written dates, as alternatives of regular expressions.

/** Behind the number of a day: "3rd", "1er". */
export const ordinalEndings = anyOf({ en: ['st|nd|rd|th'], fr: ['er'] })

/** Between day and month: "3 de marzo", "4 d’abril". */
export const beforeMonth = anyOf({
  en: ['of '],
  it: ['di '],
  es: ['de '],
  ca: ["d['’]"],
  he: ['ב'],
  fil: ['ng '],
  mt: ["ta['’] ?"],
})

/** Between month and year; in Thai the era. */
export const beforeYear = anyOf({ en: ['of '], it: ['di '], es: ['de |del '], th: [String.raw`[คพ]\.ศ\. ?`] })

/** Before the number of a month. */
export const monthWords = anyOf({ vi: ['tháng|thg'] })

/** Before a year that stands behind the number of a month. */
export const yearWords = anyOf({ vi: ['năm'] })

/** Behind a year that stands first. */
export const behindYear = anyOf({ lv: [String.raw`gada|g\.`], kk: [String.raw`ж\.|жылғы|жылы`], ky: ['жылдын'] })

/** The same where a space and no more follows: "2025 m. kovo 4 d." */
export const shortBehindYear = anyOf({ lt: [String.raw`m\.`] })

/** What Basque adds to a year that stands first. */
export const yearEndings = anyOf({ eu: ['e?ko'] })

/** Before a whole date: "on 4 March", "il 3 ottobre". */
export const beforeDate = anyOf({
  en: ['on'],
  it: ['il'],
  fr: ['le'],
  de: ['am|den'],
  es: ['el'],
  pt: ['em'],
  nl: ['op'],
  pl: ['dnia'],
  el: ['στις'],
  ar: ['في'],
})

/** Left over behind a name when the date that followed is taken away. */
export const leftOfDate = anyOf({ en: ['on|at|the'], it: ['il'], fr: ['le'], de: ['am'], es: ['el'] })

/** Between date and time of day. */
export const beforeTime = anyOf({ en: ['at '], de: ['um '], es: ['a las '] })

/** Before the hours of the afternoon. */
export const afternoon = anyOf({ ja: ['午後'], zh: ['下午'], ko: ['오후'] })
