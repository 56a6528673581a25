import { foldWords } from '../../../../text/fold.ts'
import { closest, type DomElement, namesOf } from '../page/dom.ts'
import type { Evidence } from '../evidence.ts'
import type { Candidate } from '../sources.ts'
import { isOutsideArticle, type Page } from '../page/page.ts'
import { candidates, jsonLd, meta, microdata, type Rule } from '../rules.ts'
import { metaText, similarity, visibleText, wordsIn } from '../page/text.ts'
import { kickerAbove, splitKicker, trimMarks } from './kicker.ts'
import { isSiteName, separator, withoutSiteName, withoutTail } from './title.ts'

/** The headline of a page, with the element that shows it and the kicker above it. */
export interface FoundHeadline {
  readonly headline: string
  readonly source: string
  readonly kicker: string | null
  /** The element that shows the headline; null where only metadata has it. */
  readonly element: DomElement | null
  /** Other headlines the page gives, for notes. */
  readonly others: readonly Candidate[]
}

const headlineName = /head(?:line|ing)|title|titre|titulo|titolo|titel|tytul|entry-title|p-name/

/**
 * Finds the headline by agreement: the visible h1 that metadata knows, else the h1 that stands over the text, else what
 * the metadata agrees on, without the site's name. Null where no source gives one.
 */
export function findHeadline(evidence: Evidence): FoundHeadline | null {
  const { page } = evidence
  const declared = declaredHeadlines(evidence)
  const visible = visibleHeadline(evidence, declared)
  const others = declared
  const best = agreedHeadline(declared)
  if (visible !== null && !isOutvoted(visible, declared, evidence)) return { ...asSpelt(visible, declared), others }
  if (best === null) return null
  const line = lineOfTitle(page, best.value)
  if (line !== null) return { ...line, kicker: null, others }
  return { headline: best.value, source: best.source, kicker: null, element: elementShowing(page, best.value), others }
}

/**
 * Whether two statements of the page that agree, of which one is the linked data's, outweigh a heading that nothing else bears out. A
 * statement that is nearly the same, cut, the heading with its kicker, or with more behind a bar, bears it out.
 */
function isOutvoted(
  { headline, kicker }: Omit<FoundHeadline, 'others'>,
  declared: readonly Candidate[],
  { siteNames }: Evidence,
): boolean {
  const linked = declared.find(({ source }) => source === 'json-ld headline')
  const agrees = declared.some(
    ({ value, source }) =>
      linked !== undefined && !source.startsWith('json-ld') && foldWords(value) === foldWords(linked.value),
  )
  if (!agrees) return false
  if (!declared.some(({ value }) => bearsOut(value, headline, kicker))) return true
  const folded = ` ${foldWords(headline)} `
  const namesSite = siteNames.some(({ value }) => value.length > 3 && folded.includes(` ${foldWords(value)} `))
  return (wordsIn(headline) <= 4 || namesSite) && !declared.some(({ value }) => headlineFit(headline, value) >= 0.45)
}

function bearsOut(fromMetadata: string, onPage: string, kicker: string | null): boolean {
  if (similarity(fromMetadata, onPage) >= 0.6) return true
  const cut = /(?:…|\.{3})$/.test(fromMetadata)
  const a = foldWords(fromMetadata)
  const b = foldWords(onPage)
  return (
    a === b ||
    (kicker !== null && a === foldWords(`${kicker} ${onPage}`)) ||
    (cut && b.startsWith(a)) ||
    (a.startsWith(`${b} `) && new RegExp(separator.source).test(fromMetadata.slice(onPage.length - 2)))
  )
}

/** A heading in capitals as the page's own statement spells it. */
function asSpelt(
  visible: Omit<FoundHeadline, 'others'>,
  declared: readonly Candidate[],
): Omit<FoundHeadline, 'others'> {
  const { headline } = visible
  if (/\p{Ll}/u.test(headline) || !/\p{Lu}{3}/u.test(headline)) return visible
  const folded = foldWords(headline)
  const spelt = declared.find(({ value }) => /\p{Ll}{3}/u.test(value) && foldWords(value) === folded)
  return spelt === undefined ? visible : { ...visible, headline: spelt.value }
}

const headlineRules: readonly Rule[] = [
  jsonLd(['headline']),
  meta(
    'og:title',
    'parsely-title',
    'sailthru.title',
    'citation_title',
    'dc.title',
    'dcterms.title',
    'hdl',
    'article:title',
    'title',
  ),
  microdata('headline', ['entry-title', 'p-name', 'post-title']),
  jsonLd(['name', 'alternativeHeadline']),
  meta('twitter:title'),
  ({ page }) =>
    page
      .byTag('title')
      .filter((title) => closest(title, (at) => at.localName === 'svg') === null)
      .slice(0, 1)
      .map((title) => ({ value: metaText(title.textContent.slice(0, 1000)), source: 'title' })),
]

/** What metadata says the headline is, surest first, without the site's name. */
function declaredHeadlines(evidence: Evidence): Candidate[] {
  const bare = candidates(evidence, headlineRules).map(({ value, source }) => ({
    value: withoutSiteName(value, evidence),
    source,
  }))
  // only the title has a tail that nobody named as the site's: it is told by the others having the rest
  return bare
    .map((candidate) => ({ ...candidate, value: withoutTail(candidate, bare) }))
    .filter(({ value }) => value !== '' && !isSiteName(value, evidence))
}

