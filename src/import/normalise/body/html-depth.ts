/**
 * How many levels of elements HTML has that must be closed, counted without parsing it; stops counting above `limit`.
 * Never less than a parser would find for those elements, in linear time.
 */
export function htmlDepth(html: string, limit: number): number {
  const open = new Map<string, number>()
  let depth = 0
  let deepest = 0
  let at = html.indexOf('<')
  while (at !== -1 && deepest <= limit) {
    if (html.startsWith('!--', at + 1)) {
      const end = html.indexOf('-->', at + 4)
      if (end === -1) break
      at = html.indexOf('<', end)
      continue
    }
    tag.lastIndex = at
    const match = tag.exec(html)
    const name = match?.[2]?.toLowerCase()
    if (name !== undefined && !closesItself.has(name)) {
      const count = open.get(name) ?? 0
      if (match?.[1] === '') {
        open.set(name, count + 1)
        depth++
        deepest = Math.max(deepest, depth)
      } else if (count > 0) {
        open.set(name, count - 1)
        depth--
      }
    }
    at = html.indexOf('<', at + 1)
  }
  return deepest
}

const tag = /<(\/?)([a-zA-Z][^\s/>]*)/y

/** Void elements, and those whose end a parser supplies when the next of their kind begins. */
const closesItself = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option optgroup rt rp colgroup'.split(
    ' ',
  ),
)
