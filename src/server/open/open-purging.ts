import { type PurgeWorker, startPurging } from '../../cache/purge/purge-worker.ts'
import { toPurgeTarget } from '../../cache/purge/target.ts'
import type { Config } from '../../config.ts'
import type { Database } from '../../db/connect.ts'
import { type Logger, throttled } from '../logger.ts'

/** Tells the caches of the configuration what has changed; none by default. Throws where the database is away. */
export async function openPurging(
  { purgeTargets, fastlyToken, cloudflareToken }: Pick<Config, 'purgeTargets' | 'fastlyToken' | 'cloudflareToken'>,
  database: Database,
  log: Logger,
): Promise<Pick<PurgeWorker, 'counts' | 'stop'>> {
  if (purgeTargets.length === 0) return { counts: new Map(), stop: async () => undefined }
  const tokens = { fastly: fastlyToken, cloudflare: cloudflareToken }
  const tell = throttled(log, 'A cache in front could not be told what has changed; it is tried again')
  return await startPurging({
    database,
    targets: purgeTargets.map((address) => toPurgeTarget(address, tokens)),
    onError: tell,
  })
}
