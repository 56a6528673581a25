import { resolveUrl } from '../shared/address.ts'
import { appearedFirst, readOn } from '../../vocabulary/lines/feed-ending.ts'
import { labelText } from '../../text/one-line.ts'
import { contentFields } from './content-fields.ts'
import { elementEnd } from './element-end.ts'
import type { FeedEntry, FeedText } from './feed-entry.ts'

/**
 * An entry without what content systems put around its texts, told by their shape in any language: WordPress's last paragraph
 * "The post <title> appeared first on <site>", links to the entry's own page, buttons and bars that plugins append; and of
 * Drupal's rendered fields each in its place.
 */
export function withoutFrame(entry: FeedEntry, url: string | null): FeedEntry {
  const fields = contentFields(entry.content ?? entry.teaser)
  const clean = (text: FeedText | undefined): FeedText | undefined =>
    text === undefined || text.kind === 'text'
      ? text
      : { ...text, value: withoutOwnLink(withoutLastPost(withoutBars(text.value), url), url) }
  const isContent = entry.content !== undefined
  const teaser = clean(isContent ? entry.teaser : fields.text)
  return {
    ...entry,
    teaser: teaser === undefined || labelText(teaser.value) !== '' ? teaser : (entry.otherTeaser ?? teaser),
    content: clean(isContent ? fields.text : undefined),
    images: [...entry.images, ...fields.images],
    categories: [...entry.categories, ...fields.categories],
  }
}

/** What feed plugins append to each teaser as text: "The post X appeared first on Y." and "Read more". */
export function withoutBoilerplate(text: string): string {
  return text.replace(appearedFirst, '').replace(readOn, '').trim()
}

function withoutLastPost(html: string, url: string | null): string {
  const at = html.lastIndexOf('<p')
  if (url === null || at === -1 || html.length - at > 3000) return html
  const paragraph =
    /^<p\b[^<>]*>[^<]{0,80}<a\b[^<>]*\shref\s*=\s*["']([^"'<>]+)["'][^<>]*>(?:(?!<\/a>)[\s\S])*<\/a>[^<]{2,80}<a\b[^<>]*\shref\s*=\s*["']([^"'<>]+)["'][^<>]*>(?:(?!<\/a>)[\s\S])*<\/a>[^<]{0,80}(?:<\/p>)?\s*$/i.exec(
      html.slice(at),
    )
  const [post, site] = [paragraph?.[1], paragraph?.[2]].map((link) => URL.parse(resolveUrl(link, url) ?? ''))
  const own = URL.parse(url)
  if (!post || !site || own === null) return html
  const isOwn = post.host === own.host && post.pathname === own.pathname
  return isOwn && site.host === own.host && own.pathname.startsWith(site.pathname.replace(/\/?$/, '/'))
    ? html.slice(0, at).trimEnd()
    : html
}

/** A link to the page itself at the end, in a line of its own or after a sentence, leads to the rest of the text, as does one that is all there is. */
function withoutOwnLink(html: string, url: string | null): string {
  const at = html.lastIndexOf('<a')
  if (url === null || at === -1 || html.length - at > 1500) return html
  const link =
    /^<a\b[^<>]*\shref\s*=\s*["']?([^"'<>\s]+)[^<>]*>((?:(?!<\/?a\b)[\s\S])*)<\/a>\s*(?:[→»›….]|&\w+;|\s)*((?:<\/?[a-z]\w*\b[^<>]*>\s*)*)$/i.exec(
      html.slice(at),
    )
  if (link === null || !isSamePage(resolveUrl(link[1], url), url) || labelText(link[2] ?? '').length > 150) return html
  const before = html.slice(0, at)
  const isShort = labelText(link[2] ?? '').length < 25
  if (
    isShort &&
    !/[^\s\p{P}\p{S}]/u.test(before.slice(-400).replace(/<[^<>]*>|^[^<>]*>|&\w+;/g, '')) &&
    labelText(before) === ''
  )
    return ''
  const open = /(?:(?:<(?:p|div)\b[^<>]*>|<br\s*\/?>)\s*)+(?:<(?:em|strong|span|b|i|small)\b[^<>]*>\s*)*$/i.exec(
    before.slice(-600),
  )?.[0].length
  if (open !== undefined) return before.slice(0, before.length - open).trimEnd()
  if (/<\/(?:p|div|blockquote|[uo]l|h[1-6]|figure)\s*>\s*$/i.test(before.slice(-200))) return before.trimEnd()
  const last = before.slice(-200)
  const end = isShort ? /(?:[.!?…\]"”»)]|&hellip;|&#8230;)(?:\s|&nbsp;)*$/ : /(?:…|\.\.\.|&hellip;|&#8230;|\])\s*$/
  return end.test(last) ? `${before.slice(0, -200)}${last.replace(/(?:\s|&nbsp;)+$/, '')}${link[3] ?? ''}` : html
}

function isSamePage(link: string | null, url: string): boolean {
  const [one, other] = [URL.parse(link ?? ''), URL.parse(url)]
  return one !== null && one.host === other?.host && one.pathname === other.pathname && one.pathname !== '/'
}

/** Elements that plugins and newsletters add to a text: subscribe buttons, share bars, other posts. */
function withoutBars(html: string): string {
  if (!bar.test(html)) return html
  const parts: string[] = []
  let from = 0
  const opening = new RegExp(bar.source, 'gi')
  for (let match = opening.exec(html); match !== null; match = opening.exec(html)) {
    if (match.index < from) continue
    const end = elementEnd(html, match.index)
    if (end === -1) break
    parts.push(html.slice(from, match.index))
    from = end
    opening.lastIndex = end
  }
  return parts.join('') + html.slice(from)
}

const bar =
  /<(?:div|p)\b[^<>]*\sclass\s*=\s*["'](?:[^"'<>]*\s)?(?:feedflare|button-wrapper|subscription-widget-wrap(?:-editor)?|sharedaddy|jp-relatedposts|addtoany_share_save_container|wp-block-jetpack-subscriptions|heateor_sss_sharing_container)(?=[\s"'])/i
