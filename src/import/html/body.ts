import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { foldWords } from '../reading/fold.ts'
import { oneLine } from '../reading/text.ts'
import type { Evidence } from './evidence.ts'
import { type Block, toBlocks } from './blocks.ts'
import { isBoilerplate, isClutter, isContentNamed, isReadAlso, lineStart, namedAs } from './clutter.ts'
import { childrenOf, closest, type DomElement, type DomNode, elementsOf, isElement, isText, namesOf } from './dom.ts'
import { isNode, ldText, listOf } from './json-ld.ts'
import { type Page } from './page.ts'
import { isHidden, isSilent, similarity, unitsOf, wordsIn } from './text.ts'

/** The body of a page: clean HTML, its text, and which way of finding it won. */
export interface FoundBody {
  readonly html: string
  readonly text: string
  readonly source: string
}

interface Attempt {
  readonly source: string
  readonly weight: number
  readonly blocks: readonly Block[]
  readonly text: string
}

/**
 * Finds the text by several ways (named containers, readability, the weight of paragraphs) and takes the one that agrees
 * best with JSON-LD's articleBody, or else with the other ways. `known` are texts shown elsewhere (headline, standfirst),
 * which the body does not repeat. Null where no way finds as much as a sentence.
 */
export function findBody(
  evidence: Evidence,
  known: { headline: string; standfirst: string | null; byline: string | null; element: DomElement | null },
  canUseReadability: boolean,
): FoundBody | null {
  const { page } = evidence
  const stated = statedBody(evidence)
  const foreign = foreignArticles(page, known.element)
  const attempts = [...containers(page, known.element), weighed(page), canUseReadability ? readable(page) : null]
    .flatMap((found) => {
      if (found === null) return []
      const blocks = trim(toBlocks(page, found.roots, foreign), known)
      return [{ source: found.source, weight: found.weight, blocks, text: blocks.map(({ text }) => text).join('\n') }]
    })
    .filter(({ text }) => [...text].length >= 40)
  const best = attempts.length === 0 ? null : choose(attempts, stated)
  if (best !== null && (stated === '' || stated.length < 400 || wordsIn(best.text) * 2.5 >= wordsIn(stated))) {
    return { html: best.blocks.map(({ html }) => html).join('\n'), text: best.text, source: best.source }
  }
  // the text is in the linked data alone, where scripts build the page
  if (stated.length >= 140) return fromText(stated)
  return null
}

interface Found {
  readonly source: string
  readonly weight: number
  readonly roots: readonly DomElement[]
}

/** JSON-LD's own text of the article; a live blog's is that of its updates. */
function statedBody({ ld }: Evidence): string {
  const body = longText(ld.article?.['articleBody']) || longText(ld.article?.['text'])
  if (body !== '') return body
  const updates = listOf(ld.article?.['liveBlogUpdate'])
    .map((value) => ld.resolve(value))
    .filter(isNode)
  return updates
    .flatMap((update) => [ldText(update['headline']), longText(update['articleBody'])])
    .filter((text) => text !== '')
    .join('\n\n')
}

function longText(value: unknown): string {
  const raw = listOf(value)
    .filter((item) => typeof item === 'string')
    .join('\n\n')
  if (!/[<&]/.test(raw)) return raw.replace(/[ \t]+/g, ' ').trim()
  const document = parseHTML(`<html><body>${raw.slice(0, 500_000)}</body></html>`).document as unknown as {
    documentElement: DomElement
  }
  const body = childrenOf(document.documentElement).find((node) => isElement(node) && node.localName === 'body')
  return body === undefined || !isElement(body)
    ? oneLine(raw)
    : toBlocks({ base: null }, [body])
        .map(({ text }) => text)
        .join('\n\n')
}

function fromText(text: string): FoundBody {
  const paragraphs = text
    .split(/\n\s*\n|\r?\n/)
    .map(oneLine)
    .filter((paragraph) => paragraph !== '')
  const html = paragraphs.map(
    (paragraph) => `<p>${paragraph.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`,
  )
  return { html: html.join('\n'), text: paragraphs.join('\n'), source: 'json-ld articleBody' }
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
])

