import type { ImageInput } from '../../../../../schema/models.ts'
import { closest, type DomElement, elementsOf, namesOf } from '../page/dom.ts'
import type { Evidence } from '../evidence.ts'
import { isNode, ldText, ldUrl, listOf } from '../page/json-ld.ts'
import { itemprops } from '../page/microdata.ts'
import { absolute, isOutsideArticle, type Page, textOf } from '../page/page.ts'
import { fileKey, imageAddress, pixels } from '../page/picture-file.ts'
import { metaText } from '../page/text.ts'
import { pictureFolders } from '../quirks.ts'

/** The article's picture and the source that named it. */
export interface FoundImage {
  readonly image: ImageInput | null
  readonly source: string | null
}

interface Choice {
  readonly url: string
  readonly source: string
  readonly width: number | null
  readonly height: number | null
  readonly alt: string
  readonly caption: string
  readonly credit: string
}

// pictures that stand for the site, not for the article
const placeholder =
  /(?:^|[/_.-])(?:logo|logos|default|placeholder|fallback|no-?image|blank|sprite|avatar|favicon|apple-touch-icon|share-?(?:image|img|default)|og-?(?:default|image-default)|social-?(?:default|share)|spacer|pixel|1x1)(?:[/_.-]|\d|$)/i

/**
 * The picture: og:image or JSON-LD, whichever is known to be larger; else microdata, else the first figure near the
 * headline. Alternative text, caption and credit come from the figure of the page that shows the same file.
 */
export function findImage(evidence: Evidence, headline: DomElement | null): FoundImage {
  const { page } = evidence
  const choices = [...ogImages(page), ...linkedImages(evidence), ...otherImages(page)].filter(
    ({ url }) => !isPlaceholder(url),
  )
  const [first] = choices
  const og = first
  // a picture declared larger than the first one is the same motif at full size, mostly
  const larger = choices.find(
    ({ width, source }) =>
      og?.width != null &&
      width !== null &&
      width > og.width &&
      (source.startsWith('json-ld') || source.startsWith('meta og')),
  )
  const chosen = larger ?? first ?? figureImage(page, headline)
  if (chosen === undefined || chosen === null) return { image: null, source: null }
  return { image: described(chosen, choices, page), source: chosen.source }
}

function isPlaceholder(url: string): boolean {
  const path = pictureFolders.reduce((rest, { pattern }) => rest.replace(pattern, '/'), new URL(url).pathname)
  return placeholder.test(path)
}

