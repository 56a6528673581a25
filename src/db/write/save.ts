import { setImmediate } from 'node:timers/promises'
import type { RawBuilder } from 'kysely'
import type { Db } from '../tables/database.ts'
import { applyAll } from '../combined-statements.ts'
import {
  addressChanges,
  authorChanges,
  bodyChanges,
  sortKeysOf,
  sortKeysTable,
  topicChanges,
} from './nouns/article-parts.ts'
import { saveArticleRows, type ArticleToWrite } from './nouns/article-rows.ts'
import { authorUpdates, createAuthors, mentionsOf, type AuthorMention, type KnownAuthor } from './nouns/authors.ts'
import { bodyLinkChanges } from './nouns/body-links.ts'
import type { Changes } from './changes.ts'
import { linkChanges } from './nouns/related-links.ts'
import { publisherUpdates, sourcePublishers, type KnownPublishers } from './nouns/publishers.ts'
import {
  createTopics,
  topicUpdates,
  wantedTopics,
  type KnownTopic,
  type SavedTopic,
  type WantedTopics,
} from './nouns/topics.ts'

/** What the gateway held before that articles refer to. */
interface Known {
  readonly publishers: KnownPublishers
  readonly authors: readonly KnownAuthor[]
  readonly topics: readonly KnownTopic[]
}

/**
 * Writes articles and all that hangs on them: the rows themselves, then what goes, what has no need of the rest, and links, which look
 * for addresses. At most eight statements.
 */
export async function saveWithParts(
  tx: Db,
  written: readonly ArticleToWrite[],
  instant: string,
  known: Known,
): Promise<void> {
  const mentions = written.flatMap(({ article, publisherId }) => mentionsOf(article, publisherId))
  const authorIds = await createAuthors(tx, mentions, known.authors)
  const loose = new Set(
    written.flatMap(({ article, hasLooseIdentity }) => (hasLooseIdentity === true ? article.topics : [])),
  )
  const topics = wantedTopics(
    written.flatMap(({ article }) => article.topics),
    (topic) => !loose.has(topic),
  )
  const topicsByPath = await createTopics(tx, topics, known.topics)
  const saving = saveArticleRows(tx, written, instant)
  // the statement has been sent when this turn is over; the next ones are made while the database is at work
  const making = setImmediate().then(() => ({
    parts: partsOf(written, authorIds, topicsByPath),
    links: linksOf(written),
    updates: updatesOf(written, known, mentions, topics),
  }))
  const [{ parts, links, updates }] = await Promise.all([making, saving])
  await applyAll(
    tx,
    [...parts, ...links].map(({ before }) => before),
  )
  await applyAll(tx, [...updates, ...parts.map(({ after }) => after)], {
    [sortKeysTable]: sortKeysOf(written.map(({ articleId }) => articleId)),
  })
  await applyAll(
    tx,
    links.map(({ after }) => after),
  )
}

function partsOf(
  written: readonly ArticleToWrite[],
  authorIdsOfAll: readonly number[],
  topicsByPath: ReadonlyMap<string, SavedTopic>,
): Changes[] {
  const authorIds = authorIdsOfAll.values()
  return [
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
}

function linksOf(written: readonly ArticleToWrite[]): Changes[] {
  return [
    linkChanges(written.map((each) => ({ ...each, links: each.article.relatedLinks }))),
    bodyLinkChanges(written.map((each) => ({ ...each, keys: each.article.bodyLinks }))),
  ]
}

/** What is newly said of what was known before. */
function updatesOf(
  written: readonly ArticleToWrite[],
  known: Known,
  mentions: readonly AuthorMention[],
  topics: WantedTopics,
): (RawBuilder<unknown> | null)[] {
  return [
    publisherUpdates(
      known.publishers,
      written.flatMap(({ article }) => article.publisher ?? []),
    ),
    sourcePublishers(known.publishers, written),
    authorUpdates(mentions, known.authors),
    topicUpdates(topics, known.topics),
  ]
}
