import { Readability } from '@mozilla/readability'
import { isBoilerplateElement, isContentNamed, namedAs } from './boilerplate.ts'
import {
  childrenOf,
  closest,
  type DomElement,
  type DomNode,
  elementsOf,
  isElement,
  isText,
  namesOf,
} from '../page/dom.ts'
import type { Page } from '../page/page.ts'
import { parseTree } from '../page/parse-tree.ts'
import { isHidden, isSilent } from '../page/text.ts'

/** Elements that may hold the text, and how far this way of finding them is trusted. */
export interface Found {
  readonly source: string
  readonly weight: number
  readonly roots: readonly DomElement[]
}

const containerName = namedAs([
  String.raw`article-?body|article-?content|article-?text|article-?main|article-?copy|story-?body`,
  String.raw`story-?content|story-?text|entry-content|post-content|post-body|post-entry|body-?copy`,
  String.raw`body-?content|body-?text|content-?body|articlebody|article__body|article__content`,
  String.raw`content__article-body|e-content|single-content|td-post-content|node__content|field--name-body`,
  String.raw`field-name-body|available-content|markup|news-?text|news-?body|news-?content|text-?article|corpo`,
  String.raw`corpo-?articolo|testo|texto-?noticia|cuerpo|article-?corps|artikel-?text|artikel-?body`,
  String.raw`artikeltext|brodtext|detail-?(?:body|content|text)|rich-?text|richtext|wysiwyg|prose|text-?block`,
  String.raw`storytext|paragraphs?|main-?content|main-?text`,
  String.raw`elementor-widget-theme-post-content|elementor-widget-text-editor|wpb_text_column|et_pb_text_inner|et_pb_post_content`,
  String.raw`fusion-text|fl-rich-text|siteorigin-widget-tinymce|sqs-html-content|w-richtext|tdb_single_content`,
])

/** Elements that say they hold the text; several of one kind belong together (text blocks between embeds). */
export function containers(page: Page, headline: DomElement | null): Found[] {
  const foreign = foreignArticles(page, headline)
  const marked = (test: (element: DomElement) => boolean) =>
    page.elements.filter(
      (element) =>
        !page.isConcealed(element) &&
        test(element) &&
        (foreign.size === 0 || closest(element, (at) => foreign.has(at)) === null),
    )
  const kinds: { source: string; weight: number; elements: readonly DomElement[] }[] = [
    {
      source: 'itemprop articleBody',
      weight: 1.2,
      elements: marked((element) =>
        /(?:^|\s)(?:schema:)?articleBody(?:\s|$)/.test(
          element.getAttribute('itemprop') ?? element.getAttribute('property') ?? '',
        ),
      ),
    },
    {
      source: 'named container',
      weight: 1.12,
      elements: marked((element) => element.localName !== 'body' && containerName.test(namesOf(element))).slice(0, 400),
    },
    {
      source: 'article',
      weight: 1,
      elements: marked((element) => element.localName === 'article' || element.getAttribute('role') === 'article'),
    },
    {
      source: 'main',
      weight: 0.9,
      elements: marked((element) => element.localName === 'main' || element.getAttribute('role') === 'main'),
    },
  ]
  return kinds.flatMap(({ source, weight, elements }) => {
    const outer = outermost(elements)
    const biggest = (list: readonly DomElement[]) =>
      list.map((element) => ({ element, size: weightOf(element) })).toSorted((a, b) => b.size - a.size)
    const [first] = biggest(outer)
    if (first === undefined || first.size === 0) return []
    const found: Found[] = [{ source, weight, roots: [first.element] }]
    // an outer container may hold more than the text; the heaviest inner one is tried as well
    const [inner] = biggest(elements.filter((element) => element !== first.element && first.element.contains(element)))
    if (inner !== undefined && inner.size > first.size * 0.4)
      found.push({ source, weight: weight + 0.02, roots: [inner.element] })
    if (source !== 'article' && source !== 'main') {
      const same = outer.filter((element) => kindKey(element) === kindKey(first.element))
      // between paragraphs that each carry the name stand lists and quotes that do not
      const parent = first.element.localName === 'p' ? first.element.parentNode : null
      const roots = parent !== null && same.every((element) => element.parentNode === parent) ? [parent] : same
      if (same.length > 1 && same.length < 300)
        found.push({ source: `${source} (${same.length} parts)`, weight, roots })
    }
    return found
  })
}

/**
 * Articles that stand beside the one with the headline and have a headline of their own: what endless scrolling appends.
 * None where the headline stands in no article.
 */
