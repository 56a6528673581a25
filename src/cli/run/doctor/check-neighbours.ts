import type { Config } from '../../../config.ts'
import { connectRedis } from '../../../keys/redis.ts'
import { bad, fine, mind, type Finding } from './finding.ts'

const timeoutMs = 3_000

/** Redis, where it is configured: whether it answers, and how old it is. */
export async function checkRedis(url: string | null): Promise<Finding> {
  if (url === null) return fine('redis', 'None is configured: each gateway counts quotas for itself.')
  let reason = `it did not answer within ${timeoutMs / 1000} s`
  const redis = await connectRedis(url, (error) => (reason = error.message))
  try {
    await untilReady(redis)
    const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? 'of unknown version'
    return fine('redis', `Redis ${version} answers.`)
  } catch (error) {
    if (error instanceof Error && error.message !== '') reason = error.message
    return bad(
      'redis',
      `Redis does not answer: ${reason}.`,
      'Start it, or correct REDIS_URL. Until then each gateway goes on with its own share of the quotas.',
    )
  } finally {
    redis.disconnect()
  }
}

async function untilReady(redis: Awaited<ReturnType<typeof connectRedis>>): Promise<void> {
  if (redis.status === 'ready') return
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const late = setTimeout(() => reject(new Error('')), timeoutMs)
  redis.once('ready', resolve)
  redis.once('end', () => reject(new Error('')))
  try {
    await promise
  } finally {
    clearTimeout(late)
  }
}

/** Whether a gateway answers at the address of this configuration. */
export async function checkGateway({ host, port }: Config): Promise<Finding> {
  const at = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const response = await fetch(`${at}/health/ready`, { signal: AbortSignal.timeout(timeoutMs) }).catch(() => null)
  if (response === null)
    return mind('gateway', `Nothing answers at ${at}.`, 'Start it with "npm start", if it should run here.')
  return response.ok
    ? fine('gateway', `It is ready at ${at}.`)
    : mind(
        'gateway',
        `It answers at ${at}, and is not ready (${response.status}).`,
        'Wait for its start, or read its log.',
      )
}
