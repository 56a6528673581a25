import { beforeAll, expect, test } from 'vitest'
import type { ArticleInput } from '../../schema/models.ts'
import type { TestCaller } from '../support/gateway.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})

const translation = (language: string, of: string, fields: Partial<ArticleInput> = {}): Partial<ArticleInput> => ({
  language,
  translationOf: { source: 'post', value: of },
  ...fields,
})
const translationsOf = async (slug: string, as: TestCaller = {}): Promise<string[]> => {
  const query =
    'query ($slug: String) { article(by: { slug: $slug }) { translations { language slug publisher { name } } } }'
  const { article } = await world.both(query, { slug }, as)
  return article.translations.map((each: { language: string; slug: string }) => `${each.language} ${each.slug}`)
}

test('the original comes first, then its translations: each knows all others, by language', async () => {
  await world.save(['one-it', { language: 'it' }])
  await world.save(['one-en', translation('en', 'one-it')], ['one-de', translation('de', 'one-it')])
  expect(await translationsOf('one-it')).toEqual(['de one-de', 'en one-en'])
  expect(await translationsOf('one-en')).toEqual(['de one-de', 'it one-it'])
})

test('a translation arrives before its original and waits for it', async () => {
  await world.save(['two-en', translation('en', 'two-it')])
  expect(await translationsOf('two-en')).toEqual([])
  await world.save(['two-it', { language: 'it' }])
  expect(await translationsOf('two-en')).toEqual(['it two-it'])
  expect(await translationsOf('two-it')).toEqual(['en two-en'])
})

test('a translation of a translation is of the same story', async () => {
  await world.save(
    ['three-fr', translation('fr', 'three-en')],
    ['three-en', translation('en', 'three-it')],
    ['three-it', { language: 'it' }],
  )
  expect(await translationsOf('three-fr')).toEqual(['en three-en', 'it three-it'])
})

test('what the caller may not see is left out', async () => {
  await world.save(
    ['four-it', { language: 'it', topics: [{ path: 'four' }] }],
    ['four-de', translation('de', 'four-it', { status: 'DRAFT' })],
    ['four-en', translation('en', 'four-it', { embargoedUntil: '2030-01-01T00:00:00Z', topics: [{ path: 'four' }] })],
    ['four-es', translation('es', 'four-it', { status: 'WITHDRAWN' })],
    ['four-fr', translation('fr', 'four-it')],
  )
  expect(await translationsOf('four-it', { instant: '2029-12-31T23:59:59.999Z' })).toEqual(['fr four-fr'])
  expect(await translationsOf('four-it', { instant: '2030-01-01T00:00:00Z' })).toEqual(['en four-en', 'fr four-fr'])
  expect(await translationsOf('four-it', { allowedTopicIds: [await world.topicId('four')] })).toEqual(['en four-en'])
  expect(await translationsOf('four-it', { scopes: ['CONTENT_READ', 'CONTENT_PREVIEW'] })).toHaveLength(4)
})

test('an article that is no translation any more leaves the story', async () => {
  await world.save(['five-it', { language: 'it' }], ['five-en', translation('en', 'five-it')])
  await world.save(['five-en', { language: 'en' }])
  expect(await translationsOf('five-it')).toEqual([])
})
