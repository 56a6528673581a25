import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { takeSyncLock } from '../../src/db/sync/feed-state.ts'
import { createFormats } from '../../src/import/run/known-formats.ts'
import { readFeedList, type Feed } from '../../src/sync/feed-list.ts'
import type { FeedOutcome } from '../../src/sync/poll.ts'
import { runSync, type SyncOptions } from '../../src/sync/run-sync.ts'
import { createUrlRules } from '../../src/sync/url-rules.ts'
import { createInputValidator } from '../../src/import/normalise/validate-input.ts'
import { createTestDatabase } from '../support/database.ts'
import { rss, serveFeeds, type FeedServer } from './server.ts'

const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
afterAll(() => rm(folder, { recursive: true }))
const { database, db, url: databaseUrl } = await createTestDatabase()
const formats = createFormats(createInputValidator())
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

const begin = Date.parse('2026-11-25T12:00:00Z')
const minute = 60_000
let now = begin
let lists = 0

beforeEach(async () => {
  now = begin
  await db.deleteFrom('feed_state').execute()
  await db.deleteFrom('article').execute()
})

async function listOf(server: Pick<FeedServer, 'origin' | 'host'>, feeds: readonly object[]): Promise<string> {
  const path = join(folder, `feeds-${lists++}.json`)
  const written = feeds.map((feed, index) => ({ name: `feed${index}`, url: `${server.origin}/${index}`, ...feed }))
  await writeFile(path, JSON.stringify(written))
  return path
}

/** One round; the outcome of each feed by name, and what was rejected. */
async function round(server: FeedServer, feeds: readonly object[], more: Partial<SyncOptions> = {}) {
  const { rules = createUrlRules([server.host]) } = more
  const outcomes: Record<string, FeedOutcome> = {}
  const rejected: string[] = []
  let isLocked = false
  const listed = await readFeedList(await listOf(server, feeds), rules)
  await runSync(database, {
    list: { feeds: () => Promise.resolve(listed), changed: () => new AbortController().signal },
    rules,
    formats,
    once: true,
    dryRun: false,
    userAgent: 'Masthead/0 (test)',
    now: () => now,
    random: () => 0,
    patience: { connectMs: 500, idleMs: 500, totalMs: 3_000 },
    events: {
      rejected: ({ file, item }) => rejected.push(`${file} ${item}`),
      noted: () => undefined,
      polled: ({ name }: Feed, outcome) => (outcomes[name] = outcome),
      locked: () => (isLocked = true),
      troubled: () => undefined,
    },
    ...more,
  })
  return { outcomes, rejected, isLocked }
}

const harbour = { publisher: 'The Harbour Post' }
const imported = (created: number, updated: number, noop: number, rejected = 0) => ({
  outcome: 'imported',
  created,
  updated,
  noop,
  rejected,
  note: null,
})

const articles = () => db.selectFrom('article').select(['source', 'external_id']).orderBy('external_id').execute()

