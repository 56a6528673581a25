import { afterAll, beforeEach, expect, test } from 'vitest'
import { toPurgeTarget } from '../../../src/cache/purge/target.ts'
import { foldedTags } from '../../../src/cache/surrogate-keys.ts'
import { startCacheServer } from '../../support/servers/cache-server.ts'

const cache = await startCacheServer()
afterAll(() => cache.stop())
beforeEach(() => void (cache.heard.length = 0))

const tokens = { fastly: 'fastly token', cloudflare: 'cloudflare token' }
const targetOf = (kind: string, path = '') => toPurgeTarget(`${kind}=${cache.url}${path}`, tokens)
const keys = [...foldedTags('article:7'), 'articles']

test('Varnish with xkey is told the keys, and to drop all without any', async () => {
  const varnish = targetOf('xkey')
  await varnish.purge(['article:7', 'articles'])
  await varnish.purgeAll()
  expect(cache.heard).toMatchObject([
    { method: 'PURGE', path: '/', headers: { 'xkey-purge': keys.join(' ') } },
    { method: 'PURGE', path: '/' },
  ])
  expect(cache.heard[1]?.headers['xkey-purge']).toBeUndefined()
})

test('Varnish without it is told an expression that fits these tags and no others', async () => {
  const varnish = targetOf('ban')
  await varnish.purge(['article:7', 'articles:language:x.y'])
  await varnish.purgeAll()
  expect(cache.heard).toMatchObject([{ method: 'PURGE' }, { method: 'PURGE' }])
  const expression = new RegExp(cache.heard[0]?.headers['x-ban-tags'] ?? '')
  const fits = (header: string) => expression.test(header)
  expect(['article:7', 'a article:7 b', 'article:~64.7', 'articles:language:x.y b'].map(fits)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['article:77', 'xarticle:7', 'article:~64.8', 'articles:language:x-y', ''].map(fits)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
  expect(cache.heard[1]?.headers['x-ban-tags']).toBeUndefined()
})

test('nginx knows no tags, so it drops everything', async () => {
  await targetOf('nginx', '/').purge(['article:7'])
  await targetOf('nginx').purgeAll()
  expect(cache.heard.map(({ method, path }) => `${method} ${path}`)).toEqual(['PURGE /*', 'PURGE /*'])
})

test('Fastly is told by its interface, 256 keys at once', async () => {
  const fastly = targetOf('fastly', '/service/S1')
  await fastly.purge(['article:7', 'articles'])
  await fastly.purge(Array.from({ length: 300 }, (_, n) => `list-${n}`))
  await fastly.purgeAll()
  expect(cache.heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /service/S1/purge',
    'POST /service/S1/purge',
    'POST /service/S1/purge',
    'POST /service/S1/purge_all',
  ])
  expect(cache.heard.map(({ headers }) => headers['fastly-key'])).toEqual(Array(4).fill('fastly token'))
  expect(cache.heard[0]?.body).toEqual({ surrogate_keys: keys })
  expect(cache.heard.slice(1, 3).map(({ body }) => body.surrogate_keys.length)).toEqual([256, 44])
})

test('Cloudflare is told by its interface, 30 tags at once', async () => {
  const cloudflare = targetOf('cloudflare', '/client/v4/zones/Z1')
  await cloudflare.purge(['article:7', 'articles'])
  await cloudflare.purge(Array.from({ length: 40 }, (_, n) => `list-${n}`))
  await cloudflare.purgeAll()
  expect(new Set(cache.heard.map(({ method, path }) => `${method} ${path}`))).toEqual(
    new Set(['POST /client/v4/zones/Z1/purge_cache']),
  )
  expect(cache.heard.map(({ headers }) => headers['authorization'])).toEqual(Array(4).fill('Bearer cloudflare token'))
  expect(cache.heard[0]?.body).toEqual({ tags: keys })
  expect(cache.heard.slice(1, 3).map(({ body }) => body.tags.length)).toEqual([30, 10])
  expect(cache.heard[3]?.body).toEqual({ purge_everything: true })
})

test.each(['xkey', 'ban'])('%s is told many tags in header lines that Varnish takes', async (kind) => {
  const tags = Array.from({ length: 400 }, (_, n) => `article:${n * 1_000_003}`)
  await targetOf(kind).purge(tags)
  const lines = cache.heard.map(({ headers }) => headers['xkey-purge'] ?? headers['x-ban-tags'] ?? '')
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(4_096)
  const sent = lines.join(' ')
  expect(tags.filter((tag) => !sent.includes(tag))).toEqual([])
})

test.each([
  ['a status that is no success', [503, 'not now'] as const],
  ['Cloudflare’s word that it failed', [200, '{"success":false,"errors":[{"code":1}]}'] as const],
])('%s is a failure, with what was answered', async (_what, answer) => {
  cache.answerNext(answer)
  await expect(targetOf('cloudflare').purgeAll()).rejects.toThrow(answer[1])
})

test('an address of no known kind is refused', () => {
  expect(() => targetOf('akamai')).toThrow('begins with none of xkey, ban, nginx, fastly, cloudflare')
})
