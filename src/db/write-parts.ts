import type { Db } from './tables.ts'
import { runTogether } from './together.ts'
import {
  addressChanges,
  authorChanges,
  bodyChanges,
  sortKeysOf,
  sortKeysTable,
  topicChanges,
} from './write-article-parts.ts'
import type { ArticleToWrite } from './write-article-rows.ts'
import { authorUpdates, createAuthors, mentionsOf, type KnownAuthor } from './write-authors.ts'
import { bodyLinkChanges } from './write-body-links.ts'
import { linkChanges } from './write-links.ts'
import { publisherUpdates, sourcePublishers, type KnownPublishers } from './write-publishers.ts'
import { createTopics, topicUpdates, wantedTopics, type KnownTopic } from './write-topics.ts'

/** Writes all that hangs on articles: what goes first, then what has no need of the rest, then links, which look for addresses. */
export async function saveParts(
  tx: Db,
  written: readonly ArticleToWrite[],
  known: {
    readonly publishers: KnownPublishers
    readonly authors: readonly KnownAuthor[]
    readonly topics: readonly KnownTopic[]
  },
): Promise<void> {
  const mentions = written.flatMap(({ article, publisherId }) => mentionsOf(article, publisherId))
  const authorIds = (await createAuthors(tx, mentions, known.authors)).values()
  const topics = wantedTopics(written.flatMap(({ article }) => article.topics))
  const topicsByPath = await createTopics(tx, topics, known.topics)
  const parts = [
    bodyChanges(written.map((each) => ({ ...each, body: each.article.body }))),
    addressChanges(written),
    authorChanges(
      written.map((each) => ({ ...each, authorIds: each.article.authors.map(() => authorIds.next().value ?? 0) })),
    ),
    topicChanges(
      written.map((each) => ({
        ...each,
        topics: each.article.topics.flatMap(({ path }) => topicsByPath.get(path) ?? []),
      })),
    ),
  ]
  const links = [
    linkChanges(written.map((each) => ({ ...each, links: each.article.relatedLinks }))),
    bodyLinkChanges(written.map((each) => ({ ...each, keys: each.article.bodyLinks }))),
  ]
  await runTogether(
    tx,
    [...parts, ...links].map(({ before }) => before),
  )
  await runTogether(
    tx,
    [
      publisherUpdates(
        known.publishers,
        written.flatMap(({ article }) => article.publisher ?? []),
      ),
      sourcePublishers(known.publishers, written),
      authorUpdates(mentions, known.authors),
      topicUpdates(topics, known.topics),
      ...parts.map(({ after }) => after),
    ],
    { [sortKeysTable]: sortKeysOf(written.map(({ articleId }) => articleId)) },
  )
  await runTogether(
    tx,
    links.map(({ after }) => after),
  )
}
