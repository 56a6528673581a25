import { ReadRefused } from '../../../draft.ts'
import { closest, type DomDocument, type DomElement, elementsOf, namesOf } from './dom.ts'
import { parseTree } from './parse-tree.ts'
import { isHidden, isSilent, metaText, visibleText } from './text.ts'

/** A parsed page with what all fields ask of it. */
export interface Page {
  readonly html: string
  readonly root: DomElement
  /** Every element, in document order. */
  readonly elements: readonly DomElement[]
  /** Base for relative addresses: `<base href>` against the page's own address; null where neither is known. */
  readonly base: URL | null
  /** Values of `<meta>`, by lower-case name, property or http-equiv, in document order. */
  readonly metas: ReadonlyMap<string, readonly string[]>
  /** Elements of a tag, in document order. */
  readonly byTag: (tag: string) => readonly DomElement[]
  /** Whether the element or one around it is hidden or never shown. */
  readonly isConcealed: (element: DomElement) => boolean
}

/**
 * Builds the tree of a page. `url` is where the page was, if known.
 * Throws ReadRefused when there is no element in it at all.
 */
export function parsePage(html: string, url: string | undefined): Page {
  const document = parseTree(
    /<html[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`,
  ) as unknown as DomDocument
  const root = document.documentElement
  if (root === null) throw new ReadRefused('This is not an HTML page: it has no element.')
  const elements = elementsOf(root)
  for (const element of elements) lowerAttributeNames(element)
  const tags = new Map<string, DomElement[]>()
  for (const element of elements) {
    const known = tags.get(element.localName)
    if (known === undefined) tags.set(element.localName, [element])
    else known.push(element)
  }
  const byTag = (tag: string) => tags.get(tag) ?? []
  return {
    html,
    root,
    elements,
    base: baseOf(byTag, url),
    metas: metasOf(byTag('meta')),
    byTag,
    isConcealed: concealedTest(elements),
  }
}

/** An address made absolute; null for what is not http(s), or relative with nothing to resolve it against. */
export function absolute(page: Pick<Page, 'base'>, address: string | null | undefined): string | null {
  const text = (address ?? '').trim().replace(/[\n\t\r]/g, '')
  if (text === '' || text.startsWith('#') || text.length > 4000) return null
  const url = URL.parse(text.startsWith('//') && page.base === null ? `https:${text}` : text, page.base?.href)
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '' ? url.href : null
}

/** Whether an element stands in what surrounds all pages of a site: navigation, page header or footer, sidebar. */
export function isOutsideArticle(element: DomElement): boolean {
  return (
    closest(element, (at) => {
      if (at.localName === 'nav' || at.localName === 'aside' || (at.localName === 'footer' && !endsArticle(at)))
        return true
      if (at.localName === 'body' || at.localName === 'article' || at.localName === 'main') return false
      const isNamed =
        /(?:^|[\s_-])(?:sidebar|site-?header|masthead|site-?footer|(?<!(?:entry|post|article|story)[_-]{1,2})footer|navbar|navigation|topbar|megamenu|main-?menu|off-?canvas|cookie|gdpr|consent)(?:$|[\s_-])/.test(
          namesOf(at),
        )
      return isNamed && !wrapsMain(at)
    }) !== null
  )
}

/** Whether a footer is that of an article, where themes put its date and tags, not that of the page. */
export function endsArticle(footer: DomElement): boolean {
  return closest(footer.parentNode, (at) => at.localName === 'article') !== null
}

// Drupal wraps the whole page in what it names after its off-canvas menu; asked once an element
const wrapsByElement = new WeakMap<DomElement, boolean>()

function wrapsMain(element: DomElement): boolean {
  const known = wrapsByElement.get(element)
  if (known !== undefined) return known
  const wraps = elementsOf(element).some((at) => at.localName === 'main' || at.getAttribute('role') === 'main')
  wrapsByElement.set(element, wraps)
  return wraps
}

/** The visible text of an element, tidied. */
export function textOf(element: DomElement): string {
  return visibleText(element)
}

// React and pages of the nineties write attribute names in capitals; the parser keeps them as written
function lowerAttributeNames(element: DomElement): void {
  const shouted = Array.from(element.attributes).filter(({ name }) => /[A-Z]/.test(name))
  for (const { name, value } of shouted) {
    const lower = name.toLowerCase()
    element.removeAttribute(name)
    if (!element.hasAttribute(lower)) element.setAttribute(lower, value)
  }
}

function baseOf(byTag: (tag: string) => readonly DomElement[], url: string | undefined): URL | null {
  const hints = [
    url,
    ...byTag('link')
      .filter((link) => /(?:^|\s)canonical(?:\s|$)/i.test(link.getAttribute('rel') ?? ''))
      .map((link) => link.getAttribute('href')),
    ...byTag('meta')
      .filter((meta) =>
        /^(?:og:url|twitter:url)$/i.test(meta.getAttribute('property') ?? meta.getAttribute('name') ?? ''),
      )
      .map((meta) => meta.getAttribute('content')),
    ...byTag('link')
      .filter((link) => /(?:^|\s)(?:amphtml|alternate|shortlink)(?:\s|$)/i.test(link.getAttribute('rel') ?? ''))
      .map((link) => link.getAttribute('href')),
  ]
  const own = hints.map((hint) => webUrl(hint ?? '')).find((hint) => hint !== null) ?? null
  const base =
    byTag('base')
      .find((element) => element.hasAttribute('href'))
      ?.getAttribute('href') ?? null
  return base === null ? own : (webUrl(base, own?.href) ?? own)
}

function webUrl(text: string, base?: string): URL | null {
  const url = URL.parse(text.trim(), base)
  return url !== null && /^https?:$/.test(url.protocol) ? url : null
}

function metasOf(elements: readonly DomElement[]): ReadonlyMap<string, readonly string[]> {
  const metas = new Map<string, string[]>()
  for (const element of elements) {
    const value = metaText(element.getAttribute('content') ?? element.getAttribute('value') ?? '')
    // undefined, null and unfilled templates are what broken CMS leave
    if (value === '' || /^(?:undefined|null|none|nan|\[object Object\]|\{\{.*\}\}|%%?\w+%%?)$/i.test(value)) continue
    const names = ['property', 'name', 'http-equiv', 'itemprop'].map((attribute) => element.getAttribute(attribute))
    for (const name of new Set(names.flatMap((text) => (text === null ? [] : [text.trim().toLowerCase()])))) {
      const known = metas.get(name)
      if (known === undefined) metas.set(name, [value])
      else known.push(value)
    }
  }
  return metas
}

function concealedTest(elements: readonly DomElement[]): (element: DomElement) => boolean {
  const concealed = new Set<DomElement>()
  for (const element of elements) {
    const parent = element.parentNode
    if (isSilent(element) || isHidden(element) || (parent !== null && concealed.has(parent))) concealed.add(element)
  }
  return (element) => concealed.has(element)
}
