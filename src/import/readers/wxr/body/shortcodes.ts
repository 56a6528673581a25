import { BodyFindings, type PostParts } from './post-parts.ts'
import { renderShortcode, type FoundShortcode } from './shortcode-html.ts'
import { shortcodeUse, type ShortcodeUse } from './shortcode-names.ts'
import { shortcodeTags, type ShortcodeTag } from './shortcode-tokens.ts'

/** Pairs within pairs deeper than this are typed text. */
const maxDepth = 64

interface OpenTag {
  readonly tag: ShortcodeTag
  readonly use: ShortcodeUse | null
  /** Where in the output it stands. */
  readonly at: number
}

/**
 * The text of a post with its shortcodes as plain HTML, before paragraphs are made of it. WordPress shows a name that is not registered
 * as it was typed, and so do we: what is taken for a shortcode has a name of WordPress or of a known plugin and reads like one, or
 * is a pair, or has attributes that nobody would write in prose (`[box color="red"]`). `[[gallery]]` is shown as `[gallery]`.
 * What is left out is counted in `findings`.
 */
export function withoutShortcodes(html: string, parts: PostParts | null, findings: BodyFindings): string {
  if (!html.includes('[')) return html
  const out: string[] = []
  const open: OpenTag[] = []
  const openByName = new Map<string, number>()
  let from = 0

  const render = (tag: ShortcodeTag, use: ShortcodeUse | null, inner: string | null, source: string): string =>
    renderShortcode({ tag, use, inner, source } satisfies FoundShortcode, parts, findings)
  /** Ends what was opened last, without a closing tag. */
  const dropOpen = (): void => {
    const { tag, use, at } = open.pop() as OpenTag
    openByName.set(tag.name, (openByName.get(tag.name) ?? 1) - 1)
    out[at] = standsAlone(html, tag, use) ? render(tag, use, null, '') : html.slice(tag.start, tag.end)
  }
  const close = (tag: ShortcodeTag): void => {
    while (open.at(-1)?.tag.name !== tag.name) dropOpen()
    const opened = open.pop() as OpenTag
    openByName.set(tag.name, (openByName.get(tag.name) ?? 1) - 1)
    if (opened.use !== null && html[opened.tag.start - 1] === '[' && html[tag.end] === ']') {
      out.splice(opened.at - 1, Number.POSITIVE_INFINITY, (out[opened.at - 1] ?? '').slice(0, -1))
      out.push(html.slice(opened.tag.start, tag.end))
      from = tag.end + 1
      return
    }
    const inner = out.splice(opened.at + 1).join('')
    out[opened.at] = render(opened.tag, opened.use, inner, html.slice(opened.tag.end, tag.start))
  }

  for (const tag of shortcodeTags(html)) {
    const use = shortcodeUse(tag.name)
    out.push(html.slice(from, tag.start))
    from = tag.end
    const isOpen = (openByName.get(tag.name) ?? 0) > 0
    if (isEscaped(html, tag)) {
      const typed = html.slice(tag.start, tag.end)
      if (use === null || tag.kind === 'close') out.push(typed)
      else {
        out[out.length - 1] = (out.at(-1) ?? '').slice(0, -1)
        out.push(typed)
        from = tag.end + 1
      }
    } else if (tag.kind === 'close') {
      if (isOpen) close(tag)
      else if (use === null || use === 'quote') out.push(html.slice(tag.start, tag.end))
    } else if (tag.kind === 'alone' || open.length >= maxDepth) {
      out.push(standsAlone(html, tag, use) ? render(tag, use, null, '') : html.slice(tag.start, tag.end))
    } else {
      open.push({ tag, use, at: out.length })
      openByName.set(tag.name, (openByName.get(tag.name) ?? 0) + 1)
      out.push('')
    }
  }
  out.push(html.slice(from))
  while (open.length > 0) dropOpen()
  return out.join('')
}

function isEscaped(html: string, tag: ShortcodeTag): boolean {
  return html[tag.start - 1] === '[' && html[tag.end] === ']'
}

/** Whether a tag that is not closed is a shortcode, and no words in brackets. */
function standsAlone(html: string, tag: ShortcodeTag, use: ShortcodeUse | null): boolean {
  const count = Object.keys(tag.attributes).length
  if (use === null) return count > 0 && tag.isQuoted
  if (count === 0 && tag.values.length === 0) {
    return tag.kind === 'alone' || (bareUses.has(use) && isAloneInParagraph(html, tag))
  }
  // "[video killed the radio star]" is prose, and "[if x = 5]" too
  const isValue = use === 'embed' ? /^(?:https?:|\d+$)/ : /^https?:/
  return tag.values.every((value) => isValue.test(value))
}

const bareUses = new Set<ShortcodeUse>(['gallery', 'playlist', 'media', 'members', 'void'])

/** Whether nothing else stands on its line or in its element. */
function isAloneInParagraph(html: string, { start, end }: ShortcodeTag): boolean {
  return beforeAlone.test(html.slice(Math.max(0, start - 200), start)) && afterAlone.test(html.slice(end, end + 200))
}

const block = '(?:p|div|li|td|th|dd|blockquote|h[1-6]|figure|section|article|ul|ol|table|br|hr|center)'
const beforeAlone = new RegExp(String.raw`(?:^|\n|-->|<\/?${block}\b[^<>]*>)(?:[^\S\n]|&nbsp;)*$`, 'i')
const afterAlone = new RegExp(String.raw`^(?:[^\S\n]|&nbsp;)*(?:$|\n|<!--|<\/?${block}\b)`, 'i')
