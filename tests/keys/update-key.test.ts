import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../../schema/global-id.ts'
import { readKeyVersion } from '../../src/db/keys/api-keys.ts'
import { revokeApiKey, rotateApiKey } from '../../src/keys/life-cycle.ts'
import { openRealGateway, type RealGateway } from './real-gateway.ts'

let real: RealGateway
let admin: string
let topic: { id: string; path: string }
beforeAll(async () => {
  real = await openRealGateway()
  admin = (await real.createKey({ name: 'Admin', scopes: ['KEYS_ADMIN', 'CONTENT_READ'] })).secret
  const answer = await real.ask('{ topics(first: 1) { nodes { id path } } }')
  const topics = answer.data?.['topics'] as { nodes: (typeof topic)[] } | undefined
  topic = topics?.nodes[0] ?? { id: '', path: '' }
})
afterAll(async () => real.stop())

const fields = 'name scopes expiresAt allowedOrigins allowedTopics { path } pointsPerMinute persistedOnly'

async function update(id: number, changes: object, key = admin) {
  const input = { id: toGlobalId('ApiKey', id), ...changes }
  const document = `mutation ($input: UpdateApiKeyInput!) { updateApiKey(input: $input) { apiKey { ${fields} } userErrors { code message path } } }`
  const { data, code } = await real.ask(document, key, { input })
  return (data?.['updateApiKey'] ?? { code }) as {
    apiKey: Record<string, unknown> | null
    userErrors: { code: string; path: string[] }[]
  }
}

const asMade = {
  name: 'A partner',
  scopes: ['CONTENT_READ', 'CONTENT_BODY'],
  expiresAt: null,
  allowedOrigins: null,
  allowedTopics: null,
  pointsPerMinute: 60_000,
  persistedOnly: false,
}
const make = () => real.createKey({ scopes: ['CONTENT_READ', 'CONTENT_BODY'] })

describe('a key that is changed', () => {
  test('is what was asked, and for the rest as it was; its secret goes on', async () => {
    const { id, secret } = await make()
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    const changes: [object, object][] = [
      [{ name: ' Partner Two ' }, { name: 'Partner Two' }],
      [{ allowedOrigins: ['https://www.example.org'] }, { allowedOrigins: ['https://www.example.org'] }],
      [{ allowedTopics: [topic.id] }, { allowedTopics: [{ path: topic.path }] }],
      [{ pointsPerMinute: 500 }, { pointsPerMinute: 500 }],
      [{ persistedOnly: true }, { persistedOnly: true }],
      [{ persistedOnly: false }, { persistedOnly: false }],
      [{ expiresAt }, { expiresAt }],
      [{ scopes: ['CONTENT_READ'] }, { scopes: ['CONTENT_READ'] }],
      [{ name: null, scopes: null, pointsPerMinute: null, persistedOnly: null }, {}],
      [
        { expiresAt: null, allowedOrigins: null, allowedTopics: null },
        { expiresAt: null, allowedOrigins: null, allowedTopics: null },
      ],
    ]
    let wanted: object = asMade
    for (const [change, result] of changes) {
      wanted = { ...wanted, ...result }
      expect(await update(id, change)).toEqual({ apiKey: wanted, userErrors: [] })
    }
    await expect
      .poll(
        async () => (await real.ask('{ viewer { apiKey { name pointsPerMinute } scopes } }', secret)).data?.['viewer'],
      )
      .toEqual({ apiKey: { name: 'Partner Two', pointsPerMinute: 500 }, scopes: ['CONTENT_READ'] })
  })

  test('by the same request again is not changed again', async () => {
    const { id } = await make()
    await update(id, { name: 'Once', allowedOrigins: ['https://a.example'] })
    const version = await readKeyVersion(real.db)
    expect((await update(id, { name: 'Once', allowedOrigins: ['https://a.example'] })).userErrors).toEqual([])
    expect(await readKeyVersion(real.db)).toBe(version)
  })

  test('only loses scopes, also after a rotation', async () => {
    const { id } = await make()
    const widened = {
      apiKey: null,
      userErrors: [
        { code: 'NOT_ALLOWED', path: ['scopes'], message: expect.stringMatching(/CONTENT_PREVIEW.*new key/) },
      ],
    }
    expect(await update(id, { scopes: ['CONTENT_READ', 'CONTENT_BODY', 'CONTENT_PREVIEW'] })).toEqual(widened)
    await rotateApiKey(real.db, real.gateway.digest, id, 0)
    expect(await update(id, { scopes: ['CONTENT_PREVIEW'] })).toEqual(widened)
    expect((await update(id, { scopes: ['CONTENT_BODY'] })).userErrors).toEqual([])
    expect((await update(id, { scopes: ['CONTENT_READ'] })).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }])
  })

  test('says everything that is wrong by path, and stays as it was', async () => {
    const { id } = await make()
    const wrong = async (changes: object) =>
      (await update(id, changes)).userErrors.map(({ code, path }) => [code, ...path])
    expect(
      await wrong({
        name: ' ',
        scopes: [],
        expiresAt: '2020-01-01T00:00:00Z',
        pointsPerMinute: 0,
        allowedOrigins: ['x'],
      }),
    ).toEqual([
      ['REQUIRED', 'name'],
      ['REQUIRED', 'scopes'],
      ['INVALID', 'expiresAt'],
      ['INVALID', 'allowedOrigins'],
      ['INVALID', 'pointsPerMinute'],
    ])
    expect(await wrong({ allowedTopics: [toGlobalId('Topic', 999_999)] })).toEqual([['NOT_FOUND', 'allowedTopics']])
    expect((await update(id, {})).apiKey).toEqual(asMade)
    expect((await update(999_999, { name: 'X' })).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['id'] }])
    await revokeApiKey(real.db, id)
    expect((await update(id, { name: 'X' })).userErrors).toMatchObject([{ code: 'NOT_ALLOWED', path: ['id'] }])
  })

  test('is changed by who administers keys, not by its holder', async () => {
    const { id, secret } = await make()
    expect(await update(id, { pointsPerMinute: 1e9 }, secret)).toEqual({ code: 'FORBIDDEN' })
  })
})
