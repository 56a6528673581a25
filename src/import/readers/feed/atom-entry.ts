import type { AtomFeed } from 'feedsmith'
import type { Extras, FeedEntry, FeedChannel, FeedText } from './feed-entry.ts'
import { mediaParts } from './media.ts'

/** What an entry of Atom 1.0 or 0.3 says. */
export function atomEntry(entry: AtomFeed.Entry<string>, extras: Extras | undefined): FeedEntry {
  const media = mediaParts(entry.media)
  const links = entry.links ?? []
  const alternates = links.filter((link) => (link.rel ?? 'alternate') === 'alternate')
  const enclosures = links.filter((link) => link.rel === 'enclosure')
  const isImage = (type: string | undefined): boolean => /^image/i.test(type ?? '')
  return {
    id: entry.id,
    links: [
      extras?.origLink,
      (alternates.find((link) => link.type === undefined || /html/i.test(link.type)) ?? alternates[0])?.href,
      entry.content?.src,
      /^https?:/i.test(entry.id ?? '') ? entry.id : undefined,
    ],
    title: textOf(entry.title) ?? { kind: 'label', value: entry.media?.title?.value ?? '' },
    teaser: textOf(entry.summary) ?? media.description,
    content: textOf(entry.content),
    authors: firstAuthors([
      (entry.authors ?? []).map((person) => ({ name: person.name, url: person.uri })),
      (entry.dc?.creators ?? []).map((name) => ({ name })),
      (entry.source?.authors ?? []).map((person) => ({ name: person.name, url: person.uri })),
    ]),
    categories: [
      ...(entry.categories ?? [])
        // Blogger's own: what kind of thing the entry is, not what it is about.
        .filter((category) => category.scheme?.endsWith('#kind') !== true)
        .map((category) => ({ name: category.label ?? category.term ?? '', scheme: category.scheme })),
      ...(entry.dc?.subjects ?? []).flatMap((subject) => subject.split(';').map((name) => ({ name }))),
      ...media.categories,
    ],
    published: [entry.published, entry.dcterms?.issued?.[0], entry.dc?.dates?.[0], entry.dcterms?.created?.[0]],
    updated: [entry.updated, entry.dcterms?.modified?.[0]],
    languages: [entry.content?.xml?.lang, entry.xml?.lang, entry.dc?.languages?.[0], alternates[0]?.hreflang],
    images: [
      ...media.images,
      ...enclosures
        .filter((link) => isImage(link.type))
        .map((link) => ({ url: link.href, alt: link.title ?? '', rank: 4 })),
      { url: entry.itunes?.image, rank: 2 },
    ],
    media: [
      ...enclosures
        .filter((link) => !isImage(link.type))
        .map((link) => ({ url: link.href, type: link.type, title: link.title })),
      ...media.media,
    ],
    related: links.filter((link) => link.rel === 'related').map((link) => ({ url: link.href, title: link.title })),
    source:
      entry.source === undefined
        ? undefined
        : {
            name: entry.source.title?.value,
            url: entry.source.links?.find((link) => (link.rel ?? 'alternate') === 'alternate')?.href,
          },
    base: entry.xml?.base,
    viewCount: media.viewCount,
    isAudio: entry.itunes?.duration !== undefined,
    isVideo: entry.yt?.videoId !== undefined || media.isVideo,
    visibility: extras?.visibility ?? [],
  }
}

/** What an Atom feed says of all its entries. */
export function atomHead(feed: AtomFeed.Feed<string>): FeedChannel {
  const links = feed.links ?? []
  return {
    title: feed.title?.value,
    link: links.find((link) => (link.rel ?? 'alternate') === 'alternate' && !/atom|rss/i.test(link.type ?? ''))?.href,
    self: links.find((link) => link.rel === 'self')?.href ?? (/^https?:/i.test(feed.id ?? '') ? feed.id : undefined),
    language: feed.xml?.lang ?? feed.dc?.languages?.[0],
    publisher: feed.dc?.publishers?.[0],
    base: feed.xml?.base,
    authors: (feed.authors ?? []).map((person) => ({ name: person.name, url: person.uri })),
    isPodcast: feed.itunes?.type !== undefined || (feed.itunes?.categories?.length ?? 0) > 0,
    visibility: [],
  }
}

function textOf(text: AtomFeed.Content | undefined): FeedText | undefined {
  if (text?.value === undefined || text.value.trim() === '') return undefined
  const type = text.type?.toLowerCase() ?? 'text'
  const base = text.xml?.base
  if (type.includes('html')) return { kind: 'html', value: text.value, base }
  // Text is what a title without a type is, but many write HTML into it.
  if (type === 'text' || type.startsWith('text/'))
    return { kind: text.type === 'text' ? 'text' : 'label', value: text.value, base }
  return undefined
}

function firstAuthors(choices: readonly FeedEntry['authors'][]): FeedEntry['authors'] {
  return choices.find((authors) => authors.some((author) => author.name !== undefined)) ?? []
}
