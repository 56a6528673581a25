import type { Redis } from 'ioredis'

/**
 * A connection without which commands fail at once; with one they wait for their answer, and who may not wait looks to it. It is
 * opened again for ever, at most 2 s apart. `onError` hears why it is away. Close it with `disconnect()`. The client is loaded here, since
 * few gateways have a Redis.
 */
export async function connectRedis(url: string, onError: (error: Error) => void): Promise<Redis> {
  const { Redis } = await import('ioredis')
  const redis = new Redis(url, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  })
  redis.on('error', onError)
  return redis
}
