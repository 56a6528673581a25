import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'

/** How many gateways share one Redis. */
export interface Instances {
  /** As last heard, this one included; 1 before anything was heard. */
  readonly count: () => number
  readonly stop: () => Promise<void>
}

const set = 'masthead:instances'
const beatMs = 5_000
/** Who was not heard of for three beats is gone. */
const goneMs = 3 * beatMs

/** Tells Redis every 5 s that this gateway lives, and hears how many do. While Redis is away the last count holds. */
export function countInstances(redis: Redis): Instances {
  const id = randomUUID()
  let count = 1

  async function beat(): Promise<void> {
    const now = Date.now()
    try {
      const answers = await redis
        .multi()
        .zadd(set, now, id)
        .zremrangebyscore(set, 0, now - goneMs)
        .zcard(set)
        .pexpire(set, goneMs)
        .exec()
      const heard = Number(answers?.[2]?.[1])
      if (heard >= 1) count = heard
    } catch {
      // the connection says so itself
    }
  }

  redis.on('ready', () => void beat())
  const timer = setInterval(() => void beat(), beatMs).unref()
  return {
    count: () => count,
    async stop() {
      clearInterval(timer)
      await redis.zrem(set, id).catch(() => undefined)
    },
  }
}
