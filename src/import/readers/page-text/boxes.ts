import { isItem, isShortSentence, type Span } from './body.ts'
import type { Line, LineKind } from './lines.ts'
import { isStopped } from './stops.ts'

// A box of links or a call in the middle of a text is no longer than this.
const maxBoxLines = 10
const hard = new Set<LineKind>([
  'commentHeading',
  'authorHeading',
  'popularHeading',
  'copyright',
  'imprint',
  'tags',
  'menu',
  'breadcrumb',
])

// What may stand beside one subheading between two paragraphs; a date or a section makes it a teaser.
const inText = new Set<LineKind>(['text', 'advert', 'caption', 'share', 'readAlso', 'call'])

/**
 * Lets the text go on behind a box of links, a call or an advertisement: whole sentences follow it one upon the other,
 * which lists of teasers do not have.
 */
export function resume(lines: readonly Line[], body: Span): Span {
  let end = body.end
  for (let at = end; at < Math.min(lines.length, end + maxBoxLines); at += 1) {
    if (lines[at] === undefined || hard.has(lines[at]?.kind ?? 'text')) break
    if (!goesOn(lines, end, at)) continue
    end = at + 1
    at = end - 1
  }
  return { start: body.start, end }
}

function goesOn(lines: readonly Line[], end: number, at: number): boolean {
  const line = lines[at]
  if (line === undefined || !isSentence(line)) return false
  if (lines[at]?.kind === 'prose' && line.weight >= (at === end ? 8 : at - end <= 4 ? 20 : 30)) return true
  if (!isStopped(line.text)) return false
  const box = lines.slice(end, at).map(({ kind }) => kind)
  if (!box.some((kind) => kind === 'relatedHeading' || kind === 'text' || kind === 'wall'))
    return line.weight >= (box.includes('call') ? 4 : 1)
  if (box.includes('wall')) return false
  if (continuesCount(lines, end, at)) return true
  const texts = lines.slice(end, at).filter((one) => one.kind === 'text' && !isItem(one)).length
  const plainBox = box.every((kind) => inText.has(kind))
  const teasers = lines[at + 1]?.kind === 'text' && lines[at + 2]?.kind === 'prose'
  if (texts === 1 && plainBox && !teasers && box.at(-1) === 'text' && (lines[at - 1]?.weight ?? 99) <= 12)
    return line.weight >= 5
  // Two paragraphs in a row; teasers have a title between them. A second one may stand behind a list or a subheading.
  const next = lines[at + 1]
  return next !== undefined && isSentence(next) && line.weight + next.weight >= 12
}

// "3. Title" right above, and a "2. Title" further up in the text.
function continuesCount(lines: readonly Line[], end: number, at: number): boolean {
  const number = Number(/^(\d{1,2})[.)]\s/.exec(lines[at - 1]?.text ?? '')?.[1] ?? 0)
  const before = lines.slice(Math.max(0, end - 40), end)
  return (
    number > 1 && before.some(({ text }) => text.startsWith(`${number - 1}. `) || text.startsWith(`${number - 1}) `))
  )
}

function isSentence(line: Line): boolean {
  return line.sentence && (line.kind === 'prose' || isShortSentence(line))
}

/** Marks the titles of the boxes inside a text as what they are: between a heading over links and the next paragraph. */
export function markBoxes(lines: readonly Line[], body: Span): readonly Line[] {
  const marked = lines.map(({ kind }) => kind)
  markCallsToAction(lines, body, marked)
  for (let at = body.start; at < body.end; at += 1) {
    if (lines[at]?.kind !== 'relatedHeading' && !(lines[at]?.kind === 'readAlso' && (lines[at]?.weight ?? 0) <= 4))
      continue
    for (let inside = at + 1; inside < Math.min(body.end, at + maxBoxLines); inside += 1) {
      const opened = inside > at + 1
      if (lines[inside]?.kind === 'prose' && !isTitleLike(lines[inside])) break
      if (opened && (lines[inside]?.kind === 'advert' || headsText(lines, inside, inside - at))) break
      if (['text', 'section', 'prose', 'byline', 'date'].includes(lines[inside]?.kind ?? 'text'))
        marked[inside] = 'teaser'
    }
  }
  return lines.map((line, at) => ({ ...line, kind: marked[at] ?? line.kind }))
}

// Below a call stand its slogans, none of them a sentence; the last line above the next paragraph may head that one.
function markCallsToAction(lines: readonly Line[], body: Span, marked: LineKind[]): void {
  for (let at = body.start; at < body.end; at += 1) {
    if (lines[at]?.kind !== 'call') continue
    for (let inside = at + 1; inside < Math.min(body.end, at + maxBoxLines); inside += 1) {
      const line = lines[inside]
      if (line === undefined || lines[inside]?.kind !== 'text' || line.sentence) {
        if (lines[inside]?.kind === 'prose' || line?.sentence === true) break
        continue
      }
      const heads = lines[inside + 1]?.kind === 'prose' && line.weight <= 8 && !/^\p{Ll}/u.test(line.text)
      if (!heads && !/[:：]$/u.test(line.text)) marked[inside] = 'call'
    }
  }
}

// Below the titles of a box and right above a paragraph stands the text's own subheading: shorter than the title.
function headsText(lines: readonly Line[], at: number, position: number): boolean {
  const line = lines[at]
  const above = lines[at - 1]
  if (line === undefined || above === undefined || line.kind !== 'text' || lines[at + 1]?.kind !== 'prose') return false
  return line.level > 1 || (line.weight <= 5 && above.weight > line.weight + (position > 2 ? 2 : 0))
}

function isTitleLike(line: Line | undefined): boolean {
  return line !== undefined && line.weight <= 16 && /[?!…]["”»)]?$/u.test(line.text)
}
