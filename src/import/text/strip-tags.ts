import { decodeHTML } from 'entities'

/**
 * The text of a piece of HTML as it stands, entities resolved: what begins a line of its own is parted by a space, other tags leave
 * nothing behind; comments, styles, scripts and what follows a tag that does not end are left out. One pass, whatever the HTML is.
 */
export function stripTags(html: string): string {
  const parts: string[] = []
  let from = 0
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    const tag = tagAt(html, at)
    if (tag === null) {
      at += 1
      continue
    }
    if (at > from) parts.push(html.slice(from, at))
    if (!inline.has(tag.name)) parts.push(' ')
    at = raw.has(tag.name) && !tag.isClosing ? endOfRaw(html, tag.name, tag.end) : tag.end
    from = at
  }
  if (from < html.length) parts.push(html.slice(from))
  const text = parts.join('')
  return text.includes('&') ? decodeHTML(text) : text
}

const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark q s samp small span strike strong sub sup time tt u var wbr !--'.split(
    ' ',
  ),
)
const raw = new Set(['script', 'style'])

interface Tag {
  readonly name: string
  readonly isClosing: boolean
  readonly end: number
}

/** The tag, comment or declaration that begins at `at`; null where the `<` is text. */
function tagAt(html: string, at: number): Tag | null {
  const first = html.charCodeAt(at + 1)
  if (first === bang || first === question) {
    const isComment = html.startsWith('!--', at + 1)
    const end = html.indexOf(isComment ? '-->' : '>', at + 2)
    const name = isComment ? '!--' : '!'
    return { name, isClosing: false, end: end === -1 ? html.length : end + (isComment ? 3 : 1) }
  }
  const isClosing = first === slash
  const start = at + (isClosing ? 2 : 1)
  let position = start
  while (isNameLetter(html.charCodeAt(position), position === start)) position += 1
  if (position === start) return null
  return { name: html.slice(start, position).toLowerCase(), isClosing, end: endOfTag(html, position) }
}

const [bang, question, slash, equals, close, double, single] = [0x21, 0x3f, 0x2f, 0x3d, 0x3e, 0x22, 0x27]

function isNameLetter(code: number, isFirst: boolean): boolean {
  const letter = code | 0x20
  return (
    (letter >= 0x61 && letter <= 0x7a) ||
    (!isFirst && ((code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x3a))
  )
}

/** Behind the `>` of a tag; one in quotes belongs to the value of an attribute. */
function endOfTag(html: string, from: number): number {
  let before = 0
  for (let at = from; at < html.length; at += 1) {
    const code = html.charCodeAt(at)
    if (code === close) return at + 1
    if ((code === double || code === single) && before === equals) {
      const end = html.indexOf(code === double ? '"' : "'", at + 1)
      // one that is not closed was text
      if (end === -1) {
        const next = html.indexOf('>', at)
        return next === -1 ? html.length : next + 1
      }
      at = end
    }
    if (code > 0x20) before = code
  }
  return html.length
}

function endOfRaw(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}[\\s/>]`, 'gi')
  closing.lastIndex = from
  return closing.exec(html)?.index ?? html.length
}
