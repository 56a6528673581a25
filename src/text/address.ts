/**
 * An address without what says how its reader came to it, and without a fragment, unless that is a route of the page's own scripts
 * (`#!/news/1`, `#/news/1`): what a publisher would call its stable address. Else as it is. Takes an absolute http(s) address.
 */
export function withoutTracking(address: string): string {
  const hash = address.indexOf('#')
  const kept = hash === -1 || isRoute(address.slice(hash)) ? address : address.slice(0, hash)
  if (!kept.includes('?')) return kept
  const url = new URL(kept)
  const counting = [...url.searchParams].filter(([name, value]) => isTracking(name, value))
  if (counting.length === 0) return kept.endsWith('?') ? kept.slice(0, -1) : kept
  for (const [name] of counting) url.searchParams.delete(name)
  return url.href
}

/** Whether a fragment with its `#` names a page of its own, and no place in one. */
export function isRoute(fragment: string): boolean {
  return /^#(?:!\/?|\/)[^#]*[\p{L}\p{N}%]/u.test(fragment)
}

/** The fragment of an address, or of a part of one, that names a page of its own; empty where it has none. */
export function routeIn(address: string): string {
  const hash = address.indexOf('#')
  return hash !== -1 && isRoute(address.slice(hash)) ? address.slice(hash) : ''
}

/** A parameter that is often what names the page is none where it holds a number. */
function isTracking(name: string, value: string): boolean {
  if (/^ref$/i.test(name)) return !/^\d+$/.test(value)
  return tracking.test(name)
}

const tracking = new RegExp(
  `^(?:${[
    '(?:utm|at|vero|oly|pk|mtm|hsa|ns|amp|wt)_\\w+',
    'mc_[ce]id|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ttclid|twclid|igshid|igsh|_ga|_gl|_hsenc|_hsmi|mkt_tok',
    'ref_src|ref_url|cmp|cmpid|xtor|ocid|smid|taid|__twitter_impression|spm|s_cid|icid|ito',
  ].join('|')})$`,
  'i',
)
