import { foldWords } from '../../../../../text/fold.ts'
import { linkedBreadcrumb, visibleBreadcrumb } from './breadcrumb.ts'
import { inOthers, isCategoryNamed } from './category-link.ts'
import { closest, type DomElement, namesOf } from '../../page/dom.ts'
import type { Evidence } from '../../evidence.ts'
import { absolute, textOf } from '../../page/page.ts'
import { candidates, jsonLd, meta, microdata, type Rule } from '../../rules.ts'
import { cleanPath, isGeneric } from './section-name.ts'

const sectionRules: readonly Rule[] = [
  jsonLd(['articleSection']),
  meta(
    'article:section',
    'og:article:section',
    'og:section',
    'parsely-section',
    'sailthru.section',
    'section',
    'category',
    'cxenseparse:section',
    'article.section',
    'dc.subject.section',
    'article:section_name',
    'bt:section',
  ),
  microdata('articleSection'),
]

/** The names from the root to a page's section, and what says so; null: nothing does. */
export function sectionPath(evidence: Evidence, headline: string): { names: readonly string[]; source: string } | null {
  const declared = candidates(evidence, sectionRules).filter(({ value }) => value.length <= 100)
  const own = declared.flatMap(({ value, source }) => {
    const names = cleanPath(firstOfList(value, evidence).split(/\s+[>»›|]\s+|\s*>\s*|\/(?=\p{L})/u), headline, evidence)
    return names.length === 0 ? [] : [{ names, source }]
  })
  const [first] = own
  const crumbs = [linkedBreadcrumb(evidence), visibleBreadcrumb(evidence.page)].flatMap((found) => {
    const names = cleanPath(found?.names ?? [], headline, evidence)
    return found === null || names.length === 0 ? [] : [{ names, source: found.source }]
  })
  // a breadcrumb knows the whole path; a section that is none of its steps is believed only where there is no breadcrumb
  const [crumb] = crumbs
  const stands =
    crumb !== undefined && (first === undefined || first.names.length <= crumb.names.length) ? crumb : (first ?? crumb)
  if (stands !== undefined && !isGeneric(stands)) return stands
  if (first !== undefined && !isGeneric(first)) return first
  const marked = markedCategory(evidence, headline)
  if (marked !== null && !isGeneric(marked)) return marked
  return stands ?? marked ?? sectionOfAddress(evidence, headline)
}

/** A plugin writes categories and tags as one list, parted by commas; a section's own name may hold a comma. */
function firstOfList(value: string, { page }: Evidence): string {
  const parts = value.split(/,\s+/)
  if (parts.length < 2) return value
  const tagged = new Set(
    page
      .byTag('a')
      .flatMap((a) => (/(?:^|\s)tag(?:\s|$)/.test(a.getAttribute('rel') ?? '') ? [foldWords(textOf(a))] : [])),
  )
  return parts.some((part) => tagged.has(foldWords(part))) ? (parts[0] ?? value) : value
}

function markedCategory(
  { page, siteNames, ld }: Evidence,
  headline: string,
): { names: readonly string[]; source: string } | null {
  const [title] = page.byTag('h1')
  const top = title === undefined ? 0 : page.elements.indexOf(title)
  // a tag above the headline is what a site without sections has
  const isAbove = (at: DomElement) =>
    /(?:^|[\s_-])(?:article|post|primary)-tag(?:$|[\s_-])/.test(namesOf(at)) && page.elements.indexOf(at) < top
  const named = (tag: string) =>
    page.byTag(tag).filter((at) => (categoryLabel.test(namesOf(at)) || isAbove(at)) && !page.isConcealed(at))
  const links = page
    .byTag('a')
    .filter(
      (a) =>
        (/(?:^|\s)category(?:\s|$)/.test(a.getAttribute('rel') ?? '') || isCategoryNamed(a) || isAbove(a)) &&
        !page.isConcealed(a) &&
        !inOthers(a),
    )
  const category =
    links.length > 0 ? links : [...named('span'), ...named('p'), ...named('div')].filter((at) => !inOthers(at))
  const names = cleanPath(category.slice(0, 1).map(textOf), headline, { page, siteNames, ld })
  return names.length === 0 ? null : { names, source: 'category link' }
}

// a label without a link
const categoryLabel =
  /(?:^|[\s_-])(?:category-?(?:name|tag|label|badge)|(?:article|post|entry|news|story)-?(?:list-)?(?:category|section|rubric)|rubric)(?:$|[\s_-])/

/** The navigation's name for the first part of the address: `/cidades/…` under a link "Cidades" to `/cidades`. */
function sectionOfAddress(evidence: Evidence, headline: string): { names: readonly string[]; source: string } | null {
  const { page } = evidence
  const parts = (page.base?.pathname ?? '').split('/').filter((part) => part !== '')
  if (page.base === null || parts.length < 2 || /^(?:\d+$|@|~|%40)/.test(parts[0] ?? '')) return null
  const wanted = `/${parts[0]}`
  const link = page.byTag('a').find((a) => {
    const url = absolute(page, a.getAttribute('href'))
    return (
      url !== null &&
      new URL(url).pathname.replace(/\/$/, '') === wanted &&
      new URL(url).hostname === page.base?.hostname &&
      textOf(a) !== '' &&
      closest(a, (at) => /^(?:nav|header|ul|footer)$/.test(at.localName)) !== null
    )
  })
  const names = cleanPath(link === undefined ? [] : [textOf(link)], headline, evidence)
  return names.length === 0 || (names[0] ?? '').length > 40 ? null : { names, source: 'address and navigation' }
}
