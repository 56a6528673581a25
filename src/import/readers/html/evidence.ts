import { isNode, ldUrl, listOf, readLinkedData } from './page/json-ld.ts'
import { absolute, type Page, textOf } from './page/page.ts'
import { siteNamesOf } from './site-names.ts'
import type { Candidate, Sources } from './sources.ts'

/** What all fields are read from: the page, its linked data, and who says to be the site. */
export interface Evidence extends Sources {
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
  return { page, ld, siteNames: siteNamesOf({ page, ld }) }
}

/** The publisher's own address in JSON-LD, as written; '' where there is none. */
export function publisherUrlOf({ ld }: Evidence): string {
  const node = ld.resolve(listOf(ld.article?.['publisher'])[0])
  return isNode(node) ? ldUrl(node['url']) : ''
}
