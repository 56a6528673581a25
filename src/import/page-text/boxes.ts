import type { Span } from './body.ts'
import type { LineKind } from './classify.ts'
import type { Line } from './lines.ts'

// A box of links or a call in the middle of a text is no longer than this.
const maxBoxLines = 8
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

/** Lets the text go on behind a box of links: whole paragraphs follow it, which lists of teasers do not have. */
export function resume(lines: readonly Line[], kinds: readonly LineKind[], body: Span): Span {
  let end = body.end
  for (let at = end; at < Math.min(lines.length, end + maxBoxLines); at += 1) {
    const line = lines[at]
    if (line === undefined || hard.has(kinds[at] ?? 'text')) break
    if (kinds[at] === 'prose' && line.sentence && line.weight >= (at === end ? 8 : at - end <= 4 ? 20 : 30)) {
      end = at + 1
      at = end - 1
    }
  }
  return { start: body.start, end }
}

/** Marks the titles of the boxes inside a text as what they are: between a heading over links and the next paragraph. */
export function markBoxes(lines: readonly Line[], kinds: readonly LineKind[], body: Span): readonly LineKind[] {
  const marked = [...kinds]
  for (let at = body.start; at < body.end; at += 1) {
    if (kinds[at] !== 'relatedHeading' && !(kinds[at] === 'readAlso' && (lines[at]?.weight ?? 0) <= 4)) continue
    for (let inside = at + 1; inside < Math.min(body.end, at + maxBoxLines); inside += 1) {
      if (kinds[inside] === 'prose' && !isTitleLike(lines[inside])) break
      if (['text', 'section', 'prose', 'byline', 'date'].includes(kinds[inside] ?? 'text')) marked[inside] = 'teaser'
    }
  }
  return marked
}

function isTitleLike(line: Line | undefined): boolean {
  return line !== undefined && line.weight <= 16 && /[?!…]["”»)]?$/u.test(line.text)
}
