import { hash } from 'node:crypto'
import type { NormalisedArticle } from '../../db/write/normalised.ts'

/**
 * SHA-256 of all that was supplied, in its one form and order. The view count is not part of it, and the date of modification is
 * only where it was given, so that what comes again is known again.
 */
export function contentHash(article: Omit<NormalisedArticle, 'contentHash' | 'viewCount'>): Buffer {
  const { publisher, url, aliases, slug, status, type, headline, kicker, standfirst, summary, byline, body } = article
  const { language, image, corrections, authors, topics, relatedLinks, translationOf } = article
  const { datePublished, dateModified, embargoedUntil, isAccessibleForFree } = article
  const form = JSON.stringify([
    publisher === null
      ? null
      : [publisher.slug, publisher.name, publisher.url, publisher.language, publisher.imprint, publisher.email],
    url?.url ?? null,
    aliases.map((alias) => alias.url),
    [slug, status, type, headline, kicker, standfirst, summary, byline, body?.html ?? null, language],
    pictureForm(image),
    corrections.map(({ text, date }) => [text, date]),
    authors.map((author) => [
      author.name,
      author.kind,
      author.jobTitle,
      author.bio,
      author.url,
      pictureForm(author.image),
    ]),
    topics.map((topic) => [
      topic.path,
      topic.name,
      topic.type,
      topic.description,
      topic.sameAs,
      ...topic.namesAbove.filter((name) => name !== null),
    ]),
    relatedLinks.map((link) => [link.title, link.url, link.byline, link.kind]),
    translationOf === null ? null : [translationOf.source, translationOf.externalId],
    [datePublished, dateModified, embargoedUntil, isAccessibleForFree],
  ])
  return hash('sha256', form, 'buffer')
}

function pictureForm(image: NormalisedArticle['image']): unknown {
  return image === null ? null : [image.url, image.width, image.height, image.alt, image.caption, image.credit]
}
