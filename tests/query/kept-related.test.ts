import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { ArticleInput } from '../../schema/models.ts'
import { saveRelatedLists } from '../../src/db/write/related-lists.ts'
import { createRelatedKeeper } from '../../src/server/keep-related.ts'
import type { TestCaller } from '../support/gateway.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})

const about = (path: string): Partial<ArticleInput> => ({ topics: [{ path }] })

/** In every mode; slugs, in their order. */
async function relatedTo(slug: string, args = '', as: TestCaller = {}): Promise<string[]> {
  const query = `query ($slug: String) { article(by: { slug: $slug }) { relatedLinks${args} { article { slug } } } }`
  const { article } = await world.both(query, { slug }, as)
  return article.relatedLinks.map((link: { article: { slug: string } }) => link.article.slug)
}

async function idOf(slug: string): Promise<number> {
  return (await world.db.selectFrom('article').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id
}

/** A list that nobody would work out, so that it shows where an answer is from. */
async function keepOnly(slug: string, related: string): Promise<void> {
  await saveRelatedLists(world.db, [await idOf(slug)])
  await world.db
    .updateTable('related_list')
    .set({ ids: sql`array[${await idOf(related)}::bigint]` })
    .where('article_id', '=', await idOf(slug))
    .execute()
}

test('what was kept is the same as what is worked out, and is read instead', async () => {
  await world.save(['kept-a', about('kept')], ['kept-b', about('kept')], ['kept-c', about('kept')], ['kept-far'])
  const made = await relatedTo('kept-a')
  expect(made.toSorted()).toEqual(['kept-b', 'kept-c'])
  await saveRelatedLists(world.db, [await idOf('kept-a')])
  expect(await relatedTo('kept-a')).toEqual(made)
  await keepOnly('kept-a', 'kept-far')
  expect(await relatedTo('kept-a')).toEqual(['kept-far'])
})

test('it is out of date as soon as any article changes, and after nine minutes', async () => {
  await world.save(['date-a', about('date')], ['date-b', about('date')], ['date-far'])
  await keepOnly('date-a', 'date-far')
  expect(await relatedTo('date-a')).toEqual(['date-far'])
  await world.save(['date-c', about('date')])
  expect((await relatedTo('date-a')).toSorted()).toEqual(['date-b', 'date-c'])
  await keepOnly('date-a', 'date-far')
  expect(await relatedTo('date-a')).toEqual(['date-far'])
  await sql`update related_list set made_at = made_at - interval '9 minutes'`.execute(world.db)
  expect((await relatedTo('date-a')).toSorted()).toEqual(['date-b', 'date-c'])
})

test('who asks sees of it what they may see, and the list is filled up with what comes after', async () => {
  await world.save(
    ['sight-a', about('sight')],
    ['sight-open', about('sight')],
    ['sight-draft', { ...about('sight'), embargoedUntil: '2100-01-02T00:00:00Z' }],
  )
  await saveRelatedLists(world.db, [await idOf('sight-a')])
  expect(await relatedTo('sight-a', '(first: 1)')).toEqual(['sight-open'])
  const preview: TestCaller = { scopes: ['CONTENT_READ', 'CONTENT_PREVIEW'] }
  expect((await relatedTo('sight-a', '', preview)).toSorted()).toEqual(['sight-draft', 'sight-open'])
})

test('the gateway keeps what it had to work out, once it has answered, and nothing where nothing can be written', async () => {
  await world.save(['noted-a', about('noted')], ['noted-b', about('noted')])
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const keeper = createRelatedKeeper({ db: world.db }, log)
  const id = await idOf('noted-a')
  keeper.note(id)
  await keeper.settled()
  const { rows } = await sql<{ ids: number[] }>`select kept_related_list(${id}) as ids`.execute(world.db)
  expect(rows[0]?.ids).toEqual([await idOf('noted-b')])
  // an article that is gone meanwhile is no error
  keeper.note(2 ** 40)
  await keeper.settled()
  await keeper.stop()
})

test('what several had to work out at once is kept once', async () => {
  await world.save(['once-a', about('once')], ['once-b', about('once')], ['once-far'])
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const keeper = createRelatedKeeper({ db: world.db }, log)
  await keepOnly('once-a', 'once-far')
  // by another gateway, or for an answer that had begun before
  keeper.note(await idOf('once-a'))
  await keeper.settled()
  expect(await relatedTo('once-a')).toEqual(['once-far'])
  await keeper.stop()
})
