import type { Span } from './body.ts'
import { readByline } from './bylines.ts'
import { type Line, type LineKind, toLine } from './lines.ts'
import { longWords, shareIn } from './long-words.ts'
import { isPersonName } from '../../byline/person.ts'
import { isBio } from './bios.ts'

/** Where the headline stands, and how it reads without the site's name behind it. */
export interface Headline {
  readonly text: string
  /** First and last line that carry it, above the body. */
  readonly first: number
  readonly last: number
  /** What stood behind it in the page's title, e.g. the site's name; null without. */
  readonly suffix: string | null
}

// Above the body, no further away than this; a menu may be long, but not endless.
const maxHeadLines = 400
const never = new Set<LineKind>([
  'share',
  'menu',
  'advert',
  'breadcrumb',
  'date',
  'byline',
  'readingTime',
  'number',
  'views',
  'caption',
  'readAlso',
  'relatedHeading',
  'popularHeading',
  'commentHeading',
  'authorHeading',
  'tags',
  'call',
  'wall',
  'imprint',
  'copyright',
  'section',
])
const below = new Set<LineKind>(['date', 'byline', 'readingTime', 'views'])
const meta = new Set<LineKind>(['date', 'byline', 'readingTime', 'share', 'views'])

/** The line above the body that is most like a headline: repeated, long enough, near the text. Null when there is none. */
export function findHeadline(lines: readonly Line[], body: Span): Headline | null {
  const from = Math.max(0, body.start - maxHeadLines)
  const to = Math.min(lines.length, body.start + 1)
  const story = storyOf(lines, body)
  let best: { at: number; score: number } | null = null
  for (let at = from; at < to; at += 1) {
    const score = rate(lines, { at, from, to, body, story })
    if (score !== null && (best === null || score > best.score)) best = { at, score }
  }
  return best === null || best.score < 0 ? null : toHeadline(lines, best.at, from, to)
}

interface Choice {
  readonly at: number
  readonly from: number
  readonly to: number
  readonly body: Span
  /** The long words with which the text begins. */
  readonly story: ReadonlySet<string>
}

