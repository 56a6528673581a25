import { ReadRefused } from '../../../draft.ts'

/** The largest page that is read, in bytes of UTF-8. */
export const maxHtmlBytes = 5 * 1024 * 1024
/** The deepest nesting of elements that is read. */
export const maxHtmlDepth = 2_000
/** The most elements that are read, those without content with them; the longest live blogs have about 60,000, and a tree of 120,000 takes 200 MB. */
export const maxHtmlElements = 120_000

const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
// elements that the parser closes by itself when the next of their kind begins: unclosed ones do not nest
const selfClosing = new Set('p li dt dd tr td th thead tbody tfoot option optgroup'.split(' '))
const rawTexts = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'noembed', 'noframes'])

/**
 * Throws ReadRefused for a page over 5 MB, with over 120,000 elements, or nested deeper than 2,000 elements.
 * One pass over the text, before any tree is built, because building a deep tree is what costs.
 */
export function checkBounds(html: string): void {
  if (html.length > maxHtmlBytes || Buffer.byteLength(html) > maxHtmlBytes) {
    throw new ReadRefused('The page is larger than 5 MB. Save the article alone, or leave embedded images out.')
  }
  const open: string[] = []
  const openCount = new Map<string, number>()
  let elements = 0
  let drawing = 0
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    const found = tagAt(html, at)
    if (found === null) {
      at += 1
      continue
    }
    at = found.end
    const { name } = found
    if (name === '') continue
    if (found.closing) {
      if ((openCount.get(name) ?? 0) === 0) continue
      for (let top = open.pop(); top !== undefined; top = open.pop()) {
        openCount.set(top, (openCount.get(top) ?? 0) - 1)
        if (top === 'svg' || top === 'math') drawing -= 1
        if (top === name) break
      }
      continue
    }
    elements += 1
    if (elements > maxHtmlElements)
      throw new ReadRefused('The page has more than 120,000 elements. Save the article alone.')
    if (voids.has(name)) continue
    if (rawTexts.has(name) && drawing === 0) {
      at = endOfRawText(html, name, at)
      continue
    }
    if (selfClosing.has(name) || (found.selfClosed && drawing > 0)) continue
    if (name === 'svg' || name === 'math') drawing += 1
    open.push(name)
    openCount.set(name, (openCount.get(name) ?? 0) + 1)
    if (open.length > maxHtmlDepth) {
      throw new ReadRefused('The page is nested deeper than 2,000 elements. Save the article alone.')
    }
  }
}

interface Tag {
  readonly name: string
  readonly closing: boolean
  readonly selfClosed: boolean
  readonly end: number
}

/** The tag that begins at `at`, found by character codes: a pattern over quoted attributes backtracks on garbage. */
function tagAt(html: string, at: number): Tag | null {
  if (html.startsWith('<!--', at)) {
    const end = html.indexOf('-->', at + 4)
    return { name: '', closing: false, selfClosed: false, end: end === -1 ? html.length : end + 3 }
  }
  const closing = html.charCodeAt(at + 1) === 47
  let position = at + (closing ? 2 : 1)
  const first = html.charCodeAt(position) | 32
  if (!(first >= 97 && first <= 122)) return null
  const nameStart = position
  while (position < html.length && !/[\s/>]/.test(html.charAt(position))) position += 1
  const name = html.slice(nameStart, position).toLowerCase()
  let quote = ''
  for (let before = ''; position < html.length; position += 1) {
    const character = html.charAt(position)
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if ((character === '"' || character === "'") && before === '=') quote = character
    else if (character === '>') break
    if (!/\s/.test(character)) before = character
  }
  return { name, closing, selfClosed: html.charAt(position - 1) === '/', end: Math.min(html.length, position + 1) }
}

function endOfRawText(html: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}[\\s/>]`, 'gi')
  pattern.lastIndex = from
  const found = pattern.exec(html)
  return found === null ? html.length : found.index
}
