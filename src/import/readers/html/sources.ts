import { type DomElement, elementsOf } from './page/dom.ts'
import { ldText, type LinkedData, listOf } from './page/json-ld.ts'
import { itemprops, itemValue, withClass } from './page/microdata.ts'
import { type Page, textOf } from './page/page.ts'

/** A value one source of the page gives for a field. */
export interface Candidate {
  readonly value: string
  readonly source: string
}

/** Where a page says things: its elements, and its linked data. */
export interface Sources {
  readonly page: Page
  readonly ld: LinkedData
}

/** The properties of the article's JSON-LD node, one candidate each, references resolved to their names. */
export function ldValues({ ld }: Sources, names: readonly string[]): Candidate[] {
  if (ld.article === null) return []
  return names.flatMap((name) =>
    listOf(ld.article?.[name]).flatMap((value) => {
      const text = ldText(ld.resolve(value))
      return text === '' ? [] : [{ value: text, source: `json-ld ${name}` }]
    }),
  )
}

/** Microdata and hAtom values of a field. */
export function markupValues({ page }: Sources, itemprop: string, classes: readonly string[]): Candidate[] {
  return [
    ...itemprops(page, itemprop).map((element) => ({
      value: itemValue(itemprop === 'articleSection' ? firstLink(element) : element),
      source: `microdata ${itemprop}`,
    })),
    ...withClass(page, classes)
      .filter((element) => !page.isConcealed(element))
      .map((element) => ({ value: textOf(element), source: 'hentry' })),
  ].filter(({ value }) => value !== '')
}

/** The first of several links in an element; else the element. */
function firstLink(element: DomElement): DomElement {
  const links = elementsOf(element).filter((at) => at.localName === 'a')
  return links.length > 1 ? (links[0] ?? element) : element
}
