import { toPlain } from '../../../text/fold.ts'
import type { Line, LineKind } from './lines.ts'
import { isAdvertLine } from '../../vocabulary/lines/advert-line.ts'
import { callsToAction } from '../../vocabulary/lines/call-to-action.ts'
import { isMenuLine } from '../../vocabulary/lines/menu-line.ts'
import { isSectionLine } from '../../vocabulary/lines/section-line.ts'
import { isShareLine } from '../../vocabulary/lines/share-line.ts'

// A site prints its name over its menu.
const maxLinesFromTop = 6
const maxNameWeight = 6

/** The name at the top of the page that the rest of it repeats, in its footer, its credits or its byline; null without. */
export function findSiteName(lines: readonly Line[], headlineAt: number, bodyEnd: number): string | null {
  for (let at = 0; at < Math.min(maxLinesFromTop, headlineAt); at += 1) {
    const line = lines[at]
    if (line === undefined || !['text', 'section'].includes(line.kind)) continue
    for (const part of line.text.split(/\s[|–—·-]\s/u)) {
      const plain = toPlain(part)
      if (!isNameLike(part, plain)) continue
      const again = lines.some(
        (other, position) =>
          position > headlineAt &&
          (position >= bodyEnd || position < headlineAt + 12) &&
          other.text.includes(part.trim()) &&
          isSigned(other, plain),
      )
      if (again) return part.trim()
    }
  }
  return null
}

/** The name that stands in the first line of a page, over its menu or its sections, where nothing else says whose it is; null without. */
export function findFirstLine(lines: readonly Line[], headlineAt: number): string | null {
  const at = lines.findIndex(({ kind }) => kind === 'text')
  const line = lines[at]
  const below = lines[at + 1]
  if (
    line === undefined ||
    below === undefined ||
    at > 2 ||
    at >= headlineAt - 1 ||
    line.url !== null ||
    line.level > 0
  )
    return null
  // a menu that was saved as one line holds sections and its own words side by side
  const words = below.plain.trim().split(' ')
  const isMenu =
    ['menu', 'section'].includes(below.kind) ||
    (words.length > 1 && words.every((word) => isMenuLine(` ${word} `) || isSectionLine(` ${word} `)))
  return isMenu && line.weight <= maxNameWeight && isNameLike(line.text, line.plain) ? line.text : null
}

const signed = new Set<LineKind>(['copyright', 'imprint', 'caption', 'call', 'byline'])

// A section is repeated as a label or a link back; a site's name where it signs, counts or writes to its readers.
function isSigned({ kind, text, plain, weight }: Line, name: string): boolean {
  return signed.has(kind) || /[©@]/.test(text) || (plain !== name && weight >= 5 && kind !== 'breadcrumb')
}

function isNameLike(part: string, plain: string): boolean {
  const words = part.split(' ').length
  if (words > maxNameWeight || part.length < 4 || part.length > 50 || /[.!?…:]$/u.test(part)) return false
  if (/\p{Ll}/u.test(part) && !/^["«“]?\p{Lu}/u.test(part)) return false
  return !(
    isMenuLine(plain) ||
    isSectionLine(plain) ||
    isShareLine(plain) ||
    isAdvertLine(plain) ||
    callsToAction.within(plain)
  )
}
