import { schema } from '../../../schema/index.ts'
import type { Config } from '../../config.ts'
import type { PurgeCounts } from '../../cache/purge/purge-worker.ts'
import type { CacheCounts } from '../../cache/response-cache.ts'
import { createCursorCodec } from '../../cursor.ts'
import { createClock } from '../../db/clock.ts'
import type { Database } from '../../db/connect.ts'
import { isUpToDate } from '../../db/migrate.ts'
import { getSecret } from '../../db/secret.ts'
import type { Digest } from '../../keys/digest.ts'
import type { Meter } from '../../keys/meter.ts'
import type { Log } from '../../log.ts'
import { createCompiledQueries } from '../../query/compiled/queries.ts'
import { createAdmission } from '../admission.ts'
import { type ContentContext, createContent, createContext, hasContent } from '../create-context.ts'
import { type InitialContext, meterOf } from '../exchange.ts'
import { createRelatedKeeper } from '../keep-related.ts'
import { createMetrics } from '../metrics.ts'
import { openKeys } from './open-keys.ts'
import { openPurging } from './open-purging.ts'
import { openResponseCache } from './open-response-cache.ts'
import { openReads } from './open-reads.ts'
import { keepSearchFresh } from '../refresh-search.ts'
import { createGateway, type Gateway } from '../yoga.ts'

export interface OpenGateway extends Gateway {
  /** How secrets of keys are stored here. */
  readonly digest: Digest
  /** Answers on the port of the metrics, not on that of the gateway. */
  readonly metrics: Pick<Gateway, 'requestListener'>
  /** What the response cache has done since the start. */
  cacheCounts(): CacheCounts
  /** What caches in front have been told since the start, by address. */
  purgeCounts(): ReadonlyMap<string, PurgeCounts>
  /** The gateway is about to close: from now on it is not ready, and goes on answering. */
  drain(): void
  /** After the last request, before the database closes. */
  close(): Promise<void>
}

/**
 * The whole gateway over a migrated database, without a port: content, keys, prices, quotas, pages. It is not ready before
 * `isFilled` says so, as where the samples are still being imported.
 */
export async function openGateway(
  config: Config,
  database: Database,
  log: Log,
  isFilled: () => boolean = () => true,
): Promise<OpenGateway> {
  const { db, vital } = database
  const clock = await createClock(vital, log)
  const cursors = createCursorCodec(await getSecret(db, 'cursor'))
  const keys = await openKeys(config, database, log)
  const stopRefreshing = await keepSearchFresh(database, log)
  const reads = await openReads(config, database, log)
  const cache = await openResponseCache(config, database, clock, log, reads.notePrimary)
  const purging = await openPurging(config, database, log)
  const admission = createAdmission({ atOnce: config.operationsAtOnce, maxWaiting: config.operationsWaiting })
  const metrics = createMetrics({
    quotaFallbacks: keys.quotaFallbacks,
    quotaCounts: keys.quotaCounts,
    pool: database.pool,
    admission,
    readServers: reads.servers,
    cacheCounts: () => cache.responses.counts,
    cacheBytes: () => cache.responses.bytes,
    purgeCounts: () => purging.counts,
  })
  const related = createRelatedKeeper(database, log)
  let isDraining = false
  const { maxAnswerBytes } = config
  const onWritten = (): void => {
    cache.distrust()
    reads.distrust()
  }
  const options = { db, cursors, digest: keys.digest, clock, onWritten, onBatch: metrics.noteBatch }
  const contentOf = (initial: InitialContext): ContentContext => {
    const { caller } = knownMeterOf(initial)
    return createContent({ clock, maxAnswerBytes }, caller, initial.stop, reads.of(caller, initial.exchange))
  }
  const gateway = createGateway({
    schema,
    log,
    createContent: contentOf,
    createContext: (initial) => {
      const meter = knownMeterOf(initial)
      const viewer = { ...meter.caller, rateLimit: () => meter.rateLimit() }
      return createContext(options, viewer, hasContent(initial) ? initial : contentOf(initial))
    },
    ...(config.compiled
      ? { compiled: createCompiledQueries({ db, schema, cursors, maxAnswerBytes, noteRelated: related.note }) }
      : {}),
    isReady: async () => !isDraining && isFilled() && (reads.canReplacePrimary() || (await isUpToDate(vital))),
    introspection: config.introspection,
    limits: { ...config.documentLimits, maxAnswerBytes },
    deadlineMs: config.operationMs,
    admission,
    cache: cache.responses,
    knownKeys: keys.keptFor,
    plugins: [metrics.plugin, ...keys.plugins],
  })
  keys.onDocumentsRemoved(gateway.forgetRequests)
  return {
    ...gateway,
    digest: keys.digest,
    metrics,
    cacheCounts: () => cache.responses.counts,
    purgeCounts: () => purging.counts,
    drain: () => void (isDraining = true),
    close: async () => {
      clock.stop()
      admission.stop()
      await Promise.all([stopRefreshing(), related.stop(), keys.close(), cache.close(), purging.stop()])
      await reads.close()
    },
  }
}

function knownMeterOf(context: InitialContext): Meter {
  const meter = meterOf(context)
  if (meter === undefined) throw new Error('The caller is not known yet: useKeys has to come first.')
  return meter
}
