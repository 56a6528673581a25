import type { JsonFeed } from 'feedsmith'
import { stringOf } from '../../text/one-line.ts'
import type { FeedEntry, FeedChannel, FeedText } from './feed-entry.ts'
import { visibilityOfJson } from './visibility.ts'

/** What an item of JSON Feed 1.0 or 1.1 says. */
export function jsonEntry(item: JsonFeed.Item<string>, written: unknown): FeedEntry {
  const attachments = item.attachments ?? []
  const isImage = (type: string | undefined): boolean => /^image/i.test(type ?? '')
  return {
    id: item.id,
    links: [item.url, item.external_url],
    title: text('label', item.title),
    teaser: text('label', item.summary),
    content: text('html', item.content_html) ?? text('text', item.content_text),
    authors: (item.authors ?? []).map((author) => ({ name: author.name, url: author.url, imageUrl: author.avatar })),
    categories: (item.tags ?? []).map((name) => ({ name })),
    published: [item.date_published],
    updated: [item.date_modified],
    languages: [item.language],
    images: [
      { url: item.image, rank: 4 },
      { url: item.banner_image, rank: 3 },
      ...attachments
        .filter((attachment) => isImage(attachment.mime_type))
        .map((attachment) => ({ url: attachment.url, alt: attachment.title ?? '', rank: 2 })),
    ],
    media: attachments
      .filter((attachment) => !isImage(attachment.mime_type))
      .map((attachment) => ({ url: attachment.url, type: attachment.mime_type, title: attachment.title })),
    // In a link blog the item is about another page: `external_url` is that page.
    related: item.url === undefined ? [] : [{ url: item.external_url, title: item.title }],
    source: undefined,
    base: undefined,
    viewCount: undefined,
    isAudio: false,
    isVideo: false,
    visibility: visibilityOfJson(written),
  }
}

/** What a JSON Feed says of all its items. */
export function jsonHead(feed: JsonFeed.Feed<string>): FeedChannel {
  return {
    title: feed.title,
    link: feed.home_page_url,
    self: feed.feed_url,
    language: feed.language,
    publisher: undefined,
    base: undefined,
    authors: (feed.authors ?? []).map((author) => ({ name: author.name, url: author.url, imageUrl: author.avatar })),
    isPodcast: false,
    visibility: [],
  }
}

function text(kind: FeedText['kind'], value: unknown): FeedText | undefined {
  const found = stringOf(value)
  return found === undefined ? undefined : { kind, value: found }
}
