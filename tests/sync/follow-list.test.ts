import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { FeedListError } from '../../src/sync/feed-list.ts'
import { followFeedList } from '../../src/sync/follow-list.ts'
import { createUrlRules } from '../../src/sync/url-rules.ts'

const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
afterAll(() => rm(folder, { recursive: true }))
const path = join(folder, 'feeds.json')
const rules = createUrlRules([])
const listOf = (...names: string[]): string =>
  JSON.stringify(names.map((name) => ({ name, url: `https://www.harbour.example/${name}` })))

async function follow() {
  const messages: string[] = []
  const list = await followFeedList(
    path,
    rules,
    { reread: (feeds) => messages.push(`${feeds.length} feeds`), unusable: ({ message }) => messages.push(message) },
    10,
  )
  onTestFinished(() => list.close())
  return {
    messages,
    names: async () => (await list.feeds()).map(({ name }) => name),
    /** Resolves when the change has been noticed. */
    change: async (make: () => Promise<void>) => {
      const noticed = new Promise((resolve) => list.changed().addEventListener('abort', resolve))
      await make()
      await noticed
    },
  }
}

describe('a list of feeds that is followed', () => {
  test('is read again when its file is written or replaced, and only then', async () => {
    await writeFile(path, listOf('news'))
    const { messages, names, change } = await follow()
    expect(await names()).toEqual(['news'])
    expect(await names()).toEqual(['news'])
    expect(messages).toEqual([])
    await change(() => writeFile(path, listOf('news', 'sport')))
    expect(await names()).toEqual(['news', 'sport'])
    expect(messages).toEqual(['2 feeds'])
    await change(async () => {
      await writeFile(`${path}.new`, listOf('sport'))
      await rename(`${path}.new`, path)
    })
    expect(await names()).toEqual(['sport'])
    expect(messages).toEqual(['2 feeds', '1 feeds'])
  })

  test('stays as it was where the file is broken or gone, which is told once, and is read when that is mended', async () => {
    await writeFile(path, listOf('news'))
    const { messages, names, change } = await follow()
    await change(() => writeFile(path, '[{"name": "news"}]'))
    expect(await names()).toEqual(['news'])
    expect(await names()).toEqual(['news'])
    expect(messages).toEqual([`${path} cannot be used:\n0.url must be a text.`])
    await change(() => rm(path))
    expect(await names()).toEqual(['news'])
    expect(messages.slice(1)).toEqual([`${path} cannot be used:\nThere is no such file.`])
    await change(() => writeFile(path, listOf('news', 'sport')))
    expect(await names()).toEqual(['news', 'sport'])
    expect(messages.slice(2)).toEqual(['2 feeds'])
  })

  test('that cannot be used to begin with is refused', async () => {
    await writeFile(path, '[]')
    await expect(follow()).rejects.toBeInstanceOf(FeedListError)
  })
})
