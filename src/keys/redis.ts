import { Redis } from 'ioredis'

/**
 * A connection that never makes a request wait: a command has 50 ms unless said, and without a connection it fails at once. It is opened
 * again for ever, at most 2 s apart. `onError` hears why it is away. Close it with `disconnect()`.
 */
export function connectRedis(url: string, onError: (error: Error) => void, commandTimeout = 50): Redis {
  const redis = new Redis(url, {
    commandTimeout,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  })
  redis.on('error', onError)
  return redis
}
