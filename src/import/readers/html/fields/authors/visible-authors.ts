import { spokenLabels, uncasedSpokenLabels } from '../../../../vocabulary/labels/byline-label.ts'
import { andPattern } from '../../../../vocabulary/names/and.ts'
import type { AuthorInput } from '../../../../../../schema/models.ts'
import { takeBylineLabel } from '../../../../byline/label.ts'
import { foldWords } from '../../../../../text/fold.ts'
import { oneLine } from '../../../../text/one-line.ts'
import { profileAddress } from './author-address.ts'
import { withoutDate } from '../../../../byline/aside.ts'
import { parseAuthors } from '../../../../byline/parse.ts'
import {
  childrenOf,
  closest,
  type DomElement,
  type DomNode,
  elementsOf,
  isElement,
  isText,
  namesOf,
} from '../../page/dom.ts'
import { itemprops, withClass } from '../../page/microdata.ts'
import { isOutsideArticle, type Page, textOf } from '../../page/page.ts'
import { personIcons } from '../../quirks.ts'
import { isHidden, isSilent, visibleLines } from '../../page/text.ts'

/** The authors that one source names. */
export interface Group {
  readonly source: string
  /** A word such as "By" or a link to a profile says that these are writers. */
  readonly isLabelled?: boolean
  readonly authors: readonly AuthorInput[]
}

const bylineName =
  /(?:^|[\s_-])(?:by-?lines?|author(?:s|-?name|-?names|-?link|-?info|-?byline)?|article-?author|entry-author|post-author|writer|autor(?:e|es)?|auteur|auteurs|signature|firma|autori|redattore|journalist|reporter|contributors?|creator|user-?name|credit-author|c-byline|p-author|fn|submitted|verfasser|skribent|forfatter|forfattare|kirjoittaja|szerz[oő]k?|penulis|muhabir)(?:__?\w+)*(?:$|[\s_-])/

/** Authors by microdata and RDFa. */
export function microdataAuthors(page: Page): AuthorInput[] {
  return itemprops(page, 'author').flatMap((element): AuthorInput[] => {
    // within a sentence stands the author of a book
    const sentence = closest(element.parentNode, (at) => at.localName === 'p')
    if (inOthers(element) || (sentence !== null && isSentence(textOf(sentence), textOf(element)))) return []
    const inner = elementsOf(element).find(
      (at) =>
        at !== element &&
        /(?:^|\s)(?:schema:)?name(?:\s|$)/.test(at.getAttribute('itemprop') ?? at.getAttribute('property') ?? ''),
    )
    const text =
      inner === undefined
        ? (element.getAttribute('content') ?? textOf(element))
        : (inner.getAttribute('content') ?? textOf(inner))
    const isOrganisation = /Organization/i.test(element.getAttribute('itemtype') ?? '')
    const link = elementsOf(element).find((at) => at.localName === 'a' || at.getAttribute('itemprop') === 'url')
    const url = profileAddress(page, link?.getAttribute('href'))
    const authors = parseAuthors(text, { isOrganisation })
    return authors.map((author) => (authors.length === 1 && url !== null ? { ...author, url } : author))
  })
}

/** Whether a name stands in a sentence of its own text, not in a byline. */
function isSentence(text: string, name: string): boolean {
  return /[.!?。]$/u.test(text) && text.length > name.length + 12 && !takeBylineLabel(text).labelled
}

/** Authors by `rel=author` beside the headline. */
export function relAuthors(page: Page, headline: DomElement | null): AuthorInput[] {
  const links = page
    .byTag('a')
    .filter(
      (a) =>
        /(?:^|\s)author(?:\s|$)/i.test(a.getAttribute('rel') ?? '') &&
        !page.isConcealed(a) &&
        !inOthers(a) &&
        !isOutsideArticle(a) &&
        besides(a, headline) &&
        closest(a, (at) => /(?:^|[\s_-])(?:credits|theme|copyright|powered)(?:$|[\s_-])/.test(namesOf(at))) === null,
    )
  return links.slice(0, 12).flatMap((a) => withAddress(parseAuthors(textOf(a)), a, page))
}

