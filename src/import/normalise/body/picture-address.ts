/** Where lazy loaders keep the address of a picture, the common ones first. */
const lazyAttributes =
  'data-src data-original data-lazy-src data-lazy data-url data-image data-src-large data-hi-res-src data-full-src data-lazyload data-actualsrc data-echo data-cfsrc data-ezsrc data-pagespeed-lazy-src data-litespeed-src data-breeze data-flickity-lazyload data-img-url data-wf-src data-runner-src nitro-lazy-src'.split(
    ' ',
  )
const lazySets =
  'data-srcset data-lazy-srcset data-original-set data-ezsrcset data-litespeed-srcset nitro-lazy-srcset srcset'.split(
    ' ',
  )
/** The same picture in its full size, where `src` has none that shows anything. */
const fullAttributes = ['data-large-file', 'data-orig-file', 'data-large_image', 'data-permalink']

/** The address of a picture as written: what a lazy loader would load, the largest of a set, else `src`. Null: it has none. */
export function pictureAddress(attribute: (name: string) => string | null | undefined): string | null {
  for (const name of lazyAttributes) {
    const value = attribute(name)?.trim()
    if (value !== undefined && /[./]/.test(value) && !/^(?:\{|data:)/.test(value)) return value
  }
  const source = attribute('src')?.trim() ?? ''
  const isEmpty = source === '' || /^(?:data|about|blob):/i.test(source)
  if (isEmpty || placeholder.test(source)) {
    for (const name of lazySets) {
      const largest = largestOf(attribute(name) ?? '')
      if (largest !== null) return largest
    }
    const full = fullAttributes
      .map((name) => attribute(name)?.trim())
      .find((value) => value && /\.\w{3,4}\b/.test(value))
    if (full) return full
  }
  return isEmpty ? null : source
}

const placeholder = /(?:blank|spacer|placeholder|pixel|1x1|loading|lazy|transparent)\b/i

/** The largest picture of a `srcset`; null where it names none. */
export function largestOf(set: string): string | null {
  const candidates = set
    .split(/,\s+|,(?=https?:|\/)/)
    .map((part) => part.trim().split(/\s+/))
    .map(([url = '', size = '1']) => ({ url: url.replace(/,$/, ''), size: Number.parseFloat(size) || 1 }))
    .filter(({ url }) => url !== '' && !url.startsWith('data:'))
  return candidates.toSorted((one, other) => other.size - one.size)[0]?.url ?? null
}

/** Whether a picture counts readers, or keeps a place, and shows nothing. Sizes as written. */
export function isPixel(
  address: string,
  width?: string | null,
  height?: string | null,
  style?: string | null,
): boolean {
  return (
    [width, height].some((size) => /^\s*[01](?:px)?\s*$/.test(size ?? '')) ||
    /(?<![\w-])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)/i.test(style ?? '') ||
    counterHosts.test(address) ||
    counterPaths.test(address)
  )
}

const counterHosts = new RegExp(
  String.raw`^(?:https?:)?//(?:(?:stats?|counter|tracking|beacon|analytics|metrics)\.|pixel\.(?:wp|quantserve)\.|(?:[\w-]+\.)*(?:feedsportal|pheedo|imrworldwide|scorecardresearch|doubleclick|google-analytics|googletagmanager|quantserve|statcounter|histats|sitemeter|webtrekk|ioam|omtrdc|chartbeat|2o7|feedblitz)\.)`,
  'i',
)
const counterPaths =
  /\/(?:pixel|spacer|blank|transparent|clear|1x1)\.(?:gif|png)(?:[?#]|$)|feeds\.(?:feedburner|wordpress)\.com\/|\/~(?:r|ff|4)\/|facebook\.com\/tr\b|medium\.com\/_\/stat|\/cgi-bin\/|republication-tracker-tool|mailchimp\.com\/track/i

/** HTML whose pictures for readers without scripts stand among the others. What else is meant for those stays where it is. */
export function withOpenNoscript(html: string): string {
  if (!/<noscript\b/i.test(html)) return html
  return html.replace(
    /<noscript\b[^<>]*>((?:(?!<\/?noscript\b)[\s\S])*)<\/noscript\s*>/gi,
    (whole: string, inner: string) => {
      const written = inner.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')
      return written.match(/<img\b[^<>]*>/gi)?.join('') ?? whole
    },
  )
}
