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

const begins =
  /<(iframe|video|audio|object|embed|amp-iframe|amp-video|amp-audio|amp-youtube|amp-vimeo|amp-dailymotion|amp-twitter|amp-instagram|amp-facebook|lite-youtube|lite-vimeo|youtube-video|bc-player|video-js)(?=[\s/>])/i

/** By element, the attribute that names what it shows, and the address that follows. */
const byNumber: Readonly<Record<string, readonly [string, string]>> = {
  'amp-youtube': ['data-videoid', 'https://www.youtube.com/watch?v='],
  'lite-youtube': ['videoid', 'https://www.youtube.com/watch?v='],
  'youtube-video': ['video-id', 'https://www.youtube.com/watch?v='],
  'amp-vimeo': ['data-videoid', 'https://vimeo.com/'],
  'lite-vimeo': ['videoid', 'https://vimeo.com/'],
  'amp-dailymotion': ['data-videoid', 'https://www.dailymotion.com/video/'],
  'amp-twitter': ['data-tweetid', 'https://twitter.com/i/status/'],
  'amp-instagram': ['data-shortcode', 'https://www.instagram.com/p/'],
}

const addressAttributes =
  'src data-src data-lazy-src data-litespeed-src data-lazyload data-original data-url data-href data-cookieconsent-src data-cmp-src data'.split(
    ' ',
  )

/** Frames that show nothing of the text: advertisements, measuring, buttons of networks, forms. */
const noContent = new RegExp(
  [
    String.raw`doubleclick|googlesyndication|googletagmanager|google-analytics|adservice|amazon-adsystem|adnxs|criteo|taboola|outbrain`,
    String.raw`facebook\.com/(?:plugins/(?:like|page|follow|share)|v[\d.]+/plugins/(?:like|page|share)|tr\b)|platform\.twitter\.com/widgets/(?:follow|tweet)`,
    String.raw`addthis|sharethis|disqus|recaptcha|mailchimp|list-manage|\.quantserve|scorecardresearch|cookiebot|onetrust`,
  ].join('|'),
  'i',
)

function linkOf(name: string, tag: string, inner: string): string {
  const size = (key: string): boolean => /^\s*[01](?:px)?\s*$/.test(attribute(tag, key) ?? '')
  if (size('width') || size('height') || /display\s*:\s*none/i.test(attribute(tag, 'style') ?? '')) return ''
  const url = addressOf(name, tag, inner)
  if (url === null || noContent.test(url)) return ''
  const title = [attribute(tag, 'title'), attribute(tag, 'aria-label'), attribute(tag, 'data-title')]
    .map((text) => text?.trim())
    .find(Boolean)
  return `<div><a href="${url.replaceAll('"', '&quot;')}">${(title ?? url).replaceAll('<', '&lt;')}</a></div>`
}

/** As written, entities and all. */
function addressOf(name: string, tag: string, inner: string): string | null {
  const [key, before] = byNumber[name] ?? []
  const number = key === undefined ? undefined : attribute(tag, key)
  if (number !== undefined && /^[\w-]+$/.test(number)) return `${before}${number}`
  const nested = inner.match(/<(?:source|embed|param)\b[^<>]*>/gi) ?? []
  const films = nested.filter(
    (one) => !/^<param/i.test(one) || /\sname\s*=\s*["']?(?:movie|src|url|filename)\b/i.test(one),
  )
  const candidates = [
    ...addressAttributes.map((each) => attribute(tag, each)),
    ...films.map((one) => attribute(one, 'src') ?? attribute(one, 'data-src') ?? attribute(one, 'value')),
  ]
  for (const written of candidates) {
    const url = written?.trim()
    if (url === undefined || url === '' || /^(?:#|about:|data:|blob:|javascript:)/i.test(url)) continue
    return url.startsWith('//') ? `https:${url}` : url
  }
  return null
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
