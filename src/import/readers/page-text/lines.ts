import { toPlain } from '../../../text/fold.ts'
import { readingWeight } from '../../text/reading-weight.ts'

/** One paragraph, heading or scrap of a saved page. */
export interface LineText {
  /** White space runs are single spaces; list and heading marks are gone. */
  readonly text: string
  /** See `toPlain`; of the first characters of a long line only. */
  readonly plain: string
  /** How much there is to read, in words; see `readingWeight`. */
  readonly weight: number
  /** Ends as a sentence does. */
  readonly sentence: boolean
  readonly bullet: boolean
  /** Depth of a heading mark (`## `), 0 without. */
  readonly level: number
  /** Address of a line that was one link. */
  readonly url: string | null
}

/** What a line is, as far as it can be told from the line alone. */
export type LineKind =
  | 'prose'
  | 'teaser'
  | 'text'
  | 'share'
  | 'menu'
  | 'section'
  | 'advert'
  | 'breadcrumb'
  | 'date'
  | 'byline'
  | 'readingTime'
  | 'number'
  | 'views'
  | 'caption'
  | 'readAlso'
  | 'relatedHeading'
  | 'popularHeading'
  | 'commentHeading'
  | 'authorHeading'
  | 'tags'
  | 'call'
  | 'wall'
  | 'imprint'
  | 'copyright'

/** A line and what it is. */
export interface Line extends LineText {
  readonly kind: LineKind
}

// Phrases are looked for in the beginning of a line, so that a page of one line of 5 MB costs no more than others.
const maxPlainLength = 700

/** More lines than any article with all its comments has; what stands below is not looked at. */
export const maxLines = 20_000

/** The page's lines in order, empty ones left out; paragraphs wrapped at a fixed width are joined again. */
export function toLines(text: string): readonly LineText[] {
  const raw = text
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/[\p{Cf}]/gu, (mark) => (mark === '\u200c' || mark === '\u200d' ? mark : ''))
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
  const kept: LineText[] = []
  for (const text of unwrap(raw)) {
    const line = toLine(text)
    if (line !== null) kept.push(line)
    if (kept.length === maxLines) break
  }
  return kept
}

/** One line by itself, as `toLines` makes it; null where nothing is left. */
export function toLine(raw: string): LineText | null {
  const heading = /^(#{1,6}) /.exec(raw)
  const marked = heading === null ? raw : raw.slice(heading[0].length)
  // A dash opens speech in many languages; only the hyphen is a list's.
  const bullet = /^[-*+•·‣▪●○■►▶] /u.test(marked)
  const { text, url } = takeLinks(bullet ? marked.slice(2).trim() : marked)
  if (!/[\p{L}\p{N}]/u.test(text)) return null
  return {
    text,
    url,
    bullet,
    level: heading?.[1]?.length ?? 0,
    plain: toPlain(text.slice(0, maxPlainLength)),
    weight: readingWeight(text),
    sentence: endsSentence(text),
  }
}

// The last character that is no closing mark ends a sentence.
function endsSentence(text: string): boolean {
  let at = text.length - 1
  while (at > 0 && /["”“»«›’'）)\]」』*_ ]/u.test(text.charAt(at))) at -= 1
  return /[.!?…。！？؟۔।։]/u.test(text.charAt(at))
}

// Some savers keep links as Markdown: `[Title](https://...)`.
function takeLinks(text: string): { text: string; url: string | null } {
  const plain = text.replace(/^(\*\*|__)(.+)\1$/, '$2')
  if (!plain.includes('](')) return { text: plain, url: null }
  const without = plain.replace(/!\[[^[\]]{0,500}\]\([^()\s]{0,2000}\)/g, '').trim()
  const whole = /^\[([^[\]]{1,1000})\]\(([^()\s]{1,2000})\)$/.exec(without)
  const url = whole?.[2]
  if (whole?.[1] !== undefined) return { text: whole[1].trim(), url: url?.startsWith('http') === true ? url : null }
  return { text: without.replace(/\[([^[\]]{1,1000})\]\([^()\s]{1,2000}\)/g, '$1').trim(), url: null }
}

// Text dumps are wrapped near one column: no line is longer, and most break off in the middle of a sentence.
function unwrap(lines: readonly string[]): readonly string[] {
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0)
  if (longest > 130 || longest < 50) return lines
  const joined: string[] = []
  let block: string[] = []
  for (const line of [...lines, '']) {
    if (line !== '') block.push(line)
    else {
      joined.push(...(isWrapped(block, longest) ? [joinLines(block)] : block))
      block = []
    }
  }
  return joined
}

function isWrapped(block: readonly string[], longest: number): boolean {
  if (block.length < 2) return false
  const but = block.slice(0, -1)
  const full = but.filter((line) => line.length >= longest * 0.72).length
  const open = but.filter((line) => !endsSentence(line)).length
  return full >= but.length * 0.8 && open >= but.length * 0.5 && !block.some((line) => /^[-*•] /u.test(line))
}

function joinLines(block: readonly string[]): string {
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(block[0] ?? '')
  return block.join(unspaced ? '' : ' ')
}
