import { beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
  await world.save(
    [
      'porto',
      {
        language: 'it',
        headline: 'La città riapre il porto',
        standfirst: 'Le navi tornano',
        datePublished: '2025-01-01T00:00:00Z',
      },
    ],
    ['boats', { language: 'en', headline: 'Boats are running', datePublished: '2025-01-02T00:00:00Z' }],
  )
})

test('accents make no difference', async () => {
  const { search } = await world.both('{ search(query: "citta") { nodes { slug } } }')
  expect(search.nodes).toEqual([{ slug: 'porto' }])
})
