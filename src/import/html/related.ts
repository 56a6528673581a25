import type { RelatedLinkInput, RelatedLinkKind } from '../../../schema/models.ts'
import { foldWords } from '../reading/fold.ts'
import { oneLine } from '../reading/text.ts'
import { isContentNamed, isReadAlso, lineStart, namedAs } from './clutter.ts'
import { withoutTracking, isRoot } from './address.ts'
import { childrenOf, closest, type DomElement, elementsOf, isElement, namesOf } from './dom.ts'
import type { Evidence } from './evidence.ts'
import { isNode, ldText, ldUrl, listOf } from './json-ld.ts'
import { absolute, type Page, textOf } from './page.ts'
import { wordsIn } from './text.ts'

const maxLinks = 40
const relatedName = namedAs([
  String.raw`related|related-?(?:articles?|posts?|stories|story|links?|content|news|items?|reading|topics?)`,
  String.raw`relateds|jp-relatedposts|rich-?link|links-?block|embed-?link|story-?link|yarpp|crp_related|read-?(?:also|more|next)|readmore|readalso|also-?read`,
  String.raw`see-?also|leggi-?anche|articoli-?correlati|correlat[ie]|lire-?aussi|a-lire-aussi`,
  String.raw`recommend(?:ed|ations?)|recomendad[oa]s|relacionad[oa]s?`,
  String.raw`more-?(?:stories|on|on-this|like-this|articles|from)|further-?reading|you-?may(?:-also)?-?like`,
  String.raw`lesen-?sie-?auch|mehr-?zum-?thema|zum-?thema|verwandte|artikel-?empfehlungen|read-?further`,
  String.raw`ver-?tambien|lees-?ook|les-?ogsa|las-?ocksa|czytaj-?takze|czytaj-?wiecej|baca-?juga`,
  String.raw`recirc(?:ulation)?|onward|up-?next`,
])
const relatedHeading = lineStart([
  String.raw`more (?:on|about|from|like) .{0,40}|more (?:stories|coverage|news|articles)`,
  String.raw`(?:weitere|mehr) (?:artikel|zum thema|dazu|themen|nachrichten).{0,20}`,
  String.raw`verwandte (?:artikel|themen)|passend dazu|empfehlungen|articoli (?:correlati|collegati)`,
  String.raw`potrebbe(?:ro)? (?:anche )?interessart[ie].{0,20}|altri articoli`,
  String.raw`articles? (?:liés|similaires|associés|recommandés)|sur le même (?:sujet|thème)|à découvrir`,
  String.raw`artículos relacionados|notas relacionadas|contenido relacionado|más (?:sobre|en) .{0,30}`,
  String.raw`matérias relacionadas|notícias relacionadas|artigos relacionados|mais sobre .{0,30}`,
  String.raw`gerelateerd(?:e artikelen)?|meer (?:over|van) .{0,30}|relaterade? (?:artiklar|artikler)?`,
  String.raw`relaterte (?:saker|artikler)|mer om .{0,30}|powiązane(?: artykuły)?|polecane|podobne artykuły`,
  String.raw`související(?: články)?|súvisiace|kapcsolódó(?: cikkek)?|articole similare|din aceeași categorie`,
  String.raw`свързани(?: статии)?|похожие (?:статьи|материалы|новости)|другие новости по теме`,
  String.raw`схожі (?:статті|новини)|пов'язані|σχετικά(?: άρθρα)?|benzer haberler|ilgili haberler`,
  String.raw`berita terkait|artikel terkait|tin liên quan|bài liên quan|مقالات ذات صلة|أخبار ذات صلة`,
  String.raw`موضوعات ذات صلة|مواضيع مشابهة|כתבות קשורות|עוד באותו נושא|اخبار مرتبط|संबंधित|関連(?:記事|ニュース|リンク)?`,
  String.raw`相关(?:新闻|阅读|文章|报道)?|관련 ?(?:기사|뉴스)`,
])
const otherHeading =
  /\b(?:most (?:read|popular|viewed)|trending|latest|più letti|ultim[ei]|meistgelesen|les plus lus|más (?:leíd[oa]s|vist[oa]s)|mais lidas|meest gelezen|mest lest|najczęściej|popularne)\b|ट्रेंडिंग|おすすめ|ランキング|热门|推荐|популярн|последние|самое читаемое|الأكثر قراءة/iu

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

