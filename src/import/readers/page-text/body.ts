import type { Line, LineKind } from './lines.ts'
import { isStopped } from './stops.ts'

/** A run of lines, `end` not included. */
export interface Span {
  readonly start: number
  readonly end: number
}

// What a line adds to the run of lines that is the article, when it is no prose.
const worth: Partial<Record<LineKind, number>> = {
  text: -0.8,
  share: -0.3,
  advert: -0.1,
  caption: -0.1,
  readAlso: -0.3,
  readingTime: -0.5,
  number: -0.5,
  views: -0.5,
  section: -0.8,
  menu: -1.5,
  breadcrumb: -2,
  date: -1.5,
  byline: -1.5,
  tags: -2,
  call: -1,
  wall: -1.5,
  relatedHeading: -3,
  popularHeading: -5,
  authorHeading: -6,
  commentHeading: -10,
  copyright: -6,
  imprint: -6,
}

// Less than this is no article in front of comments and footers.
const enoughScore = 2.5
const passing = new Set<LineKind>(['share', 'advert', 'caption', 'readAlso', 'number'])
const closing = new Set<LineKind>(['commentHeading', 'authorHeading', 'copyright', 'imprint'])

/**
 * The run of lines that reads like an article: the one with the highest sum of prose over scraps (as by Kadane).
 * Comments, author boxes and footers end it, however much stands below. Null when no run holds prose.
 */
export function findBody(lines: readonly Line[]): Span | null {
  let best: (Span & { score: number }) | null = null
  let sum = 0
  let start = 0
  for (const [at, line] of lines.entries()) {
    const { kind } = line
    if (closing.has(kind) && best !== null && best.score >= enoughScore) break
    if (sum <= 0) {
      sum = 0
      start = at
    }
    sum += isBoxHeading(lines, at) ? -1 : isSubheading(lines, at) ? -0.3 : valueOf(line, isAlone(lines, at))
    if (sum > 0 && (kind === 'prose' || isShortSentence(line)) && (best === null || sum > best.score))
      best = { start, end: at + 1, score: sum }
  }
  return best
}

function valueOf(line: Line, alone: boolean): number {
  const { kind, weight, sentence } = line
  if (isShortSentence(line)) return 0.15
  if (kind === 'text' && isItem(line)) return -0.05
  if (kind !== 'prose') return kind === 'text' && weight >= 30 ? 1 : (worth[kind] ?? -0.8)
  const value = weight >= 40 ? 3 : weight >= 20 ? 2 : weight >= 10 ? 1 : 0.4
  if (!sentence) return value / 2
  return alone && weight < 60 ? value * (weight < 20 ? 0.35 : 0.5) : value
}

/** "No." and "It rained." are answers and paragraphs; titles end without a stop, or with a question. */
export function isShortSentence(line: Line): boolean {
  return line.kind === 'text' && line.sentence && line.weight < 5 && /\p{L}{2}/u.test(line.text) && isStopped(line.text)
}

/** "500 g flour", "- a smaller pool": one item of a list, however the page marks it. */
export function isItem(line: Line): boolean {
  return line.weight <= 14 && (line.bullet || /^(?:\d{1,4}(?:[.,/]\d{1,3})?|[½¼¾⅓])\s?\p{L}/u.test(line.text))
}

// Over one or two links between paragraphs; two sentences follow them one upon the other, which teasers do not have.
function isBoxHeading(lines: readonly Line[], at: number): boolean {
  if (lines[at]?.kind !== 'relatedHeading') return false
  const isSentence = (position: number): boolean => {
    const line = lines[position]
    return line !== undefined && isStopped(line.text) && (line.kind === 'prose' || isShortSentence(line))
  }
  return [2, 3, 4].some((step) => isSentence(at + step) && isSentence(at + step + 1))
}

function isSubheading(lines: readonly Line[], at: number): boolean {
  const next = lines[at + 1]
  return (
    lines[at]?.kind === 'text' &&
    (lines[at]?.weight ?? 0) <= 14 &&
    next !== undefined &&
    ((lines[at + 1]?.kind === 'prose' && next.weight >= 8 && isStopped(next.text)) ||
      (lines[at + 1]?.kind === 'text' && isItem(next) && !isItem(lines[at] ?? next)))
  )
}

// Teasers stand alone between their titles; paragraphs stand together.
function isAlone(lines: readonly Line[], at: number): boolean {
  return !reads(lines, at, -1) && !reads(lines, at, 1)
}

function reads(lines: readonly Line[], from: number, step: 1 | -1): boolean {
  let at = from + step
  for (
    let skipped = 0;
    skipped < 4 && passing.has(lines[at]?.kind ?? 'text') && lines[at]?.kind !== undefined;
    skipped += 1
  )
    at += step
  const line = lines[at]
  return lines[at]?.kind === 'prose' || (line !== undefined && isShortSentence(line))
}
