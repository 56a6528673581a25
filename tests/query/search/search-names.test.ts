import { sql } from 'kysely'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ArticleInput } from '../../../schema/models.ts'
import { refreshSearchRows } from '../../../src/db/search/refresh.ts'
import { importArticles } from '../../../src/import/run/import-articles.ts'
import { openRealGateway } from '../../keys/real-gateway.ts'
import { createTestGateway } from '../../support/gateway.ts'

const { db, data } = await createTestGateway()

const storyOf = (externalId: string, fields: Partial<ArticleInput>): ArticleInput => ({
  externalId,
  headline: `Story ${externalId}`,
  language: 'en',
  publisher: { name: 'The Harbour Post' },
  ...fields,
})
const write = async (articles: readonly ArticleInput[]): Promise<void> => {
  await importArticles(db, { source: 'names', articles })
}
const found = async (query: string): Promise<string[]> => {
  const { search } = await data(
    'query ($query: String!) { search(query: $query, first: 100) { nodes { headline } } }',
    { query },
  )
  return search.nodes.map(({ headline }: { headline: string }) => headline).sort()
}
const waiting = async (): Promise<number> =>
  (await db.selectFrom('article_search_stale').select('article_id').execute()).length

describe('an article is found by the names of its topics and authors', () => {
  test('as they are now, once the rows of a renamed topic have been made anew', async () => {
    await write(['1', '2', '3'].map((id) => storyOf(id, { topics: [{ path: 'g7-meeting' }] })))
    await write([storyOf('4', { topics: [{ path: 'g7-meeting/tents' }] })])
    expect(await found('meeting')).toEqual(['Story 1', 'Story 2', 'Story 3'])
    // the name that the path spells gives way to one that is said
    await write([storyOf('5', { topics: [{ path: 'g7-meeting', name: 'Lighthouse summit' }] })])
    expect(await found('lighthouse')).toEqual(['Story 5'])
    expect(await found('meeting')).toEqual(['Story 1', 'Story 2', 'Story 3'])
    const before = await waiting()
    expect(await refreshSearchRows(db, 2)).toBe(2)
    expect(await waiting()).toBe(before - 2)
    await refreshSearchRows(db, 100)
    expect(await refreshSearchRows(db, 100)).toBe(0)
    expect(await found('lighthouse')).toEqual(['Story 1', 'Story 2', 'Story 3', 'Story 5'])
    expect(await found('meeting')).toEqual([])
  })

  test('and of a renamed author; who stays as he was is left alone', async () => {
    await write([
      storyOf('6', { authors: [{ name: 'Ada Quay' }] }),
      storyOf('7', { authors: [{ name: 'Ada Quay' }, { name: 'Ben Mole' }] }),
      storyOf('8', { authors: [{ name: 'Ben Mole' }] }),
    ])
    await db
      .updateTable('author')
      .set({ name: 'Ada Breakwater', name_key: 'ada breakwater' })
      .where('name', '=', 'Ada Quay')
      .execute()
    expect(await waiting()).toBe(2)
    await db.updateTable('author').set({ bio: 'Writes.' }).execute()
    expect(await waiting()).toBe(2)
    await refreshSearchRows(db, 100)
    expect(await found('breakwater')).toEqual(['Story 6', 'Story 7'])
    expect(await found('quay')).toEqual([])
    expect(await found('mole')).toEqual(['Story 7', 'Story 8'])
  })

  test('also one that is being written while they are renamed', async () => {
    await write([storyOf('10', { authors: [{ name: 'Finn Lock' }], topics: [{ path: 'tide', name: 'Ebb' }] })])
    const writing = await db.startTransaction().execute()
    const latest = storyOf('11', { authors: [{ name: 'Finn Lock' }], topics: [{ path: 'tide' }] })
    await importArticles(writing, { source: 'names', articles: [latest] })
    const renaming = Promise.all([
      db.updateTable('author').set({ name: 'Finn Gate' }).where('name', '=', 'Finn Lock').execute(),
      db.updateTable('topic').set({ name: 'Flood' }).where('path', '=', 'tide').execute(),
    ])
    const inTurn = sql<{ count: number }>`select count(*) from pg_stat_activity
      where datname = current_database() and wait_event = 'advisory'`
    const waitsInTurn = vi.waitFor(async () => expect((await inTurn.execute(db)).rows).toEqual([{ count: 2 }]), 120_000)
    await Promise.race([renaming, waitsInTurn])
    await writing.commit().execute()
    await Promise.all([renaming, waitsInTurn])
    await refreshSearchRows(db, 100)
    expect(await found('gate')).toEqual(['Story 10', 'Story 11'])
    expect(await found('flood')).toEqual(['Story 10', 'Story 11'])
  })

  test('an article that is gone meanwhile is forgotten', async () => {
    await write([storyOf('9', { authors: [{ name: 'Cleo Pier' }] })])
    await db.updateTable('author').set({ name: 'Cleo Jetty' }).where('name', '=', 'Cleo Pier').execute()
    await db.deleteFrom('article').where('external_id', '=', '9').execute()
    expect(await refreshSearchRows(db, 100)).toBe(1)
    expect(await found('jetty')).toEqual([])
  })
})

describe('a running gateway', () => {
  test('makes the rows anew by itself: those that it finds at its start, and those of names that change later', async () => {
    const first = await openRealGateway()
    const rename = async (from: string, to: string): Promise<void> => {
      await first.db.updateTable('author').set({ name: to }).where('name', '=', from).execute()
    }
    const finds = async (real: typeof first, query: string): Promise<number> => {
      const answer = await real.ask('query ($query: String!) { search(query: $query) { count { value } } }', null, {
        query,
      })
      return (answer.data as { search: { count: { value: number } } }).search.count.value
    }
    await importArticles(first.db, {
      source: 'names',
      articles: [storyOf('1', { authors: [{ name: 'Dora Sluice' }] })],
    })
    await rename('Dora Sluice', 'Dora Floodgate')
    await expect.poll(() => finds(first, 'floodgate'), { timeout: 120_000 }).toBe(1)
    await first.stop()

    await rename('Dora Floodgate', 'Dora Weir')
    const second = await openRealGateway({}, first)
    onTestFinished(() => second.stop())
    await expect.poll(() => finds(second, 'weir'), { timeout: 120_000 }).toBe(1)
  })
})