function anchors(page: Page, headline: DomElement | null): DomElement[] {
  const blocks = new Set<DomElement>()
  const chosen = new Set<DomElement>()
  for (const element of page.elements) {
    if (page.isConcealed(element) || inFurniture(element)) continue
    if (
      relatedName.test(namesOf(element)) &&
      (headline === null || !element.contains(headline)) &&
      element.localName !== 'body' &&
      !isBigText(element)
    ) {
      blocks.add(element)
    }
    for (const anchor of underHeading(element, headline)) chosen.add(anchor)
    for (const anchor of linkList(element, headline)) chosen.add(anchor)
    if (
      element.localName === 'p' ||
      element.localName === 'div' ||
      element.localName === 'li' ||
      element.localName === 'strong'
    ) {
      for (const anchor of readAlsoLine(element)) chosen.add(anchor)
    }
  }
  for (const block of blocks) {
    const heading = elementsOf(block).find(
      (at) => /^h[2-6]$/.test(at.localName) && closest(at, (up) => up.localName === 'a') === null,
    )
    if (heading !== undefined && otherHeading.test(textOf(heading))) continue
    for (const at of elementsOf(block)) if (at.localName === 'a') chosen.add(at)
  }
  return page.byTag('a').filter((a) => chosen.has(a) && !page.isConcealed(a) && !inFurniture(a))
}

/** Links below a heading such as "More on this story", up to the next heading. */
function underHeading(element: DomElement, headline: DomElement | null): DomElement[] {
  if (!/^(?:h[2-6]|p|div|span|strong|b|header|a|legend|dt)$/.test(element.localName) || element.hasAttribute('href'))
    return []
  const inner = elementsOf(element)
  if (inner.length > 6) return []
  // a box that holds its links is no heading of what follows it
  if (/^(?:p|div|span|header)$/.test(element.localName) && inner.some((at) => at.localName === 'a')) return []
  const text = textOf(element)
  if (
    text === '' ||
    text.length > 70 ||
    !(relatedHeading.test(text) || (isReadAlso(text) && text.length < 45)) ||
    otherHeading.test(text)
  )
    return []
  let at: DomElement | null = element
  for (let up = 0; up < 4 && at !== null; up += 1) {
    const links: DomElement[] = []
    for (let next = at.nextElementSibling; next !== null; next = next.nextElementSibling) {
      if (
        /^h[1-6]$/.test(next.localName) &&
        next.localName <= (/^h[1-6]$/.test(at.localName) ? at.localName : 'h3') &&
        !next.contains(element) &&
        elementsOf(next).every((inner) => inner.localName !== 'a')
      )
        break
      if (next.localName === 'p' && elementsOf(next).every((inner) => inner.localName !== 'a')) break
      links.push(...elementsOf(next).filter((inner) => inner.localName === 'a'))
      if (links.length > 120) break
    }
    if (links.length > 0) return links
    at = at.parentNode
    if (at === null || (headline !== null && at.contains(headline)) || at.localName === 'body' || isBigText(at))
      return []
  }
  return []
}

/** A list in the text whose every item is the title of a story, linked. */
function linkList(element: DomElement, headline: DomElement | null): DomElement[] {
  if ((element.localName !== 'ul' && element.localName !== 'ol') || headline === null) return []
  const text = closest(
    element,
    (at) => /articleBody/.test(at.getAttribute('itemprop') ?? '') || isContentNamed(at) || at.localName === 'article',
  )
  if (text === null || (text.localName === 'article' && !text.contains(headline))) return []
  const items = childrenOf(element).filter(isElement)
  if (items.length === 0 || items.length > 12) return []
  const links = items.map((item) => elementsOf(item).filter((at) => at.localName === 'a'))
  const areTitles = links.every(([first, ...rest], index) => {
    const item = items[index]
    return (
      first !== undefined &&
      rest.length === 0 &&
      item !== undefined &&
      textOf(first) === textOf(item) &&
      wordsIn(textOf(first)) >= 4
    )
  })
  return areTitles ? links.flat() : []
}

