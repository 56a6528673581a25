import { createHash } from 'node:crypto'
import normalizeUrl from 'normalize-url'
import { withoutTracking } from './address.ts'
import { foldLetters } from './fold.ts'

/** Longest key in characters; a longer one ends in a hash of the whole. An index row of PostgreSQL holds 2,704 bytes. */
const maxKeyLength = 400

/**
 * A name folded for comparison: no case, no accents, composed (NFC), one kind of apostrophe, quotation mark and dash, single spaces.
 * Vowel signs of scripts that need them stay. Never empty for a name that is not blank.
 */
export function nameKey(name: string): string {
  return bounded(fold(name))
}

/** A headline folded for comparison: as `nameKey`, and without punctuation, unless there is nothing else. */
export function titleKey(title: string): string {
  const folded = fold(title)
  const words = folded.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim()
  return bounded(words === '' ? folded : words)
}

/**
 * An address folded for comparison: as `withoutTracking`, and no scheme, `www.`, default port or trailing slash, parameters in order, host in lower case and ASCII, one spelling of percent escapes. Takes an absolute http(s) address.
 */
export function urlKey(url: string): string {
  return bounded(isPlain(url) ? stripPlain(url) : normalizeUrl(composed(withoutTracking(url)), normalizing))
}

const normalizing = {
  stripProtocol: true,
  stripWWW: true,
  stripHash: false,
  stripTextFragment: false,
  removeQueryParameters: false,
  sortQueryParameters: true,
  removeTrailingSlash: true,
} as const

/** Letters that are escaped in decomposed form are those that are escaped composed. */
function composed(url: string): string {
  if (!/%[c-f][0-9a-f]|\P{ASCII}/iu.test(url)) return url
  const parsed = new URL(url)
  for (const part of ['pathname', 'search', 'hash'] as const) {
    try {
      parsed[part] = decodeURI(parsed[part]).normalize('NFC')
    } catch {
      // escapes of another encoding than UTF-8 stay
    }
  }
  return parsed.href
}

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

function fold(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim()
  return (
    foldLetters(text)
      .normalize('NFC')
      .replace(/[“”„«»]/g, '"')
      .replace(/[‐-―−]/g, '-')
      .replace(/\s+/gu, ' ')
      .trim() || text.normalize('NFC')
  )
}

function bounded(key: string): string {
  if (key.length <= maxKeyLength) return key
  const hash = createHash('sha256').update(key).digest('base64url')
  return `${key.slice(0, maxKeyLength - hash.length - 1).toWellFormed()}#${hash}`
}
