import type { Words } from './phrases.ts'

/** Regular expressions by their language: for what phrases cannot say. */
type Patterns = Words

/** A pattern for lines that begin, after marks, with one of the patterns; `then`: what has to follow. */
export function lineStart(patterns: Patterns, then = ''): RegExp {
  return new RegExp(String.raw`^[^\p{L}\p{N}]*(?:${anyOf(patterns)})${then}`, 'iu')
}

/** A pattern for lines that are, but for marks around it, one of the patterns. */
export function wholeLine(patterns: Patterns): RegExp {
  return new RegExp(String.raw`^[^\p{L}\p{N}]*(?:${anyOf(patterns)})[^\p{L}\p{N}]*$`, 'iu')
}

/** The patterns of all languages, as alternatives of a regular expression. */
export function anyOf(patterns: Patterns): string {
  return Object.values(patterns).flat().join('|')
}
