import { foldWords, toPlain } from '../../../../../text/fold.ts'
import { isMenuLine } from '../../../../vocabulary/lines/menu-line.ts'
import { isSectionLine } from '../../../../vocabulary/lines/section-line.ts'
import { logoWords } from '../../../../vocabulary/names/logo-word.ts'
import { isPageWord } from '../../../../vocabulary/names/page-word.ts'
import { reservesRights } from '../../../../vocabulary/lines/copyright.ts'
import { feedName } from '../../../shared/feed-name.ts'
import { nameInCopyright } from '../../../shared/owner-name.ts'
import type { Evidence } from '../../evidence.ts'
import { closest, type DomElement, elementsOf, isText, namesOf } from '../../page/dom.ts'
import { absolute, type Page } from '../../page/page.ts'
import { metaText, visibleText, wordsIn } from '../../page/text.ts'
import type { Candidate } from '../../sources.ts'

/** A name by which the page shows whose it is. */
export interface SiteMark extends Candidate {
  /** Whether it stands where nothing but the site's name stands; an owner may be its company. */
  readonly isSure: boolean
}

// all rules look through the whole page, and two fields ask
const marksByPage = new WeakMap<Page, readonly SiteMark[]>()

/** What the page shows of whose it is, surest first: its brand, titles of its feeds and searches, its copyright line. */
export function siteMarks({ page }: Evidence): readonly SiteMark[] {
  const known = marksByPage.get(page)
  if (known !== undefined) return known
  const marks = [
    ...brands(page).map((value) => ({ value, source: 'brand', isSure: true })),
    ...feedTitles(page).map((value) => ({ value, source: 'title of feed', isSure: true })),
    ...owners(page).map((value) => ({ value, source: 'copyright', isSure: false })),
  ].filter(({ value }) => isNameLike(value))
  marksByPage.set(page, marks)
  return marks
}

function isNameLike(value: string): boolean {
  const plain = toPlain(value)
  const words = plain.trim().split(' ')
  return (
    value.length <= 60 &&
    /\p{L}{2}/u.test(value) &&
    wordsIn(value) <= 7 &&
    !/^(?:https?:|www\.|@)|[.!?]$/i.test(value) &&
    !words.every(isPageWord) &&
    !isMenuLine(plain) &&
    !isSectionLine(plain)
  )
}

const brandNames =
  /(?:^|[\s_-])(?:site-?(?:title|name|logo|brand(?:ing)?)|blog-?(?:title|name)|logo|logotype|brand|navbar-brand|custom-logo(?:-link)?|header-?(?:logo|title)|masthead-?(?:logo|title))(?:$|[\s_-])/

/** Words and pictures that are named as the site's mark, or lead from the head of the page to its front page. */
function brands(page: Page): string[] {
  const found = page.elements
    .filter((element) => isBrand(page, element))
    .slice(0, mostBrands)
    .flatMap((element) => {
      const pictures = elementsOf(element).filter(({ localName }) => localName === 'img')
      const words = visibleText(element, undefined, 300)
      const alts = pictures.map((img) => metaText(img.getAttribute('alt') ?? ''))
      return [...(words.length <= 60 ? [words] : []), ...alts].map(withoutLogoWords)
    })
  return found.filter((value, at) => value !== '' && found.indexOf(value) === at)
}

/** More marks than these, from the head of the page downwards, are not looked at. */
const mostBrands = 50

function isBrand(page: Page, element: DomElement): boolean {
  if (page.isConcealed(element) && element.localName !== 'img') return false
  const isFront = element.localName === 'a' && leadsHome(page, element)
  if (!(isFront && inHead(element)) && !brandNames.test(namesOf(element).replaceAll('_', '-'))) return false
  return closest(element, (at) => othersNames.test(namesOf(at))) === null
}

const othersNames = /(?:^|[\s_-])(?:sponsor|partner|author|related|card|teaser)/

function leadsHome(page: Page, a: DomElement): boolean {
  const href = a.getAttribute('href') ?? ''
  if (href === '/') return true
  const address = absolute(page, href)
  const url = address === null ? null : URL.parse(address)
  return (
    url !== null && url.pathname === '/' && url.search === '' && (page.base === null || url.host === page.base.host)
  )
}

function inHead(element: DomElement): boolean {
  return (
    closest(
      element,
      (at) => at.localName === 'header' || /(?:^|[\s_-])(?:header|masthead|banner)(?:$|[\s_-])/.test(namesOf(at)),
    ) !== null
  )
}

/** "Harbour Post logo", "Harbour Post - Home". */
function withoutLogoWords(text: string): string {
  return text.replace(logoWords.behind, '').replace(logoWords.before, '').trim()
}

/** Names in the titles of the feeds and the search that the page offers. */
function feedTitles(page: Page): string[] {
  return page.byTag('link').flatMap((link) => {
    const type = link.getAttribute('type') ?? ''
    const title = metaText(link.getAttribute('title') ?? '')
    if (title === '' || /comment|oembed/i.test(title)) return []
    if (/opensearch/i.test(type)) return [withoutLogoWords(title)]
    if (!/(?:rss|atom|feed)\+?/i.test(type)) return []
    const name = feedName(title, page.base?.href ?? null).replace(/\s*[»«|–—:-]+$/, '')
    return foldWords(name).split(' ').every(isPageWord) ? [] : [name]
  })
}

const feet = /(?:^|[\s_-])(?:foot|footer|copyright|copyrights|colophon|legal|credits?|bottom|imprint|copy)(?:$|[\s_-])/

/** Lines that speak of an owner: more than these, from the foot of the page upwards, are not looked at. */
const mostOwnerLines = 50

/** Owners in meta copyright, and in the copyright lines at the foot of the page. */
function owners(page: Page): string[] {
  const declared = (page.metas.get('copyright') ?? [])
    .slice(0, 1)
    .flatMap((text) => nameInCopyright(text) ?? bareOwner(text))
  const found: string[] = []
  let looked = 0
  for (const element of [...page.elements].reverse()) {
    const own = ownText(element)
    if (own.length > 300 || (!/©|\(c\)|copyright/iu.test(own) && !reservesRights.test(foldWords(own)))) continue
    if (
      page.isConcealed(element) ||
      closest(element, (at) => /^(?:figure|figcaption|picture)$/.test(at.localName)) !== null
    )
      continue
    if (++looked > mostOwnerLines) break
    const isFoot = closest(element, (at) => at.localName === 'footer' || feet.test(namesOf(at))) !== null
    // the owner may be a link beside the words
    const lines = [element, element.parentNode].flatMap((at) =>
      at === null ? [] : visibleText(at, undefined, 250).slice(0, 250),
    )
    const name = lines
      .filter((line) => isFoot || /(?:19|20)\d\d/.test(line) || reservesRights.test(foldWords(line)))
      .map(nameInCopyright)
      .find((owner) => owner !== null)
    if (name !== undefined && name !== null) found.push(name)
    if (found.length >= 2) break
  }
  return [...declared, ...found]
}

/** A meta that is only the owner's name. */
function bareOwner(text: string): string[] {
  return /^[^\d©]{2,60}$/.test(text) ? [text] : []
}

function ownText(element: DomElement): string {
  let text = ''
  for (let child = element.firstChild; child !== null; child = child.nextSibling)
    if (isText(child)) text += child.nodeValue ?? ''
  return text.trim()
}