function rate(lines: readonly Line[], { at, from, to, body, story }: Choice): number | null {
  const line = lines[at]
  const kind = line?.kind ?? 'text'
  if (line === undefined || line.weight > 40 || (line.bullet && line.level === 0)) return null
  const repeats = countRepeats(lines, at, from, to)
  if (never.has(kind) && line.level !== 1 && !(repeats > 0 && line.weight >= 4 && at === 0)) return null
  const { weight, sentence, text } = line
  let score = weight < 1.5 ? -2.5 : weight < 3 ? -1 : weight < 4 ? 0.5 : weight <= 22 ? 2 : weight <= 30 ? 0.8 : -1
  score += Math.min(repeats, 3) * 2.5
  // Date and byline follow the headline; only the day's date stands above it.
  if ([1, 2, 3, 4, 5].some((step) => at - step >= from && below.has(lines[at - step]?.kind ?? 'text')))
    score -= repeats > 0 || isDatedBelow(lines, at) ? 0.5 : 2
  if (line.level === 1) score += 4
  else if (line.level > 1) score += 0.5
  if (sentence && !/[?!…»”"]$/.test(text)) score -= weight > 14 ? 3 : 1.5
  if (text.endsWith(':')) score -= 1.5
  // "Code: 845213" is a label with its value.
  if (/^[^:：]{2,25}[:：]\s?[\d\s./-]+$/u.test(text)) score -= 4
  if (at === from) score += 1
  const overlap = shareIn(line, story, minOverlap)
  if (repeats === 0 && isBelowTitle(lines, at, from, story)) score -= 2.5
  // a headline names what the text goes on to tell; the titles of other stories do not
  if (overlap !== null) score += overlap >= 0.5 ? 1.2 : overlap >= 0.25 ? 1 : overlap > 0 ? 0.3 : -0.8
  const distance = Math.max(0, body.start - at)
  score += distance <= 12 ? 1.5 - distance * 0.1 : 0
  if ([1, 2, 3].some((step) => meta.has(lines[at + step]?.kind ?? 'text'))) score += 1.2
  if (isInMenu(lines, at)) score -= 1.5
  if (isAboutName(lines, at, from)) score -= 4
  if (repeats === 0 && line.level !== 1 && isNames(line)) score -= 3
  return at >= body.start && !isFollowedByText(lines, at) ? null : score
}

const minOverlap = 2
const maxStoryLines = 30

function storyOf(lines: readonly Line[], { start, end }: Span): ReadonlySet<string> {
  const first = lines
    .slice(start, Math.min(end, start + 80))
    .filter(({ kind }) => kind === 'prose')
    .slice(0, maxStoryLines)
  return longWords(first.map(({ plain }) => plain).join(' '))
}

function isDatedBelow(lines: readonly Line[], at: number): boolean {
  return lines.slice(at + 1, at + 5).some(({ kind }) => kind === 'date' || kind === 'byline')
}

// Of two lines that could be headlines the upper one is; the lower is its standfirst.
function isBelowTitle(lines: readonly Line[], at: number, from: number, story: ReadonlySet<string>): boolean {
  // A writer's name may stand between the two.
  const before = isPersonName(lines[at - 1]?.text ?? '', false) ? at - 2 : at - 1
  const above = lines[before]
  if (above === undefined || before < from || above.bullet || (lines[at]?.level ?? 0) > 0) return false
  const line = lines[at]
  // the upper is another story's title where the text takes up the lower alone
  const upper = shareIn(above, story, minOverlap)
  const lower = line === undefined ? null : shareIn(line, story, minOverlap)
  if (upper !== null && lower !== null && upper < 0.15 && lower > 0.3) return false
  return (
    (lines[before]?.kind === 'text' || lines[before]?.kind === 'prose') &&
    above.weight >= 4 &&
    above.weight <= 22 &&
    above.weight <= (lines[at]?.weight ?? 0) + 4
  )
}

// Two writers with their surnames, and nothing else.
function isNames(line: Line): boolean {
  const byline = line.weight <= 10 ? readByline(line, 'und', null) : null
  return (
    byline !== null &&
    byline.authors.length >= (/[/()]/.test(line.text) ? 1 : 2) &&
    byline.authors.every(({ kind }) => kind === 'PERSON')
  )
}

// "Jane Roe is a former editor", near a line that is "Jane Roe" alone.
function isAboutName(lines: readonly Line[], at: number, from: number): boolean {
  const line = lines[at]
  return lines
    .slice(Math.max(from, at - 4), at)
    .some(
      (above) =>
        above.weight >= 2 &&
        isPersonName(above.text, false) &&
        isBio(line?.text ?? '', [{ name: above.text, kind: 'PERSON' }]),
    )
}

function isFollowedByText(lines: readonly Line[], at: number): boolean {
  return lines.slice(at + 1, at + 12).some(({ kind }) => kind === 'prose')
}

function countRepeats(lines: readonly Line[], at: number, from: number, to: number): number {
  const plain = lines[at]?.plain ?? ''
  if (plain.length < 12 && (lines[at]?.weight ?? 0) < 2) return 0
  let repeats = 0
  for (let other = from; other < to; other += 1) {
    const text = lines[other]?.plain ?? ''
    if (
      other !== at &&
      lines[other]?.kind !== 'caption' &&
      lines[other]?.kind !== 'copyright' &&
      (text === plain ||
        ((lines[at]?.weight ?? 0) >= 4 &&
          text.length <= plain.length + 80 &&
          (text.startsWith(plain) || text.endsWith(plain))))
    )
      repeats += 1
  }
  return repeats
}

function isInMenu(lines: readonly Line[], at: number): boolean {
  const short = (step: number): boolean => (lines[at + step]?.weight ?? 9) <= 2
  return (lines[at]?.weight ?? 0) <= 4 && short(-1) && short(1)
}

// Of two lines with the headline, one has the site's name behind it. The shorter is the headline.
function toHeadline(lines: readonly Line[], at: number, from: number, to: number): Headline {
  const chosen = lines[at]
  let text = chosen?.text ?? ''
  let plain = chosen?.plain ?? ''
  let suffix: string | null = null
  const cut = cutSuffix(text)
  if (
    cut !== null &&
    lines.some((line, other) => other !== at && other >= from && other < to + 3 && line.plain === cut.plain)
  ) {
    ;({ text, plain } = cut)
    suffix = cut.suffix
  }
  const found: number[] = []
  for (let other = from; other < to; other += 1) {
    const line = lines[other]
    if (line === undefined) continue
    if (line.plain === plain) found.push(other)
    else if (line.plain.startsWith(plain) && line.plain.length <= plain.length + 60 && line.weight < 45) {
      const tail = /\s[|–—\-·:»«•]+\s(.{2,60})$/u.exec(line.text)?.[1]
      if (tail !== undefined && plain + toSpaced(tail, line.plain) === line.plain) {
        suffix ??= tail
        found.push(other)
      }
    }
  }
  const pipe = suffix === null && found.length <= 1 ? /^(.{12,}?)\s[|]\s([^|]{2,40})$/u.exec(text) : null
  if (pipe?.[1] !== undefined && pipe[2] !== undefined) {
    text = pipe[1]
    suffix = pipe[2]
  }
  return { text, first: found[0] ?? at, last: found.at(-1) ?? at, suffix }
}

function toSpaced(tail: string, whole: string): string {
  const words = whole.trim().split(' ')
  const count = tail.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '').length
  return `${words.slice(-count).join(' ')} `
}

function cutSuffix(text: string): { text: string; plain: string; suffix: string } | null {
  const match = /^(.{8,})\s[|–—\-·»•]+\s(.{2,60})$/u.exec(text)
  if (match?.[1] === undefined || match[2] === undefined) return null
  return { text: match[1], plain: plainOf(match[1]), suffix: match[2] }
}

function plainOf(text: string): string {
  return toLine(text)?.plain ?? ''
}
