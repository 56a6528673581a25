/** Elements that show something of their own. */
export const playerNames =
  'iframe video audio object embed amp-iframe amp-video amp-audio amp-youtube amp-vimeo amp-dailymotion amp-twitter amp-instagram amp-facebook lite-youtube lite-vimeo youtube-video bc-player video-js'.split(
    ' ',
  )

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

/** An element that shows something of its own; values as written. */
export interface PlayerElement {
  /** In lower case. */
  readonly name: string
  readonly attribute: (name: string) => string | null | undefined
}

/**
 * What a player, frame or document shows: its address as written, and its title where it has one. `nested` are the sources and
 * parameters in it. Null where it shows nothing of the text: advertisements, buttons of networks, what is hidden or has no address.
 */
export function playerLink(
  player: PlayerElement,
  nested: readonly PlayerElement[],
): { readonly url: string; readonly title: string | null } | null {
  const { attribute } = player
  const isTiny = [attribute('width'), attribute('height')].some((size) => /^\s*[01](?:px)?\s*$/.test(size ?? ''))
  if (isTiny || /display\s*:\s*none/i.test(attribute('style') ?? '')) return null
  const url = addressOf(player, nested)
  if (url === null || noContent.test(url)) return null
  const titles = [attribute('title'), attribute('aria-label'), attribute('data-title')].map((text) => text?.trim())
  return { url, title: titles.find(Boolean) ?? null }
}

function addressOf({ name, attribute }: PlayerElement, nested: readonly PlayerElement[]): string | null {
  const [key, before] = byNumber[name] ?? []
  const number = key === undefined ? undefined : attribute(key)
  if (number && /^[\w-]+$/.test(number)) return `${before}${number}`
  const films = nested.filter(
    (one) => one.name !== 'param' || /^(?:movie|src|url|filename)$/i.test(one.attribute('name') ?? ''),
  )
  const candidates = [
    ...addressAttributes.map(attribute),
    ...films.map((one) => one.attribute('src') ?? one.attribute('data-src') ?? one.attribute('value')),
  ]
  for (const written of candidates) {
    const url = written?.trim() ?? ''
    if (url === '' || /^(?:#|about:|data:|blob:|javascript:)/i.test(url)) continue
    return url.startsWith('//') ? `https:${url}` : url
  }
  return null
}
