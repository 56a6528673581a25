import type { Span } from './body.ts'
import type { Line, LineKind } from './lines.ts'
import { viewWords } from '../../vocabulary/lines/view-words.ts'

/** How often the page was opened, as printed. `bare`: no word says what the number counts. */
export interface ViewCount {
  readonly value: number
  readonly bare: boolean
}

const counted = new Set<LineKind>(['share', 'commentHeading'])

/** A number with a word for views in the head (from `zone`, a little above the headline at `from`) or right below the text; else a number alone in a line of the head. */
export function readViewCount(
  lines: readonly Line[],
  zone: number,
  from: number,
  { start: to, end: bodyEnd }: Span,
): ViewCount | null {
  for (let at = zone; at < Math.min(lines.length, bodyEnd + 4); at += 1) {
    if (lines[at]?.kind === 'views' && (at < to || at >= bodyEnd)) {
      const value = toCount(/[\d.,\s]*\d\s?[kKmM]?(?![\p{L}])/u.exec(lines[at]?.text ?? '')?.[0] ?? '')
      if (value !== null) return { value, bare: false }
    }
  }
  for (let at = from; at < to; at += 1) {
    const value =
      lines[at]?.kind === 'number' && viewWords.whole(lines[at + 1]?.plain ?? '')
        ? toCount(lines[at]?.text ?? '')
        : null
    if (value !== null) return { value, bare: false }
  }
  for (let at = from; at < to; at += 1) {
    if (
      lines[at]?.kind !== 'number' ||
      [-1, 1].some((step) => counted.has(lines[at + step]?.kind ?? 'text') || lines[at + step]?.kind === 'number')
    )
      continue
    const value = toCount(lines[at]?.text ?? '')
    // Small numbers count comments, and four digits may be a year.
    if (value !== null && value >= 100 && !(value >= 1900 && value <= 2100)) return { value, bare: true }
  }
  return null
}

function toCount(printed: string): number | null {
  const match = /^(\d+(?:[.,\s]\d+)*)\s?([kKmM])?$/.exec(printed.trim())
  if (match?.[1] === undefined) return null
  const scale = match[2] === undefined ? 1 : /k/i.test(match[2]) ? 1000 : 1_000_000
  if (scale > 1) return Math.round(Number(match[1].replace(',', '.').replace(/\s/g, '')) * scale)
  if (!/^\d+$|^\d{1,3}(?:[.,\s]\d{3})+$/.test(match[1])) return null
  const value = Number(match[1].replace(/[.,\s]/g, ''))
  return Number.isSafeInteger(value) && value < 2 ** 31 ? value : null
}
