import { isReadAlso } from './boilerplate.ts'
import { childrenOf, type DomElement, type DomNode, elementsOf, isElement } from '../page/dom.ts'
import { visibleText } from '../page/text.ts'

/** Letters of text below nodes. */
export interface Sizes {
  readonly of: ReadonlyMap<DomNode, number>
  /** Those of the whole body, at least 1. */
  readonly total: number
}

/** Whether a box opens with "More on this" and is mostly links. */
export function isPointerBox(element: DomElement, sizes: Sizes): boolean {
  const size = sizes.of.get(element) ?? 0
  if (size === 0 || size > sizes.total * 0.45) return false
  const inner = elementsOf(element)
  if (size < sizes.total * 0.2 && isTeaser(element, inner)) return true
  const heading = inner.slice(0, 8).find((at) => /^h[2-6]$/.test(at.localName) || at.localName === 'strong')
  if (heading === undefined || !isReadAlso(visibleText(heading))) return false
  const teasers = inner.filter((at) => /^h[2-6]$/.test(at.localName) && at !== heading && linksWhole(at))
  // teasers carry a line of text below each linked title
  if (teasers.length >= 2) return true
  const linked = inner.filter((at) => at.localName === 'a').reduce((sum, a) => sum + (sizes.of.get(a) ?? 0), 0)
  return linked > (size - (sizes.of.get(heading) ?? 0)) * 0.5
}

/** Whether a cell is a column beside the text in a page laid out by tables. */
export function isLinkCell(cell: DomElement, sizes: Sizes): boolean {
  const size = sizes.of.get(cell) ?? 0
  if (size > sizes.total * 0.3) return false
  const linked = elementsOf(cell)
    .filter((at) => at.localName === 'a')
    .reduce((sum, a) => sum + (sizes.of.get(a) ?? 0), 0)
  return linked > size * 0.6
}

/** Whether a heading is a link, or in one. */
function linksWhole(heading: DomElement): boolean {
  if (heading.parentNode?.localName === 'a') return true
  const inner = childrenOf(heading).filter(isElement)
  return inner.length > 0 && inner.every((at) => at.localName === 'a' && visibleText(at) === visibleText(heading))
}

const maxTeaser = 200

/** Whether a box is one of several side by side that each carry the linked title of a story. */
function isTeaser(element: DomElement, inner: readonly DomElement[]): boolean {
  if (!inner.some((at) => at !== element && /^h[2-6]$/.test(at.localName) && linksWhole(at))) return false
  // an item of a list with a text of its own is no teaser
  if (inner.filter((at) => at.localName === 'p').reduce((sum, at) => sum + visibleText(at).length, 0) > maxTeaser)
    return false
  return [element.previousElementSibling, element.nextElementSibling].some(
    (beside) =>
      beside !== null &&
      beside.localName === element.localName &&
      beside.getAttribute('class') === element.getAttribute('class') &&
      elementsOf(beside).some((at) => /^h[2-6]$/.test(at.localName) && linksWhole(at)),
  )
}
