import { Redis } from 'ioredis'

/**
 * A connection that never makes a request wait: a command has 50 ms, and without a connection it fails at once. It is opened
 * again for ever, at most 2 s apart. `onError` hears why it is away. Close it with `disconnect()`.
 */
export function connectRedis(url: string, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, {
    commandTimeout: 50,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  })
  redis.on('error', onError)
  return redis
}
