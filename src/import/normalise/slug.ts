import slugify from '@sindresorhus/slugify'
import { suppliedSlug } from '../../text/slug.ts'
import { limits } from './limits.ts'
import type { Path, Problems } from './problems.ts'
import { line } from './text.ts'

/** Longest slug in characters that is made from a headline or a name. */
const maxSlugLength = 80

/** A slug as supplied, in the form in which it is stored and found; null where it is left out. */
export function slug(value: string | null | undefined, path: Path, problems: Problems): string | null {
  const text = line(value, path, limits.slugChars, problems)
  if (text === null) return null
  const made = suppliedSlug(text)
  if (made === '') return problems.add('INVALID', path, 'slug must hold at least one letter or digit.')
  if (made.length <= limits.slugChars) return made
  return problems.add('TOO_LONG', path, `slug has ${made.length} characters; at most ${limits.slugChars} are accepted.`)
}

/** A slug made from a headline or a name: ASCII, at most 80 characters, cut at a word; `otherwise` where nothing is left. */
export function slugFrom(text: string, otherwise: string): string {
  const whole = toSlug(text)
  if (whole === '') return otherwise
  if (whole.length <= maxSlugLength) return whole
  const cut = whole.slice(0, maxSlugLength + 1)
  const wordEnd = cut.lastIndexOf('-')
  return wordEnd > maxSlugLength / 2 ? cut.slice(0, wordEnd) : whole.slice(0, maxSlugLength)
}

/**
 * One segment of a topic path; empty where nothing is left. Where a word has no ASCII form, the whole keeps its letters,
 * marks and vowel signs, composed (NFC): "राजनीति 2025" is not "2025".
 */
export function topicSegment(text: string): string {
  if (isSlug(text)) return text
  const ascii = toSlug(text)
  const isSpelt = wordsOf(text).every((word) => !/\p{L}/u.test(word) || toSlug(word) !== '')
  return ascii !== '' && isSpelt ? ascii : wordsOf(text).join('-')
}

function wordsOf(text: string): readonly string[] {
  // joiners shape letters and part no words
  const words = text
    .replace(/\p{Cf}/gu, '')
    .normalize('NFC')
    .toLowerCase()
  return words.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
}

/** Words from a slug, for a topic that comes without a name: `central-asia` is "Central asia". */
export function nameFromSegment(segment: string): string {
  const words = segment.replaceAll('-', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function isSlug(text: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)
}

function toSlug(text: string): string {
  return slugify(text, { decamelize: false })
}
