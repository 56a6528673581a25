import { popularHeadingPattern } from '../../../vocabulary/headings/popular-heading.ts'
import { relatedHeadingStart } from '../../../vocabulary/headings/related-heading.ts'
import { isContentNamed, isReadAlso, namedAs } from '../body/boilerplate.ts'
import { childrenOf, closest, type DomElement, elementsOf, isElement, namesOf } from '../page/dom.ts'
import { type Page, textOf } from '../page/page.ts'
import { wordsIn } from '../page/text.ts'

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

/** The links of related blocks, of lines such as "Read also", and of lists below such headings. */
export function anchors(page: Page, headline: DomElement | null): DomElement[] {
  const blocks = new Set<DomElement>()
  const chosen = new Set<DomElement>()
  for (const element of page.elements) {
    if (page.isConcealed(element) || insideBoilerplate(element)) continue
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
    if (heading !== undefined && popularHeadingPattern.test(textOf(heading))) continue
    for (const at of elementsOf(block)) if (at.localName === 'a') chosen.add(at)
  }
  return page.byTag('a').filter((a) => chosen.has(a) && !page.isConcealed(a) && !insideBoilerplate(a))
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
    !(relatedHeadingStart.test(text) || (isReadAlso(text) && text.length < 45)) ||
    popularHeadingPattern.test(text)
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

function insideBoilerplate(element: DomElement): boolean {
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
