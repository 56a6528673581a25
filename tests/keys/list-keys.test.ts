import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUsage } from '../../src/db/keys/usage.ts'
import { histogramBuckets } from '../../src/keys/histogram.ts'
import { revokeApiKey } from '../../src/keys/life-cycle.ts'
import { openRealGateway, type RealGateway } from './real-gateway.ts'

let real: RealGateway
let admin: { secret: string; id: number }

beforeAll(async () => {
  real = await openRealGateway()
  admin = await real.createKey({ name: 'The operator', scopes: ['KEYS_ADMIN'] })
  const histogram = Array.from({ length: histogramBuckets }, () => 0)
  for (const name of ['First', 'Second', 'Third']) {
    const { id } = await real.createKey({ name })
    const day = new Date().toISOString().slice(0, 10)
    const row = { keyId: id, day, requests: id, points: id, errors: 0, throttled: 0, histogram }
    await addUsage(real.db, [
      { ...row, operation: `Of${name}` },
      { ...row, operation: '' },
    ])
    if (name === 'Second') await revokeApiKey(real.db, id)
  }
})
afterAll(async () => real.stop())

test('who administers keys sees them, the newest first, the revoked ones if asked', async () => {
  const names = async (includeRevoked: boolean) => {
    const { data } = await real.ask(
      'query ($includeRevoked: Boolean) { apiKeys(includeRevoked: $includeRevoked) { name revokedAt } }',
      admin.secret,
      { includeRevoked },
    )
    return (data as { apiKeys: { name: string; revokedAt: string | null }[] }).apiKeys
  }
  expect((await names(false)).map(({ name }) => name)).toEqual(['Third', 'First', 'The operator'])
  const all = await names(true)
  expect(all.map(({ name, revokedAt }) => [name, revokedAt !== null])).toEqual([
    ['Third', false],
    ['Second', true],
    ['First', false],
    ['The operator', false],
  ])
})

test('what many keys have used costs three statements, and each sees its own', async () => {
  const query = '{ apiKeys(includeRevoked: true) { name usage { requests topOperations(first: 1) { name } } } }'
  interface Answer {
    data: { apiKeys: { name: string; usage: { requests: number; topOperations: { name: string | null }[] } }[] }
    extensions: { explain: { statements: number } }
  }
  const ask = async (): Promise<Answer> => {
    const response = await fetch(real.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${admin.secret}` },
      body: JSON.stringify({ query, extensions: { explain: true } }),
    })
    return (await response.json()) as Answer
  }
  const { data } = await ask()
  const used = new Map(data.apiKeys.map(({ name, usage }) => [name, usage]))
  const [first, third] = [used.get('First'), used.get('Third')]
  // they were made one after the other
  expect(third?.requests).toBe((first?.requests ?? 0) + 4)
  expect(first?.topOperations.length).toBe(1)
  expect(used.get('The operator')?.topOperations).toEqual([])
  // the keys, their days, their operations and what they use that is deprecated; now and then the caller's own key is looked up once more
  await expect.poll(async () => (await ask()).extensions.explain.statements).toBe(4)
})

test('others see neither the keys nor what another one has used', async () => {
  const reader = await real.createKey({ name: 'A reader' })
  expect((await real.ask('{ apiKeys { name } }', reader.secret)).code).toBe('FORBIDDEN')
  expect((await real.ask('{ apiKeys { name } }')).code).toBe('FORBIDDEN')
  const own = await real.ask('{ viewer { apiKey { name usage { requests } } } }', reader.secret)
  expect(own.data).toEqual({ viewer: { apiKey: { name: 'A reader', usage: { requests: 0 } } } })
})
