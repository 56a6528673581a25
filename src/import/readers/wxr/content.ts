import { resolveHtml } from '../shared/address.ts'
import { autop } from './autop.ts'
import { withoutShortcodes } from './shortcodes.ts'

/**
 * The HTML of a post as WordPress would show it, from what it stores: paragraphs made of blank lines where the editor
 * was the classic one, block comments and shortcodes resolved, addresses absolute. Not sanitised.
 * What is larger than any article may be stays as it is; it is refused further on.
 */
export function postHtml(content: string, base: string | null): string {
  if (content.length > maxChars) return content
  const written = content
    .replace(/<!--\s*(?:more\b[^<>]*?|noteaser)\s*-->/g, '')
    .replace(/<!--\s*nextpage\s*-->/g, '\n\n')
  const html = withoutShortcodes(/<!--\s+\/?wp:/.test(written) ? fromBlocks(written) : autop(written))
  return resolveHtml(withLinkedAddresses(html), base).trim()
}

const maxChars = 3 * 2 ** 20

/** Block comments go; only what stands outside all blocks was typed into the classic editor. */
function fromBlocks(written: string): string {
  const comment = /<!--\s+(\/)?wp:[a-z][\w/-]*\s+(?:\{(?:(?!<!--|-->)[\s\S])*?\}\s+)?(\/)?-->/g
  const parts: string[] = []
  let depth = 0
  let from = 0
  const add = (text: string): void => {
    if (text.trim() !== '') parts.push(depth === 0 ? autop(text) : text.trim())
  }
  for (let match = comment.exec(written); match !== null; match = comment.exec(written)) {
    add(written.slice(from, match.index))
    from = comment.lastIndex
    if (match[1] !== undefined) depth = Math.max(0, depth - 1)
    else if (match[2] === undefined) depth++
  }
  add(written.slice(from))
  return parts.join('\n')
}

/** An address alone in its paragraph is an embed: WordPress shows what is there, we link to it. */
function withLinkedAddresses(html: string): string {
  return html.replace(
    /(<(?:p|div)\b[^<>]*>)\s*(https?:\/\/[^\s<>"]+)\s*(<\/(?:p|div)>)/g,
    (_, open: string, url: string, close: string) => `${open}<a href="${url}">${url}</a>${close}`,
  )
}