/** The links of a line such as "Read also: Some other story". */
function readAlsoLine(element: DomElement): DomElement[] {
  const links = elementsOf(element).filter((at) => at.localName === 'a')
  if (links.length === 0 || links.length > 6) return []
  const text = textOf(element)
  if (text.length > 400 || !isReadAlso(text)) return []
  const linked = links.reduce((sum, a) => sum + textOf(a).length, 0)
  return linked / text.length > 0.4 ? links : []
}

function isBigText(element: DomElement): boolean {
  const running = elementsOf(element).filter(
    (at) =>
      at.localName === 'p' &&
      textOf(at).length > 150 &&
      elementsOf(at).every((inner) => inner.localName !== 'a' || textOf(inner).length < textOf(at).length * 0.5),
  )
  return running.length > 6
}

function inFurniture(element: DomElement): boolean {
  return (
    closest(
      element,
      (at) =>
        /^(?:nav|footer)$/.test(at.localName) ||
        (at.localName === 'header' &&
          closest(at, (up) => /^(?:article|main|section|aside)$/.test(up.localName)) === null) ||
        /(?:^|[\s_-])(?:site-?footer|site-?header|navbar|mega-?menu|main-?menu|breadcrumbs?|cookie|consent)(?:$|[\s_-])/.test(
          namesOf(at),
        ) ||
        (at.getAttribute('role') === 'navigation' && !relatedName.test(namesOf(at))),
    ) !== null
  )
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
  if (
    /^(?:read more|see more|more|show more|view all|all .{0,20}|leggi tutto|continua(?: a leggere)?|weiterlesen|lire la suite|leer más|comments?|share|subscribe.*|sign up.*)\W*$/i.test(
      title,
    )
  )
    return null
  const byline = bylineOf(anchor)
  return { url, title, kind, ...(byline === null ? {} : { byline }) }
}

/** A title without the "Read also:" before it; where no colon parts them, only phrases of two words or more are told. */
function withoutPointer(text: string): string {
  const parted = /^([^:：]{3,40})[:：]\s*(?=\S)/u.exec(text)
  if (parted !== null && wordsIn(parted[1] ?? '') <= 3 && isReadAlso(parted[1] ?? ''))
    return text.slice(parted[0].length)
  const rest = text.replace(
    /^\W*(?:à lire(?: aussi)?|lire aussi|read (?:also|next)|see also|leggi anche|lee también|leia também|lees ook|läs också|les også|lesen sie auch|zobacz (?:też|także)|czytaj (?:też|także)|читайте также)\s+(?=["“«]?\p{Lu})/iu,
    '',
  )
  return wordsIn(rest) >= 3 ? rest : text
}

/** A title without the mark of its kind: `VIDEO: …`, `▶ …`, `… (video)`. */
function splitMark(text: string, url: string, anchor: DomElement): { title: string; kind: RelatedLinkKind } {
  const marks: readonly [RegExp, RelatedLinkKind][] = [
    [
      /^\W*(?:▶️?|►|\[?\(?video\)?\]?|vídeo|vidéo|видео|відео|فيديو|ビデオ|视频|영상)(?:\s*[:|–—»·-]\s*|\s+(?=[\p{Lu}\p{Lo}"“«])|\s*\]\s*)|\s*[[(|–—-]\s*(?:video|vídeo|vidéo|видео|відео|فيديو)\s*[\])]?\s*$|\s*▶️?\s*$/iu,
      'VIDEO',
    ],
    [/^\W*(?:🎧|podcast|audio|listen|ascolta|подкаст)\s*[:|–—-]\s*|\s*[[(]\s*(?:podcast|audio)\s*[\])]\s*$/iu, 'AUDIO'],
    [
      /^\W*(?:📷|gallery|photos|in pictures|foto(?:gallery|galerie|strecke|s)?|galería|galleria|bilder|фото)\s*[:|–—-]\s*|\s*[[(|]\s*(?:foto|photos?|gallery|fotos|фото)\s*[\])]?\s*$/iu,
      'GALLERY',
    ],
    [
      /^\W*(?:🔴|live(?:blog| blog| updates)?|diretta|en direct|en vivo|en directo|liveticker|ao vivo|онлайн)\s*[:|–—-]\s*/iu,
      'LIVEBLOG',
    ],
  ]
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
      .replace(/[#?].*$/, '')
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
