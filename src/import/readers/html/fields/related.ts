import type { RelatedLinkInput, RelatedLinkKind } from '../../../../../schema/models.ts'
import { foldWords } from '../../../../text/fold.ts'
import { oneLine } from '../../../text/one-line.ts'
import { routeIn, withoutTracking } from '../../../../text/address.ts'
import { pointerBeforeTitle } from '../../../vocabulary/headings/read-also.ts'
import { audioWords, galleryWords, liveWords, podcastWords, videoWords } from '../../../vocabulary/labels/kind-mark.ts'
import { moreLink } from '../../../vocabulary/lines/more-link.ts'
import { isRoot } from './address.ts'
import { isReadAlso } from '../body/boilerplate.ts'
import { childrenOf, closest, type DomElement, elementsOf, isElement, namesOf } from '../page/dom.ts'
import type { Evidence } from '../evidence.ts'
import { isNode, ldText, ldUrl, listOf } from '../page/json-ld.ts'
import { absolute, type Page, textOf } from '../page/page.ts'
import { anchors } from './related-anchors.ts'
import { wordsIn } from '../page/text.ts'

const maxLinks = 40

/**
 * The stories a page points to: its "related", "read also", "more on this" blocks and lines, and JSON-LD's relatedLink.
 * Addresses absolute, without parameters that count visits; titles without the marks of their kind; each story once;
 * not the navigation, not the footer, not "most read". 40 at most.
 */
export function findRelated(
  evidence: Evidence,
  url: string | null,
  headline: DomElement | null,
  title: string,
): RelatedLinkInput[] {
  const { page } = evidence
  const found = new Map<string, RelatedLinkInput>()
  for (const anchor of anchors(page, headline)) {
    const link = toLink(page, anchor, url, title)
    if (link === null || link.url === null || link.url === undefined) continue
    const known = found.get(link.url)
    // a story's picture, headline and teaser are often three links: the headline is the shortest that is a title
    if (known === undefined || (known.title.length > 140 && link.title.length < known.title.length))
      found.set(link.url, { ...known, ...link })
    if (found.size >= maxLinks) break
  }
  for (const link of linked(evidence, url))
    if (link.url != null && !found.has(link.url) && found.size < maxLinks) found.set(link.url, link)
  return uniqueTitles([...found.values()])
}

function toLink(page: Page, anchor: DomElement, own: string | null, headline: string): RelatedLinkInput | null {
  const address = absolute(page, anchor.getAttribute('href'))
  if (address === null) return null
  const url = withoutTracking(address)
  if (
    isRoot(url) ||
    samePage(url, own) ||
    (/\/(?:tags?|topics?|authors?|autor|auteur|categor(?:y|ia|ie|ies)|section|search|login|subscribe|newsletter|profile|contact|about)(?:\/|$)/i.test(
      new URL(url).pathname.split('/').slice(0, 3).join('/'),
    ) &&
      wordsIn(textOf(anchor)) < 5)
  )
    return null
  if (
    /(?:facebook|twitter|x|linkedin|whatsapp|pinterest|reddit|t|instagram)\.(?:com|me)\/(?:sharer|share|intent|shareArticle|send|pin|submit)|[?&](?:share|replytocom)=/i.test(
      url,
    )
  )
    return null
  const heading = elementsOf(anchor).find(
    (at) =>
      at !== anchor &&
      (/^h[1-6]$/.test(at.localName) ||
        /(?:^|[\s_-])(?:title|headline|titre|titulo|titel)(?:$|[\s_-]|__)/.test(namesOf(at))) &&
      textOf(at) !== '',
  )
  const raw =
    textOf(heading ?? anchor) || oneLine(anchor.getAttribute('aria-label') ?? anchor.getAttribute('title') ?? '')
  const { title, kind } = splitMark(withoutPointer(raw), url, anchor)
  if (title === '' || title.length > 300 || foldWords(title) === foldWords(headline)) return null
  if (wordsIn(title) < 3 && title.length < 16) return null
  if (moreLink.test(title)) return null
  const byline = bylineOf(anchor)
  return { url, title, kind, ...(byline === null ? {} : { byline }) }
}

/** A title without the "Read also:" before it; where no colon parts them, only phrases of two words or more are told. */
function withoutPointer(text: string): string {
  const parted = /^([^:：]{3,40})[:：]\s*(?=\S)/u.exec(text)
  if (parted !== null && wordsIn(parted[1] ?? '') <= 3 && isReadAlso(parted[1] ?? ''))
    return text.slice(parted[0].length)
  const rest = text.replace(pointerBeforeTitle, '')
  return wordsIn(rest) >= 3 ? rest : text
}

