import { foldWords } from '../../../text/fold.ts'
import { closest, type DomElement, namesOf } from './page/dom.ts'
import { ldText, listOf, typesOf } from './page/json-ld.ts'
import { itemprops, itemValue } from './page/microdata.ts'
import { textOf } from './page/page.ts'
import { metaText } from './page/text.ts'
import { platforms, unnamedSites } from './quirks.ts'
import { candidates, meta, type Rule } from './rules.ts'
import type { Candidate, Sources } from './sources.ts'

const rules: readonly Rule[] = [
  ({ ld }) =>
    listOf(ld.article?.['publisher']).map((value) => ({
      value: ldText(ld.resolve(value)),
      source: 'json-ld publisher',
    })),
  meta('og:site_name'),
  ({ ld }) =>
    ld.nodes.flatMap((node) => {
      const types = typesOf(node)
      const isSite = types.includes('NewsMediaOrganization') || types.includes('WebSite')
      return isSite ? [{ value: ldText(node['name']), source: `json-ld ${types[0]}` }] : []
    }),
  ({ page }) =>
    itemprops(page, 'publisher').flatMap((element) => {
      const named = page.elements.find((inner) => element.contains(inner) && inner.getAttribute('itemprop') === 'name')
      return named === undefined ? [] : [{ value: itemValue(named), source: 'microdata publisher' }]
    }),
  meta(
    'citation_journal_title',
    'dc.publisher',
    'dcterms.publisher',
    'publisher',
    'copyright-holder',
    'application-name',
    'apple-mobile-web-app-title',
    'al:ios:app_name',
    'al:android:app_name',
  ),
  ({ ld }) =>
    ['sourceOrganization', 'isPartOf', 'provider', 'copyrightHolder'].flatMap((name) =>
      listOf(ld.article?.[name]).map((value) => ({ value: ldText(ld.resolve(value)), source: `json-ld ${name}` })),
    ),
  ({ page }) => {
    const home = page
      .byTag('a')
      .find((a) => /(?:^|\s)home(?:\s|$)/.test(a.getAttribute('rel') ?? '') && textOf(a) !== '')
    return home === undefined ? [] : [{ value: textOf(home), source: 'rel=home' }]
  },
  ({ page }) => {
    const title = foldWords((page.byTag('title')[0]?.textContent ?? '').slice(0, 200))
    const logo = page
      .byTag('img')
      .find((img) => title !== '' && foldWords(img.getAttribute('alt') ?? '') === title && isLogo(img))
    return logo === undefined ? [] : [{ value: metaText(logo.getAttribute('alt') ?? ''), source: 'logo' }]
  },
]

/** Names the site goes by, surest first, each once; not what it is written with, and no address or handle. */
export function siteNamesOf(sources: Sources): Candidate[] {
  const names: Candidate[] = []
  for (const { value, source } of candidates(sources, rules)) {
    if (value.length > 80 || /^(?:https?:|www\.|@)/i.test(value)) continue
    if (/publisher|site_name/.test(source) && platforms.test(value)) continue
    if (unnamedSites.test(value)) continue
    if (!names.some((known) => known.value === value)) names.push({ value, source })
  }
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
