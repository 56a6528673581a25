import sanitizeHtml from 'sanitize-html'
import { limits } from '../limits.ts'
import { paragraphs } from './paragraphs.ts'
import { isPixel, largestOf, pictureAddress } from './picture-address.ts'

/**
 * HTML of strangers as HTML that can stand in any page: a closed list of elements, no styles, no scripts, addresses of http(s)
 * and mailto only. The text of dropped elements stays, but for scripts, styles and the like. Relative addresses are
 * read against `base`; without it they are dropped, since nobody could follow them.
 */
export function sanitise(html: string, base: string | null): string {
  const absolute = (value: string | undefined): string | null => absoluteUrl(value, base)
  const picture = pictures(absolute)
  const clean = sanitizeHtml(html, {
    ...options,
    transformTags: {
      ...renamed,
      a: (_, { href, title }) => leading('a', 'href', { href: absolute(href), title }),
      source: (tagName, attribs) => picture.source(tagName, attribs),
      img: (_, attribs) => picture.img(attribs),
      'amp-img': (_, attribs) => picture.img(attribs),
      blockquote: (_, { cite }) => link('blockquote', { cite: absolute(cite) }),
      q: (_, { cite }) => link('q', { cite: absolute(cite) }),
    },
  })
  return paragraphs(clean)
}

/** Pictures of one body: the real ones of lazy loaders, each once where a `noscript` repeats it; what counts readers goes. */
function pictures(absolute: (value: string | undefined) => string | null): {
  readonly source: (tagName: string, attribs: sanitizeHtml.Attributes) => sanitizeHtml.Tag
  readonly img: (attribs: sanitizeHtml.Attributes) => sanitizeHtml.Tag
} {
  let set: string | null = null
  let latest: string | null = null
  return {
    source(tagName, attribs) {
      const media = attribs['media'] ?? ''
      if (!/max-width|print/.test(media)) set ??= attribs['srcset'] ?? attribs['data-srcset'] ?? null
      return { tagName, attribs }
    },
    img(attribs) {
      const own = pictureAddress((name) => attribs[name])
      const written = (own === null || isPixel(own)) && set !== null ? (largestOf(set) ?? own) : own
      set = null
      if (written === null || isPixel(written, attribs['width'], attribs['height'], attribs['style']))
        return { tagName: 'img', attribs: {} }
      const src = absolute(written)
      const key = src?.replace(/-\d+x\d+(?=\.\w+(?:\?|$))|[?#].*$/g, '') ?? null
      if (key !== null && key === latest) return { tagName: 'img', attribs: {} }
      latest = key
      return leading('img', 'src', { ...attribs, src })
    },
  }
}

/** Elements that end a paragraph and are themselves no part of the answer. */
const boxes = [
  'div',
  'section',
  'article',
  'main',
  'header',
  'footer',
  'aside',
  'address',
  'nav',
  'details',
  'summary',
  'center',
  'fieldset',
  'form',
]

const renamed: Record<string, sanitizeHtml.Transformer> = {
  h1: sanitizeHtml.simpleTransform('h2', {}),
  h5: sanitizeHtml.simpleTransform('h4', {}),
  h6: sanitizeHtml.simpleTransform('h4', {}),
  b: sanitizeHtml.simpleTransform('strong', {}),
  i: sanitizeHtml.simpleTransform('em', {}),
  strike: sanitizeHtml.simpleTransform('s', {}),
  del: sanitizeHtml.simpleTransform('s', {}),
  ...Object.fromEntries(boxes.map((name) => [name, sanitizeHtml.simpleTransform('div', {}, false)])),
}

const options: sanitizeHtml.IOptions = {
  allowedTags:
    'div p br hr h2 h3 h4 strong em u s sub sup code pre blockquote cite q ul ol li dl dt dd a figure figcaption img table thead tbody tfoot tr th td caption abbr time'.split(
      ' ',
    ),
  allowedAttributes: {
    a: ['href', 'title'],
    img: ['src', 'alt', 'width', 'height'],
    blockquote: ['cite'],
    q: ['cite'],
    abbr: ['title'],
    time: ['datetime'],
    ol: ['start'],
    th: ['colspan', 'rowspan', 'scope'],
    td: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https'], blockquote: ['http', 'https'], q: ['http', 'https'] },
  allowProtocolRelative: false,
  nonTextTags: [
    'script',
    'style',
    'noscript',
    'template',
    'textarea',
    'svg',
    'math',
    'option',
    'select',
    'title',
    'head',
    'iframe',
    'object',
    'noembed',
    'noframes',
    'xmp',
    'plaintext',
  ],
  nestingLimit: limits.bodyDepth,
}

/**
 * A tag that leads somewhere, or a bare one, which `paragraphs` then drops while its text stays. The library's own filter would copy all
 * that stands before it, for each of them.
 */
function leading(
  tagName: string,
  address: string,
  attribs: Record<string, string | null | undefined>,
): sanitizeHtml.Tag {
  return typeof attribs[address] === 'string' ? link(tagName, attribs) : { tagName, attribs: {} }
}

/** A tag with those of its attributes that have a value. */
function link(tagName: string, attribs: Record<string, string | null | undefined>): sanitizeHtml.Tag {
  const kept = Object.entries(attribs).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { tagName, attribs: Object.fromEntries(kept) }
}

function absoluteUrl(value: string | undefined, base: string | null): string | null {
  if (value === undefined) return null
  const text = value.trim()
  if (/^(?:https?:\/\/|mailto:)/i.test(text)) return text
  if (text === '' || text.startsWith('#') || base === null) return null
  const url = URL.parse(text, base)
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null
}
