import { foldLetters } from '../../text/fold.ts'

/**
 * The number of a month, 1 to 12, by its name or short name in a language, in English, or in any language of the press
 * where the name means the same month in all of them ("listopad" does not). Null for what is no month's name.
 */
export function monthNumber(name: string, language = 'en'): number | null {
  const key = keyOf(name)
  if (key.length < 2) return null
  const own = namesIn(language)
  return (
    own.get(key) ??
    byBeginning(own, key) ??
    byEnding(own, key) ??
    namesIn('en').get(key) ??
    byBeginning(namesIn('en'), key) ??
    inAny(key)
  )
}

/** Whether words are a day of the week in a language or in English. */
export function isWeekday(words: string, language: string): boolean {
  const key = keyOf(words)
  return weekdaysIn(language).has(key) || weekdaysIn('en').has(key)
}

const languages =
  'ar be bg bn bs ca cs da de el en es et eu fa fi fr gl he hi hr hu hy id is it ka lt lv mk mr ms nb nl pl pt ro ru sk sl sq sr sv sw ta th tr uk ur uz'
// the same language names its months in several ways
const variants: Readonly<Record<string, readonly string[]>> = {
  ar: ['ar', 'ar-LB', 'ar-MA', 'ar-DZ', 'ar-EG'],
  de: ['de', 'de-AT'],
  en: ['en', 'en-GB'],
}
// short names that the runtime's data does not have
const others: Readonly<Record<string, readonly string[]>> = {
  bn: ['জানুয়ারী', 'ফেব্রুয়ারী'],
  de: ['', '', 'mrz'],
  id: ['', 'pebruari', '', '', '', '', '', 'agt', '', '', 'nopember'],
  vi: [
    'tháng một',
    'tháng hai',
    'tháng ba',
    'tháng tư',
    'tháng năm',
    'tháng sáu',
    'tháng bảy',
    'tháng tám',
    'tháng chín',
    'tháng mười',
  ],
  ru: ['', 'фев', '', '', '', '', '', '', 'сен', '', 'ноя'],
}

const monthTables = new Map<string, ReadonlyMap<string, number>>()
const weekdayTables = new Map<string, ReadonlyMap<string, number>>()
const maxTables = 200

/** Month names of a language as they stand in dates and alone, from the runtime's own data. */
function namesIn(language: string): ReadonlyMap<string, number> {
  return remembered(monthTables, language, () => {
    const [primary = ''] = language.split('-')
    const widths = (['long', 'short'] as const).flatMap((month) => [
      { month },
      { month, day: 'numeric', year: 'numeric' } as const,
    ])
    const names = (variants[language] ?? [language]).flatMap((locale) =>
      widths.flatMap((options) => namesOf('month', 12, locale, options, (at) => Date.UTC(2025, at, 12))),
    )
    const own = (others[primary] ?? []).flatMap((name, at): [string, number][] =>
      name === '' ? [] : [[keyOf(name), at + 1]],
    )
    return new Map([...own, ...names.toReversed()])
  })
}

function weekdaysIn(language: string): ReadonlyMap<string, number> {
  return remembered(
    weekdayTables,
    language,
    () =>
      new Map(
        (['long', 'short'] as const).flatMap((weekday) =>
          namesOf('weekday', 7, language, { weekday }, (at) => Date.UTC(2025, 2, 3 + at)),
        ),
      ),
  )
}

function namesOf(
  part: 'month' | 'weekday',
  count: number,
  language: string,
  options: Intl.DateTimeFormatOptions,
  instantOf: (at: number) => number,
): [string, number][] {
  const format = formatOf(language, options)
  return Array.from({ length: count }, (_, at): [string, number] => {
    const name = format.formatToParts(instantOf(at)).find(({ type }) => type === part)?.value ?? ''
    return [keyOf(name), at + 1]
  }).filter(([name]) => /^[^\d]+$/u.test(name))
}

function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const all: Intl.DateTimeFormatOptions = { ...options, calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC' }
  try {
    return new Intl.DateTimeFormat([language, 'en'], all)
  } catch {
    return new Intl.DateTimeFormat('en', all)
  }
}

function remembered(
  tables: Map<string, ReadonlyMap<string, number>>,
  language: string,
  make: () => ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const known = tables.get(language)
  if (known !== undefined) return known
  if (tables.size >= maxTables) tables.clear()
  const made = make()
  tables.set(language, made)
  return made
}

/** "sett" is settembre: every writer shortens as he likes, but no shorter than to what is one month's alone. */
function byBeginning(names: ReadonlyMap<string, number>, key: string): number | null {
  if (key.length < 3) return null
  const months = new Set([...names].filter(([name]) => name.startsWith(key)).map(([, month]) => month))
  return months.size === 1 ? ([...months][0] ?? null) : null
}

const maxEnding = 3

/** "januarja" is januar: what a case adds to a name. */
function byEnding(names: ReadonlyMap<string, number>, key: string): number | null {
  const months = new Set(
    [...names]
      .filter(([name]) => name.length >= 4 && key.startsWith(name) && key.length - name.length <= maxEnding)
      .map(([, month]) => month),
  )
  return months.size === 1 ? ([...months][0] ?? null) : null
}

let merged: ReadonlyMap<string, number | null> | null = null

function inAny(key: string): number | null {
  merged ??= merge()
  return merged.get(key) ?? null
}

function merge(): ReadonlyMap<string, number | null> {
  const all = new Map<string, number | null>()
  for (const language of languages.split(' ')) {
    for (const [name, month] of namesIn(language)) {
      const known = all.get(name)
      all.set(name, known === undefined || known === month ? month : null)
    }
  }
  return all
}

function keyOf(name: string): string {
  return (
    foldLetters(name)
      .replace(/[^\p{L}\p{M}\s]/gu, '')
      // a Hebrew date says "in March"
      .replace(/^ב(?=\p{L}{2})/u, '')
      .trim()
  )
}
