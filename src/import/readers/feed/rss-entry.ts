import type { RdfFeed, RssFeed } from 'feedsmith'
import type { Extras, FeedAuthor, FeedCategory, FeedEntry, FeedChannel, FeedText } from './feed-entry.ts'
import { mediaParts } from './media.ts'

type Item = RssFeed.Item<string>

/** What an item of RSS 0.9x, 1.0 or 2.0 says. */
export function rssEntry(item: Item & Pick<RdfFeed.Item<string>, 'rdf'>, extras: Extras | undefined): FeedEntry {
  const media = mediaParts(item.media)
  const content = item.content?.encoded ?? item.atom?.content?.value
  const guidLink =
    item.guid?.isPermaLink !== false && /^https?:/i.test(item.guid?.value ?? '') ? item.guid?.value : undefined
  const atomLinks = item.atom?.links ?? []
  return {
    id: item.guid?.value ?? item.atom?.id ?? item.rdf?.about ?? item.dc?.identifiers?.[0],
    links: [
      extras?.origLink,
      item.link,
      atomLinks.find((link) => (link.rel ?? 'alternate') === 'alternate')?.href,
      guidLink,
      item.rdf?.about,
    ],
    title: label(item.title ?? item.dc?.titles?.[0] ?? item.itunes?.title ?? item.media?.title?.value),
    teaser: firstText([
      html(item.description),
      html(item.dc?.descriptions?.[0]),
      html(item.atom?.summary?.value),
      html(item.itunes?.summary),
      html(item.itunes?.subtitle),
      media.description,
    ]),
    // Beside a credit it describes the picture.
    otherTeaser: item.media?.credits === undefined ? media.description : undefined,
    content: html(content) ?? label(extras?.fullText),
    authors: authorsOfItem(item),
    categories: [
      ...(item.categories ?? []).flatMap(({ name, domain }): FeedCategory[] =>
        name === undefined ? [] : [{ name, scheme: domain }],
      ),
      ...(item.dc?.subjects ?? []).flatMap((subject) => subject.split(';').map((name) => ({ name }))),
      ...(item.dcterms?.subjects ?? []).flatMap((subject) => subject.split(';').map((name) => ({ name }))),
      ...(item.itunes?.keywords ?? []).map((name) => ({ name })),
      ...(item.dc?.coverage ?? []).map((name): FeedCategory => ({ name, type: 'PLACE' })),
      ...media.categories,
    ],
    published: [
      item.pubDate,
      item.dc?.dates?.[0],
      item.dcterms?.issued?.[0],
      item.dcterms?.available?.[0],
      item.atom?.published,
      item.dcterms?.created?.[0],
      item.prism?.publicationDates?.[0],
    ],
    updated: [item.atom?.updated, item.dcterms?.modified?.[0]],
    languages: [item.xml?.lang, item.dc?.languages?.[0], item.dcterms?.languages?.[0]],
    images: [...media.images, { url: enclosedPicture(item), rank: 4 }, { url: item.itunes?.image, rank: 2 }],
    media: [
      ...(item.enclosures ?? [])
        .filter((enclosure) => !isImage(enclosure.type, enclosure.url))
        .map(({ url, type }) => ({ url, type })),
      ...media.media,
    ],
    related: atomLinks.filter((link) => link.rel === 'related').map((link) => ({ url: link.href, title: link.title })),
    source: item.source === undefined ? undefined : { name: item.source.title, url: item.source.url },
    base: item.xml?.base,
    viewCount: media.viewCount,
    isAudio: item.itunes?.duration !== undefined || item.itunes?.episode !== undefined,
    isVideo: media.isVideo,
    visibility: extras?.visibility ?? [],
  }
}

/** What the channel of an RSS feed says of all its items. */
export function rssHead(feed: RssFeed.Feed<string> & Partial<RdfFeed.Feed<string>>): FeedChannel {
  return {
    title: feed.title ?? feed.dc?.titles?.[0],
    link: feed.link ?? feed.atom?.links?.find((link) => (link.rel ?? 'alternate') === 'alternate')?.href,
    self: feed.atom?.links?.find((link) => link.rel === 'self')?.href ?? feed.rdf?.about,
    language: feed.language ?? feed.dc?.languages?.[0] ?? feed.dcterms?.languages?.[0] ?? feed.xml?.lang,
    publisher: feed.dc?.publishers?.[0] ?? feed.dcterms?.publishers?.[0],
    base: feed.xml?.base,
    authors: [{ name: feed.itunes?.author }],
    isPodcast: feed.itunes?.type !== undefined || (feed.itunes?.categories?.length ?? 0) > 0,
    visibility: [],
  }
}

function authorsOfItem(item: Item): FeedAuthor[] {
  const persons = (item.authors ?? []).map((person) => ({ name: person.name, url: person.link }))
  const atomAuthors = (item.atom?.authors ?? []).map((person) => ({ name: person.name, url: person.uri }))
  const creators = [...(item.dc?.creators ?? []), ...(item.dcterms?.creators ?? [])].map((name) => ({ name }))
  // dc:creator is what editors fill in; <author> is often one address for all.
  for (const found of [creators, atomAuthors, persons, [{ name: item.itunes?.author }]]) {
    if (found.some((author) => author.name !== undefined)) return found
  }
  return []
}

/** The first, in the largest of its sizes where several are enclosed. */
function enclosedPicture(item: Item): string | undefined {
  const pictures = (item.enclosures ?? []).filter(({ type, url }) => isImage(type, url))
  const start = pictures[0]?.url?.slice(0, Math.floor((pictures[0].url.length * 2) / 3))
  if (start === undefined) return undefined
  const sizes = pictures.filter(({ url }) => url?.startsWith(start))
  return sizes.toSorted((a, b) => (b.length ?? 0) - (a.length ?? 0))[0]?.url
}

function isImage(type: string | undefined, url: string | undefined): boolean {
  return type === undefined || type === ''
    ? /\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)/i.test(url ?? '')
    : /^image/i.test(type)
}

function html(value: string | undefined): FeedText | undefined {
  return value === undefined || value.trim() === '' ? undefined : { kind: 'html', value }
}

function label(value: string | undefined): FeedText | undefined {
  return value === undefined || value.trim() === '' ? undefined : { kind: 'label', value }
}

function firstText(texts: readonly (FeedText | undefined)[]): FeedText | undefined {
  return texts.find((text) => text !== undefined)
}
