import { readingWeight } from '../../../text/reading-weight.ts'
import { foldWords } from '../../../../text/fold.ts'
import { oneLine } from '../../../text/one-line.ts'
import { parseTree } from './parse-tree.ts'
import { type DomElement, type DomNode, isElement, isText } from './dom.ts'

const maxPlainLength = 300_000

/** Plain text of a value from metadata, which may hold entities (also doubled ones) and tags. */
export function metaText(value: string): string {
  let text = value.slice(0, maxPlainLength)
  for (let pass = 0; pass < 2 && /&#?\w{1,31};|<\/?[a-z!]/i.test(text); pass += 1) {
    const document = parseTree(`<html><body><p>${text.replace(/<(?![/a-z!])/gi, '&lt;')}</p></body></html>`)
    text = String(document.documentElement?.textContent ?? '')
  }
  return oneLine(text)
}

// scripts that put no spaces between words
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u

/** The units of a text that can be counted: words, or pairs of characters where a script has no spaces. */
export function unitsOf(text: string): string[] {
  const folded = foldWords(text)
  if (folded === '') return []
  if (!unspaced.test(folded)) return folded.split(' ')
  const letters = [...folded.replaceAll(' ', '')]
  return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}

/** How many words a text has, as they weigh in reading. */
export function wordsIn(text: string): number {
  return Math.ceil(readingWeight(text))
}

/** How far two texts share their words, 0 to 1 (Dice). */
export function similarity(a: string, b: string): number {
  const left = unitsOf(a)
  const right = unitsOf(b)
  if (left.length === 0 || right.length === 0) return 0
  const counts = new Map<string, number>()
  for (const unit of left) counts.set(unit, (counts.get(unit) ?? 0) + 1)
  let shared = 0
  for (const unit of right) {
    const count = counts.get(unit) ?? 0
    if (count > 0) shared += 1
    counts.set(unit, count - 1)
  }
  return (2 * shared) / (left.length + right.length)
}

const blocks = new Set(
  (
    'address article aside blockquote br center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 ' +
    'h6 header hr li main nav ol option p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)
const silent = new Set('script style noscript template head svg math iframe object canvas select textarea'.split(' '))

/** Whether an element starts a line of its own. */
export function isBlock(element: DomElement): boolean {
  return blocks.has(element.localName)
}

/** Whether an element's text is never shown as text. */
export function isSilent(element: DomElement): boolean {
  return silent.has(element.localName)
}

/** Whether an element is marked as not shown; `aria-hidden` alone is not, since visible copies carry it too. */
export function isHidden(element: DomElement): boolean {
  if (element.hasAttribute('hidden') && element.getAttribute('hidden') !== 'until-found') return true
  const style = element.getAttribute('style')
  if (style !== null && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)) return true
  const classes = element.getAttribute('class')
  return (
    classes !== null &&
    /(?:^|\s)(?:hidden|d-none|is-hidden|u-hidden|visually-?hidden|sr-only|screen-reader(?:-text|-only)?|element-invisible|visuallyhidden|a11y-hidden|show-for-sr|u-screen-reader-only|assistive-text)(?:\s|$)/i.test(
      classes,
    )
  )
}

const maxVisibleText = 20_000

/**
 * The text of a node as a reader sees it, in one line: hidden parts left out, blocks apart by a space. Stops at 20,000
 * characters unless told otherwise, because the same text is asked for at every level above it.
 */
export function visibleText(
  node: DomNode,
  skip: (element: DomElement) => boolean = () => false,
  limit = maxVisibleText,
): string {
  const parts: string[] = []
  let length = 0
  const walk = (at: DomNode) => {
    if (length > limit) return
    if (isText(at)) {
      const text = at.nodeValue ?? ''
      length += text.length
      parts.push(text)
    }
    if (!isElement(at) || isSilent(at) || isHidden(at) || skip(at)) return
    const apart = isBlock(at)
    if (apart) parts.push(' ')
    for (let child = at.firstChild; child !== null; child = child.nextSibling) walk(child)
    if (apart) parts.push(' ')
  }
  walk(node)
  return oneLine(parts.join(''))
}

/** The visible text of an element in lines, parted where blocks part it; words of elements that touch stay apart: styles part them. */
export function visibleLines(root: DomElement): string[] {
  const lines: string[] = ['']
  const walk = (at: DomNode) => {
    if (isText(at)) {
      const text = at.nodeValue ?? ''
      const touches = /\p{L}{2}$/u.test(lines.at(-1) ?? '') && /^\p{L}{2}/u.test(text)
      lines[lines.length - 1] += touches ? ` ${text}` : text
    }
    if (!isElement(at) || isSilent(at) || isHidden(at) || lines.length > 50) return
    if (isBlock(at)) lines.push('')
    for (let child = at.firstChild; child !== null; child = child.nextSibling) walk(child)
    if (isBlock(at)) lines.push('')
  }
  walk(root)
  return lines.map(oneLine).filter((line) => line !== '')
}
