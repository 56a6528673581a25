import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { bucketScript } from './bucket-script.ts'
import { refused, taken, windowMs, type Bucket } from './bucket.ts'

/** How long a connection may leave a command without an answer before it is opened anew. */
const silentMs = 30_000

/** The buckets that several instances share. */
export class RedisBuckets {
  readonly #redis: Redis

  constructor(redis: Redis) {
    this.#redis = redis
    redis.defineCommand('takePoints', { numberOfKeys: 1, lua: bucketScript })
  }

  /**
   * Takes points where they fit, and adds `debt` whether it fits or not. Waits for the answer as long as there is a connection, so
   * that it is known what was counted; rejects where that is lost.
   */
  async take(key: string, limit: number, points: number, debt = 0): Promise<Bucket> {
    const silence = new AbortController()
    void this.#reconnectAfter(silence.signal)
    try {
      const client = this.#redis as Redis & WithTakePoints
      const [fits, used] = await client.takePoints(`masthead:quota:${key}`, points, limit, windowMs, debt)
      return fits === 1 ? taken(limit, used) : refused(limit, used, points)
    } finally {
      silence.abort()
    }
  }

  /** A firewall that drops packets never says so: without this, a command would wait for as long as TCP tries. */
  async #reconnectAfter(answered: AbortSignal): Promise<void> {
    const isSilent = await wait(silentMs, true, { signal: answered, ref: false }).catch(() => false)
    if (isSilent) this.#redis.disconnect(true)
  }
}

interface WithTakePoints {
  takePoints(
    ...given: [key: string, points: number, limit: number, ms: number, debt: number]
  ): Promise<[fits: number, used: number]>
}
