import { isRoute, routeIn, withoutTracking } from '../../../../text/address.ts'
import type { Evidence } from '../evidence.ts'
import type { Candidate } from '../sources.ts'
import { absolute, type Page } from '../page/page.ts'
import { candidates, given, jsonLdUrl, link, metaList, type Rule } from '../rules.ts'

/** The page's canonical address with the source that gives it, and what is to be told about it. */
export interface FoundAddress {
  readonly url: string | null
  readonly source: string | null
  readonly note: string | null
}

const addressRules: readonly Rule[] = [
  link('canonical'),
  metaList('og:url'),
  jsonLdUrl('mainEntityOfPage'),
  jsonLdUrl('url'),
  metaList('parsely-link', 'twitter:url', 'citation_public_url', 'dc.identifier', 'sailthru.canonical'),
]

/**
 * The address: what the importer says, else rel=canonical, og:url, JSON-LD or amp metadata, or where it was saved from, made absolute. An address of
 * a site's root is not an article's: the next source is asked.
 */
export function findAddress(evidence: Evidence, asked: string | undefined, saved: string | null): FoundAddress {
  const { page } = evidence
  const declared = candidates(evidence, [
    given(asked, 'option'),
    ...addressRules,
    given(saved, 'where it was saved from'),
  ])
  const addresses = declared.flatMap(({ value, source }): Candidate[] => {
    const url = absolute(page, value)
    return url === null ? [] : [{ value: withoutTracking(url), source }]
  })
  // `--url` is believed as it is; everything else must point below a site's root
  const [chosen] = addresses.filter(({ value, source }) => source === 'option' || !isRoot(value))
  if (chosen === undefined) return { url: null, source: null, note: null }
  const rival = addresses.find(
    ({ value, source }) => !isRoot(value) && bare(value) !== bare(chosen.value) && source !== 'option',
  )
  return {
    url: chosen.value,
    source: chosen.source,
    note: rival === undefined ? null : `${chosen.source} says ${chosen.value}; ${rival.source} says ${rival.value}.`,
  }
}

/** The other addresses under which the page says it can be found (AMP, short link, og:url), absolute. */
export function findAliases(page: Page, url: string | null): string[] {
  if (url === null) return []
  const hosts = new URL(url).hostname
  const found = page
    .byTag('link')
    .filter((link) => /(?:^|\s)(?:amphtml|shortlink)(?:\s|$)/i.test(link.getAttribute('rel') ?? ''))
    .map((link) => absolute(page, link.getAttribute('href')))
    .concat((page.metas.get('og:url') ?? []).map((value) => absolute(page, value)))
  return [
    ...new Set(
      found.flatMap((alias) =>
        alias === null || alias === url || isRoot(alias) || !isSameSite(alias, hosts) ? [] : [alias],
      ),
    ),
  ].slice(0, 10)
}

/** Whether an address is a site's front page (also of a language edition). */
export function isRoot(address: string): boolean {
  const { pathname, search, hash } = new URL(address)
  return (
    !isRoute(hash) &&
    /^\/(?:(?:index|home|default)(?:\.\w{3,5})?)?$/i.test(pathname) &&
    !/[?&](?:p|id|article|aid|story|nid)\w*=/i.test(search)
  )
}

function isSameSite(address: string, host: string): boolean {
  const tail = (name: string) => name.split('.').slice(-2).join('.')
  return tail(new URL(address).hostname) === tail(host)
}

function bare(url: string): string {
  return url
    .replace(/^https?:\/\/(?:www\.|m\.|amp\.)?/i, '')
    .replace(/[?#].*$/, (rest) => routeIn(rest))
    .replace(/\/(?:amp\/?)?$/, '')
    .toLowerCase()
}
