import { sql } from 'kysely'
import type { Feed } from '../../../schema/models.ts'
import { instantText } from '../json.ts'
import type { Db } from '../tables/database.ts'

/** What is remembered of a feed between two polls. Instants are milliseconds since 1970. */
export interface FeedState {
  readonly url: string
  readonly name: string
  /** Hash of what the feed list says about the feed. */
  readonly settings: string
  readonly etag: string | null
  readonly lastModified: string | null
  readonly polledAt: number
  /** Not polled before. */
  readonly nextAt: number
  /** Polls in a row that failed. */
  readonly failures: number
  /** HTTP status of the last answer; null where none came. */
  readonly status: number | null
  /** What became of the last poll, in a sentence, where it was not as usual. */
  readonly message: string | null
  /** Where a permanent redirect leads. */
  readonly movedTo: string | null
  readonly isGone: boolean
}

/** The states of these feeds by address; a feed that was never polled has none. */
export async function findFeedStates(db: Db, urls: readonly string[]): Promise<Map<string, FeedState>> {
  const rows = await db
    .selectFrom('feed_state')
    .select(['url', 'name', 'settings', 'etag', 'failures', 'status', 'message'])
    .select(({ ref }) => [
      ref('last_modified').as('lastModified'),
      ref('moved_to').as('movedTo'),
      ref('is_gone').as('isGone'),
      sql<number>`(extract(epoch from polled_at) * 1000)::float8`.as('polledAt'),
      sql<number>`(extract(epoch from next_at) * 1000)::float8`.as('nextAt'),
    ])
    .where((eb) => eb('url', '=', eb.fn.any(eb.val([...urls]))))
    .execute()
  return new Map(rows.map((row) => [row.url, row]))
}

/** All feeds that were ever polled, by name, for who watches them. */
export async function listFeeds(db: Db): Promise<Feed[]> {
  return await db
    .selectFrom('feed_state')
    .select(['url', 'name', 'failures', 'status', 'message'])
    .select(({ ref }) => [
      instantText(sql.ref('polled_at')).as('polledAt'),
      instantText(sql.ref('next_at')).as('nextAt'),
      ref('moved_to').as('movedTo'),
      ref('is_gone').as('isGone'),
    ])
    .orderBy('name')
    .orderBy('url')
    .limit(1000)
    .execute()
}

/** Replaces the state of one feed. */
export async function saveFeedState(db: Db, state: FeedState): Promise<void> {
  const row = {
    name: state.name,
    settings: state.settings,
    etag: state.etag,
    last_modified: state.lastModified,
    polled_at: new Date(state.polledAt).toISOString(),
    next_at: new Date(state.nextAt).toISOString(),
    failures: state.failures,
    status: state.status,
    message: state.message,
    moved_to: state.movedTo,
    is_gone: state.isGone,
  }
  await db
    .insertInto('feed_state')
    .values({ url: state.url, ...row })
    .onConflict((conflict) => conflict.column('url').doUpdateSet(row))
    .execute()
}

/** Any number that nothing else in this database locks. */
const syncLock = 7_262_020_913

/**
 * Whether this transaction is now the one that polls feeds; it is until it ends, by a lost connection too. A lock of the
 * transaction and not of the session, so that it holds behind a PgBouncer. Asked again by its holder, the answer is true.
 */
export async function takeSyncLock(tx: Db): Promise<boolean> {
  const { taken } = await tx
    .selectNoFrom(sql<boolean>`pg_try_advisory_xact_lock(${sql.lit(syncLock)})`.as('taken'))
    .executeTakeFirstOrThrow()
  return taken
}

/** Which of these topics the articles of a source have by themselves, by external id. At most one statement. */
export async function findOwnTopics(
  db: Db,
  source: string,
  externalIds: readonly string[],
  paths: readonly string[],
): Promise<Map<string, Set<string>>> {
  const rows = await db
    .selectFrom('article')
    .innerJoin('article_topic', 'article_topic.article_id', 'article.id')
    .innerJoin('topic', 'topic.id', 'article_topic.topic_id')
    .select(['article.external_id', 'topic.path'])
    .where('article.source', '=', source)
    .where((eb) => eb('article.external_id', '=', eb.fn.any(eb.val([...externalIds]))))
    .where('article_topic.position', 'is not', null)
    .where((eb) => eb('topic.path', '=', eb.fn.any(eb.val([...paths]))))
    .execute()
  const found = new Map<string, Set<string>>()
  for (const { external_id: id, path } of rows) found.set(id, (found.get(id) ?? new Set<string>()).add(path))
  return found
}
