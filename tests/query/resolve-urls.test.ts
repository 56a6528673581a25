import { beforeAll, expect, test } from 'vitest'
import type { TestCaller } from '../support/gateway.ts'
import { urlKey } from '../../src/text/keys.ts'
import { cpuMs, longestTurn } from '../support/cpu-time.ts'
import { createWorld, site, type World } from '../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
  await world.save(
    ['here', { aliases: ['https://old.post.example/?p=17'], topics: [{ path: 'open' }] }],
    ['draft', { status: 'DRAFT' }],
    ['embargoed', { embargoedUntil: '2030-01-01T00:00:00Z' }],
    ['gone', { status: 'WITHDRAWN', topics: [{ path: 'open' }], aliases: [`${site}/gone-alias`] }],
    ['never', { status: 'WITHDRAWN', embargoedUntil: '2100-06-01T00:00:00Z' }],
    ['secret', { topics: [{ path: 'closed' }] }],
    ['secret-gone', { status: 'WITHDRAWN', topics: [{ path: 'closed' }] }],
    ['nameless', { url: null, aliases: [`${site}/nameless-alias`] }],
  )
})

const resolve = async (urls: readonly string[], as: TestCaller = {}) =>
  (
    await world.both(
      'query ($urls: [URL!]!) { resolveUrls(urls: $urls) { requested status canonicalUrl article { slug authors { name } } } }',
      { urls },
      as,
    )
  ).resolveUrls
const statuses = async (urls: readonly string[], as: TestCaller = {}): Promise<string[]> =>
  (await resolve(urls, as)).map(({ status }: { status: string }) => status)

const here = { canonicalUrl: `${site}/here`, article: { slug: 'here', authors: [] } }

test('answers come in the length and order of the addresses, also for repeated ones', async () => {
  const urls = [`${site}/nothing`, `${site}/here`, 'https://old.post.example/?p=17', `${site}/gone`, `${site}/here`]
  expect(await resolve(urls)).toEqual([
    { requested: urls[0], status: 'UNKNOWN', canonicalUrl: null, article: null },
    { requested: urls[1], status: 'CURRENT', ...here },
    { requested: urls[2], status: 'ALIAS', ...here },
    { requested: urls[3], status: 'GONE', canonicalUrl: null, article: null },
    { requested: urls[4], status: 'CURRENT', ...here },
  ])
  expect(await resolve([])).toEqual([])
})

test.each([
  'http://www.post.example/here',
  'https://post.example/here',
  'HTTPS://WWW.Post.Example/here/',
  'https://www.post.example:443/here?utm_source=mail&fbclid=x',
  'https://www.post.example/here#comments',
])('%s is the address of the article', async (url) => {
  expect(await resolve([url])).toEqual([{ requested: url, status: 'CURRENT', ...here }])
})

test('another path, another parameter or another host is another address', async () => {
  const urls = [`${site}/Here`, `${site}/here?page=2`, 'https://blog.post.example/here', `${site}/`]
  expect(await statuses(urls)).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN'])
})

test('an article that is hidden is as unknown as one that is not there', async () => {
  expect(await statuses([`${site}/draft`, `${site}/embargoed`], { instant: '2029-12-31T23:59:59.999Z' })).toEqual([
    'UNKNOWN',
    'UNKNOWN',
  ])
  expect(await statuses([`${site}/embargoed`], { instant: '2030-01-01T00:00:00Z' })).toEqual(['CURRENT'])
  expect(await statuses([`${site}/draft`], { scopes: ['CONTENT_READ', 'CONTENT_PREVIEW'] })).toEqual(['CURRENT'])
})

test('a withdrawn article is gone at every address, unless it never came out', async () => {
  expect(await statuses([`${site}/gone`, `${site}/gone-alias`, `${site}/never`])).toEqual(['GONE', 'GONE', 'UNKNOWN'])
})

test('a draft or an embargoed article that is withdrawn before anybody saw it stays unknown', async () => {
  await world.save(['early', { status: 'DRAFT' }], ['held', { embargoedUntil: '2100-06-01T00:00:00Z' }], ['out', {}])
  await world.save(
    ...(['early', 'held', 'out'] as const).map((id) => [id, { status: 'WITHDRAWN' }] as [string, object]),
  )
  expect(await statuses(['early', 'held', 'out'].map((id) => `${site}/${id}`))).toEqual(['UNKNOWN', 'UNKNOWN', 'GONE'])
})

test('a key that is limited to topics learns nothing of other articles, gone or not', async () => {
  const as = { allowedTopicIds: [await world.topicId('open')] }
  const urls = [`${site}/here`, `${site}/gone`, `${site}/secret`, `${site}/secret-gone`]
  expect(await statuses(urls, as)).toEqual(['CURRENT', 'GONE', 'UNKNOWN', 'UNKNOWN'])
  expect(await statuses(urls)).toEqual(['CURRENT', 'GONE', 'CURRENT', 'GONE'])
})

test('an alias of an article without an address of its own has no canonical one', async () => {
  expect(await resolve([`${site}/nameless-alias`])).toMatchObject([
    { status: 'ALIAS', canonicalUrl: null, article: { slug: 'nameless' } },
  ])
})

test('100 addresses are one statement, and 101 are refused', async () => {
  const urls = Array.from({ length: 101 }, (_, n) => (n === 50 ? `${site}/here` : `${site}/${n}`))
  const query = 'query ($urls: [URL!]!) { resolveUrls(urls: $urls) { status article { headline authors { name } } } }'
  world.statements.length = 0
  const { resolveUrls } = await world.data(query, { urls: urls.slice(0, 100) })
  expect(world.statements).toHaveLength(1)
  expect(resolveUrls.map(({ status }: { status: string }) => status)).toEqual(
    Array.from({ length: 100 }, (_, n) => (n === 50 ? 'CURRENT' : 'UNKNOWN')),
  )
  expect((await world.ask(query, { urls })).errors).toMatchObject([
    { message: 'urls takes at most 100 addresses.', extensions: { code: 'BAD_USER_INPUT' } },
  ])
})

test.each(['/here', 'ftp://post.example/here', 'javascript:alert(1)', `${site}/${'x'.repeat(2_048)}`, ''])(
  '%s is no address',
  async (url) => {
    const { errors } = await world.ask('query ($urls: [URL!]!) { resolveUrls(urls: $urls) { status } }', {
      urls: [url],
    })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  },
)

test('without the scope CONTENT_READ nothing is resolved', async () => {
  const { data, errors } = await world.ask(`{ resolveUrls(urls: ["${site}/here"]) { status } }`, {}, { scopes: [] })
  expect(data).toEqual({ resolveUrls: null })
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScope: 'CONTENT_READ' } }])
})

test('100 addresses of 2,000 slashes, or of 500 parameters, are not read in one go', async () => {
  for (const rest of ['/'.repeat(1_900), `?${'a=b&'.repeat(480)}`]) {
    const urls = Array.from({ length: 100 }, (_, n) => `${site}/${n}${rest}`)
    const query = 'query ($urls: [URL!]!) { resolveUrls(urls: $urls) { status } }'
    await world.data(query, { urls })
    const before = cpuMs()
    for (const url of urls) urlKey(url)
    const inOneGo = cpuMs() - before
    expect((await longestTurn(() => world.data(query, { urls }))).ms).toBeLessThan(inOneGo)
  }
})
