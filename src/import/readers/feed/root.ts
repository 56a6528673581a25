/** How a feed in XML begins, and what to put around one of its entries to have a feed of one. */
export interface FeedRoot {
  readonly kind: 'rss' | 'rdf' | 'atom'
  /** Where the root's tag begins in the text, and in which line, from 1. */
  readonly start: number
  readonly line: number
  /** The qualified name of its entries, in lower case. */
  readonly entryName: string
  readonly before: string
  readonly after: string
}

/** The root of a feed, whatever stands before it (blank lines, warnings of a script, comments); null where there is none. */
export function feedRoot(text: string): FeedRoot | null {
  const prologue =
    /<!--(?:(?!<!--)[\s\S])*?-->|<\?(?:(?!<\?)[\s\S])*?\?>|<((?:[\w.-]+:)?(?:rss|rdf|feed))(?=[\s>])(?:"[^"<]*"|'[^'<]*'|[^"'<>])*>/gi
  for (let match = prologue.exec(text); match !== null; match = prologue.exec(text)) {
    const name = match[1]
    if (name === undefined) continue
    const prefix = name.includes(':') ? name.slice(0, name.indexOf(':') + 1) : ''
    const local = name.slice(prefix.length).toLowerCase()
    const location = { start: match.index, line: text.slice(0, match.index).split('\n').length }
    if (local === 'feed') {
      return {
        kind: 'atom',
        ...location,
        entryName: `${prefix}entry`.toLowerCase(),
        before: match[0],
        after: `</${name}>`,
      }
    }
    if (local === 'rdf') {
      const rss = /\sxmlns:([\w.-]+)\s*=\s*["']http:\/\/(?:purl\.org\/rss\/1\.0|my\.netscape\.com\/rdf)/i.exec(
        match[0],
      )?.[1]
      const entryName = /\sxmlns\s*=\s*["']http:\/\/(?:purl\.org\/rss|my\.netscape\.com)/i.test(match[0])
        ? undefined
        : rss
      return {
        kind: 'rdf',
        ...location,
        entryName: entryName === undefined ? 'item' : `${entryName.toLowerCase()}:item`,
        before: match[0],
        after: `</${name}>`,
      }
    }
    const rest = text.slice(prologue.lastIndex, prologue.lastIndex + 4096)
    const channel = /<(channel)(?=[\s>])(?:"[^"<]*"|'[^'<]*'|[^"'<>])*>/i.exec(rest)
    return {
      kind: 'rss',
      ...location,
      entryName: 'item',
      before: `${match[0]}${channel?.[0] ?? '<channel>'}`,
      after: `</${channel?.[1] ?? 'channel'}></${name}>`,
    }
  }
  return null
}
