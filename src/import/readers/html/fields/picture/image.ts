import type { ImageInput } from '../../../../../../schema/models.ts'
import { type DomElement, elementsOf } from '../../page/dom.ts'
import type { Evidence } from '../../evidence.ts'
import { isNode, ldText, ldUrl, listOf } from '../../page/json-ld.ts'
import { itemprops } from '../../page/microdata.ts'
import { absolute, type Page } from '../../page/page.ts'
import { fileKey, imageAddress, pixels } from '../../page/picture-file.ts'
import { leadPicture } from './lead-picture.ts'
import { described, type PictureChoice } from './picture-words.ts'
import { placeholderTest } from './placeholder.ts'

/** The article's picture and the source that named it. */
export interface FoundImage {
  readonly image: ImageInput | null
  readonly source: string | null
}

/**
 * The picture: og:image or JSON-LD, whichever the page shows at its top or is known to be larger; else microdata, else the
 * first figure near the headline, else what styles show behind it. Pictures that stand for the site are none.
 */
export function findImage(evidence: Evidence, headline: DomElement | null): FoundImage {
  const { page } = evidence
  const isPlaceholder = placeholderTest(evidence)
  const lead = leadPicture(page, headline, isPlaceholder)
  const choices = [...ogImages(page), ...linkedImages(evidence), ...otherImages(page)].filter(
    ({ url }) => !isPlaceholder(url),
  )
  const [first] = choices.filter(({ url }) => !isSmall(url))
  const chosen = first === undefined ? (lead ?? choices[0]) : betterOf(first, choices, lead)
  if (chosen === undefined) return { image: null, source: null }
  return { image: described(chosen, choices, page), source: chosen.source }
}

/** The stated picture that the top of the page shows, where the first stated one is another; else a larger one of the same motif. */
function betterOf(first: PictureChoice, choices: readonly PictureChoice[], lead: PictureChoice | null): PictureChoice {
  const declared = choices.filter(({ source }) => source.startsWith('json-ld') || source.startsWith('meta og'))
  const agreed = lead === null ? undefined : declared.find(({ url }) => fileKey(url) === fileKey(lead.url))
  const motif = agreed ?? first
  const sized = declared.filter(({ url }) => fileKey(url) === fileKey(motif.url) || motif.width !== null)
  const larger = sized.find(({ width }) => width !== null && motif.width !== null && width > motif.width)
  return larger ?? motif
}

/** Whether an address itself says that the picture is no larger than a stamp. */
function isSmall(url: string): boolean {
  const size = /[-_/](\d{2,4})x(\d{2,4})(?=[-_./]|$)/.exec(new URL(url).pathname)
  return size !== null && Number(size[1]) <= 160 && Number(size[2]) <= 160
}

function ogImages(page: Page): PictureChoice[] {
  const urls = ['og:image:secure_url', 'og:image', 'og:image:url'].flatMap((name) =>
    (page.metas.get(name) ?? []).map(
      (value) => (/^(?:https?:)?\/\/|^\//i.test(value) ? null : visibleAs(page, value)) ?? absolute(page, value),
    ),
  )
  return [...new Set(urls.filter((found) => found !== null))].map((url, at) =>
    // sizes stand beside the first
    choice(
      url,
      'meta og:image',
      at > 0
        ? {}
        : {
            width: page.metas.get('og:image:width')?.[0],
            height: page.metas.get('og:image:height')?.[0],
            alt: page.metas.get('og:image:alt')?.[0],
          },
    ),
  )
}

/** The address of the picture on the page with the same file name: previews ask for whole addresses, so nobody sees that a relative one leads nowhere. */
function visibleAs(page: Page, relative: string): string | null {
  const name = relative.split('/').at(-1) ?? ''
  const visible = page.byTag('img').find((img) => name.length > 4 && imageAddress(img)?.split('/').at(-1) === name)
  return visible === undefined ? null : absolute(page, imageAddress(visible))
}

function linkedImages({ page, ld }: Evidence): PictureChoice[] {
  return ['image', 'primaryImageOfPage', 'associatedMedia', 'thumbnailUrl', 'thumbnail']
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

function otherImages(page: Page): PictureChoice[] {
  const metas = [
    'twitter:image',
    'twitter:image:src',
    'parsely-image-url',
    'sailthru.image.full',
    'vr:image',
    'bt:image',
    'cxenseparse:image',
    'gsa:image',
    'dc.image',
    'image_src',
    'thumbnail',
    'thumbnailurl',
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
): PictureChoice {
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
