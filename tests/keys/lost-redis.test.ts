import { expect, test, vi } from 'vitest'
import { anonymousCaller } from '../../src/keys/caller.ts'
import { countInstances } from '../../src/keys/instances.ts'
import { createQuota } from '../../src/keys/quota.ts'
import { connectRedis } from '../../src/keys/redis.ts'
import { createFaultProxy, type Fault } from '../support/servers/fault-proxy.ts'
import { testRedisUrl } from '../support/servers/redis.ts'

const faults: readonly Fault[] = ['down', 'black hole', 'half open', { delayMs: 200 }, { flappingEveryMs: 50 }]

test.skipIf(testRedisUrl === null)(
  'whatever happens to Redis, callers are counted and the process goes on',
  async () => {
    const proxy = await createFaultProxy(testRedisUrl ?? '')
    const redis = await connectRedis(proxy.url, () => undefined)
    const instances = countInstances(redis)
    let fallbacks = 0
    const quota = createQuota({ redis, instances: instances.count, onFallback: () => void fallbacks++ })
    const limits = {
      anonymousScopes: new Set<never>(),
      anonymousPointsPerMinute: 6_000,
      maxCostAnonymous: 5_000,
      maxCostKey: 20_000,
    }
    const caller = anonymousCaller(limits, `198.51.100.${Math.random()}`)
    const take = async () => (await quota.take(caller, 1))?.accepted
    await vi.waitFor(() => expect(redis.status).toBe('ready'), { timeout: 30_000 })
    for (const fault of faults) {
      await proxy.set(fault)
      for (let n = 0; n < 10; n++) expect(await take()).toBe(true)
      proxy.cut('reset')
      expect(await take()).toBe(true)
      await proxy.set('pass')
      proxy.cut('fin')
      await vi.waitFor(() => expect(redis.status).toBe('ready'), { timeout: 30_000 })
    }
    expect(fallbacks).toBeGreaterThan(0)
    await instances.stop()
    redis.disconnect()
    await proxy.close()
  },
)