function ogImages(page: Page): Choice[] {
  const urls = ['og:image:secure_url', 'og:image', 'og:image:url'].flatMap((name) =>
    (page.metas.get(name) ?? []).map(
      (value) => (/^(?:https?:)?\/\/|^\//i.test(value) ? null : visibleAs(page, value)) ?? absolute(page, value),
    ),
  )
  const [url] = urls.filter((found) => found !== null)
  if (url === undefined) return []
  return [
    choice(url, 'meta og:image', {
      width: page.metas.get('og:image:width')?.[0],
      height: page.metas.get('og:image:height')?.[0],
      alt: page.metas.get('og:image:alt')?.[0],
    }),
  ]
}

/** The address of the picture on the page with the same file name: previews ask for whole addresses, so nobody sees that a relative one leads nowhere. */
function visibleAs(page: Page, relative: string): string | null {
  const name = relative.split('/').at(-1) ?? ''
  const visible = page.byTag('img').find((img) => name.length > 4 && imageAddress(img)?.split('/').at(-1) === name)
  return visible === undefined ? null : absolute(page, imageAddress(visible))
}

function linkedImages({ page, ld }: Evidence): Choice[] {
  return ['image', 'primaryImageOfPage', 'thumbnailUrl', 'thumbnail']
    .flatMap((name) => listOf(ld.article?.[name]))
    .flatMap((value) => {
      const image = ld.resolve(value)
      const node = isNode(image) ? image : null
      const address =
        typeof image === 'string'
          ? image
          : node === null
            ? ''
            : ldUrl(
                node['url'] ??
                  node['contentUrl'] ??
                  (String(node['@id'] ?? '').startsWith('http') && !/#/.test(String(node['@id'])) ? node['@id'] : ''),
              )
      const url = absolute(page, address)
      if (url === null) return []
      return [
        choice(url, 'json-ld image', {
          width: ldText(node?.['width']),
          height: ldText(node?.['height']),
          caption: ldText(node?.['caption']),
          credit:
            ldText(node?.['creditText']) ||
            ldText(node?.['creator']) ||
            ldText(node?.['author']) ||
            ldText(node?.['copyrightHolder']),
        }),
      ]
    })
}

function otherImages(page: Page): Choice[] {
  const metas = [
    'twitter:image',
    'twitter:image:src',
    'parsely-image-url',
    'sailthru.image.full',
    'thumbnail',
    'image',
  ].flatMap((name) =>
    (page.metas.get(name) ?? []).map((value) => ({ url: absolute(page, value), source: `meta ${name}` })),
  )
  const links = page
    .byTag('link')
    .filter((link) => /(?:^|\s)image_src(?:\s|$)/i.test(link.getAttribute('rel') ?? ''))
    .map((link) => ({ url: absolute(page, link.getAttribute('href')), source: 'rel=image_src' }))
  const items = itemprops(page, 'image').map((element) => ({
    url: absolute(
      page,
      element.getAttribute('content') ??
        (element.localName === 'img' ? imageAddress(element) : (element.getAttribute('href') ?? inner(element))),
    ),
    source: 'microdata image',
  }))
  return [...metas, ...items, ...links].flatMap(({ url, source }) => (url === null ? [] : [choice(url, source, {})]))
}

function inner(element: DomElement): string | null {
  const found = elementsOf(element).find(
    (at) => at.localName === 'img' || (at.localName === 'meta' && at.getAttribute('itemprop') === 'url'),
  )
  return found === undefined ? null : (found.getAttribute('content') ?? imageAddress(found))
}

function figureImage(page: Page, headline: DomElement | null): Choice | null {
  const start = headline === null ? 0 : Math.max(0, page.elements.indexOf(headline) - 30)
  for (const element of page.elements.slice(start, start + 400)) {
    if (element.localName !== 'img' && element.localName !== 'amp-img') continue
    const figured =
      closest(
        element,
        (at) =>
          at.localName === 'figure' ||
          /(?:lead|hero|featured|main|primary|article|post|entry)[\w-]*(?:image|media|photo|img|thumb)/.test(
            namesOf(at),
          ),
      ) !== null
    const width = Number(element.getAttribute('width') ?? 0)
    if (isOutsideArticle(element) || (!figured && width < 300)) continue
    if (
      closest(
        element,
        (at) => /(?:^|[\s_-])(?:author|avatar|related|teaser|promo)/.test(namesOf(at)) && !/promoted/.test(namesOf(at)),
      ) !== null
    )
      continue
    const url = absolute(page, imageAddress(element))
    if (url === null || isPlaceholder(url)) continue
    return choice(url, 'figure', { width: element.getAttribute('width'), height: element.getAttribute('height') })
  }
  return null
}

function described(chosen: Choice, choices: readonly Choice[], page: Page): ImageInput {
  const key = fileKey(chosen.url)
  const same = choices.filter((other) => fileKey(other.url) === key)
  const visible = [...page.byTag('img'), ...page.byTag('amp-img')].find((img) => {
    const url = absolute(page, imageAddress(img))
    return url !== null && fileKey(url) === key
  })
  const figure =
    visible === undefined
      ? null
      : closest(
          visible,
          (at) =>
            at.localName === 'figure' ||
            /(?:^|[\s_-])(?:wp-caption|caption-wrapper|image-with-caption|article-image|media-block)(?:$|[\s_-])/.test(
              namesOf(at),
            ),
        )
  const parts = figure === null ? [] : elementsOf(figure)
  const captionElement = parts.find(
    (at) =>
      at.localName === 'figcaption' ||
      (/(?:^|[\s_-])(?:wp-caption-text|caption(?:-text)?|legend|bildunterschrift|didascalia)(?:$|[\s_-])/.test(
        namesOf(at),
      ) &&
        at !== figure),
  )
  const creditElement = parts.find(
    (at) =>
      at !== figure &&
      /(?:^|[\s_-])(?:credits?|copyright|photographer|photo-?credit|image-?credit|source|agency)(?:$|[\s_-]|__)/.test(
        namesOf(at),
      ) &&
      at.localName !== 'source' &&
      at.localName !== 'figcaption',
  )
  const credit = creditElement === undefined ? '' : textOf(creditElement)
  const whole = captionElement === undefined ? '' : textOf(captionElement)
  const caption =
    credit !== '' && whole.endsWith(credit) && whole !== credit
      ? whole.slice(0, -credit.length).replace(/[\s|–—-]+$/, '')
      : whole === credit
        ? ''
        : whole
  const [, bareCaption, spokenCredit] = credit === '' ? (creditInCaption.exec(caption) ?? []) : []
  const alt = metaText(visible?.getAttribute('alt') ?? '') || (same.find((other) => other.alt !== '')?.alt ?? '')
  const captionText = (bareCaption ?? caption) || (same.find((other) => other.caption !== '')?.caption ?? '')
  const creditText = (
    credit ||
    (spokenCredit ?? '') ||
    (same.find((other) => other.credit !== '')?.credit ?? '')
  ).replace(
    /^(?:credits?|photo(?:graph)?|foto|image(?: source)?|bild|crédit(?:o|s)?|quelle|fonte)\s*(?:by)?\s*:\s*/i,
    '',
  )
  return {
    url: chosen.url,
    ...(alt === '' ? {} : { alt: alt.slice(0, 1000) }),
    ...(chosen.width === null ? {} : { width: chosen.width }),
    ...(chosen.height === null ? {} : { height: chosen.height }),
    ...(captionText === '' ? {} : { caption: captionText.slice(0, 2000) }),
    ...(creditText === '' ? {} : { credit: creditText.slice(0, 500) }),
  }
}

const creditInCaption =
  /^(.*?)[\s(|–—-]*\b(?:photograph|photo(?: credit)?|foto|picture|image|credits?|crédit(?: photo)?|bild|créditos?)\s?:\s*([^()]{2,100})\)?$/iu

function choice(
  url: string,
  source: string,
  facts: {
    width?: string | null | undefined
    height?: string | null | undefined
    alt?: string | undefined
    caption?: string
    credit?: string
  },
): Choice {
  return {
    url,
    source,
    width: pixels(facts.width),
    height: pixels(facts.height),
    alt: facts.alt ?? '',
    caption: facts.caption ?? '',
    credit: facts.credit ?? '',
  }
}