/** Authors by elements that are named as bylines are, and by a line that says "By Somebody". */
export function bylineGroups(page: Page, headline: DomElement | null): Group[] {
  const start = headline === null ? -1 : page.elements.indexOf(headline)
  const entry = withClass(page, ['p-author', 'author', 'fn']).filter(
    (element) => closest(element, (at) => /(?:^|\s)(?:hentry|h-entry)(?:\s|$)/.test(namesOf(at))) !== null,
  )
  const named = page.elements.filter((element, index) => {
    if (start !== -1 && (index < start - 60 || index > start + 220) && !/byline/.test(namesOf(element))) return false
    return bylineName.test(namesOf(element)) || element.localName === 'address' || isMarkedByline(element)
  })
  const usable = [...new Set([...entry, ...named])].filter(
    (element) =>
      !page.isConcealed(element) &&
      !inOthers(element) &&
      !isOutsideArticle(element) &&
      !isUnderPicture(element) &&
      besides(element, headline) &&
      textOf(element).length <= 200,
  )
  const groups: Group[] = []
  for (const element of usable.slice(0, 40)) {
    const links = elementsOf(element).filter((at) => at.localName === 'a' && !page.isConcealed(at) && isAuthorLink(at))
    const linked = links.flatMap((a) => withAddress(parseAuthors(textOf(a)), a, page))
    const isLabelled = linked.length > 0 || takeBylineLabel(visibleLines(element).join(' ')).labelled
    const authors = linked.length > 0 ? linked : parseAuthors(leafText(element))
    // a place or a section stands there as well
    const isWord =
      !isLabelled && authors.every(({ name, kind }) => kind === 'PERSON' && /^\p{Script=Latin}+$/u.test(name))
    if (authors.length > 0 && !isWord)
      groups.push({
        source: `byline ${element.localName === 'address' ? 'address' : 'element'}`,
        authors,
        isLabelled,
      })
  }
  const spoken = [spokenByline(page, headline), iconByline(page, headline)].filter((text) => text !== null)
  const linkedNames = profileLinks(page, headline)
  return [
    ...groups,
    ...spoken.map((text) => ({ source: 'byline text', authors: parseAuthors(text), isLabelled: true })),
    ...(linkedNames.length === 0 ? [] : [{ source: 'byline link', authors: linkedNames, isLabelled: true }]),
  ]
}

const profile =
  /\/(?:authors?|autor(?:e|es|i|en)?|auteurs?|profiles?|people|staff|by|writers?|contributors?|journalists?|columnists?|redactie|redaktion|team)\/(?:[\w-]+\/)?([\p{L}\p{N}._-]+)\/?(?:\.html?)?$/iu

