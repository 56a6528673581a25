import { foldWords } from '../../../text/fold.ts'
import { closest, type DomElement, elementsOf, namesOf } from './page/dom.ts'
import { itemprops, itemValue, withClass } from './page/microdata.ts'
import { isNode, ldText, ldUrl, type LinkedData, listOf, readLinkedData, typesOf } from './page/json-ld.ts'
import { absolute, firstMeta, type Page, textOf } from './page/page.ts'
import { metaText } from './page/text.ts'

/** A value one source of the page gives for a field. */
export interface Candidate {
  readonly value: string
  readonly source: string
}

/** What all fields are read from: the page, its linked data, and who says to be the site. */
export interface Evidence {
  readonly page: Page
  readonly ld: LinkedData
  /** Names the site goes by, surest first: publisher, og:site_name, the last part of titles. */
  readonly siteNames: readonly Candidate[]
}

/** Gathers the evidence of a page once, for all fields. */
export function gatherEvidence(page: Page, url: string | undefined): Evidence {
  const titles = [
    ...(page.metas.get('og:title') ?? []).slice(0, 2),
    ...page
      .byTag('title')
      .slice(0, 2)
      .map((title) => title.textContent.slice(0, 1000)),
    ...page.byTag('h1').slice(0, 20).map(textOf),
  ].filter((title) => title !== '')
  const urls = [
    url,
    page
      .byTag('link')
      .find((link) => /canonical/i.test(link.getAttribute('rel') ?? ''))
      ?.getAttribute('href'),
    page.metas.get('og:url')?.[0],
  ].flatMap((address) => absolute(page, address) ?? [])
  const ld = readLinkedData(page, { titles, urls })
  return { page, ld, siteNames: siteNamesOf(page, ld) }
}

/** The properties of the article's JSON-LD node, one candidate each, references resolved to their names. */
export function ldValues({ ld }: Evidence, names: readonly string[]): Candidate[] {
  if (ld.article === null) return []
  return names.flatMap((name) =>
    listOf(ld.article?.[name]).flatMap((value) => {
      const text = ldText(ld.resolve(value))
      return text === '' ? [] : [{ value: text, source: `json-ld ${name}` }]
    }),
  )
}

/** Microdata and hAtom values of a field. */
export function markupValues({ page }: Evidence, itemprop: string, classes: readonly string[]): Candidate[] {
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

function siteNamesOf(page: Page, ld: LinkedData): Candidate[] {
  const names: Candidate[] = []
  const add = (value: string, source: string) => {
    // an address is not a name; "@handle" neither
    if (value === '' || value.length > 80 || /^(?:https?:|www\.|@)/i.test(value)) return
    if (!names.some((known) => known.value === value)) names.push({ value, source })
  }
  const publishers = listOf(ld.article?.['publisher']).map((value) => ldText(ld.resolve(value)))
  for (const name of publishers.filter((publisher) => !platform.test(publisher))) add(name, 'json-ld publisher')
  const site = firstMeta(page, ['og:site_name'])
  if (site !== null && !platform.test(site.value)) add(site.value, site.source)
  for (const node of ld.nodes) {
    const types = typesOf(node)
    if (types.includes('NewsMediaOrganization') || types.includes('WebSite'))
      add(ldText(node['name']), `json-ld ${types[0]}`)
  }
  for (const element of itemprops(page, 'publisher')) {
    const named = page.elements.find(
      (inner) => element.contains(inner) && /^name$/.test(inner.getAttribute('itemprop') ?? ''),
    )
    if (named !== undefined) add(itemValue(named), 'microdata publisher')
  }
  const others = [
    'citation_journal_title',
    'dc.publisher',
    'dcterms.publisher',
    'publisher',
    'copyright-holder',
    'application-name',
    'apple-mobile-web-app-title',
    'al:ios:app_name',
  ]
  for (const name of others) {
    const other = firstMeta(page, [name])
    if (other !== null) add(other.value, other.source)
  }
  const home = page.byTag('a').find((a) => /(?:^|\s)home(?:\s|$)/.test(a.getAttribute('rel') ?? '') && textOf(a) !== '')
  if (home !== undefined) add(textOf(home), 'rel=home')
  const title = foldWords((page.byTag('title')[0]?.textContent ?? '').slice(0, 200))
  const logo = page
    .byTag('img')
    .find((img) => title !== '' && foldWords(img.getAttribute('alt') ?? '') === title && isLogo(img))
  if (logo !== undefined) add(metaText(logo.getAttribute('alt') ?? ''), 'logo')
  return names
}

/** Whether a picture stands for the site: it is named so, or leads to the front page. */
function isLogo(img: DomElement): boolean {
  return (
    closest(img, (at) =>
      /(?:^|[\s_-])(?:logo|brand|navbar-brand|site-title|logo-container)(?:$|[\s_-])/.test(namesOf(at)),
    ) !== null
  )
}

// what a blog is written with is not its publisher
const platform =
  /^(?:blogger|blogspot|medium|substack|wordpress(?:\.com)?|tumblr|wix|squarespace|livejournal|telegra\.ph|ghost)$/i

/** The publisher's own address in JSON-LD, as written; '' where there is none. */
export function publisherUrlOf({ ld }: Evidence): string {
  const node = ld.resolve(listOf(ld.article?.['publisher'])[0])
  return isNode(node) ? ldUrl(node['url']) : ''
}
