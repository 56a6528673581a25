import type { RequestListener } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { fetchFeed, type Fetched, type FetchOptions } from '../../src/sync/fetch-feed.ts'
import { createUrlRules, type ResolveName } from '../../src/sync/url-rules.ts'
import { rss, serveFeeds, type FeedServer } from './server.ts'

const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
afterAll(() => rm(folder, { recursive: true }))
let files = 0
const content = rss(['One', 'Two'])

async function fetchFrom(
  { origin, host }: Pick<FeedServer, 'origin' | 'host'>,
  path = '/feed',
  more: Partial<FetchOptions> = {},
): Promise<Fetched & { text?: string }> {
  const target = join(folder, String(files++))
  const fetched = await fetchFeed(`${origin}${path}`, {
    rules: createUrlRules([host]),
    userAgent: 'Masthead/0 (test)',
    target,
    known: { etag: null, lastModified: null },
    patience: { connectMs: 300, idleMs: 300, totalMs: 2_000 },
    ...more,
  })
  return fetched.kind === 'content' ? { ...fetched, text: await readFile(target, 'utf8') } : fetched
}

async function answerTo(listener: RequestListener, path?: string, more?: Partial<FetchOptions>) {
  return await fetchFrom(await serveFeeds(listener), path, more)
}

const failure = (message: string, status: number | null = null) => ({ kind: 'failed', status, message })

