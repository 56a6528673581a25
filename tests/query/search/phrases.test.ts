import { beforeAll, expect, test } from 'vitest'
import type { ArticleInput } from '../../../schema/models.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

const words = (headline: string, fields: Partial<ArticleInput> = {}): Partial<ArticleInput> => ({
  headline,
  language: 'en',
  body: { plainText: 'Nothing more is said.' },
  ...fields,
})

beforeAll(async () => {
  world = await createWorld()
  await world.save(
    ['in-a-row', words('The quiet lighthouse keeper of Skerry')],
    ['apart', words('The keeper of a quiet Skerry lighthouse')],
    ['other-language', words('Quiet lighthouse keeper', { language: 'sv' })],
    ['keeper-alone', words('A keeper in Skerry')],
  )
})

const find = async (query: string, rest = ''): Promise<string[]> => {
  const { search } = await world.both(
    `query ($query: String!) { search(query: $query${rest}) { nodes { slug } count { value } } }`,
    { query },
  )
  expect(search.count.value).toBe(search.nodes.length)
  return search.nodes.map((node: { slug: string }) => node.slug)
}

test.each([
  ['"lighthouse keeper"', ['in-a-row', 'other-language']],
  // words that are left out keep their place
  ['"keepers of skerry"', ['in-a-row', 'keeper-alone']],
  ['"quiet keeper"', []],
  ['skerry "lighthouse keeper"', ['in-a-row']],
  ['skerry -"lighthouse keeper"', ['apart', 'keeper-alone']],
  ['"lighthouse keeper" -skerry', ['other-language']],
  ['-"lighthouse keeper"', []],
  ['"lighthouse keeper" OR alone', ['in-a-row', 'other-language']],
  ['"lighthouse keeper" OR "keeper in skerry"', ['in-a-row', 'keeper-alone', 'other-language']],
  // a word with a hyphen is one, and its parts
  ['lighthouse-keeper', []],
])('%s finds articles with the words in a row alone', async (query, slugs) => {
  expect((await find(query)).toSorted()).toEqual(slugs)
  const ofEnglish = slugs.filter((slug) => slug !== 'other-language')
  expect((await find(query, ', language: "en"')).toSorted()).toEqual(ofEnglish)
  expect((await find(query, ', orderBy: NEWEST')).toSorted()).toEqual(slugs)
})
