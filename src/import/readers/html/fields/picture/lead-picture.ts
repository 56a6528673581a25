import { largestOf } from '../../../../normalise/body/picture-address.ts'
import { childrenOf, closest, type DomElement, isElement, namesOf } from '../../page/dom.ts'
import { absolute, isOutsideArticle, type Page } from '../../page/page.ts'
import { imageAddress, pixels } from '../../page/picture-file.ts'
import type { PictureChoice } from './picture-words.ts'

// so many elements before and behind the headline may hold its picture
const before = 40
const behind = 400
const minWidth = 300

const leadName =
  /(?:^|[\s_-])(?:lead|hero|featured?|main|primary|article|post|entry|story|single|opening|top|cover|header|head|aufmacher|destacada|portada|apertura|capa|principal)[\w-]*(?:image|media|photo|img|thumb\w*|picture|figure|visual|bild|imagen?|foto|background|bg)|wp-post-image|attachment-post-thumbnail|post-thumbnail|(?:^|[\s_-])hero(?:$|[\s_-])/
const otherName =
  /(?:^|[\s_-])(?:authors?|avatars?|byline|related|recommend\w*|teasers?|promo|sidebar|comments?|newsletter|logo|share|social|ads?|advert\w*|banner-ad|trending|latest|most-?read|more-?\w+|carousel-nav)(?:$|[\s_-])/

/** The picture at the top of the article: the first figure near the headline, or what styles show behind it; null for none. */
export function leadPicture(
  page: Page,
  headline: DomElement | null,
  isPlaceholder: (url: string) => boolean,
): PictureChoice | null {
  const start = headline === null ? 0 : Math.max(0, page.elements.indexOf(headline) - before)
  for (const element of page.elements.slice(start, start + before + behind)) {
    const found = pictureOf(element, page, headline)
    if (found === null || isPlaceholder(found.url) || isOfOthers(element, headline)) continue
    return found
  }
  return null
}

function pictureOf(element: DomElement, page: Page, headline: DomElement | null): PictureChoice | null {
  const tag = element.localName
  if (tag === 'img' || tag === 'amp-img') {
    const width = pixels(element.getAttribute('width'))
    const figured = closest(element, (at) => at.localName === 'figure' || leadName.test(namesOf(at))) !== null
    if (!figured && (width ?? 0) < minWidth) return null
    if (width !== null && width < 100) return null
    const url = absolute(page, largestSource(element) ?? imageAddress(element))
    return url === null ? null : choice(url, 'figure', element)
  }
  if (tag === 'video') {
    const url = absolute(page, element.getAttribute('poster'))
    return url === null ? null : choice(url, 'poster', element)
  }
  // a background counts where the element is named for the picture, or holds the headline
  if (!/^(?:div|section|header|figure|a|span|article)$/.test(tag)) return null
  if (!leadName.test(namesOf(element)) && !(headline !== null && element.contains(headline))) return null
  const url = absolute(page, backgroundOf(element))
  return url === null ? null : choice(url, 'background', element)
}

function isOfOthers(element: DomElement, headline: DomElement | null): boolean {
  if (isOutsideArticle(element)) return true
  const article = closest(element, (at) => at.localName === 'article')
  const own = closest(headline, (at) => at.localName === 'article')
  if (article !== null && own !== null && article !== own && !article.contains(own)) return true
  return (
    closest(
      element,
      (at) =>
        otherName.test(namesOf(at)) &&
        !/promoted/.test(namesOf(at)) &&
        (headline === null || !at.contains(headline)) &&
        !/^(?:article|main|body|html)$/.test(at.localName),
    ) !== null
  )
}

/** The largest of what an image and the sources beside it offer; null where they offer no choice. */
function largestSource(img: DomElement): string | null {
  const parent = img.parentNode
  const sources = parent?.localName === 'picture' ? childrenOf(parent).filter(isElement) : [img]
  const sets = [...sources, img].flatMap((element) =>
    ['srcset', 'data-srcset', 'data-lazy-srcset'].map((name) => element.getAttribute(name) ?? ''),
  )
  return largestOf(sets.filter((set) => set.trim() !== '').join(', '))
}

function backgroundOf(element: DomElement): string | null {
  const style = (element.getAttribute('style') ?? '').slice(0, 4000)
  const background = /background(?:-image)?\s*:[^;]{0,200}?url\(\s*["']?([^"')\s]+)/i.exec(style)?.[1]
  const lazy = ['data-bg', 'data-background', 'data-background-image', 'data-bg-src', 'data-image-src', 'data-bgset']
    .map((name) => element.getAttribute(name)?.trim())
    .find((value) => value !== undefined && /[./]/.test(value))
  return (
    (background !== undefined && !background.startsWith('data:') ? background : null) ??
    lazy?.replace(/^url\(["']?|["']?\)$/g, '') ??
    null
  )
}

function choice(url: string, source: string, element: DomElement): PictureChoice {
  return {
    url,
    source,
    width: pixels(element.getAttribute('width')),
    height: pixels(element.getAttribute('height')),
    alt: '',
    caption: '',
    credit: '',
  }
}
