import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../../schema/global-id.ts'
import { openRealGateway, type RealGateway } from './real-gateway.ts'

let real: RealGateway
let admin: string
beforeAll(async () => {
  real = await openRealGateway()
  admin = (await real.createKey({ name: 'Admin', scopes: ['KEYS_ADMIN', 'CONTENT_READ'] })).secret
})
afterAll(async () => real.stop())

interface Made {
  apiKey: { id: string; [field: string]: unknown } | null
  secret: string | null
  userErrors: { code: string; message: string; path: string[] | null }[]
}

const keyFields = `apiKey { id name prefix scopes expiresAt revokedAt previousSecretValidUntil allowedOrigins
  allowedTopics { path } pointsPerMinute persistedOnly }`

async function change(field: string, input: object, key: string | null = admin): Promise<Made> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`
  const secret = field === 'revokeApiKey' ? '' : 'secret'
  const document = `mutation ($input: ${type}) { ${field}(input: $input) { ${keyFields} ${secret} userErrors { code message path } } }`
  const answer = await real.ask(document, key, { input })
  if (answer.data?.[field] === undefined || answer.data[field] === null)
    throw new Error(`${String(answer.code)}: ${answer.message}`)
  return answer.data[field] as Made
}

async function create(
  input: object = {},
): Promise<{ id: string; secret: string; apiKey: NonNullable<Made['apiKey']> }> {
  const { apiKey, secret, userErrors } = await change('createApiKey', {
    name: 'Partner',
    scopes: ['CONTENT_READ'],
    ...input,
  })
  if (apiKey === null || secret === null) throw new Error(JSON.stringify(userErrors))
  return { id: apiKey.id, secret, apiKey }
}

const one = '{ articles(first: 1) { nodes { id } } }'
const statusOf = async (key: string) => (await real.ask(one, key)).status

describe('a key made by mutation', () => {
  test('works at once, and is as it was asked for; its secret is in no other answer and no log', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    const { id, secret, apiKey } = await create({
      name: '  Partner One ',
      scopes: ['CONTENT_READ', 'CONTENT_BODY'],
      expiresAt,
      allowedOrigins: ['https://www.example.org'],
      pointsPerMinute: 500,
    })
    expect(apiKey).toMatchObject({
      name: 'Partner One',
      prefix: secret.slice(0, 14),
      scopes: ['CONTENT_READ', 'CONTENT_BODY'],
      allowedOrigins: ['https://www.example.org'],
      allowedTopics: null,
      pointsPerMinute: 500,
      persistedOnly: false,
      revokedAt: null,
    })
    expect(Date.parse(String(apiKey['expiresAt']))).toBe(Date.parse(expiresAt))
    const answer = await real.ask('{ viewer { isAnonymous scopes apiKey { id } rateLimit { limit } } }', secret)
    expect(answer.data?.['viewer']).toEqual({
      isAnonymous: false,
      scopes: ['CONTENT_READ', 'CONTENT_BODY'],
      apiKey: { id },
      rateLimit: { limit: 500 },
    })
    expect(real.log()).not.toContain(secret)
    const rows = await real.db.selectFrom('api_key_secret').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret.slice(14))
  })

  test('is refused with what is wrong, each by its path, and nothing is written', async () => {
    const count = async () => (await real.db.selectFrom('api_key').select('id').execute()).length
    const before = await count()
    const section = await real.db.selectFrom('topic').select('id').limit(1).executeTakeFirstOrThrow()
    for (const [input, expected] of [
      [
        { name: ' ', scopes: [] },
        [
          ['REQUIRED', ['name']],
          ['REQUIRED', ['scopes']],
        ],
      ],
      [{ name: 'x'.repeat(101) }, [['TOO_LONG', ['name']]]],
      [{ name: 'a\nb' }, [['INVALID', ['name']]]],
      [{ expiresAt: '2020-01-01T00:00:00Z' }, [['INVALID', ['expiresAt']]]],
      [{ allowedOrigins: ['https://www.example.org/path'] }, [['INVALID', ['allowedOrigins']]]],
      [{ allowedOrigins: [] }, [['REQUIRED', ['allowedOrigins']]]],
      [{ allowedTopics: [toGlobalId('Topic', 999_999)] }, [['NOT_FOUND', ['allowedTopics']]]],
      [{ allowedTopics: [toGlobalId('Article', section.id)] }, [['NOT_FOUND', ['allowedTopics']]]],
      [{ pointsPerMinute: 0 }, [['INVALID', ['pointsPerMinute']]]],
    ] as const) {
      const made = await change('createApiKey', { name: 'Partner', scopes: ['CONTENT_READ'], ...input })
      expect([made.apiKey, made.secret]).toEqual([null, null])
      expect([input, made.userErrors.map(({ code, path }) => [code, path])]).toEqual([input, expected])
      expect(made.userErrors.every(({ message }) => message.endsWith('.'))).toBe(true)
    }
    expect(await count()).toBe(before)
  })

  test('that a NUL would name is refused before SQL', async () => {
    const document =
      'mutation ($name: String!) { createApiKey(input: { name: $name, scopes: [CONTENT_READ] }) { secret userErrors { code path } } }'
    const answer = await real.ask(document, admin, { name: 'a\u0000b' })
    const payload = answer.data?.['createApiKey'] as Made | undefined
    expect(answer.code ?? payload?.userErrors[0]?.code).toMatch(/BAD_USER_INPUT|INVALID/)
  })

  test('asks for KEYS_ADMIN, and without it nothing is written', async () => {
    const { secret } = await create()
    const before = (await real.db.selectFrom('api_key').select('id').execute()).length
    for (const key of [secret, null]) {
      const answer = await real.ask(
        'mutation { createApiKey(input: { name: "x", scopes: [KEYS_ADMIN] }) { secret } }',
        key,
      )
      expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN', extensions: { requiredScope: 'KEYS_ADMIN' } })
    }
    expect((await real.db.selectFrom('api_key').select('id').execute()).length).toBe(before)
  })

  test('stops by itself when it expires', async () => {
    const { secret } = await create({ expiresAt: new Date(Date.now() + 3_000).toISOString() })
    expect(await statusOf(secret)).toBe(200)
    await expect.poll(async () => await statusOf(secret), { interval: 100, timeout: 120_000 }).toBe(401)
    const late = await real.ask(one, secret)
    expect([late.status, late.message]).toEqual([401, 'This API key has expired. Ask the publisher for a new one.'])
  })

  test('of some topics sees those alone, on every path', async () => {
    const sections = await real.ask(
      '{ topics(first: 2, filter: { roots: true, types: [SECTION] }) { nodes { id path } } }',
    )
    const { topics } = sections.data as { topics: { nodes: { id: string; path: string }[] } }
    const [topic] = topics.nodes
    if (topic === undefined) throw new Error('The samples have no sections.')
    const { secret, apiKey } = await create({ allowedTopics: [topic.id] })
    expect(apiKey['allowedTopics']).toEqual([{ path: topic.path }])
    const all = '{ articles(first: 100) { count { value } nodes { id topics { path } } } }'
    const limited = (await real.ask(all, secret)).data?.['articles'] as {
      count: { value: number }
      nodes: { id: string; topics: { path: string }[] }[]
    }
    const open = (await real.ask(all)).data?.['articles'] as typeof limited
    expect(limited.nodes.length).toBeGreaterThan(0)
    expect(limited.nodes.length).toBeLessThan(open.nodes.length)
    expect(limited.count.value).toBe(limited.nodes.length)
    const within = (path: string) => path === topic.path || path.startsWith(`${topic.path}/`)
    expect(limited.nodes.filter(({ topics }) => !topics.some(({ path }) => within(path)))).toEqual([])
    const seen = new Set(limited.nodes.map(({ id }) => id))
    const hidden = open.nodes.find(({ id }) => !seen.has(id))?.id
    const byNode = await real.ask('query ($id: ID!) { node(id: $id) { id } }', secret, { id: hidden })
    expect(byNode.data).toEqual({ node: null })
  })

  test('of some origins refuses other pages, over HTTP', async () => {
    const { secret } = await create({ allowedOrigins: ['https://www.example.org'] })
    expect((await real.ask(one, secret, {}, { origin: 'https://www.example.org' })).status).toBe(200)
    const other = await real.ask(one, secret, {}, { origin: 'https://evil.example' })
    expect([other.status, other.code]).toEqual([403, 'FORBIDDEN'])
  })

  test('for registered documents only runs no other', async () => {
    const { secret } = await create({ persistedOnly: true })
    expect(await real.ask(one, secret)).toMatchObject({ status: 403, code: 'PERSISTED_ONLY' })
  })
})

describe('a rotation', () => {
  test('leaves the old secret beside the new one for as long as it was asked, and no longer', async () => {
    const { id, secret } = await create()
    const made = await change('rotateApiKey', { id, overlapSeconds: 2 })
    expect(made.apiKey?.id).toBe(id)
    expect(made.apiKey?.['previousSecretValidUntil']).not.toBeNull()
    const fresh = made.secret ?? ''
    expect([await statusOf(secret), await statusOf(fresh)]).toEqual([200, 200])
    await sleep(2_100)
    expect([await statusOf(secret), await statusOf(fresh)]).toEqual([401, 200])
  })

  test('without overlap ends the old one at once', async () => {
    const { id, secret } = await create()
    const { secret: fresh } = await change('rotateApiKey', { id, overlapSeconds: 0 })
    await expect.poll(async () => await statusOf(secret), { interval: 5, timeout: 120_000 }).toBe(401)
    expect(await statusOf(fresh ?? '')).toBe(200)
  })

  test('is what a key may do to itself, and to no other', async () => {
    const [one, other] = [await create(), await create()]
    const made = await change('rotateApiKey', { id: one.id, overlapSeconds: 60 }, one.secret)
    expect(await statusOf(made.secret ?? '')).toBe(200)
    await expect(change('rotateApiKey', { id: other.id }, one.secret)).rejects.toThrow('FORBIDDEN')
    await expect(change('revokeApiKey', { id: one.id }, one.secret)).rejects.toThrow('FORBIDDEN')
    await expect(change('rotateApiKey', { id: one.id }, null)).rejects.toThrow('FORBIDDEN')
  })

  test('leaves the old secret what concerns content, and nothing that concerns keys', async () => {
    const { id, secret } = await create({ scopes: ['CONTENT_READ', 'KEYS_ADMIN'] })
    const { secret: fresh } = await change('rotateApiKey', { id, overlapSeconds: 600 }, secret)
    const { id: other } = await create()
    expect(await statusOf(secret)).toBe(200)
    await expect(change('rotateApiKey', { id }, secret)).rejects.toThrow(/^FORBIDDEN: .*replaced/)
    await expect(change('rotateApiKey', { id: other }, secret)).rejects.toThrow(/^FORBIDDEN: .*replaced/)
    await expect(change('revokeApiKey', { id: other }, secret)).rejects.toThrow(/^FORBIDDEN: .*replaced/)
    await expect(change('createApiKey', { name: 'X', scopes: ['KEYS_ADMIN'] }, secret)).rejects.toThrow('FORBIDDEN')
    const scopes = async (key: string) => (await real.ask('{ viewer { scopes } }', key)).data?.['viewer']
    expect(await scopes(secret)).toEqual({ scopes: ['CONTENT_READ'] })
    expect(await scopes(fresh ?? '')).toEqual({ scopes: ['CONTENT_READ', 'KEYS_ADMIN'] })
    expect((await change('rotateApiKey', { id, overlapSeconds: 600 }, fresh)).userErrors).toEqual([])
    expect((await change('revokeApiKey', { id })).userErrors).toEqual([])
  })

  test('ends every former secret when the last one ends', async () => {
    const { id, secret } = await create()
    const { secret: second } = await change('rotateApiKey', { id })
    const { secret: third, apiKey } = await change('rotateApiKey', { id, overlapSeconds: 600 })
    expect(Date.parse(String(apiKey?.['previousSecretValidUntil']))).toBeLessThan(Date.now() + 3_600_000)
    const { secret: fourth } = await change('rotateApiKey', { id, overlapSeconds: 0 })
    await expect
      .poll(async () => await Promise.all([secret, second ?? '', third ?? '', fourth ?? ''].map(statusOf)))
      .toEqual([401, 401, 401, 200])
  })

  test('says what is wrong by path', async () => {
    const { id } = await create()
    const errorsOf = async (input: object) =>
      (await change('rotateApiKey', input)).userErrors.map(({ code, path }) => [code, path])
    expect(await errorsOf({ id, overlapSeconds: -1 })).toEqual([['INVALID', ['overlapSeconds']]])
    expect(await errorsOf({ id, overlapSeconds: 7_776_001 })).toEqual([['INVALID', ['overlapSeconds']]])
    expect(await errorsOf({ id: toGlobalId('ApiKey', 999_999) })).toEqual([['NOT_FOUND', ['id']]])
    expect(await errorsOf({ id: toGlobalId('Topic', 1) })).toEqual([['NOT_FOUND', ['id']]])
    await change('revokeApiKey', { id })
    expect(await errorsOf({ id })).toEqual([['NOT_ALLOWED', ['id']]])
  })
})

describe('a revocation', () => {
  test('ends all secrets of the key at once, and can be repeated', async () => {
    const { id, secret } = await create()
    const { secret: fresh } = await change('rotateApiKey', { id, overlapSeconds: 600 })
    expect([await statusOf(secret), await statusOf(fresh ?? '')]).toEqual([200, 200])
    const first = await change('revokeApiKey', { id })
    expect(first.userErrors).toEqual([])
    await expect
      .poll(async () => [await statusOf(secret), await statusOf(fresh ?? '')], { interval: 5, timeout: 120_000 })
      .toEqual([401, 401])
    const again = await change('revokeApiKey', { id })
    expect(again.apiKey?.['revokedAt']).toBe(first.apiKey?.['revokedAt'])
  })
})

describe('the usage of a key', () => {
  test('is what it did, once it is written, on the next gateway too', async () => {
    const { secret } = await create()
    await real.ask('query Front { articles(first: 2) { nodes { id } } }', secret)
    await real.ask('query Front { articles(first: 2) { nodes { id } } }', secret)
    await real.ask('{ nonsense }', secret)
    await real.stop()
    real = { ...real, ...(await openRealGateway({}, real)) }
    const answer = await real.ask(
      '{ viewer { usage { requests points errors throttled byDay { date requests } topOperations(first: 1) { name requests points p95Ms errors } } } }',
      secret,
    )
    const today = new Date().toISOString().slice(0, 10)
    expect(answer.data?.['viewer']).toEqual({
      usage: {
        requests: 3,
        points: 3 + 3 + 1,
        errors: 1,
        throttled: 0,
        byDay: [{ date: today, requests: 3 }],
        topOperations: [{ name: 'Front', requests: 2, points: 6, p95Ms: expect.any(Number), errors: 0 }],
      },
    })
    const anonymous = await real.ask('{ viewer { isAnonymous usage { requests byDay { date } } } }')
    expect(anonymous.data?.['viewer']).toEqual({ isAnonymous: true, usage: { requests: 0, byDay: [] } })
  })
})
