import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Bucket } from './bucket.ts'
import type { Caller } from './caller.ts'
import { MemoryBuckets } from './memory-buckets.ts'
import { RedisBuckets } from './redis-buckets.ts'

export interface Quota {
  /** Takes points from the caller's bucket, 0 to look only. Null: the caller is not limited. Never throws. */
  readonly take: (caller: Caller, points: number) => Promise<Bucket | null> | Bucket | null
  /** Gives points back that were taken and not used. Does not wait and never throws. */
  readonly giveBack: (caller: Caller, points: number) => void
  /** Takes points that were used already, be they there or not: what the bucket lacks then has to refill first. As `giveBack`. */
  readonly takeAnyway: (caller: Caller, points: number) => void
}

/** A quota that knows what became of those who asked it. */
export interface CountingQuota extends Quota {
  /** Since the start. */
  readonly counts: QuotaCounts
}

/** What became of the operations that asked for points. */
export interface QuotaCounts {
  /** Their points were there. */
  readonly allowed: number
  readonly refused: number
  /** The caller has no limit. */
  readonly unlimited: number
}

export interface QuotaOptions {
  /** Shares the buckets of all instances; null: they are this process' own. */
  readonly redis: Redis | null
  /** How many gateways share Redis. */
  readonly instances?: () => number
  /** How long a request waits for Redis, in ms; 50 unless said. */
  readonly waitMs?: number
  /** Hears each time that Redis failed and the local buckets took over. */
  readonly onFallback?: (error: unknown) => void
}

/** How long Redis is left alone after it failed, so that one request a second waits for it and not all of them. */
const restMs = 1_000

/** Token buckets of `pointsPerMinute`, refilled all the time: one for each key, and one for each address without a key. */
export function createQuota({ redis, ...options }: QuotaOptions): CountingQuota {
  const buckets = redis === null ? ownBuckets() : sharedBuckets(new RedisBuckets(redis), options)
  const counts = { allowed: 0, refused: 0, unlimited: 0 }
  const noted = (bucket: Bucket, points: number): Bucket => {
    // who takes nothing only looks
    if (points > 0) counts[bucket.accepted ? 'allowed' : 'refused']++
    return bucket
  }
  return {
    counts,
    take(caller, points) {
      const limit = caller.pointsPerMinute
      if (limit === 0) {
        if (points > 0) counts.unlimited++
        return null
      }
      const taken = buckets.take(keyOf(caller), limit, points)
      return taken instanceof Promise ? taken.then((bucket) => noted(bucket, points)) : noted(taken, points)
    },
    giveBack(caller, points) {
      if (caller.pointsPerMinute > 0 && points > 0) buckets.giveBack(keyOf(caller), caller.pointsPerMinute, points)
    },
    takeAnyway(caller, points) {
      if (caller.pointsPerMinute > 0 && points > 0) buckets.takeAnyway(keyOf(caller), caller.pointsPerMinute, points)
    },
  }
}

function keyOf(caller: Caller): string {
  return caller.keyId === null ? `address:${caller.address}` : `key:${caller.keyId}`
}

interface Buckets {
  readonly take: (key: string, limit: number, points: number) => Bucket | Promise<Bucket>
  readonly giveBack: (key: string, limit: number, points: number) => void
  readonly takeAnyway: (key: string, limit: number, points: number) => void
}

function ownBuckets(): Buckets {
  const own = new MemoryBuckets()
  return {
    take: (key, limit, points) => own.take(key, limit, points),
    giveBack: (key, limit, points) => own.add(key, limit, -points),
    takeAnyway: (key, limit, points) => own.add(key, limit, points),
  }
}

/**
 * Buckets in Redis, and beside them this process' share of each (limit / instances), charged for all that passes here. While
 * Redis is slow or gone the share decides, so the limit stays about what it was: neither open nor closed.
 *
 * What passed by the share alone is owed: Redis is told with the next request of the same caller, so that nobody gets the whole
 * limit once more when it is back. An answer that comes late still counts, for it says what Redis has taken.
 */
function sharedBuckets(shared: RedisBuckets, options: Omit<QuotaOptions, 'redis'>): Buckets {
  const { instances = () => 1, waitMs = 50, onFallback } = options
  const here = new MemoryBuckets()
  const owed = new MemoryBuckets()
  let restUntil = 0
  let unanswered = 0

  const isAway = () => unanswered > 0 || performance.now() < restUntil
  const shareOf = (limit: number) => Math.max(1, Math.floor(limit / instances()))

  function takeHere(key: string, share: number, points: number): Bucket {
    // what costs more than a share takes all of it, or it would never run again
    const bucket = here.take(key, share, Math.min(points, share))
    if (bucket.accepted) owed.add(key, share, points)
    return bucket
  }

  return {
    async take(key, limit, points) {
      const share = shareOf(limit)
      if (isAway()) return takeHere(key, share, points)
      const debt = owed.used(key, share)
      owed.add(key, share, -debt)
      const asked = shared.take(key, limit, points, debt)
      const answer = await inTime(asked, waitMs)
      if ('bucket' in answer) {
        if (answer.bucket.accepted) here.add(key, share, points)
        return answer.bucket
      }
      onFallback?.(answer.error)
      restUntil = performance.now() + restMs
      const bucket = takeHere(key, share, points)
      unanswered += 1
      asked
        .then(
          (late) => {
            if (late.accepted && bucket.accepted) owed.add(key, share, -points)
            else if (late.accepted && points > 0) return shared.take(key, limit, -points)
          },
          () => owed.add(key, share, debt),
        )
        .catch(() => undefined)
        .finally(() => {
          unanswered -= 1
        })
      return bucket
    },
    giveBack(key, limit, points) {
      const share = shareOf(limit)
      here.add(key, share, -points)
      if (isAway()) owed.add(key, share, -points)
      // points that Redis does not get back cost the caller a little of this minute, no more
      else shared.take(key, limit, -points).catch(() => undefined)
    },
    takeAnyway(key, limit, points) {
      const share = shareOf(limit)
      here.add(key, share, points)
      if (isAway()) owed.add(key, share, points)
      else shared.take(key, limit, 0, Math.min(points, limit)).catch(() => owed.add(key, share, points))
    },
  }
}

/** The bucket, or why there is none in time. */
async function inTime(asked: Promise<Bucket>, waitMs: number): Promise<{ bucket: Bucket } | { error: unknown }> {
  const answered = new AbortController()
  const late = wait(waitMs, { error: new Error(`Redis took longer than ${waitMs} ms`) }, { signal: answered.signal })
  late.catch(() => undefined)
  const answer = await Promise.race([
    asked.then(
      (bucket) => ({ bucket }),
      (error: unknown) => ({ error }),
    ),
    late,
  ])
  answered.abort()
  return answer
}
