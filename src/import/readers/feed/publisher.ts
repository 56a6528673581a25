import type { ArticleInput, PublisherInput } from '../../../../schema/models.ts'
import type { ReadOptions } from '../../draft.ts'
import { resolveUrl } from '../shared/address.ts'
import { compact, feedName, isInHost } from '../shared/feed-name.ts'
import { languageTag } from '../../language/tag.ts'
import { labelText } from '../../text/one-line.ts'
import type { FeedEntry, FeedHead } from './feed-entry.ts'

/** Who publishes an entry: who the person says, else the source the entry names, else what the feed is called, else its host. */
export function publisherOf(
  entry: FeedEntry,
  head: FeedHead,
  base: string | null,
  options: ReadOptions,
): Pick<ArticleInput, 'publisher'> {
  const site = siteOf(resolveUrl(head.link, base) ?? resolveUrl(head.self, base))
  const language = languageTag(head.language)
  const own = { ...(site === null ? {} : { url: site }), ...(language === null ? {} : { language }) }
  if (options.publisher !== undefined) return { publisher: { name: options.publisher, ...own } }
  const source = labelText(entry.source?.name ?? '')
  const sourceSite = siteOf(resolveUrl(entry.source?.url, base))
  if (source !== '' && sourceSite !== site) {
    const publisher: PublisherInput = { name: feedName(source, sourceSite) || source }
    return { publisher: sourceSite === null ? publisher : { ...publisher, url: sourceSite } }
  }
  const name =
    nameOnly(labelText(head.publisher ?? '')) ||
    hostAuthor(head, site) ||
    feedName(labelText(head.title ?? ''), site) ||
    (URL.parse(site ?? '')?.hostname.replace(/^www\./, '') ?? '')
  return name === '' ? {} : { publisher: { name, ...own } }
}

/** A feed of one section, called by its name, may have the site's as its author. */
function hostAuthor(head: FeedHead, site: string | null): string {
  const host = URL.parse(site ?? '')?.hostname ?? ''
  const name = labelText(head.authors[0]?.name ?? '')
  const isHost = /^[\w-]+(?:\.[\w-]+)+$/.test(name) && `.${host}`.endsWith(`.${name.toLowerCase()}`)
  return isHost && !isInHost(labelText(head.title ?? ''), compact(host)) ? name : ''
}

/** Some write an address where the publisher's name belongs. */
function nameOnly(written: string): string {
  return /^(?:\S+@\S+|https?:\S+|www\.\S+)$/i.test(written) ? '' : written
}

function siteOf(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address)
  return url === null ? null : `${url.origin}/`
}