export function foreignArticles(page: Page, headline: DomElement | null): ReadonlySet<DomElement> {
  const own = closest(headline, (at) => at.localName === 'article')
  if (own === null) return new Set()
  return new Set(
    page
      .byTag('article')
      .slice(0, 200)
      .filter(
        (article) =>
          !article.contains(own) &&
          !own.contains(article) &&
          elementsOf(article).some((at) => /^h[1-3]$/.test(at.localName)),
      ),
  )
}

function kindKey(element: DomElement): string {
  return `${element.localName} ${element.getAttribute('class') ?? element.getAttribute('itemprop') ?? ''}`
}

function outermost(elements: readonly DomElement[]): DomElement[] {
  const known = new Set(elements)
  return elements.filter((element) => {
    for (let at = element.parentNode; at !== null; at = at.parentNode) if (known.has(at)) return false
    return true
  })
}

/** Characters of running text below an element: paragraphs' own text, links not counted. */
function weightOf(root: DomElement, isLenient = false): number {
  let weight = 0
  const walk = (node: DomNode, own: { length: number } | null) => {
    if (isText(node)) {
      if (own !== null) own.length += (node.nodeValue ?? '').trim().length
      return
    }
    if (!isElement(node) || isSilent(node) || isHidden(node) || node.localName === 'a') return
    if (!isLenient && isBoilerplateElement(node, 0)) return
    const block = /^(?:p|div|td|li|blockquote|section|article|pre|main|body|dd|h[1-6])$/.test(node.localName)
    const count = block ? { length: 0 } : own
    for (let child = node.firstChild; child !== null; child = child.nextSibling) walk(child, count)
    if (block && count !== null && count.length >= 40) weight += count.length
  }
  for (const child of childrenOf(root)) walk(child, { length: 0 })
  // text that stands in the element itself, between line breaks
  const loose = childrenOf(root)
    .filter(isText)
    .reduce((sum, node) => sum + (node.nodeValue ?? '').trim().length, 0)
  return weight + loose
}

const minRunning = 200

/** From the root down to the smallest element that still holds most of the running text. */
export function byWeight(page: Page): Found | null {
  let at = page.byTag('body')[0] ?? page.root
  let weight = weightOf(at)
  // pages that call what holds their text after something else
  const isLenient = weight < minRunning
  if (isLenient) weight = weightOf(at, true)
  if (weight === 0) return null
  for (let depth = 0; depth < 300; depth += 1) {
    let heaviest: DomElement | null = null
    let most = 0
    for (const child of childrenOf(at).filter(isElement)) {
      if (
        page.isConcealed(child) ||
        (/^(?:p|ul|ol|blockquote|table)$/.test(child.localName) && child.localName !== 'table')
      )
        continue
      const isAround = !isLenient && isBoilerplateElement(child, 0.1) && !isContentNamed(child)
      const size = isAround ? 0 : weightOf(child, isLenient)
      if (size > most) {
        most = size
        heaviest = child
      }
    }
    if (heaviest === null || most < weight * 0.72) break
    at = heaviest
    weight = most
  }
  return { source: 'weight of paragraphs', weight: 0.92, roots: [at] }
}

/** What readability finds, in a tree of its own; nothing in a tree that would keep it busy for many seconds. */
export function readable(page: Page): Found | null {
  if (readabilityCost(page) > maxReadabilityCost) return null
  try {
    // a tree of its own, because readability takes its tree apart
    const source = page.html.replace(/<script\b[^>]*>[\s\S]*?<\/script\s*>/gi, '')
    const document = parseTree(/<html[\s>]/i.test(source) ? source : `<html><body>${source}</body></html>`)
    const result = new Readability<unknown>(document, {
      disableJSONLD: true,
      keepClasses: true,
      charThreshold: 250,
      serializer: (node: unknown) => node,
    }).parse()
    const content = result?.content as DomElement | null | undefined
    return content === null || content === undefined ? null : { source: 'readability', weight: 1.05, roots: [content] }
  } catch {
    // it stumbles over trees without head or body; the other ways do not need it
    return null
  }
}

/** A live blog of 60,000 elements costs a quarter of it, 1,500 boxes in each other around a text ten times as much. */
const maxReadabilityCost = 100_000_000

/** It asks every element for the texts of all that is below, and each of those for its own: the square of the depth. */
function readabilityCost(page: Page): number {
  const depths = new Map<DomNode, number>()
  let cost = 0
  for (const element of page.elements) {
    const depth = (element.parentNode === null ? 0 : (depths.get(element.parentNode) ?? 0)) + 1
    depths.set(element, depth)
    cost += depth * depth
  }
  return cost
}
