import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { FeedListError, readFeedList, type Feed } from '../../src/sync/feed-list.ts'
import { createUrlRules } from '../../src/sync/url-rules.ts'

const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
afterAll(() => rm(folder, { recursive: true }))
const rules = createUrlRules([])

async function read(content: unknown): Promise<readonly Feed[]> {
  const path = join(folder, 'feeds.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return await readFeedList(path, rules)
}

async function problems(content: unknown): Promise<readonly string[]> {
  const error = await read(content).catch((failure: unknown) => failure)
  expect(error).toBeInstanceOf(FeedListError)
  return error instanceof FeedListError ? error.problems : []
}

const good = { name: 'news', url: 'https://www.example.org/feed.xml' }

describe('a list of feeds', () => {
  test('the example that ships with the project is one', async () => {
    const feeds = await readFeedList(join(import.meta.dirname, '../../samples/feeds.example.json'), rules)
    expect(
      feeds.map(({ name, source, format, intervalMs, topic }) => [name, source, format, intervalMs, topic]),
    ).toEqual([
      ['molo-quarto-news', null, 'feed', 900_000, undefined],
      ['molo-quarto-harbour', null, 'feed', 3_600_000, 'city/harbour'],
      ['molo-quarto-wire', 'molo-quarto-wire', 'ninjs', 900_000, undefined],
    ])
  })

  test('every problem is told at once', async () => {
    expect(
      await problems([
        { ...good, url: '/feed.xml', interval: 5 },
        { url: good.url, language: 'x_y_z!', topic: '/a//b', minIntervalSeconds: 5, format: 'html' },
      ]),
    ).toEqual([
      '0.url must be a whole address, like https://www.example.org/feed.xml.',
      '0 has unknown keys: interval.',
      '1.name must be a text.',
      '1.language must be a BCP 47 language tag like it or en-GB.',
      '1.topic must be slugs from the root joined by "/", like world/asia.',
      '1.minIntervalSeconds must be at least 60.',
      '1.format must be one of feed, ninjs, ndjson, wxr.',
    ])
  })

  test('refused addresses and repeated names and addresses are problems too', async () => {
    const found = await problems([
      good,
      { ...good, url: `${good.url}#top` },
      { name: 'inside', url: 'http://10.0.0.1/' },
    ])
    expect(found).toHaveLength(3)
    expect(found[0]).toMatch(/^2\.url IMPORT_URL_REFUSED: /)
    expect(found.slice(1)).toEqual(['1.name is that of feed 0, too.', '1.url is that of feed 0, too.'])
  })

  test.each([['{"feeds": []}'], ['[]'], ['not json'], ['null'], [''], ['[1]']])('%s is none', async (content) => {
    expect(await problems(content)).toHaveLength(1)
  })

  test('a file that is not there is a problem and not a crash', async () => {
    await expect(readFeedList(join(folder, 'none.json'), rules)).rejects.toThrow('There is no such file.')
  })

  test('the settings change with what makes other articles, not with the interval', async () => {
    const settings = async (more: object): Promise<string | undefined> =>
      (await read([{ ...good, ...more }]))[0]?.settings
    expect(await settings({ minIntervalSeconds: 60 })).toBe(await settings({}))
    expect(await settings({ topic: 'world' })).not.toBe(await settings({}))
  })
})
