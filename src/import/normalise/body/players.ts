import { playerLink, playerNames } from './player-link.ts'

/**
 * Players, embedded pages and documents as links, since they cannot stay in a body that any page may show: a link to what they
 * show, with their title for words. Advertisements, buttons of networks and what has no address go. Linear in the length of the text.
 */
export function withLinkedPlayers(html: string): string {
  if (!begins.test(html)) return html
  const parts: string[] = []
  const unclosed = new Set<string>()
  const start = new RegExp(begins, 'gi')
  let from = 0
  for (let match = start.exec(html); match !== null; match = start.exec(html)) {
    const name = (match[1] ?? '').toLowerCase()
    const tagEnd = endOfTag(html, start.lastIndex)
    if (tagEnd === -1) break
    const isAlone = name === 'embed' || html[tagEnd - 2] === '/' || unclosed.has(name)
    const closer = isAlone ? null : closerOf(html, name, tagEnd)
    if (closer === null && !isAlone) unclosed.add(name)
    const innerEnd = closer ?? tagEnd
    const end = closer === null ? tagEnd : endOfTag(html, closer)
    if (end === -1) break
    const inner = html.slice(tagEnd, innerEnd)
    parts.push(html.slice(from, match.index), linkOf(name, html.slice(match.index, tagEnd), inner))
    from = end
    start.lastIndex = end
  }
  parts.push(html.slice(from))
  return parts.join('')
}

const begins = new RegExp(String.raw`<(${playerNames.join('|')})(?=[\s/>])`, 'i')

function linkOf(name: string, tag: string, inner: string): string {
  const nested = inner.match(/<(?:source|embed|param)\b[^<>]*>/gi) ?? []
  const found = playerLink(
    { name, attribute: (key) => attribute(tag, key) },
    nested.map((one) => ({
      name: /^<(\w+)/.exec(one)?.[1]?.toLowerCase() ?? '',
      attribute: (key) => attribute(one, key),
    })),
  )
  if (found === null) return ''
  const { url, title } = found
  return `<div><a href="${url.replaceAll('"', '&quot;')}">${(title ?? url).replaceAll('<', '&lt;')}</a></div>`
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`, 'i').exec(tag)
  return match?.[1] ?? match?.[2] ?? match?.[3]
}

/** Behind the `>` that ends a tag, which may stand in a value as well; -1 where it does not end. */
function endOfTag(html: string, from: number): number {
  const part = /(?:[^>"']|"[^"]*"|'[^']*')*>/y
  part.lastIndex = from
  const match = from < 0 ? null : part.exec(html.slice(0, from + 20_000))
  if (match !== null) return from + match[0].length
  const plain = from < 0 ? -1 : html.indexOf('>', from)
  return plain === -1 ? -1 : plain + 1
}

/** Where the element is closed that begins before; null where it is not. */
function closerOf(html: string, name: string, from: number): number | null {
  const closer = new RegExp(String.raw`</${name}(?=[\s>])`, 'gi')
  closer.lastIndex = from
  return closer.exec(html)?.index ?? null
}
