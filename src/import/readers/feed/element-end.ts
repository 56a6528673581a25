/** Where an HTML element ends whose tag begins at `start`: behind its closing tag, counting those nested in it; -1 where it does not. */
export function elementEnd(html: string, start: number): number {
  const name = /^<([a-z]\w*)/i.exec(html.slice(start, start + 40))?.[1]
  if (name === undefined) return -1
  const tag = new RegExp(String.raw`<(/?)${name}\b[^<>]*>`, 'gi')
  tag.lastIndex = start
  let depth = 0
  for (let match = tag.exec(html); match !== null; match = tag.exec(html)) {
    depth += match[1] === '/' ? -1 : 1
    if (depth === 0) return tag.lastIndex
  }
  return -1
}
