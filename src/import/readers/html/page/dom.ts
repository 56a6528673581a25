/**
 * The little of the DOM that the HTML reader uses, as linkedom gives it.
 * The compiler's own DOM library stays out, so that no server file sees `window` by accident.
 */
export interface DomNode {
  readonly nodeType: number
  readonly nodeName: string
  readonly firstChild: DomNode | null
  readonly nextSibling: DomNode | null
  readonly parentNode: DomElement | null
  readonly nodeValue: string | null
  readonly textContent: string
}

export interface DomElement extends DomNode {
  readonly localName: string
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>
  readonly nextElementSibling: DomElement | null
  readonly previousElementSibling: DomElement | null
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  remove(): void
  contains(other: DomNode): boolean
  toString(): string
}

export interface DomDocument {
  readonly documentElement: DomElement | null
}

const elementNode = 1
const textNode = 3
const cdataNode = 4

/** Whether a node is an element. */
export function isElement(node: DomNode): node is DomElement {
  return node.nodeType === elementNode
}

/** Whether a node is text (CDATA sections count, pages of XHTML days have them). */
export function isText(node: DomNode): boolean {
  return node.nodeType === textNode || node.nodeType === cdataNode
}

/** The child nodes, in order; safe against removal while walking. */
export function childrenOf(node: DomNode): DomNode[] {
  const children: DomNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child)
  return children
}

/** The elements below (and with) an element, in document order. */
export function elementsOf(root: DomElement): DomElement[] {
  const found: DomElement[] = []
  const walk = (element: DomElement) => {
    found.push(element)
    for (let child = element.firstChild; child !== null; child = child.nextSibling) if (isElement(child)) walk(child)
  }
  walk(root)
  return found
}

/** The first of the element and its ancestors for which the test holds, or null. */
export function closest(element: DomElement | null, test: (element: DomElement) => boolean): DomElement | null {
  for (let at = element; at !== null && isElement(at); at = at.parentNode) if (test(at)) return at
  return null
}

// every field asks for the same names, and ancestors are asked for again and again
const namesByElement = new WeakMap<DomElement, string>()

/** Class, id and the attributes that components are named by, lower case, for matching words in them. */
export function namesOf(element: DomElement): string {
  const known = namesByElement.get(element)
  if (known !== undefined) return known
  const names = [
    'class',
    'id',
    'data-component',
    'data-testid',
    'data-hook',
    'data-gu-name',
    'data-qa',
    'data-name',
    'role',
  ]
    .map((name) => element.getAttribute(name))
    .filter((value) => value !== null)
    .join(' ')
  // StoryBody and storyBody are story-body
  const short = names
    .slice(0, 400)
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
  namesByElement.set(element, short)
  return short
}