describe('feeds on a schedule', () => {
  test('what is new is created, what did not change is not read, what changed is updated, none before its time', async () => {
    let etag = '"1"'
    let titles = ['One', 'Two']
    const server = await serveFeeds((request, response) =>
      request.headers['if-none-match'] === etag
        ? response.writeHead(304).end()
        : response.writeHead(200, { etag, 'last-modified': 'Tue, 24 Nov 2026 10:00:00 GMT' }).end(rss(titles)),
    )
    expect((await round(server, [harbour])).outcomes).toEqual({ feed0: imported(2, 0, 0) })
    expect(await articles()).toEqual([
      { source: 'the-harbour-post', external_id: 'One' },
      { source: 'the-harbour-post', external_id: 'Two' },
    ])

    now += 14 * minute
    const early = await round(server, [harbour])
    expect(early.outcomes).toEqual({ feed0: { outcome: 'not due', nextAt: begin + 15 * minute } })
    expect(server.requests).toHaveLength(1)

    now = begin + 15 * minute
    expect((await round(server, [harbour])).outcomes).toEqual({ feed0: { outcome: 'not modified', note: null } })
    expect(server.requests[1]?.headers['if-modified-since']).toBe('Tue, 24 Nov 2026 10:00:00 GMT')

    now += 15 * minute
    etag = '"2"'
    titles = ['One', 'Two', 'Three']
    expect((await round(server, [harbour])).outcomes).toEqual({ feed0: imported(1, 0, 2) })
  })

  test.each(['http://www.w3.org/2007/app', 'http://purl.org/atom/app#'])(
    'an entry that its feed calls a draft (%s) is none that is published, and is published when it no longer is',
    async (namespace) => {
      let draft = 'yes'
      const server = await serveFeeds((_request, response) =>
        response.end(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="${namespace}" xml:lang="en">
          <title>The Harbour Post</title><id>urn:feed</id><updated>2026-11-24T10:00:00Z</updated>
          ${['out', 'unfinished'].map(
            (id) => `<entry><id>urn:${id}</id><title>Entry ${id}</title><updated>2026-11-24T10:00:00Z</updated>
            <link href="https://harbour.example/${id}"/><content type="text">Words of ${id}.</content>
            ${id === 'unfinished' ? `<app:control><app:draft>${draft}</app:draft></app:control>` : ''}</entry>`,
          )}</feed>`),
      )
      const statuses = () => db.selectFrom('article').select(['external_id', 'status']).orderBy('external_id').execute()
      expect((await round(server, [harbour])).outcomes).toEqual({ feed0: imported(2, 0, 0) })
      expect(await statuses()).toEqual([
        { external_id: 'urn:out', status: 'PUBLISHED' },
        { external_id: 'urn:unfinished', status: 'DRAFT' },
      ])
      draft = 'no'
      now += 15 * minute
      expect((await round(server, [harbour])).outcomes).toEqual({ feed0: imported(0, 1, 1) })
      expect((await statuses())[1]).toEqual({ external_id: 'urn:unfinished', status: 'PUBLISHED' })
    },
  )

  test('an entry that changes is read anew, though the feed is the same', async () => {
    const server = await serveFeeds((request, response) =>
      request.headers['if-none-match'] === undefined
        ? response.writeHead(200, { etag: '"1"' }).end(rss(['One']))
        : response.writeHead(304).end(),
    )
    await round(server, [harbour])
    now += 15 * minute
    expect((await round(server, [{ ...harbour, topic: 'harbour' }])).outcomes).toEqual({ feed0: imported(0, 1, 0) })
  })

  test('failures wait longer and longer, Retry-After longer still, and a success forgets them', async () => {
    let status = 500
    const server = await serveFeeds((_request, response) =>
      status === 200 ? response.end(rss(['One'])) : response.writeHead(status, { 'retry-after': '7200' }).end(),
    )
    expect((await round(server, [harbour])).outcomes).toEqual({
      feed0: { outcome: 'failed', message: 'It answers 500.', nextAt: begin + 120 * minute },
    })
    now += 120 * minute - 1
    expect((await round(server, [harbour])).outcomes['feed0']?.outcome).toBe('not due')
    now += 1
    status = 503
    expect((await round(server, [harbour])).outcomes['feed0']).toMatchObject({ nextAt: now + 120 * minute })
    status = 200
    now += 120 * minute
    expect((await round(server, [harbour])).outcomes).toEqual({ feed0: imported(1, 0, 0) })
    expect(await db.selectFrom('feed_state').select(['failures', 'status']).execute()).toEqual([
      { failures: 0, status: 200 },
    ])
  })

  test('a feed that is gone is not asked for again, until its entry changes', async () => {
    const server = await serveFeeds((_request, response) => response.writeHead(410).end())
    expect((await round(server, [harbour])).outcomes).toEqual({ feed0: { outcome: 'gone', isNew: true } })
    now += 48 * 60 * minute
    expect((await round(server, [harbour])).outcomes).toEqual({ feed0: { outcome: 'gone', isNew: false } })
    expect(server.requests).toHaveLength(1)
    server.answer = (_request, response) => response.end(rss(['One']))
    expect((await round(server, [{ ...harbour, language: 'en' }])).outcomes).toEqual({ feed0: imported(1, 0, 0) })
  })

  test('a feed that moved for good is read, and the report says where it is', async () => {
    const server = await serveFeeds((request, response) =>
      request.url === '/0' ? response.writeHead(301, { location: '/new' }).end() : response.end(rss(['One'])),
    )
    expect((await round(server, [harbour])).outcomes['feed0']).toMatchObject({
      outcome: 'imported',
      note: `It has moved for good to ${server.origin}/new: change the list.`,
    })
  })

  test('a page in place of a feed is a failure, and no article', async () => {
    const server = await serveFeeds((_request, response) =>
      response.end('<!doctype html><html><body><h1>Log in</h1><p>Text</p></body></html>'),
    )
    const { outcomes } = await round(server, [harbour])
    expect(outcomes['feed0']).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('feed0 is not a feed'),
    })
    expect(await articles()).toEqual([])
  })

  test('a feed that is cut off yields its whole items, and is read again from its beginning', async () => {
    const whole = rss(['One', 'Two', 'Three'])
    const cut = whole.slice(0, whole.indexOf('Three') + 20)
    const server = await serveFeeds((request) =>
      request.socket.end(`HTTP/1.1 200 OK\r\nETag: "1"\r\nConnection: close\r\n\r\n${cut}`),
    )
    const { outcomes, rejected } = await round(server, [harbour])
    expect(outcomes).toEqual({ feed0: imported(2, 0, 0, 1) })
    expect(rejected).toHaveLength(1)
    expect(rejected[0]).toMatch(/^feed0 item 3/)
    expect(await db.selectFrom('feed_state').select('etag').execute()).toEqual([{ etag: null }])
  })

  test('an article in two feeds of a publisher is one article with both topics, and comes to rest', async () => {
    const server = await serveFeeds((_request, response) => response.end(rss(['One'])))
    const feeds = [
      { ...harbour, topic: 'News' },
      { ...harbour, topic: 'world/asia' },
    ]
    await round(server, feeds)
    const topics = await db
      .selectFrom('article_topic')
      .innerJoin('topic', 'topic.id', 'article_topic.topic_id')
      .select('topic.path')
      .where('position', 'is not', null)
      .orderBy('position')
      .execute()
    expect(topics.map(({ path }) => path)).toEqual(['news', 'world/asia'])
    expect(await articles()).toHaveLength(1)
    now += 15 * minute
    expect((await round(server, feeds)).outcomes).toEqual({ feed0: imported(0, 0, 1), feed1: imported(0, 0, 1) })
  })

  /** A server that counts how many requests it is answering at once, in all and at each of its names, the letters from a to h. */
  async function countingServer(
    answer: (request: IncomingMessage) => string | { location: string },
    { waves = 1 } = {},
  ) {
    const open = new Map<string, number>()
    const most = new Map<string, number>()
    const count = (host: string, change: number): void => {
      const now = (open.get(host) ?? 0) + change
      open.set(host, now)
      most.set(host, Math.max(most.get(host) ?? 0, now))
    }
    let waiting: (() => void)[] = []
    const server = await serveFeeds((request, response) => {
      const names = ['all', new URL(`http://${request.headers.host}`).hostname]
      for (const name of names) count(name, 1)
      waiting.push(() => {
        for (const name of names) count(name, -1)
        const output = answer(request)
        if (typeof output === 'string') response.end(output)
        else response.writeHead(302, output).end()
      })
      if (waiting.length < waves) return
      const wave = waiting
      waiting = []
      // time for whoever would come too many
      setTimeout(() => wave.forEach((release) => release()), 20)
    })
    const { port } = new URL(server.origin)
    const at = (host: string, path: string): string => `http://${host}.example:${port}/${path}`
    const names = Array.from('abcdefgh', (host) => `${host}.example:${port}`)
    const rules = createUrlRules(names, (_name, done) => done(null, [{ address: '127.0.0.1', family: 4 }]))
    return { server, most, at, more: { rules, patience: { connectMs: 9_000, idleMs: 9_000, totalMs: 9_000 } } }
  }

  test('one host is asked for one feed after the other', async () => {
    const { server, most, at, more } = await countingServer(({ url }) => rss([`One ${url}`]))
    const feeds = ['1', '2', '3', '4', '5'].map((path) => ({ ...harbour, url: at('a', path) }))
    const { outcomes } = await round(server, feeds, more)
    expect(Object.keys(outcomes)).toHaveLength(5)
    expect(most.get('all')).toBe(1)
  })

  test('four hosts are asked at once, and no more', async () => {
    const { server, most, at, more } = await countingServer(({ headers }) => rss([`One ${headers.host}`]), { waves: 4 })
    const feeds = Array.from('abcdefgh', (host) => ({ ...harbour, url: at(host, 'feed') }))
    const { outcomes } = await round(server, feeds, more)
    expect(Object.values(outcomes)).toEqual(feeds.map(() => imported(1, 0, 0)))
    expect(most.get('all')).toBe(4)
  })

  test('a host to which others redirect is asked for one feed after the other, too', async () => {
    const { server, most, at, more } = await countingServer(({ url = '', headers }) =>
      headers.host?.startsWith('d.') ? rss([`One ${url}`]) : { location: at('d', url.slice(1)) },
    )
    const feeds = ['a', 'b', 'c', 'd'].map((host) => ({ ...harbour, url: at(host, host) }))
    const { outcomes } = await round(server, feeds, more)
    expect(Object.values(outcomes)).toEqual(feeds.map(() => imported(1, 0, 0)))
    expect(most.get('d.example')).toBe(1)
  })

  test('two hosts that redirect to each other do not wait for each other for ever', async () => {
    const { server, at, more } = await countingServer(({ url, headers }) => {
      if (url === '/there') return rss([`One ${headers.host}`])
      return { location: at(headers.host?.startsWith('a.') ? 'b' : 'a', 'there') }
    })
    const feeds = ['a', 'b'].map((host) => ({ ...harbour, url: at(host, 'here') }))
    expect(Object.values((await round(server, feeds, more)).outcomes)).toEqual(feeds.map(() => imported(1, 0, 0)))
  })

  test('a dry run says what would happen and changes nothing', async () => {
    const server = await serveFeeds((_request, response) => response.writeHead(200, { etag: '"1"' }).end(rss(['One'])))
    expect((await round(server, [harbour], { dryRun: true })).outcomes).toEqual({ feed0: imported(1, 0, 0) })
    expect(await articles()).toEqual([])
    expect(await db.selectFrom('feed_state').select('url').execute()).toEqual([])
  })

  test('a sync that goes on polls when it is due and ends with the signal', async () => {
    const leaving = new AbortController()
    const server = await serveFeeds((_request, response) => response.end(rss([`One ${server.requests.length}`])))
    const waits: number[] = []
    const wait = async (ms: number): Promise<void> => {
      waits.push(ms / minute)
      now += ms
      if (waits.length === 3) leaving.abort()
    }
    await round(server, [harbour], { once: false, signal: leaving.signal, wait })
    expect(waits).toEqual([15, 15, 15])
    expect(await articles()).toHaveLength(3)
  })

  test('a sync that is ended while it fetches forgets that poll', async () => {
    const leaving = new AbortController()
    const server = await serveFeeds(() => leaving.abort())
    expect((await round(server, [harbour], { once: false, signal: leaving.signal })).outcomes).toEqual({})
    expect(await db.selectFrom('feed_state').select('url').execute()).toEqual([])
  })

  test('who waits for another process takes over when that one ends', async () => {
    const server = await serveFeeds((_request, response) => response.end(rss(['One'])))
    const other = await db.startTransaction().execute()
    await takeSyncLock(other)
    const leaving = new AbortController()
    const wait = async (): Promise<void> => {
      if (server.requests.length > 0) leaving.abort()
      else await other.rollback().execute()
    }
    const { isLocked, outcomes } = await round(server, [harbour], { once: false, signal: leaving.signal, wait })
    expect(isLocked).toBe(true)
    expect(outcomes).toEqual({ feed0: imported(1, 0, 0) })
  })

  test('of two processes one polls, and the other says so and ends with 0', async () => {
    const server = await serveFeeds((_request, response) => void response.end(rss(['One'])))
    const list = await listOf(server, [harbour])
    const run = () => {
      const child = spawn(process.execPath, [main, 'sync', list, '--once', '--json'], {
        env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, IMPORT_ALLOWED_HOSTS: server.host },
      })
      onTestFinished(() => void child.kill('SIGKILL'))
      let [out, err] = ['', '']
      child.stdout.on('data', (text) => (out += String(text)))
      child.stderr.on('data', (text) => (err += String(text)))
      return once(child, 'close').then(([code]) => ({ code: code as unknown, out, err }))
    }
    const other = await db.startTransaction().execute()
    await takeSyncLock(other)
    expect(await run()).toEqual({ code: 0, out: '', err: 'Another process is polling feeds; nothing was done.\n' })
    expect(server.requests).toEqual([])
    await other.rollback().execute()
    const { code, out } = await run()
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ type: 'feed', feed: 'feed0', outcome: 'imported', created: 1 })
    expect(server.requests).toHaveLength(1)
  })
})
