import { isPageWord } from '../../vocabulary/names/page-word.ts'
import type { ArticleInput, PublisherInput } from '../../../../schema/models.ts'
import type { ReadOptions } from '../../draft.ts'
import { resolveUrl } from '../shared/address.ts'
import { foldWords } from '../../../text/fold.ts'
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

/**
 * The publication's name in a feed's title: "RSS", "Feed" and the like dropped, and of "World | The Guardian" the part
 * that the host name has too, else the only one that is more than "News" or "Home"; the whole where neither is, and
 * nothing where several words say no more than that there is news.
 */
export function feedName(title: string, site: string | null): string {
  const clean = title
    .replace(/^(?:rss(?: feed)?|atom|feed)\s*[:|–-]\s*/i, '')
    .replace(/\s*[|:»–—-]?\s*\(?(?:(?:rss|atom)(?: ?\d\.\d)?(?:[ -]?(?:feeds?|newsfeed))?|(?<=\s)feed)\)?$/i, '')
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
  const parts = clean.split(/\s+(?:[|–—»>:-]+|\/\/)\s+|:\s+|\s+»\s*/u).filter((part) => part !== '')
  if (host === '') return clean || title
  const named = parts.find((part) => isInHost(part, host))
  const words = foldWords(clean).split(' ')
  if (named === undefined && words.length > 1 && words.every(isPageWord)) return ''
  if (parts.length < 2) return clean || title
  const proper = parts.filter((part) => !foldWords(part).split(' ').every(isPageWord))
  return named ?? (proper.length === 1 ? proper[0] : undefined) ?? clean
}

function isInHost(part: string, host: string): boolean {
  const name = part.replace(/^(?:the|der|die|das|le|la|el|il)\s+/i, '')
  return [compact(name), compact(inHost(name)), compact(part)].some(
    (letters) => letters.length > 1 && (host.includes(letters) || (letters.startsWith(host) && host.length > 1)),
  )
}

/** A feed of one section, called by its name, may have the site's as its author. */
function hostAuthor(head: FeedHead, site: string | null): string {
  const host = URL.parse(site ?? '')?.hostname ?? ''
  const name = labelText(head.authors[0]?.name ?? '')
  const isHost = /^[\w-]+(?:\.[\w-]+)+$/.test(name) && `.${host}`.endsWith(`.${name.toLowerCase()}`)
  return isHost && !isInHost(labelText(head.title ?? ''), compact(host)) ? name : ''
}

/** How German names are written in addresses. */
function inHost(name: string): string {
  return name.replace(/[äöüß]/gi, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[letter.toLowerCase()] ?? letter)
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
