import { closest, type DomElement } from './dom.ts'
import { type Page, textOf } from './page.ts'
import { metaText } from './text.ts'

const articleScope = /schema\.org\/(?:\w*Article|\w*Posting|Report|Review|Recipe|VideoObject|CreativeWork)/i

/** Elements with this `itemprop` (or RDFa `property`), of the page's article rather than of something it mentions. */
export function itemprops(page: Page, name: string): readonly DomElement[] {
  return page.elements.filter((element) => {
    const names = element.getAttribute('itemprop') ?? rdfaName(element)
    if (names === null || !names.split(/\s+/).includes(name)) return false
    const scope = closest(element.parentNode, (at) => at.hasAttribute('itemscope') || at.hasAttribute('typeof'))
    if (scope === null) return true
    const type = scope.getAttribute('itemtype') ?? scope.getAttribute('typeof') ?? ''
    return type === '' || articleScope.test(type) || /WebPage/i.test(type) || /^\w*(?:Article|Posting)$/.test(type)
  })
}

/** The value of a microdata property: `content`, `datetime`, an address, or the text. */
export function itemValue(element: DomElement): string {
  const content = element.getAttribute('content') ?? element.getAttribute('datetime')
  if (content !== null && content.trim() !== '') return metaText(content)
  if (element.localName === 'link') return element.getAttribute('href') ?? ''
  if (element.localName === 'img') return element.getAttribute('src') ?? ''
  return textOf(element)
}

/** Elements that carry one of these classes as a whole word (hAtom, h-entry and their like). */
export function withClass(page: Page, names: readonly string[]): readonly DomElement[] {
  return page.elements.filter((element) => {
    const classes = element.getAttribute('class')
    return classes !== null && classes.split(/\s+/).some((name) => names.includes(name.toLowerCase()))
  })
}

function rdfaName(element: DomElement): string | null {
  const property = element.getAttribute('property')
  return property === null || element.localName === 'meta'
    ? null
    : property.replace(/(?:^|\s)(?:schema|sioc|dc):/g, ' ').trim()
}
