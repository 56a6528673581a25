import { createHash } from 'node:crypto'
import normalizeUrl from 'normalize-url'

/** Longest key in characters; a longer one ends in a hash of the whole. An index row of PostgreSQL holds 2,704 bytes. */
const maxKeyLength = 400

/**
 * A name folded for comparison: no case, no accents, one kind of apostrophe, quotation mark and dash, single spaces.
 * Vowel signs of scripts that need them stay. Never empty for a name that is not blank.
 */
export function nameKey(name: string): string {
  return bounded(foldLetters(name))
}

/** A headline folded for comparison: as `nameKey`, and without punctuation, unless there is nothing else. */
export function titleKey(title: string): string {
  const folded = foldLetters(title)
  const words = folded.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim()
  return bounded(words === '' ? folded : words)
}

/**
 * An address folded for comparison: no scheme, `www.`, default port, trailing slash, fragment or tracking parameters,
 * parameters in order, host in lower case and ASCII, one spelling of percent escapes. Takes an absolute http(s) address.
 */
export function urlKey(url: string): string {
  return bounded(isPlain(url) ? stripPlain(url) : normalizeUrl(url, normalizing))
}

/** The address without tracking parameters, else as it is: what a publisher would call its stable address. */
export function withoutTracking(url: string): string {
  if (!url.includes('?')) return url
  const parsed = new URL(url)
  const tracking = [...parsed.searchParams.keys()].filter((name) => trackingParameters.some((each) => each.test(name)))
  if (tracking.length === 0) return url
  for (const name of tracking) parsed.searchParams.delete(name)
  return parsed.href
}

const trackingParameters = [
  /^utm_\w+/i,
  /^mc_[ce]id$/i,
  /^(?:fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ttclid|twclid)$/i,
  /^(?:igshid|igsh|ref_src|ref_url|mkt_tok|cmpid|ns_mchannel|ns_source|ns_campaign|xtor|_ga|_gl|_hsenc|_hsmi)$/i,
  /^(?:at_|vero_|oly_|pk_|mtm_|hsa_)\w+/i,
]

const normalizing = {
  stripProtocol: true,
  stripWWW: true,
  stripHash: true,
  stripTextFragment: true,
  removeQueryParameters: trackingParameters,
  sortQueryParameters: true,
  removeTrailingSlash: true,
} as const

/** Most addresses need nothing but their ends cut, which is a fiftieth of the work. */
function isPlain(url: string): boolean {
  return (
    /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*\/?$/.test(url) && !url.includes('/.')
  )
}

function stripPlain(url: string): string {
  const withoutScheme = url.slice(url.indexOf('//') + 2)
  const start = /^www\.[^./]+\./.test(withoutScheme) ? 4 : 0
  return withoutScheme.slice(start, withoutScheme.endsWith('/') ? -1 : undefined)
}

function foldLetters(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim()
  return (
    text
      .normalize('NFKD')
      // accents of alphabets, Hebrew and Arabic pointing, soft hyphens and what has no width
      .replace(/[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
      .normalize('NFC')
      .toLowerCase()
      .replace(/[ßøłđıœæ’‘ʼ`´“”„«»‐-―−]/g, (character) => replacements[character] ?? '-')
      .replace(/\s+/gu, ' ')
      .trim() || text
  )
}

/** Letters that have no decomposition, and marks that are typed in several ways. */
const replacements: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  œ: 'oe',
  æ: 'ae',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
}

function bounded(key: string): string {
  if (key.length <= maxKeyLength) return key
  const hash = createHash('sha256').update(key).digest('base64url')
  return `${key.slice(0, maxKeyLength - hash.length - 1).toWellFormed()}#${hash}`
}