const marks: readonly (readonly [RegExp, RelatedLinkKind])[] = [
  [
    new RegExp(
      [
        String.raw`^\W*(?:▶️?|►|\[?\(?video\)?\]?|${videoWords})(?:\s*[:|–—»·-]\s*|\s+(?=[\p{Lu}\p{Lo}"“«])|\s*\]\s*)`,
        String.raw`\s*[[(|–—-]\s*(?:${videoWords})\s*[\])]?\s*$|\s*▶️?\s*$`,
      ].join('|'),
      'iu',
    ),
    'VIDEO',
  ],
  [
    new RegExp(
      String.raw`^\W*(?:🎧|${podcastWords}|${audioWords})\s*[:|–—-]\s*|\s*[[(]\s*(?:${podcastWords}|${audioWords})\s*[\])]\s*$`,
      'iu',
    ),
    'AUDIO',
  ],
  [
    new RegExp(String.raw`^\W*(?:📷|${galleryWords})\s*[:|–—-]\s*|\s*[[(|]\s*(?:${galleryWords})\s*[\])]?\s*$`, 'iu'),
    'GALLERY',
  ],
  [new RegExp(String.raw`^\W*(?:🔴|${liveWords})\s*[:|–—-]\s*`, 'iu'), 'LIVEBLOG'],
]

/** A title without the mark of its kind: `VIDEO: …`, `▶ …`, `… (video)`. */
function splitMark(text: string, url: string, anchor: DomElement): { title: string; kind: RelatedLinkKind } {
  for (const [pattern, kind] of marks) {
    const bare = oneLine(text.replace(pattern, ''))
    if (bare !== text && bare !== '') return { title: bare, kind }
  }
  const icons = elementsOf(anchor).map(namesOf).join(' ')
  const path = new URL(url).pathname
  if (/\.pdf$/i.test(path)) return { title: oneLine(text), kind: 'DOCUMENT' }
  if (
    /\/videos?\/|^https?:\/\/(?:www\.)?(?:youtube\.com\/watch|youtu\.be\/|vimeo\.com\/\d)/i.test(url) ||
    /(?:icon|badge|type|label)[\w-]*(?:video|play)(?:\s|$)/.test(icons)
  )
    return { title: oneLine(text), kind: 'VIDEO' }
  if (/\/podcasts?\//i.test(path)) return { title: oneLine(text), kind: 'AUDIO' }
  if (/\/(?:gallery|galleries|photos?|fotogallery|fotostrecke|galeria)\//i.test(path))
    return { title: oneLine(text), kind: 'GALLERY' }
  if (/\/(?:live|liveblog)\//i.test(path)) return { title: oneLine(text), kind: 'LIVEBLOG' }
  return { title: oneLine(text), kind: 'ARTICLE' }
}

function bylineOf(anchor: DomElement): string | null {
  const item = closest(
    anchor,
    (at) =>
      at.localName === 'li' ||
      at.localName === 'article' ||
      /(?:^|[\s_-])(?:card|item|teaser)(?:$|[\s_-])/.test(namesOf(at)),
  )
  if (item === null || elementsOf(item).length > 60) return null
  // an item with several stories (or the article itself, around an inline link) has no byline for one of them
  if (
    elementsOf(item).some((at) => /^h1$/.test(at.localName)) ||
    elementsOf(item).filter((at) => at.localName === 'p').length > 3
  )
    return null
  const line = elementsOf(item).find(
    (at) =>
      /(?:^|[\s_-])(?:byline|author|author-name|autor|auteur|autore)(?:$|[\s_-]|__)/.test(namesOf(at)) &&
      textOf(at) !== '',
  )
  const text = line === undefined ? '' : textOf(line)
  return text === '' || text.length > 100 || childrenOf(item).filter(isElement).length === 0 ? null : text
}

function linked({ page, ld }: Evidence, own: string | null): RelatedLinkInput[] {
  return [...listOf(ld.article?.['relatedLink']), ...listOf(ld.article?.['significantLink'])].flatMap((value) => {
    const node = ld.resolve(value)
    const address = absolute(page, typeof node === 'string' ? node : ldUrl(node))
    if (address === null) return []
    const url = withoutTracking(address)
    const anchor = page
      .byTag('a')
      .find((a) => absolute(page, a.getAttribute('href')) === address && wordsIn(textOf(a)) >= 3)
    const title =
      (isNode(node) ? ldText(node['headline'] ?? node['name']) : '') || (anchor === undefined ? '' : textOf(anchor))
    return title === '' || samePage(url, own) ? [] : [{ url, title, kind: 'ARTICLE' as const }]
  })
}

function samePage(a: string, b: string | null): boolean {
  const bare = (url: string) =>
    url
      .replace(/^https?:\/\/(?:www\.|m\.|amp\.)?/i, '')
      .replace(/[#?].*$/, (rest) => routeIn(rest))
      .replace(/\/$/, '')
  return b !== null && bare(a) === bare(b) && new URL(a).search === new URL(b).search
}

function uniqueTitles(links: readonly RelatedLinkInput[]): RelatedLinkInput[] {
  const seen = new Set<string>()
  return links.filter(({ title }) => {
    const key = foldWords(title)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
