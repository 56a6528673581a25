import type { ArticleInput, PublisherInput } from '../../../schema/models.ts'
import type { ReadOptions } from '../draft.ts'
import { resolveUrl } from '../reading/address.ts'
import { languageTag } from '../reading/language.ts'
import { labelText } from '../reading/text.ts'
import type { FeedEntry, FeedHead } from './feed-entry.ts'

/** Who publishes an entry: who the person says, else the source the entry names, else what the feed is called. */
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
    const publisher: PublisherInput = { name: feedName(source, sourceSite) }
    return { publisher: sourceSite === null ? publisher : { ...publisher, url: sourceSite } }
  }
  const name = nameOnly(labelText(head.publisher ?? '')) || feedName(labelText(head.title ?? ''), site)
  return name === '' ? {} : { publisher: { name, ...own } }
}

/**
 * The publication's name in a feed's title: "RSS", "Feed" and the like dropped, and of "World | The Guardian" the part
 * that the host name has too; the whole where no part does.
 */
export function feedName(title: string, site: string | null): string {
  const clean = title
    .replace(/^(?:rss(?: feed)?|atom|feed)\s*[:|–-]\s*/i, '')
    .replace(/\s*[|:»–—-]?\s*\(?(?:rss|atom)(?: ?\d\.\d)?(?:[ -]?(?:feeds?|newsfeed))?\)?$/i, '')
    .replace(
      /\s*[|:»–—-]\s*(?:(?:the )?(?:news)?feed|(?:all|latest|top) (?:news|stories|articles|posts)|(?:home|front) ?page|newest articles)$/i,
      '',
    )
    .trim()
  const host = compact(
    site === null
      ? ''
      : (URL.parse(site)?.hostname ?? '')
          .replace(/^www\./, '')
          .split('.')
          .slice(0, -1)
          .join(''),
  )
  const parts = clean.split(/\s+[|–—»>:-]+\s+|:\s+|\s+»\s*/u).filter((part) => part !== '')
  if (host === '' || parts.length < 2) return clean || title
  const named = parts.find((part) => {
    const letters = compact(part.replace(/^(?:the|der|die|das|le|la|el|il)\s+/i, ''))
    return letters.length > 1 && (host.includes(letters) || (letters.startsWith(host) && host.length > 1))
  })
  return named ?? clean
}

/** Some write an address where the publisher's name belongs. */
function nameOnly(written: string): string {
  return /^(?:\S+@\S+|https?:\S+|www\.\S+)$/i.test(written) ? '' : written
}

function compact(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function siteOf(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address)
  return url === null ? null : `${url.origin}/`
}