/** The visible headline: an h1 (or what is named as the headline) that fits the metadata, or stands over the article. */
function visibleHeadline(evidence: Evidence, declared: readonly Candidate[]): Omit<FoundHeadline, 'others'> | null {
  const { page } = evidence
  const choices = [
    ...page.byTag('h1').map((element) => ({ element, weight: 1, source: 'h1' })),
    ...['h2', 'h3', 'div', 'span', 'p', 'td', 'font', 'strong', 'b'].flatMap((tag) =>
      page
        .byTag(tag)
        .filter(
          (element) =>
            tag === 'h2' || headlineName.test(namesOf(element)) || element.getAttribute('itemprop') === 'headline',
        )
        .slice(0, 200)
        .map((element) => ({
          element,
          weight: tag === 'h2' ? 0.6 : 0.5,
          source: tag === 'h2' ? 'h2' : 'headline element',
        })),
    ),
  ]
  let best: Omit<FoundHeadline, 'others'> | null = null
  let bestScore = 0
  for (const { element, weight, source } of choices) {
    if (page.isConcealed(element)) continue
    const { headline, kicker } = splitKicker(element)
    if (headline === '' || headline.length > 400 || isSiteName(headline, evidence)) continue
    const fit = Math.max(0, ...declared.map(({ value }) => headlineFit(headline, value)))
    const named =
      /headline|entry-title|p-name|article.?title|post.?title|titul|titre/.test(
        namesOf(element) +
          (declared.length > 0 || element.parentNode === null ? '' : ` ${namesOf(element.parentNode)}`),
      ) || element.getAttribute('itemprop') === 'headline'
    // a page whose title names the site alone, and that has no h1
    const isOnly =
      declared.length === 0 && named && source === 'h2' && page.byTag('h1').length === 0 && wordsIn(headline) >= 3
    const inArticle =
      closest(element.parentNode, (at) => at.localName === 'article' || at.localName === 'main') !== null
    const isLogo =
      isOutsideArticle(element) ||
      /logo|site-?(?:title|name|branding)/.test(
        namesOf(element) + (element.parentNode === null ? '' : namesOf(element.parentNode)),
      )
    // without a fit, only an h1 of headline's length that stands where headlines stand is believed
    const believable =
      fit >= 0.45 ||
      isOnly ||
      (source === 'h1' &&
        !isLogo &&
        wordsIn(headline) >= 3 &&
        (named || inArticle || declared.length === 0 || page.byTag('h1').length === 1))
    if (!believable || (isLogo && fit < 0.8)) continue
    if (source !== 'h1' && fit < 0.6 && !isOnly) continue
    const score = fit * 2 + weight + (named ? 0.4 : 0) + (inArticle ? 0.2 : 0)
    if (score > bestScore) {
      bestScore = score
      best = { headline, kicker: kicker ?? kickerAbove(page, element, headline), element, source }
    }
  }
  return best
}

/** How well a shown headline fits a stated one; one that begins or ends with the other fits, as cut ones do. */
function headlineFit(visible: string, declared: string): number {
  const a = foldWords(visible)
  const b = foldWords(declared.replace(/(?:…|\.{3})$/, ''))
  if (a === b) return 1
  if (
    wordsIn(declared) >= 3 &&
    wordsIn(visible) >= 3 &&
    (a.startsWith(b) || b.startsWith(a) || a.endsWith(b) || b.endsWith(a))
  )
    return 0.9
  return similarity(visible, declared)
}

function agreedHeadline(declared: readonly Candidate[]): Candidate | null {
  let best: Candidate | null = null
  let bestScore = 0
  declared.forEach((candidate, index) => {
    const cut = /(?:…|\.{3})$/.test(candidate.value)
    const score =
      declared.filter((other) => foldWords(other.value) === foldWords(candidate.value)).length +
      declared.reduce((sum, other) => sum + similarity(other.value, candidate.value), 0) / declared.length -
      index * 0.05 -
      (cut ? 1 : 0)
    if (best === null || score > bestScore) {
      best = candidate
      bestScore = score
    }
  })
  return best
}

/** Pages without headings: a bold line or a large font that says what the title says behind (or before) the site's name. */
function lineOfTitle(page: Page, title: string): { headline: string; source: string; element: DomElement } | null {
  const wanted = foldWords(title)
  const lines = ['font', 'b', 'strong', 'big', 'span', 'p', 'td', 'div'].flatMap((tag) => page.byTag(tag).slice(0, 200))
  for (const element of lines) {
    if (page.isConcealed(element) || isOutsideArticle(element)) continue
    const text = trimMarks(visibleText(element))
    const folded = foldWords(text)
    if (text.length > 300 || wordsIn(text) < 3 || folded.length < wanted.length * 0.4) continue
    if (wanted === folded || wanted.endsWith(` ${folded}`) || wanted.startsWith(`${folded} `))
      return { headline: text, source: 'headline element', element }
  }
  return null
}

function elementShowing(page: Page, headline: string): DomElement | null {
  const wanted = foldWords(headline)
  return (
    ['h1', 'h2', 'h3']
      .flatMap((tag) => page.byTag(tag))
      .find((element) => foldWords(visibleText(element)) === wanted) ?? null
  )
}