/** Elements that say they hold the text; several of one kind belong together (text blocks between embeds). */
function containers(page: Page, headline: DomElement | null): Found[] {
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
function foreignArticles(page: Page, headline: DomElement | null): ReadonlySet<DomElement> {
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
function weightOf(root: DomElement): number {
  let weight = 0
  const walk = (node: DomNode, own: { length: number } | null) => {
    if (isText(node)) {
      if (own !== null) own.length += (node.nodeValue ?? '').trim().length
      return
    }
    if (!isElement(node) || isSilent(node) || isHidden(node) || isClutter(node, 0) || node.localName === 'a') return
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

/** From the root down to the smallest element that still holds most of the running text. */
function weighed(page: Page): Found | null {
  let at = page.byTag('body')[0] ?? page.root
  let weight = weightOf(at)
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
      const size = isClutter(child, 0.1) && !isContentNamed(child) ? 0 : weightOf(child)
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

function readable(page: Page): Found | null {
  try {
    // a tree of its own, because readability takes its tree apart
    const source = page.html.replace(/<script\b[^>]*>[\s\S]*?<\/script\s*>/gi, '')
    const { document } = parseHTML(/<html[\s>]/i.test(source) ? source : `<html><body>${source}</body></html>`)
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

/** The attempt that fits the stated text best, else the one the other attempts agree with most. */
function choose(attempts: readonly Attempt[], stated: string): Attempt {
  const bags = attempts.map(({ text }) => bagOf(text))
  const statedBag = stated.length >= 300 ? bagOf(stated) : null
  const statedSize = statedBag === null ? 0 : sizeOf(statedBag)
  let best = attempts[0]
  let bestScore = -1
  attempts.forEach((attempt, index) => {
    const bag = bags[index] ?? new Map<string, number>()
    const others = bags.filter((_, other) => other !== index)
    const agreement =
      others.length === 0 ? 1 : others.reduce((sum, other) => sum + overlap(bag, other), 0) / others.length
    const fit = statedBag === null ? 0 : overlap(bag, statedBag)
    // a stated text far shorter than what the page shows is an excerpt, and no measure
    const isMeasure = statedBag !== null && statedSize > sizeOf(bag) * 0.4
    const score = (isMeasure ? fit * 2 + agreement * 0.5 : agreement) * attempt.weight
    if (score > bestScore) {
      best = attempt
      bestScore = score
    }
  })
  return best as Attempt
}

function bagOf(text: string): Map<string, number> {
  const bag = new Map<string, number>()
  for (const unit of unitsOf(text)) bag.set(unit, (bag.get(unit) ?? 0) + 1)
  return bag
}

function sizeOf(bag: ReadonlyMap<string, number>): number {
  let size = 0
  for (const count of bag.values()) size += count
  return size
}

function overlap(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0
  for (const [unit, count] of a) shared += Math.min(count, b.get(unit) ?? 0)
  const sizes = sizeOf(a) + sizeOf(b)
  return sizes === 0 ? 0 : (2 * shared) / sizes
}

/** Takes off what is not the article's own text: repeated titles, lines of the site, headings that head nothing. */
function trim(
  blocks: readonly Block[],
  known: { headline: string; standfirst: string | null; byline: string | null },
): Block[] {
  const shown = new Set(
    [known.headline, known.standfirst, known.byline].flatMap((text) =>
      text === null || text === '' ? [] : [foldWords(text)],
    ),
  )
  const seen = new Set<string>()
  let kept = cutTail(blocks).filter((block, index) => {
    if (block.kind === 'figure') return true
    const folded = foldWords(block.text)
    if (folded === '') return false
    if (index < 8 && (shown.has(folded) || (block.kind === 'h' && similarity(block.text, known.headline) > 0.85)))
      return false
    if (index < 8 && isHeader(block, known.headline)) return false
    if (block.kind === 'h' && isReadAlso(block.text)) return false
    if (isBoilerplate(block.text)) return false
    if (block.kind === 'p' && isDateLine(block.text)) return false
    // captions and pulled quotes repeat sentences; a long paragraph never stands twice
    if (block.text.length > 60 && seen.has(folded)) return false
    seen.add(folded)
    return true
  })
  // furniture before the text: short lines without an end (dates, sections, counters)
  const firstText = kept.findIndex(
    ({ kind, text }) => kind !== 'figure' && kind !== 'h' && (text.length >= 80 || /[.!?。！？؟…:”"»]$/u.test(text)),
  )
  kept = kept.filter(
    (block, index) => index >= firstText || block.kind === 'figure' || (block.kind === 'h' && index === firstText - 1),
  )
  while (kept.at(-1)?.kind === 'h' || isLastLabel(kept.at(-1))) kept.pop()
  return kept.filter((block, index) => block.kind !== 'h' || kept[index + 1] !== undefined)
}

/** Headline, byline and date in one block, parted by line breaks only: how pages without headings are written. */
function isHeader({ kind, text }: Block, headline: string): boolean {
  return (
    kind === 'p' &&
    headline !== '' &&
    text.length <= headline.length + 160 &&
    foldWords(text).startsWith(foldWords(headline)) &&
    !/[.!?。]$/.test(text)
  )
}

/** Whether a last line is a label of what the site puts below ("Other stories"), not a sentence. */
function isLastLabel(block: Block | undefined): boolean {
  return (
    block?.kind === 'p' && block.text.length < 30 && !/[.!?。"”»]$/.test(block.text) && tailHeading.test(block.text)
  )
}

/** Whether a line is a label and a date ("Published: 3 May 2024, 10:00") and says nothing else. */
function isDateLine(text: string): boolean {
  return (
    text.length < 60 &&
    /\b(?:19|20)\d{2}\b/.test(text) &&
    /^[\p{L} ]{3,25}[:：]\s*(?:\p{L}+,?\s+)?\d{1,4}[./-]?\s?(?:\p{L}+|\d{1,2})[./-]?,?\s?\d{2,4}[\s\d:.,|hHUhr-]*$/u.test(
      text,
    )
  )
}

// what only ever stands behind a text: contacts, the author, the readers
const lastHeading = lineStart([
  String.raw`(?:media|press) (?:contacts?|enquiries|inquiries)|pressekontakt|contatti stampa|contacts? presse|notes? to editors`,
  String.raw`about the author|sobre (?:la firma|el autor|o autor)|über den autor|à propos de l.auteur|l'autore|written by|об авторе`,
  String.raw`responses?(?: \(|$)|leave a (?:reply|comment)|この記事を書いた人|archivado en`,
])

const tailHeading = lineStart([
  String.raw`related|more|read (?:more|next|also)|comments?|about the author|share|tags?|most read|popular`,
  String.raw`latest|newsletter|sources?|leave a|recommended|you (?:may|might)|trending|leggi anche|correlati`,
  String.raw`articoli|lire aussi|mehr|kommentare|lesen sie|más|comentarios|relacionad|leia|mais|lees|läs`,
  String.raw`other (?:stories|news|articles)|(?:media|press) (?:contacts?|enquiries|inquiries)|notes? to editors|contacts?$|kontakt$|pressekontakt`,
  String.raw`contatti|contact presse|weitere informationen|responses|written by|sobre (?:la firma|el autor|o autor)|über den autor`,
  String.raw`archivado en|etiquetas|suscríbete|regístrate|did you (?:like|enjoy|make)|l'autore|à propos de l|les også|czytaj|читайте|также|о авторе|комментар|التعليقات|ذات صلة|关联|関連`,
])

/** Cuts the end where a heading opens the site's own part and little text follows. */
function cutTail(blocks: readonly Block[]): readonly Block[] {
  const total = blocks.reduce((sum, { text }) => sum + text.length, 0)
  let before = 0
  for (const [index, block] of blocks.entries()) {
    if (
      block.kind === 'h' &&
      before > total * (lastHeading.test(block.text) ? 0.4 : 0.6) &&
      (tailHeading.test(block.text) || isReadAlso(block.text)) &&
      block.text.length < 60
    ) {
      const after = blocks.slice(index + 1)
      const running = after
        .filter(({ kind, text }) => kind === 'p' && text.length > 80)
        .reduce((sum, { text }) => sum + text.length, 0)
      if (running < total * (lastHeading.test(block.text) ? 0.35 : 0.12)) return blocks.slice(0, index)
    }
    before += block.text.length
  }
  return blocks
}
