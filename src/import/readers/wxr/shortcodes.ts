/**
 * Shortcodes of a classic post as plain HTML: captions become figures, embeds become links, the rest goes, and what
 * an unknown pair encloses stays. Brackets that are no shortcode ("[sic]", "[1]") are left alone.
 */
export function withoutShortcodes(html: string): string {
  if (!html.includes('[')) return html
  const closed = new Set(html.match(/\[\/[a-z][\w-]*(?=\])/gi)?.map((tag) => tag.slice(2).toLowerCase()))
  return html
    .replace(
      /\[(wp_caption|caption)\b([^\]]*)\]((?:(?!\[(?:wp_)?caption\b)[\s\S])*?)\[\/\1\]/gi,
      (_, __, attributes: string, inner: string) => figure(attributes, inner),
    )
    .replace(/<p>\s*(<figure\b(?:(?!<figure\b)[\s\S])*?<\/figure>)\s*<\/p>/g, '$1')
    .replace(/\[embed\b[^\]]*\]\s*(https?:[^\s[\]<]+)\s*\[\/embed\]/gi, (_, url: string) => link(url))
    .replace(
      /\[(video|audio|youtube|vimeo|soundcloud|tweet|twitter|instagram|facebook|dailymotion|ted|spotify|wp_embed|iframe)\b([^\]]*)\](?:\s*\[\/\1\])?/gi,
      (_, __, attributes: string) => media(attributes),
    )
    .replace(/\[\[([a-z][\w-]*(?:\s[^\][]*)?)\]\]/gi, '&#91;$1&#93;')
    .replace(
      /\[(\/?)([a-z][\w-]*)((?:\s+[^\][]*)?)\/?\]/gi,
      (found: string, slash: string, name: string, attributes: string) => {
        const isShortcode =
          slash === '/' ||
          /\s[\w-]+\s*=/.test(attributes) ||
          closed.has(name.toLowerCase()) ||
          known.has(name.toLowerCase())
        return isShortcode ? '' : found
      },
    )
    .replace(/<p>(?:\s|<br\s*\/?>)*<\/p>\s*/gi, '')
}

// Those that stand alone and without attributes; others give themselves away.
const known = new Set(
  'gallery playlist contact-form contact-form-7 more nextpage toc ad ads adsense sharedaddy jetpack_subscription_form newsletter clear hr divider separator'.split(
    ' ',
  ),
)

function figure(attributes: string, inner: string): string {
  const picture = /^\s*(?:<p>\s*)?((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*<\/a>)?)/i.exec(inner)
  const rest = inner
    .slice(picture?.[0].length ?? 0)
    .replace(/<\/?p>|^(?:\s|<br\s*\/?>)+/gi, '')
    .trim()
  const caption = attribute(attributes, 'caption') ?? rest
  return `<figure>${picture?.[1] ?? ''}${caption === '' ? '' : `<figcaption>${caption}</figcaption>`}</figure>`
}

function media(attributes: string): string {
  const url = /https?:\/\/[^\s"'\][<>]+/i.exec(attributes)?.[0]
  return url === undefined ? '' : link(url)
}

function link(url: string): string {
  const escaped = url.replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  return `<a href="${escaped}">${escaped}</a>`
}

function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(attributes)
  return match?.[1] ?? match?.[2]
}
