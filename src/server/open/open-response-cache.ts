import { createHash } from 'node:crypto'
import { printSchema } from 'graphql'
import manifest from '../../../package.json' with { type: 'json' }
import { schema } from '../../../schema/index.ts'
import { type FeedReading, followChanges } from '../../cache/change-feed.ts'
import { ResponseCache } from '../../cache/response-cache.ts'
import { SharedAnswers } from '../../cache/shared-answers.ts'
import { TagVersions } from '../../cache/tag-versions.ts'
import type { Config } from '../../config.ts'
import type { Clock } from '../../db/clock.ts'
import type { Database } from '../../db/connect.ts'
import { getSecret } from '../../db/secret.ts'
import { readDatabaseIdentity } from '../../db/wal.ts'
import { connectRedis } from '../../keys/redis.ts'
import { type Logger, throttled } from '../logger.ts'

export interface OpenResponseCache {
  readonly responses: ResponseCache
  /** Somebody has written by this gateway: until the changes are known, nothing is answered from the cache. */
  readonly distrust: () => void
  readonly close: () => Promise<void>
}

export type ResponseCacheConfig = Pick<
  Config,
  | 'responseCacheBytes'
  | 'responseCacheUnconfirmedMs'
  | 'maxSecondsInFront'
  | 'redisUrl'
  | 'introspection'
  | 'maxAnswerBytes'
>

/** Opens the cache, and begins to follow the changes of content. `onRead` hears of each answer of the database. Throws where that is away. */
export async function openResponseCache(
  config: ResponseCacheConfig,
  { db, vital, listen }: Pick<Database, 'db' | 'vital' | 'listen'>,
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
  const {
    redisUrl,
    responseCacheBytes: maxBytes,
    responseCacheUnconfirmedMs: unconfirmedMs,
    maxSecondsInFront,
  } = config
  // a connection of its own: a large answer would hold up what is asked of quotas
  const redis =
    redisUrl === null || maxBytes === 0 ? null : await connectRedis(redisUrl, throttled(log, 'Redis is away'))
  const shared =
    redis &&
    new SharedAnswers({
      redis,
      namespace: namespaceOf(config, await getSecret(db, 'cursor'), await readDatabaseIdentity(db).catch(() => '')),
      onError: throttled(log, 'Redis did not hand on answers: each instance goes on with its own'),
    })
  return {
    responses: new ResponseCache({ schema, versions, feed, maxBytes, unconfirmedMs, maxSecondsInFront, shared }),
    distrust: feed.distrust,
    async close() {
      await feed.stop()
      redis?.disconnect()
    },
  }
}

/** What has to be the same in two gateways for their answers to be. */
function namespaceOf(
  { introspection, maxAnswerBytes }: ResponseCacheConfig,
  secret: Uint8Array | string,
  database: string,
): string {
  return createHash('sha256')
    .update(JSON.stringify([manifest.version, introspection, maxAnswerBytes]))
    .update(printSchema(schema))
    .update(secret)
    .update(database)
    .digest('base64url')
}
