import { resolveHtml } from '../../shared/address.ts'
import { autop } from './autop.ts'
import { fromBlocks, hasBlocks } from './blocks.ts'
import { footnoteList, storedFootnotes, withCollectedNotes } from './footnotes.ts'
import { BodyFindings, type PostParts } from './post-parts.ts'
import { withoutShortcodes } from './shortcodes.ts'

/**
 * The HTML of a post as WordPress would show it, from what it stores: paragraphs made of blank lines where the editor
 * was the classic one, blocks and shortcodes resolved, addresses absolute. Not sanitised. What it leaves out is in `findings`.
 * What is larger than any article may be stays as it is; it is refused further on.
 */
export function postHtml(
  content: string,
  base: string | null,
  parts: PostParts | null = null,
  findings: BodyFindings = new BodyFindings(),
): string {
  if (content.length > maxChars) return content
  const html = withCollectedNotes(withStoredNotes(expanded(content, parts, findings, new Set()), content, parts))
  const visible = html.replace(wrappedBlock, '$1').replace(/<p>(?:\s|&nbsp;|<br\s*\/?>)*<\/p>\s*/gi, '')
  return resolveHtml(withLinkedAddresses(visible), base).trim()
}

const maxChars = 3 * 2 ** 20
/** What a post may become through the reusable blocks in it, which may hold others. */
const maxBlockDepth = 8
const wrappedBlock = /<p>\s*(<(figure|blockquote|ol|ul|pre|h3)\b(?:(?!<\2\b)[\s\S])*?<\/\2>)\s*<\/p>/g

/** Without shortcodes and blocks; `within` are the reusable blocks it stands in. */
function expanded(
  content: string,
  parts: PostParts | null,
  findings: BodyFindings,
  within: ReadonlySet<number>,
): string {
  const written = withoutShortcodes(
    content
      .replace(/<!--\s*\[et_pb_line_break_holder\]\s*-->/g, '\n')
      .replace(/<!--\s*(?:more\b[^<>]*?|noteaser)\s*-->/g, '')
      .replace(/<!--\s*nextpage\s*-->/g, '\n\n'),
    parts,
    findings,
  ).replace(/<p\b[^<>]*>(?:\s|&nbsp;|<br\s*\/?>)*<\/p>/gi, '')
  if (!hasBlocks(written)) return autop(withLinkedLines(written))
  let chars = written.length
  const reuse = (ref: number): string | null => {
    const block = parts?.blocks.get(ref)
    if (block === undefined || within.has(ref) || within.size >= maxBlockDepth) return null
    const html = expanded(block, parts, findings, new Set([...within, ref]))
    chars += html.length
    return chars > maxChars ? null : html
  }
  return fromBlocks(written, parts, reuse, findings)
}

/** A theme may have the block for footnotes, where the post only refers to them. */
function withStoredNotes(html: string, content: string, parts: PostParts | null): string {
  if (
    parts === null ||
    parts.footnotes === '' ||
    !/\sdata-fn=/.test(content) ||
    /wp:(?:core\/)?footnotes\b/.test(content)
  )
    return html
  return html + footnoteList(storedFootnotes(parts.footnotes))
}

/** An address alone on its line of a classic post is an embed: WordPress shows what is there, we link to it. */
function withLinkedLines(written: string): string {
  return written.replace(
    /^([^\S\n]*)(https?:\/\/[^\s<>"[\]]+)[^\S\n]*$/gm,
    (_, indent: string, url: string) => `${indent}<a href="${url}">${url}</a>`,
  )
}

/** The same in the paragraphs and boxes of a post that has them. */
function withLinkedAddresses(html: string): string {
  return html.replace(
    /(<(?:p|div)\b[^<>]*>)\s*(https?:\/\/[^\s<>"]+)\s*(<\/(?:p|div)>)/g,
    (_, open: string, url: string, close: string) => `${open}<a href="${url}">${url}</a>${close}`,
  )
}
