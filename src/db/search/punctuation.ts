import { sql, type RawBuilder } from 'kysely'

/**
 * Punctuation beyond ASCII. Where a database's LC_CTYPE is C (as the embedded one's is, the same on every system), PostgreSQL's text
 * search takes every such character for a letter, and “word” would not be found by word. So it is replaced before.
 */
const apostrophes = '’‘'
const quotes = '“”„«»‹›'
const others = '–—…·•¿¡\u00A0\u2009\u202F、。،؟؛'
const punctuation = apostrophes + quotes + others

/**
 * A text as it is parsed into words: every character that is replaced ends a word in ASCII as well. By expressions, which pass over a
 * text that has none of them many times as fast as translate() does. Sigma is one letter wherever it stands.
 */
export function searchableText(text: RawBuilder<unknown>): RawBuilder<string> {
  const spaced = sql`regexp_replace(replace(${text}, 'ς', 'σ'), ${sql.lit(`[${quotes}${others}]`)}, ' ', 'g')`
  const replaced = sql`regexp_replace(${spaced}, ${sql.lit(`[${apostrophes}]`)}, ${sql.lit("'")}, 'g')`
  // text that is all ASCII has nothing to replace, and to find that out is a tenth of the work
  return sql<string>`case when octet_length(${text}) = length(${text}) then ${text} else ${replaced} end`
}

/** A query likewise, composed (NFC) as texts are; quotation marks of any kind make a phrase. */
export function searchableQuery(query: string): string {
  return [...query.normalize('NFC').replaceAll('ς', 'σ')]
    .map((character) => {
      if (apostrophes.includes(character)) return "'"
      if (quotes.includes(character)) return '"'
      return others.includes(character) ? ' ' : character
    })
    .join('')
}

/** The start and the end of what matched: private-use characters, which are taken out of the text before. */
export const highlightMarks = { start: '\uE000', stop: '\uE001' } as const

/**
 * A text for ts_headline, which drops what looks like a tag: everything that ends a word or begins a tag is one control character
 * each, so that `restored` brings it back.
 */
export function disguised(text: RawBuilder<unknown>): RawBuilder<string> {
  const dropped = disguises + highlightMarks.start + highlightMarks.stop
  return sql<string>`translate(translate(replace(${text}, 'ς', 'σ'), ${sql.lit(dropped)}, ''), ${sql.lit(hidden)}, ${sql.lit(disguises)})`
}

/** What `disguised` hid, at the same places; and sigma at the end of a word as it is written there. */
export function restored(text: string): string {
  const whole = [...text].map((character) => hidden[disguises.indexOf(character)] ?? character).join('')
  return whole.replace(/(?<=\p{Script=Greek}\p{M}*)σ(?![\p{L}\p{M}])/gu, 'ς')
}

const hidden = `<${punctuation}`
/** Control characters but tab, line feed and carriage return. */
const disguises = String.fromCharCode(
  ...[...Array(32).keys(), 127].filter((code) => code !== 0 && code !== 9 && code !== 10 && code !== 13),
).slice(0, hidden.length)
