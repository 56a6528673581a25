import { metaLineStart } from '../../../vocabulary/lines/meta-line.ts'
import { foldWords, toPlain } from '../../../../text/fold.ts'
import { callsToAction } from '../../../vocabulary/lines/call-to-action.ts'
import { paywalls } from '../../../vocabulary/lines/paywall.ts'
import { isBoilerplate, isBoilerplateElement, namedAs } from '../body/boilerplate.ts'
import { closest, type DomElement, elementsOf, isElement, namesOf } from '../page/dom.ts'
import type { Evidence } from '../evidence.ts'
import type { Candidate } from '../sources.ts'
import { describedBy } from './facts.ts'
import { isOutsideArticle, textOf } from '../page/page.ts'
import { similarity, wordsIn } from '../page/text.ts'

const standfirstName = namedAs([
  String.raw`standfirst|dek|deck|sub-?title|sub-?titles|sub-?head(?:line|er|ing)?|sub-?deck|lead|lede`,
  String.raw`lead-?text|leadin|chapo|chapeau|sommario|catenaccio|sottotitolo|entradilla|bajada|copete|sumario`,
  String.raw`subtitulo|linha-?fina|resumo|intro|introtext|introduction|ingress|manchet|underrubrik|podtytul`,
  String.raw`perex|vorspann|anleser|untertitel|teaser-?text|summary|excerpt|abstract|article-?description`,
  String.raw`description|strapline|stand-first|zajawka|lid|anons|ספר|kicker-text|preamble|blurb|subline`,
  String.raw`article-?lead|article-?summary`,
])

/**
 * The visible paragraph between headline and text that sums the article up; metadata tells it from other lines, but does
 * not stand in for it, because most descriptions are written for search engines. Null where the page shows none.
 */
export function findStandfirst(evidence: Evidence, headline: DomElement | null, title: string): Candidate | null {
  const { page } = evidence
  if (headline === null) return null
  const start = page.elements.indexOf(headline)
  const descriptions = describedBy(evidence).map(({ value }) => value)
  const isUsable = (element: DomElement) => {
    if (page.isConcealed(element) || element.contains(headline) || headline.contains(element)) return false
    if (
      isOutsideArticle(element) ||
      !/^(?:p|div|h[2-6]|span|section|header|strong|em|td|font|li|ul)$/.test(element.localName)
    )
      return false
    if (
      closest(
        element,
        (at) =>
          at.localName === 'figure' ||
          (/(?:^|[\s_-])(?:related|recommend\w*|teaser(?!-?text)|card|comments?|caption|author|bio|newsletter|tooltips?|tool-?bar)(?:$|[\s_-])/.test(
            namesOf(at),
          ) &&
            !at.contains(headline)),
      ) !== null
    )
      return false
    if (closest(element, (at) => !at.contains(headline) && isAround(at)) !== null) return false
    const article = closest(element, (at) => at.localName === 'article')
    return (
      article === null || article.contains(headline) || closest(headline, (at) => at.localName === 'article') === null
    )
  }
  const near = page.elements.slice(Math.max(0, start - 30), start + 90).filter(isUsable)
  let best: Candidate | null = null
  let bestScore = 0
  for (const element of near) {
    const text = textOf(element)
    if (text.length > 800 || foldWords(text) === foldWords(title)) continue
    // a few words are a standfirst only where metadata has the same ones
    if (
      (text.length < 20 || wordsIn(text) < 4) &&
      (text.length < 6 || !descriptions.some((description) => foldWords(description) === foldWords(text)))
    )
      continue
    const named =
      standfirstName.test(namesOf(element)) ||
      /^(?:description|alternativeHeadline|abstract)$/.test(element.getAttribute('itemprop') ?? '')
    const follows = directlyFollows(headline, element)
    const fit = Math.max(0, ...descriptions.map((description) => describes(text, description)))
    const isRunning = element.localName === 'p' && hasBodyBeside(element)
    // the first paragraph of the text is what descriptions are made of most often
    if (isRunning && !named) continue
    if (inside(element, headline) && !named && !/^h[2-6]$/.test(element.localName)) continue
    if (looksLikeMeta(text) || isNotice(text)) continue
    const score = (named ? 1 : 0) + (follows ? (/^h[2-4]$/.test(element.localName) ? 0.8 : 0.5) : 0) + fit
    if (
      score > bestScore &&
      (named ||
        (shareHeader(headline, element) && /[.!?…。؟»”"]$/u.test(text) && text.length >= 40) ||
        (follows && (fit > 0.5 || /^h[2-4]$/.test(element.localName))) ||
        fit > 0.85)
    ) {
      best = { value: text, source: named ? 'standfirst element' : 'line below the headline' }
      bestScore = score
    }
  }
  return best
}

/** Whether an element is something around the text, by its role or name; one that is named as standfirsts are is none. */
function isAround(element: DomElement): boolean {
  return isBoilerplateElement(element, 0) && !standfirstName.test(namesOf(element))
}

/** Whether a line speaks for the site: of its offers, its cookies, its sound. */
function isNotice(text: string): boolean {
  const plain = toPlain(text)
  return isBoilerplate(text) || callsToAction.within(plain) || paywalls.within(plain)
}

function describes(text: string, description: string): number {
  const cut = foldWords(description.replace(/(?:…|\.{3}|\[…\]|\[\.\.\.\])\s*$/, ''))
  return cut.length > 20 && foldWords(text).startsWith(cut) ? 1 : similarity(text, description)
}

function directlyFollows(headline: DomElement, element: DomElement): boolean {
  let at: DomElement | null = headline
  for (let up = 0; up < 3 && at !== null; up += 1) {
    let next = at.nextElementSibling
    for (let steps = 0; steps < 2 && next !== null; steps += 1) {
      if (next === element) return true
      if (elementsOf(next).length <= 3 && next.contains(element)) return true
      next = next.nextElementSibling
    }
    at = at.parentNode
    if (at !== null && /^(?:body|main|article)$/.test(at.localName)) break
  }
  return false
}

/** Whether paragraphs of a text follow beside an element, so that it is the first of them. */
function hasBodyBeside(element: DomElement): boolean {
  const parent = element.parentNode
  if (parent === null) return false
  let paragraphs = 0
  for (let node = parent.firstChild; node !== null && paragraphs < 3; node = node.nextSibling) {
    if (isElement(node) && node.localName === 'p' && textOf(node).length > 60) paragraphs += 1
  }
  return paragraphs >= 3
}

/** Whether an element stands in a text container, deeper than the headline's own surroundings. */
function inside(element: DomElement, headline: DomElement): boolean {
  return (
    closest(
      element,
      (at) =>
        /(?:^|[\s_-])(?:article-?body|story-?body|entry-content|post-content|post-body|article-?content|articlebody)(?:$|[\s_-]|__)/.test(
          namesOf(at),
        ) && !at.contains(headline),
    ) !== null
  )
}

function looksLikeMeta(text: string): boolean {
  return metaLineStart.test(text) && text.length < 80 ? true : /\b\d{1,2}[:.]\d{2}\b/.test(text) && text.length < 90
}

/** Whether the article's own `<header>` holds both, so that what is a sentence in it belongs to the headline. */
function shareHeader(headline: DomElement, element: DomElement): boolean {
  const header = closest(headline, (at) => at.localName === 'header')
  const inText = header !== null && closest(header, (at) => /^(?:article|main)$/.test(at.localName)) !== null
  return inText && header.contains(element) && elementsOf(element).filter((at) => at.localName === 'a').length === 0
}