describe('fetching a feed', () => {
  test('says who asks and takes gzip', async () => {
    const server = await serveFeeds((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip', etag: '"1"' }).end(gzipSync(content)),
    )
    expect(await fetchFrom(server)).toMatchObject({ kind: 'content', etag: '"1"', lastModified: null, text: content })
    expect(server.requests[0]?.headers).toMatchObject({ 'user-agent': 'Masthead/0 (test)', 'accept-encoding': 'gzip' })
  })

  test('repeats ETag and Last-Modified as they were said and believes 304', async () => {
    const known = { etag: 'W/"a b"', lastModified: 'Tue, 24 Nov 2026 10:00:00 GMT' }
    const server = await serveFeeds((_request, response) => response.writeHead(304, { etag: 'W/"c"' }).end())
    expect(await fetchFrom(server, '/feed', { known })).toMatchObject({
      kind: 'unchanged',
      etag: 'W/"c"',
      lastModified: known.lastModified,
    })
    expect(server.requests[0]?.headers).toMatchObject({
      'if-none-match': known.etag,
      'if-modified-since': known.lastModified,
    })
    expect(await fetchFrom(server)).toEqual(failure('It says 304 to a request without conditions.', 304))
  })

  test('an ETag that cannot be repeated is forgotten', async () => {
    const answer = await answerTo((_request, response) =>
      response.writeHead(200, { etag: `"${'x'.repeat(2_000)}"`, 'last-modified': 'caf\u00e9' }).end(content),
    )
    expect(answer).toMatchObject({ kind: 'content', etag: null, lastModified: null })
  })

  test.each([404, 403, 500, 503, 204, 206])('%i is a failure', async (status) => {
    expect(await answerTo((_request, response) => response.writeHead(status, { 'retry-after': '7' }).end())).toEqual({
      ...failure(`It answers ${status}.`, status),
      retryAfter: '7',
    })
  })

  test('410 is gone', async () => {
    expect(await answerTo((_request, response) => response.writeHead(410).end())).toEqual({ kind: 'gone', status: 410 })
  })

  test('a server that does not answer, stops in the headers or in the body, is given up', async () => {
    const silent = failure('It said nothing for 0.3 s.')
    expect(await answerTo(() => undefined)).toEqual(silent)
    expect(await answerTo((_request, response) => response.socket?.write('HTTP/1.1 200 OK\r\nX-Slow'))).toEqual(silent)
    expect(await answerTo((_request, response) => response.write(content.slice(0, 50)))).toEqual(silent)
  })

  test('a server that trickles is given up when all the time is over', async () => {
    const answer = await answerTo((_request, response) => {
      const timer = setInterval(() => response.write('<'), 50)
      response.on('close', () => clearInterval(timer))
    })
    expect(answer).toEqual(failure('It took longer than 2 s.'))
  })

  test('a server that is not there, breaks off, or speaks nonsense is a failure', async () => {
    const gone = { origin: 'http://127.0.0.1:1', host: '127.0.0.1:1' }
    expect(await fetchFrom(gone)).toEqual(failure('Nothing listens there.'))
    expect(await answerTo((request) => request.socket.destroy())).toEqual(failure('It broke the connection off.'))
    expect(await answerTo((request) => request.socket.end('SSH-2.0-OpenSSH\r\n'))).toMatchObject({ kind: 'failed' })
    expect(
      await answerTo((_request, response) => response.writeHead(200, { 'x-large': 'x'.repeat(20_000) }).end()),
    ).toEqual(failure('Its headers are larger than 16 KB.'))
  })

  test('a body that is cut off is a failure where it said its length, and is known as unsure where it did not', async () => {
    const cut = await answerTo((_request, response) => {
      response.writeHead(200, { 'content-length': content.length }).write(content.slice(0, 100))
      setTimeout(() => response.destroy(), 50)
    })
    expect(cut).toEqual(failure('It broke the connection off.'))
    const unsure = await answerTo((request) =>
      request.socket.end(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${content.slice(0, 100)}`),
    )
    expect(unsure).toMatchObject({ kind: 'content', isDelimited: false })
  })

  test('a gzip bomb, a damaged gzip, a cut one and an unknown encoding are failures', async () => {
    const encoded = (body: Buffer, encoding = 'gzip'): RequestListener => {
      return (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body)
    }
    const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20))
    expect(await answerTo(encoded(bomb))).toEqual(failure('It grows more than 100 times when it is decompressed.'))
    const zipped = gzipSync(content)
    expect(await answerTo(encoded(zipped.subarray(0, 60)))).toEqual(failure('The compressed answer ends too early.'))
    expect(await answerTo(encoded(Buffer.from(content)))).toEqual(failure('The compressed answer is damaged.'))
    expect(await answerTo(encoded(zipped, 'br'))).toMatchObject({ kind: 'failed' })
    expect(await answerTo(encoded(zipped, 'gzip, gzip'))).toMatchObject({ kind: 'failed' })
  })

  test('a feed of more than 64 MB is given up where the bound is', async () => {
    const chunk = Buffer.alloc(2 ** 20, 'x')
    let sent = 0
    const answer = await answerTo(
      (_request, response) => {
        const more = (): void => {
          while (sent < 200 && !response.destroyed) {
            sent++
            if (!response.write(chunk)) return void response.once('drain', more)
          }
        }
        more()
      },
      '/feed',
      { patience: { connectMs: 5_000, idleMs: 5_000, totalMs: 20_000 } },
    )
    expect(answer).toEqual(failure('It is larger than 64 MB.'))
    expect(sent).toBeLessThan(100)
  })

  test('redirects are followed, five of them, and where a permanent one leads is told', async () => {
    const server = await serveFeeds((request, response) => {
      const [, kind = '', left = '0'] = (request.url ?? '').split('/')
      if (left === '0') return void response.end(content)
      response.writeHead(Number(kind), { location: `/${kind}/${Number(left) - 1}` }).end()
    })
    expect(await fetchFrom(server, '/301/5')).toMatchObject({ kind: 'content', movedTo: `${server.origin}/301/0` })
    expect(await fetchFrom(server, '/308/1')).toMatchObject({ kind: 'content', movedTo: `${server.origin}/308/0` })
    expect(await fetchFrom(server, '/302/2')).toMatchObject({
      kind: 'content',
      movedTo: null,
      url: `${server.origin}/302/0`,
    })
    expect(await fetchFrom(server, '/302/6')).toEqual(failure('It redirects more than 5 times.'))
  })

  test('a loop of redirects ends', async () => {
    const server = await serveFeeds((_request, response) => response.writeHead(302, { location: '/feed' }).end())
    expect(await fetchFrom(server)).toEqual(failure('It redirects more than 5 times.'))
    expect(server.requests).toHaveLength(6)
  })

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://127.0.0.2/',
    'http://[::1]/',
    'http://2130706433/',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'http://localhost/',
    'http://user:secret@example.org/',
    '//10.0.0.1/feed',
  ])('a redirect to %s is refused', async (location) => {
    const answer = await answerTo((_request, response) => response.writeHead(302, { location }).end())
    expect(answer).toMatchObject({
      kind: 'failed',
      status: null,
      message: expect.stringMatching(/^IMPORT_URL_REFUSED: /),
    })
  })

  test('a name that first leads outside and then inside is refused at the connection', async () => {
    const server = await serveFeeds((_request, response) => response.end(content))
    const asked: string[] = []
    const flips: ResolveName = (name, done) => {
      asked.push(name)
      // the name was public when it was listed, and is this machine's when it is connected
      done(null, [{ address: '127.0.0.1', family: 4 }])
    }
    const port = new URL(server.origin).port
    const rules = createUrlRules([`other.example:${port}`], flips)
    const url = new URL(`http://other.example:${port}/feed`)
    expect(() => rules.check(url)).not.toThrow()
    expect(await fetchFrom({ origin: 'http://flip.example', host: '' }, '/', { rules })).toEqual(
      failure(
        'IMPORT_URL_REFUSED: flip.example leads to 127.0.0.1, which is inside this network. IMPORT_ALLOWED_HOSTS lists the hosts that may be.',
      ),
    )
    expect(asked).toEqual(['flip.example'])
    expect(server.requests).toEqual([])
    expect(await fetchFrom({ origin: url.origin, host: '' }, '/', { rules })).toMatchObject({ kind: 'content' })
  })

  test('a signal ends it with what the signal says', async () => {
    const leaving = new AbortController()
    const server = await serveFeeds(() => leaving.abort(new Error('enough')))
    await expect(fetchFrom(server, '/feed', { signal: leaving.signal })).rejects.toThrow('enough')
  })
})
