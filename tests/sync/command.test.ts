import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { runCli } from '../support/run-cli.ts'
import { rss, serveFeeds, type FeedServer } from './server.ts'

const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
afterAll(() => rm(folder, { recursive: true }))
const { db, url: databaseUrl } = await createTestDatabase()
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const list = join(folder, 'feeds.json')

const environment = ({ host }: FeedServer) => ({ DATABASE_URL: databaseUrl, IMPORT_ALLOWED_HOSTS: host })

async function writeList({ origin }: FeedServer, ...names: string[]): Promise<void> {
  const publisher = 'The Harbour Post'
  await writeFile(list, JSON.stringify(names.map((name) => ({ name, url: `${origin}/${name}`, publisher }))))
}

const patient = { timeout: 120_000 }

/** Begins a sync of the list; what it says grows in `said`. */
function start(server: FeedServer, ...options: string[]) {
  const env = { ...process.env, ...environment(server) }
  const child = spawn(process.execPath, [main, 'sync', list, ...options], { env })
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = { out: '', err: '' }
  child.stdout.on('data', (text) => (output.out += String(text)))
  child.stderr.on('data', (text) => (output.err += String(text)))
  return { child, output }
}

describe('masthead sync', () => {
  test('a dry run does not say when a feed is asked again, since it keeps nothing', async () => {
    const server = await serveFeeds((request, response) => {
      const status = request.url === '/gone' ? 410 : 500
      response.writeHead(status).end()
    })
    await writeList(server, 'broken', 'gone')
    const dry = await runCli(['sync', list, '--dry-run'], environment(server))
    expect(dry).toEqual({ stdout: 'broken: FAILED It answers 500.\ngone: GONE (410).\n', stderr: '', code: 1 })
    const json = await runCli(['sync', list, '--dry-run', '--json'], environment(server))
    expect(
      json.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toEqual([
      {
        type: 'feed',
        feed: 'broken',
        url: `${server.origin}/broken`,
        outcome: 'failed',
        message: 'It answers 500.',
        dryRun: true,
      },
      { type: 'feed', feed: 'gone', url: `${server.origin}/gone`, outcome: 'gone', isNew: true, dryRun: true },
    ])
    const wet = await runCli(['sync', list, '--once'], environment(server))
    expect(wet.stdout).toMatch(
      /^broken: FAILED It answers 500\. It is asked again from 20\S+Z\.\ngone: GONE \(410\)\. It is not/,
    )
    await db.deleteFrom('feed_state').execute()
  })

  test('one that is to run once and is interrupted says what that means, and remembers nothing of the feed at hand', async () => {
    const server = await serveFeeds(() => undefined)
    await writeList(server, 'silent')
    const running = start(server, '--once')
    await expect.poll(() => server.requests.length, patient).toBe(1)
    running.child.kill('SIGINT')
    expect(await once(running.child, 'close')).toEqual([1, null])
    expect(running.output).toEqual({
      out: '',
      err: 'Interrupted: feeds without a line here are asked for the next time.\n',
    })
    expect(await db.selectFrom('feed_state').select('url').execute()).toEqual([])
  })

  test('a list that changes while it runs is read again, and polled at once', async () => {
    const server = await serveFeeds(({ url }, response) => response.end(rss([`One ${url}`])))
    await writeList(server, 'news')
    const { child, output } = start(server)
    await expect.poll(() => output.out, patient).toBe('news: CREATED 1  UPDATED 0  NOOP 0  REJECTED 0\n')
    await writeFile(list, '[')
    await expect
      .poll(() => output.err, patient)
      .toContain(`${list} cannot be used:\nIt is not JSON.\nThe list stays as it was.\n`)
    await writeList(server, 'news', 'sport')
    await expect.poll(() => output.err, patient).toContain('The list was read again: 2 feeds.\n')
    await expect.poll(() => output.out, patient).toMatch(/\nsport: CREATED 1 {2}UPDATED 0 {2}NOOP 0 {2}REJECTED 0\n$/)
    child.kill('SIGINT')
    expect(await once(child, 'close')).toEqual([0, null])
  })
})