/** Names beside the headline that lead to profiles whose addresses spell them: `<a href="/author/jane-roe">Jane Roe</a>`. */
function profileLinks(page: Page, headline: DomElement | null): AuthorInput[] {
  if (headline === null) return []
  const start = page.elements.indexOf(headline)
  return page.elements.slice(Math.max(0, start - 12), start + 40).flatMap((element): AuthorInput[] => {
    if (element.localName !== 'a' || page.isConcealed(element) || inOthers(element)) return []
    if (isOutsideArticle(element) || isUnderPicture(element) || !besides(element, headline)) return []
    const slug = profile.exec((element.getAttribute('href') ?? '').replace(/[?#].*$/, ''))?.[1]
    const text = textOf(element)
    if (slug === undefined || !/^\p{Lu}\S+(?: \S+){1,3}$/u.test(text)) return []
    const letters = foldWords(slug.replace(/[._-]+/g, ' ')).replaceAll(' ', '')
    const isSpelt = foldWords(text)
      .split(' ')
      .every((word) => letters.includes(word))
    return isSpelt ? withAddress(parseAuthors(text), element, page) : []
  })
}

/** The name behind the little picture of a person near the headline. */
function iconByline(page: Page, headline: DomElement | null): string | null {
  if (headline === null) return null
  const start = page.elements.indexOf(headline)
  for (const icon of page.elements.slice(Math.max(0, start - 20), start + 60)) {
    if (!/^(?:i|span|svg|em)$/.test(icon.localName) || !personIcons.test(namesOf(icon))) continue
    if (page.isConcealed(icon) || inOthers(icon) || isOutsideArticle(icon) || !besides(icon, headline)) continue
    const inside = textOf(icon)
    let next = inside === '' ? icon.nextSibling : null
    while (next !== null && (next.textContent ?? '').trim() === '') next = next.nextSibling
    const text = oneLine(inside === '' ? (next?.textContent ?? '') : inside)
    if (text.length <= 60 && /^\p{Lu}\S* \p{L}|^\p{Lo}{2,}/u.test(text)) return text
  }
  return null
}

/** What follows a byline's label and a colon in one part of a line: "2024-05-12 · 作者：…", "👤 Jane Roe | 12 May 2024". */
function labelledPart(text: string): string | null {
  for (const part of text.split(/\s*[|•·【】（(]\s*|\s+(?=[\p{L} ]{2,12}[:：])/u)) {
    const marked = /^(?:👤|✍|🖊|🖋|📝)\ufe0f?\s*(\p{Lu}\S+(?: \p{L}\S*){1,3})$/u.exec(part)
    if (marked?.[1] !== undefined) return marked[1]
    if (!/^[\p{L} ]{2,25}[:：]\s*\S.{1,60}$/u.test(part)) continue
    const { rest, labelled } = takeBylineLabel(part, true)
    if (labelled && /^[\p{Lu}\p{Lo}]/u.test(rest) && !/[.!?。]$/.test(rest) && rest.split(' ').length <= 6) return rest
  }
  return null
}

const casedName = String.raw`\p{Lu}[\p{L}'’.-]+(?: [\p{L}'’.-]+){1,3}`
const casedByline = new RegExp(
  String.raw`^(?:${spokenLabels})[:：]?\s+(${casedName}(?:(?:,| (?:${andPattern})) ${casedName})*)(?:$|\s*[,;|•·–—-]|\s\d)`,
  'u',
)
const uncasedByline = new RegExp(String.raw`^(?:${uncasedSpokenLabels})[:：]?\s+(\p{Lo}+(?: \p{Lo}+){1,3})$`, 'u')

/** A line near the headline that says "By Somebody" without any class to tell it. */
function spokenByline(page: Page, headline: DomElement | null): string | null {
  if (headline === null) return null
  const start = page.elements.indexOf(headline)
  for (const element of page.elements.slice(start + 1, start + 60)) {
    if (page.isConcealed(element) || !/^(?:p|div|span|font|td|em|i|b|strong|h[3-6]|li|small)$/.test(element.localName))
      continue
    if (inOthers(element) || isOutsideArticle(element) || !besides(element, headline)) continue
    const text = partedText(element)
    if (text.length < 5 || text.length > 120) continue
    const found = casedByline.exec(text) ?? casedByline.exec(withoutDate(text)) ?? uncasedByline.exec(text)
    const name = found?.[1] ?? labelledPart(text)
    if (name !== null) return name
  }
  return null
}

/** The text of a line with a bar where two inline elements touch: styles part them, not spaces. */
function partedText(element: DomElement): string {
  if (textOf(element).length > 120) return ''
  const parts: string[] = []
  const walk = (at: DomNode) => {
    if (isText(at)) {
      const last = parts.at(-1) ?? ''
      const text = at.nodeValue ?? ''
      parts.push(/[\p{Ll}\p{Lo}]$/u.test(last) && /^[\p{Lu}\d]/u.test(text) ? ` | ${text}` : text)
    } else if (isElement(at) && !isSilent(at) && !isHidden(at)) {
      if (at.localName === 'br') parts.push(' | ')
      for (const child of childrenOf(at)) walk(child)
    }
  }
  walk(element)
  return oneLine(parts.join(''))
}

function leafText(element: DomElement): string {
  // job titles, dates and biographies often stand in the same element, in parts of their own
  const parts = elementsOf(element).filter(
    (at) => at !== element && /(?:^|[\s_-])name(?:$|[\s_-])|(?:^|\s)fn(?:\s|$)/.test(namesOf(at)) && textOf(at) !== '',
  )
  return parts.length > 0 ? parts.map(textOf).join('; ') : visibleLines(element).join(', ')
}

function withAddress(authors: readonly AuthorInput[], a: DomElement, page: Page): AuthorInput[] {
  const url = profileAddress(page, a.getAttribute('href'))
  return authors.map((author) => (authors.length === 1 && url !== null ? { ...author, url } : author))
}

/** Whether a link leads to the profile of an author. */
export function isAuthorLink(a: DomElement): boolean {
  const href = a.getAttribute('href') ?? ''
  return (
    /author|autor|auteur|profile|people|staff|writer|contributor|redaktion|journalist|byline|\/by\/|firma|users?\//i.test(
      href,
    ) || /author/.test(a.getAttribute('rel') ?? '')
  )
}

function inOthers(element: DomElement): boolean {
  return (
    closest(
      element,
      (at) =>
        /^(?:blockquote|q)$/.test(at.localName) ||
        (/(?:^|[\s_-])(?:pull-?quotes?|quotes?|quote-?\w+|testimonials?|newsletter-?(?:sign-?up|box|form|promo|cta|widget)|comment-?list|comments?|related|recommend\w*|teasers?|promo|card|most-?read|latest|latest-?\w+|sidebar|reviewer|more-from)(?:$|[\s_-])/.test(
          namesOf(at),
        ) &&
          at.localName !== 'body' &&
          at.localName !== 'html'),
    ) !== null
  )
}

/** Whether an attribute for tests and scripts calls an element a byline, where classes are numbers. */
function isMarkedByline(element: DomElement): boolean {
  return ['data-testid', 'data-test-tag', 'data-test-id', 'data-qa', 'data-component', 'data-type'].some((name) =>
    /(?:^|[\s_:-])(?:bylines?|byline-?(?:block|name|names|author)|author-?names?)$/i.test(
      element.getAttribute(name) ?? '',
    ),
  )
}

/** Whether an element stands in a caption, where a byline names who took the picture; a figure may be a writer's portrait, too. */
function isUnderPicture(element: DomElement): boolean {
  const figure = closest(
    element,
    (at) => /^(?:figure|figcaption)$/.test(at.localName) || /(?:^|[\s_-])caption(?:$|[\s_-])/.test(namesOf(at)),
  )
  return (
    figure !== null &&
    !/^(?:article|main|body|html)$/.test(figure.localName) &&
    closest(figure, (at) => bylineName.test(namesOf(at))) === null
  )
}

/** Whether an element belongs to the headline's article, where the page wraps articles. */
function besides(element: DomElement, headline: DomElement | null): boolean {
  if (headline === null) return true
  const article = closest(element, (at) => at.localName === 'article')
  return (
    article === null || article.contains(headline) || closest(headline, (at) => at.localName === 'article') === null
  )
}

/** The byline as the page prints it, without its date; null where none names an author that a source named. */
export function printedByline(page: Page, headline: DomElement | null, groups: readonly Group[]): string | null {
  const start = headline === null ? -1 : page.elements.indexOf(headline)
  const names = groups.flatMap(({ authors }) => authors.map(({ name }) => foldWords(name)))
  for (const element of page.elements.slice(Math.max(0, start - 40), start === -1 ? 0 : start + 160)) {
    if (page.isConcealed(element) || !bylineName.test(namesOf(element)) || inOthers(element)) continue
    if (isUnderPicture(element)) continue
    const text = visibleLines(element).join(' ')
    if (text.length < 4 || text.length > 160 || !names.some((name) => foldWords(text).includes(name))) continue
    const bare = withoutDate(text).replace(/^(\p{L}{2,12})[\s.:,|]+(?=\1(?!\p{L}))/iu, '')
    return bare === '' ? null : bare
  }
  return null
}
