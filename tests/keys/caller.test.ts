import { expect, test } from 'vitest'
import type { FoundSecret } from '../../src/db/keys/api-keys.ts'
import { anonymousCaller, keyCaller, type CallerLimits } from '../../src/keys/caller.ts'

const limits: CallerLimits = {
  anonymousScopes: new Set(['CONTENT_READ']),
  anonymousPointsPerMinute: 20_000,
  maxCostAnonymous: 5_000,
  maxCostKey: 20_000,
}
const key: FoundSecret['key'] = {
  id: 7,
  name: 'A partner',
  environment: 'live',
  prefix: 'mh_live_7F3kQ2',
  scopes: ['CONTENT_READ', 'CONTENT_WRITE', 'KEYS_ADMIN'],
  createdAt: '2026-01-01T00:00:00Z',
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  previousSecretValidUntil: null,
  allowedOrigins: ['https://www.example.org'],
  allowedTopicIds: [5],
  pointsPerMinute: 60_000,
  persistedOnly: true,
}
const secret = (of: Partial<FoundSecret['key']> = {}, validUntil: string | null = null): FoundSecret => ({
  key: { ...key, ...of },
  digest: Buffer.alloc(0),
  validUntil,
})

test('who shows no key is one of many at an address, with what the configuration allows', () => {
  expect(anonymousCaller(limits, '198.51.100.4')).toEqual({
    kind: 'anonymous',
    keyId: null,
    name: null,
    keyPrefix: null,
    scopes: new Set(['CONTENT_READ']),
    isRotatedOut: false,
    allowedTopicIds: null,
    allowedOrigins: null,
    persistedOnly: false,
    pointsPerMinute: 20_000,
    maxCost: 5_000,
    address: '198.51.100.4',
  })
})

test('who shows a key is what its key says', () => {
  expect(keyCaller(limits, secret(), '198.51.100.4')).toEqual({
    kind: 'key',
    keyId: 7,
    name: 'A partner',
    keyPrefix: 'mh_live_7F3kQ2',
    scopes: new Set(['CONTENT_READ', 'CONTENT_WRITE', 'KEYS_ADMIN']),
    isRotatedOut: false,
    allowedTopicIds: [5],
    allowedOrigins: ['https://www.example.org'],
    persistedOnly: true,
    pointsPerMinute: 60_000,
    maxCost: 20_000,
    address: '198.51.100.4',
  })
})

test('a secret that was replaced does not administer keys', () => {
  const caller = keyCaller(limits, secret({}, '2999-01-01T00:00:00Z'), '198.51.100.4')
  expect(caller).toMatchObject({ isRotatedOut: true, scopes: new Set(['CONTENT_READ', 'CONTENT_WRITE']) })
})

test('no operation may cost more than a full bucket holds, except where there is none', () => {
  expect(keyCaller(limits, secret({ pointsPerMinute: 100 }), 'a').maxCost).toBe(100)
  expect(anonymousCaller({ ...limits, anonymousPointsPerMinute: 100 }, 'a').maxCost).toBe(100)
  expect(anonymousCaller({ ...limits, anonymousPointsPerMinute: 0 }, 'a')).toMatchObject({
    pointsPerMinute: 0,
    maxCost: 5_000,
  })
})
