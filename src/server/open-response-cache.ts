import { schema } from '../../schema/index.ts'
import { type FeedReading, followChanges } from '../cache/change-feed.ts'
import { ResponseCache } from '../cache/response-cache.ts'
import { TagVersions } from '../cache/tag-versions.ts'
import type { Config } from '../config.ts'
import type { Clock } from '../db/clock.ts'
import type { Database } from '../db/connect.ts'
import type { Logger } from './logger.ts'

export interface OpenResponseCache {
  readonly responses: ResponseCache
  /** Somebody has written by this gateway: until the changes are known, nothing is answered from the cache. */
  readonly distrust: () => void
  readonly close: () => Promise<void>
}

/** Opens the cache, and begins to follow the changes of content. `onRead` hears of each answer of the database. Throws where that is away. */
export async function openResponseCache(
  { responseCacheBytes }: Pick<Config, 'responseCacheBytes'>,
  { vital, listen }: Pick<Database, 'vital' | 'listen'>,
  clock: Clock,
  log: Logger,
  onRead?: (reading: FeedReading) => void,
): Promise<OpenResponseCache> {
  const versions = new TagVersions()
  const feed = await followChanges({
    database: { db: vital, listen },
    clock,
    versions,
    ...(onRead && { onRead }),
    onError: (err) =>
      log.debug({ err }, 'Changes of content could not be read; until they are, nothing is answered from the cache'),
  })
  return {
    responses: new ResponseCache({ schema, versions, feed, maxBytes: responseCacheBytes }),
    distrust: feed.distrust,
    close: feed.stop,
  }
}
