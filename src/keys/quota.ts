import type { Redis } from 'ioredis'
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { bucketScript } from './bucket-script.ts'
import type { Caller } from './caller.ts'
import { Lru } from '../lru.ts'
import { MemoryBuckets } from './memory-buckets.ts'

/** A bucket after points were taken from it, or after it refused. */
export interface Bucket {
  readonly accepted: boolean
  /** Points a minute, and points in a full bucket. */
  readonly limit: number
  readonly remaining: number
  /** Milliseconds until the refused points fit; 0 where they were taken. */
  readonly retryMs: number
  /** Milliseconds until the bucket is full again, if nothing else is taken. */
  readonly resetMs: number
}

export interface Quota {
  /** Takes points from the caller's bucket, 0 to look only. Null: the caller is not limited. Never throws. */
  readonly take: (caller: Caller, points: number) => Promise<Bucket | null>
  /** Gives points back that were taken and not used. Does not wait and never throws. */
  readonly giveBack: (caller: Caller, points: number) => void
}

export interface QuotaOptions {
  /** Shares the buckets of all instances; null: they are this process' own. */
  readonly redis: Redis | null
  /** How many gateways share Redis. */
  readonly instances?: () => number
  /** Hears each time that Redis failed and the local buckets took over. */
  readonly onFallback?: (error: unknown) => void
}

const windowSeconds = 60

/** How long Redis is left alone after it failed, so that one request a second waits for it and not all of them. */
const restMs = 1_000

/**
 * Token buckets of `pointsPerMinute`, refilled all the time: one for each key, and one for each address without a key.
 *
 * With Redis they are shared. This process keeps its own share of each (limit / instances) beside them, charged for all that
 * passes here; while Redis is slow or gone those decide, so the limit stays about what it was: neither open nor closed.
 */
export function createQuota({ redis, instances = () => 1, onFallback }: QuotaOptions): Quota {
  const shared = redis === null ? null : limiters(redis)
  const local = limiters(new MemoryBuckets())
  let restUntil = 0

  const shareOf = (limit: number) => (shared === null ? limit : Math.max(1, Math.floor(limit / instances())))

  async function takeLocally(key: string, limit: number, points: number): Promise<Bucket> {
    const share = shareOf(limit)
    // what costs more than a share takes all of it, or it would never run again
    return await takeFrom(local(share), key, share, Math.min(points, share))
  }

  return {
    async take(caller, points) {
      const limit = caller.pointsPerMinute
      if (limit === 0) return null
      const key = keyOf(caller)
      if (shared === null || performance.now() < restUntil) return await takeLocally(key, limit, points)
      try {
        const bucket = await takeFrom(shared(limit), key, limit, points)
        if (bucket.accepted && points > 0) await takeLocally(key, limit, points)
        return bucket
      } catch (error) {
        restUntil = performance.now() + restMs
        onFallback?.(error)
        return await takeLocally(key, limit, points)
      }
    },
    giveBack(caller, points) {
      const limit = caller.pointsPerMinute
      if (limit === 0 || points <= 0) return
      const key = keyOf(caller)
      const share = shareOf(limit)
      local(share)
        .reward(key, Math.min(points, share))
        .catch(() => undefined)
      if (shared === null || performance.now() < restUntil) return
      // points that Redis does not get back cost the caller a little of this minute, no more
      shared(limit)
        .reward(key, points)
        .catch(() => undefined)
    },
  }
}

function keyOf(caller: Caller): string {
  return caller.keyId === null ? `address:${caller.address}` : `key:${caller.keyId}`
}

/** A limiter counts to one limit: one for each limit that a caller has. */
function limiters(storeClient: Redis | MemoryBuckets): (points: number) => RateLimiterRedis {
  const made = new Lru<RateLimiterRedis>(1_000)
  return (points) => {
    const held = made.get(String(points))
    if (held !== undefined) return held
    const limiter = new RateLimiterRedis({
      storeClient,
      keyPrefix: 'masthead:quota',
      points,
      duration: windowSeconds,
      customIncrTtlLuaScript: bucketScript,
    })
    made.set(String(points), limiter)
    return limiter
  }
}

/** Throws where the store fails. */
async function takeFrom(limiter: RateLimiterRedis, key: string, limit: number, points: number): Promise<Bucket> {
  try {
    const { remainingPoints, msBeforeNext } = await limiter.consume(key, points)
    return { accepted: true, limit, remaining: remainingPoints, retryMs: 0, resetMs: msBeforeNext }
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const used = refusal.consumedPoints - points
    const resetMs = Math.ceil((used * windowSeconds * 1000) / limit)
    return { accepted: false, limit, remaining: Math.max(0, limit - used), retryMs: refusal.msBeforeNext, resetMs }
  }
}
