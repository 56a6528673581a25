import { urlKey } from '../../../text/keys.ts'
import { resolveUrl } from '../shared/address.ts'
import { oneLine } from '../../text/one-line.ts'
import type { XmlElement } from '../shared/xml.ts'
import { childText } from './fields.ts'

/**
 * Addresses of its site that lead to the post as well: the one by number, which old links use, and those by
 * its former slugs. `guid` is null where it is another post's.
 */
export function aliasesOf(guid: string | null, url: string | null, base: string | null, item: XmlElement): string[] {
  const former = item.children
    .filter((child) => child.name === 'wp:postmeta' && childText(child, 'wp:meta_key').trim() === '_wp_old_slug')
    .map((child) => withSlug(url, item, oneLine(childText(child, 'wp:meta_value'))))
  const id = oneLine(childText(item, 'wp:post_id'))
  const numbered = oneLine(childText(item, 'wp:post_type')) === 'page' ? `?page_id=${id}` : `?p=${id}`
  const byNumber = base === null || !/^\d+$/.test(id) ? null : resolveUrl(numbered, base)
  const taken = new Set(url === null ? [] : [urlKey(url)])
  return [guid === null ? null : ownGuid(guid, url ?? base, id), byNumber, ...former].flatMap((alias) => {
    if (alias === null || taken.has(urlKey(alias))) return []
    taken.add(urlKey(alias))
    return alias
  })
}

/** A guid that is an address of the post: a post that was moved keeps its guid, whose number is now another post's. */
function ownGuid(guid: string, site: string | null, id: string): string | null {
  const url = URL.parse(resolveUrl(guid, null) ?? '')
  const host = URL.parse(site ?? '')?.hostname
  if (url === null || host === undefined || withoutWww(url.hostname) !== withoutWww(host)) return null
  const number = url.searchParams.get('p') ?? url.searchParams.get('page_id')
  return number === null || id === '' || number === id ? url.href : null
}

function withoutWww(host: string): string {
  return host.replace(/^www\./, '')
}

function withSlug(url: string | null, item: XmlElement, former: string): string | null {
  const slug = oneLine(childText(item, 'wp:post_name'))
  if (url === null || slug === '' || former === '') return null
  const parts = url.split('/')
  const at = parts.lastIndexOf(slug)
  return at < 3 ? null : resolveUrl(parts.with(at, former).join('/'), null)
}
