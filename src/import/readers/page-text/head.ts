import type { Span } from './body.ts'
import type { Headline } from './headline.ts'
import type { Line, LineKind } from './lines.ts'
import { longWords, shareIn } from './long-words.ts'

/** What stands between headline and text. */
export interface Head {
  readonly kicker: string | null
  readonly standfirst: string | null
  /** The first line of the text. */
  readonly bodyStart: number
}

const metadata = new Set<LineKind>(['date', 'byline', 'readingTime', 'number', 'views', 'share'])
const scraps = new Set<LineKind>([
  ...metadata,
  'caption',
  'advert',
  'section',
  'menu',
  'breadcrumb',
  'call',
  'readAlso',
  'tags',
  'relatedHeading',
  'popularHeading',
  'wall',
  'commentHeading',
  'authorHeading',
  'copyright',
  'imprint',
])
const maxStandfirstWeight = 75

/** Tells standfirst from first paragraph: it stands before the byline or the second headline, or ends like no sentence. */
export function readHead(
  lines: readonly Line[],
  headline: Headline,
  body: Span,
  isByline: (at: number) => boolean,
): Head {
  const kicker = readKicker(lines, headline)
  const scrap = (at: number): boolean => scraps.has(lines[at]?.kind ?? 'text') || at === headline.last || isByline(at)
  const between = headline.last - headline.first <= 8 ? headline.first + 1 : headline.last + 1
  // "Who pays?": right above the first paragraph, below the headline and what stands with it.
  const isOpening = (at: number): boolean =>
    at > headline.last &&
    lines[at]?.kind === 'text' &&
    lines[at + 1]?.kind === 'prose' &&
    /\p{L}{2}/u.test(lines[at]?.text ?? '')
  const readable = (at: number): boolean => {
    const line = lines[at]
    return (
      line !== undefined &&
      !scrap(at) &&
      line.plain !== lines[headline.last]?.plain &&
      (line.weight >= 7 || (line.sentence && (line.weight >= 5 || isOpening(at)))) &&
      !isTitleOf(lines, headline, at)
    )
  }
  // The lines that read, in order, up to a few paragraphs into the body.
  const first = find(between, Math.max(body.start + 1, headline.last + 2), readable)
  if (first === null) return { kicker, standfirst: null, bodyStart: Math.max(body.start, headline.last + 1) }
  const line = lines[first]
  const next = find(first + 1, body.end, (at) => readable(at) || (at >= body.start && lines[at]?.kind === 'prose'))
  if (line === undefined || next === null || line.weight > maxStandfirstWeight)
    return { kicker, standfirst: null, bodyStart: first }
  const gap = range(first + 1, next)
  const parted = gap.some((at) => at === headline.last || isMark(lines[at]?.kind, isByline(at)))
  const before = range(headline.last + 1, first).some(
    (at) => lines[at]?.kind === 'date' || lines[at]?.kind === 'byline' || isByline(at),
  )
  const pictured = !before && line.weight <= 40 && gap.some((at) => lines[at]?.kind === 'caption')
  const unended = !line.sentence && line.weight >= 7 && line.weight <= 60 && (lines[next]?.sentence ?? false)
  const summed = !before && sumsUp(line, lines[next], lines[next + 1])
  if (parted || pictured || unended || summed) return { kicker, standfirst: line.text, bodyStart: next }
  return { kicker, standfirst: null, bodyStart: first }
}

const minNamed = 4
const enoughAgain = 0.33
const maxSummary = 40

/** Whether one sentence says what the paragraphs below it say again, or stands above the dateline that a report begins with. */
function sumsUp(line: Line, first: Line | undefined, second: Line | undefined): boolean {
  if (first === undefined || line.weight > maxSummary || first.weight < line.weight || /[.!?…] \p{Lu}/u.test(line.text))
    return false
  if (dateline.test(first.text) && !dateline.test(line.text)) return true
  const again = shareIn(line, longWords(`${first.plain} ${second?.plain ?? ''}`), minNamed)
  return again !== null && again >= enoughAgain
}

/** "LAGOS, Nigeria (AP) —", "Berlin (dpa) -", "ROMA –" */
const dateline =
  /^(?:\p{Lu}[\p{Lu} .'’-]{2,30}(?:, [\p{L} .]{2,30})?(?: \([^()]{2,30}\))?|\p{Lu}[\p{L} .'’-]{2,30} \(\p{L}[\p{L} ./]{1,25}\)|\([\p{L} ./]{2,25}\)) ?[—–:-]{1,2} /u

function isMark(kind: LineKind | undefined, byline: boolean): boolean {
  return byline || (kind !== undefined && metadata.has(kind))
}

// A second, shorter or longer form of the headline is no standfirst.
function isTitleOf(lines: readonly Line[], headline: Headline, at: number): boolean {
  const plain = lines[at]?.plain ?? ''
  const title = lines[headline.last]?.plain ?? ''
  return plain.startsWith(title) && plain.length < title.length + 60
}

// A short label right above the headline; below a menu it may be the menu's last word, so it is left alone there.
function readKicker(lines: readonly Line[], headline: Headline): string | null {
  const at = headline.last - 1
  const line = lines[at]
  const kind = line?.kind
  if (line === undefined || at === headline.first || (kind !== 'text' && kind !== 'section')) return null
  if (line.weight > 6 || line.bullet || line.sentence || line.url !== null) return null
  const above = lines[at - 1]
  const alone =
    above === undefined ||
    at - 1 === headline.first ||
    above.weight > 4 ||
    ['date', 'breadcrumb', 'advert', 'call'].includes(lines[at - 1]?.kind ?? '')
  return alone && at > 0 && /\p{L}{2}/u.test(line.text) ? line.text : null
}

function find(from: number, to: number, wanted: (at: number) => boolean): number | null {
  for (let at = from; at < to; at += 1) if (wanted(at)) return at
  return null
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
}
