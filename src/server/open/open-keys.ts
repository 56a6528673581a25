import type { Config } from '../../config.ts'
import { findApiKeyBySecret, readKeyVersion, touchApiKeys } from '../../db/keys/api-keys.ts'
import type { Database } from '../../db/connect.ts'
import { addUsage, dropOldUsage } from '../../db/keys/usage.ts'
import { createAddressOf } from '../../ip.ts'
import { digestOf, type Digest } from '../../keys/digest.ts'
import { countInstances } from '../../keys/instances.ts'
import { KeyCache } from '../../keys/key-cache.ts'
import { createLastUsed } from '../../keys/last-used.ts'
import { createQuota, type QuotaCounts } from '../../keys/quota.ts'
import { connectRedis } from '../../keys/redis.ts'
import { createUsageRecorder } from '../../keys/usage.ts'
import { createVerifyKey } from '../../keys/verify-key.ts'
import type { GatewayPlugin } from '../exchange.ts'
import type { KnownKeys } from '../kept-answers.ts'
import { type Logger, throttled } from '../logger.ts'
import { useKeys } from '../plugins/use-keys.ts'
import { openDocuments } from './open-documents.ts'
import { usePrice } from '../plugins/use-price.ts'
import { useQuota } from '../plugins/use-quota.ts'
import { useUsage } from '../plugins/use-usage.ts'

/** What of the configuration keys and quotas are about. */
export type KeysConfig = Pick<
  Config,
  | 'databaseUrl'
  | 'keyPepper'
  | 'trustedProxies'
  | 'anonymousScopes'
  | 'anonymousPointsPerMinute'
  | 'maxCostAnonymous'
  | 'maxCostKey'
  | 'allowTestKeys'
  | 'redisUrl'
>

/** Keys, prices, quotas, usage and registered documents of one running gateway. */
export interface Keys {
  /** In the order in which a request meets them. */
  readonly plugins: readonly GatewayPlugin[]
  /** For answers that are given before the plugins are asked. */
  readonly keptFor: KnownKeys
  /** How secrets are stored; for making and rotating keys. */
  readonly digest: Digest
  /** Calls `hear` when registered documents were removed. */
  readonly onDocumentsRemoved: (hear: () => void) => void
  /** How often Redis failed and the local quota took over, since the start. */
  readonly quotaFallbacks: () => number
  /** What became of the operations that asked for points, since the start. */
  readonly quotaCounts: () => QuotaCounts
  /** Writes what is still to be written. After the last request, before the database closes. */
  readonly close: () => Promise<void>
}

/** Begins to listen for changes of keys, and connects to Redis where there is one. Throws where the database is away. */
export async function openKeys(config: KeysConfig, database: Database, log: Logger): Promise<Keys> {
  const { db, vital } = database
  const digest = digestOf(config, (message) => log.warn({}, message))
  const cache = new KeyCache({
    find: (digested) => findApiKeyBySecret(vital, digested),
    readVersion: () => readKeyVersion(vital),
  })
  const forget = () => cache.clear()
  const unlisten = await database.listen('api_key_changed', forget, forget)

  const redis = config.redisUrl === null ? null : await connectRedis(config.redisUrl, throttled(log, 'Redis is away'))
  const instances = redis === null ? null : countInstances(redis)
  let quotaFallbacks = 0
  const tellFallback = throttled(log, 'Redis did not count: each instance goes on with its own share of the quotas')
  const quota = createQuota({
    redis,
    ...(instances === null ? {} : { instances: instances.count }),
    onFallback(error) {
      quotaFallbacks += 1
      tellFallback(error)
    },
  })
  const lastUsed = createLastUsed<number>(
    (uses) => touchApiKeys(db, uses),
    (err) => log.warn({ err }, 'The last use of keys could not be written'),
  )
  const usage = createUsageRecorder(
    { add: (rows, deprecated) => addUsage(db, rows, deprecated), dropOlderThan: (days) => dropOldUsage(db, days) },
    (err) => log.warn({ err }, 'Usage could not be written; it is tried again in a minute'),
  )
  const documents = await openDocuments(database, log)
  const verify = createVerifyKey({
    cache,
    digest,
    allowTestKeys: config.allowTestKeys,
    onDatabaseError: (err) => log.error({ err }, 'A key could not be looked up'),
  })
  return {
    plugins: [
      useKeys({
        verify,
        addressOf: createAddressOf(config.trustedProxies),
        limits: { ...config, anonymousScopes: new Set(config.anonymousScopes) },
        quota,
        onUse: lastUsed.note,
      }),
      useUsage(usage),
      documents.plugin,
      usePrice(),
      useQuota(),
    ],
    keptFor: { watch: verify.watch, onUse: lastUsed.note },
    digest,
    onDocumentsRemoved: documents.onRemoved,
    quotaFallbacks: () => quotaFallbacks,
    quotaCounts: () => quota.counts,
    async close() {
      cache.stop()
      await Promise.all([unlisten(), documents.close()])
      await Promise.all([lastUsed.flush(), usage.stop(), instances?.stop()])
      redis?.disconnect()
    },
  }
}
