import { beforeAll, expect, test } from 'vitest'
import { editor, type TestCaller } from '../support/gateway.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})

/** Paths of topics, names of authors and of publishers, as the caller sees them. */
async function seen(as: TestCaller = {}): Promise<{ topics: string[]; authors: string[]; publishers: string[] }> {
  const { topics, authors, publishers } = await world.both(
    '{ topics(first: 100) { nodes { path } } authors(first: 100) { nodes { name } } publishers { name } }',
    {},
    as,
  )
  return {
    topics: topics.nodes.map(({ path }: { path: string }) => path),
    authors: authors.nodes.map(({ name }: { name: string }) => name),
    publishers: publishers.map(({ name }: { name: string }) => name),
  }
}

test('a topic that a draft had, and an author, are not given away when it gets others', async () => {
  await world.save([
    'merger',
    { status: 'DRAFT', topics: [{ path: 'secret-merger' }], authors: [{ name: 'Hidden One' }] },
  ])
  expect(await seen()).toMatchObject({ topics: [], authors: [] })
  await world.save(['merger', { status: 'DRAFT', topics: [{ path: 'business' }], authors: [{ name: 'Hidden Two' }] }])
  expect(await seen()).toMatchObject({ topics: [], authors: [] })
  expect(await seen(editor)).toMatchObject({
    topics: ['business', 'secret-merger'],
    authors: ['Hidden One', 'Hidden Two'],
  })
  await world.save(['merger', { topics: [{ path: 'business' }], authors: [{ name: 'Hidden Two' }] }])
  expect(await seen()).toMatchObject({ topics: ['business'], authors: ['Hidden Two'] })
  await world.save(['merger', { status: 'WITHDRAWN', topics: [{ path: 'business' }] }])
  expect(await seen()).toMatchObject({ topics: [], authors: [] })
})

test('an empty topic looks the same before and after a draft is put there', async () => {
  await world.save(['tree', { topics: [{ path: 'science/space' }] }], ['moved', { topics: [{ path: 'science/sea' }] }])
  await world.save(['moved', { topics: [{ path: 'science/space' }] }])
  const before = await seen()
  expect(before.topics).toEqual(['science', 'science/space'])
  await world.save(['dive', { status: 'DRAFT', topics: [{ path: 'science/sea' }] }])
  expect(await seen()).toEqual(before)
  await world.save(['dive', { topics: [{ path: 'science/sea' }] }])
  expect((await seen()).topics).toEqual(['science', 'science/sea', 'science/space'])
})

test('the way to a visible article is whole, and what hangs beside it is not there', async () => {
  await world.save(
    ['match', { topics: [{ path: 'sport/ball/foot' }] }],
    ['plan', { status: 'DRAFT', topics: [{ path: 'sport/ball/plan/b' }, { path: 'sport/new' }] }],
  )
  const { topic } = await world.both(`{ topic(by: { path: "sport/ball/foot" }) {
    parent { path } ancestors { path children { path children { path } } } } }`)
  expect(topic).toEqual({
    parent: { path: 'sport/ball' },
    ancestors: [
      { path: 'sport', children: [{ path: 'sport/ball', children: [{ path: 'sport/ball/foot' }] }] },
      { path: 'sport/ball', children: [{ path: 'sport/ball/foot', children: [] }] },
    ],
  })
})

test('a key that is limited to a topic sees what its articles have, an editor with such a key too', async () => {
  await world.save(
    ['here', { topics: [{ path: 'local/town' }, { path: 'fire' }], authors: [{ name: 'Near' }] }],
    ['there', { topics: [{ path: 'abroad' }, { path: 'flood' }], authors: [{ name: 'Far' }] }],
    ['soon', { status: 'DRAFT', topics: [{ path: 'local/town' }, { path: 'feast' }], authors: [{ name: 'Next' }] }],
  )
  const allowedTopicIds = [await world.topicId('local/town')]
  expect(await seen({ allowedTopicIds })).toMatchObject({ topics: ['fire', 'local', 'local/town'], authors: ['Near'] })
  expect(await seen({ ...editor, allowedTopicIds })).toMatchObject({
    topics: ['feast', 'fire', 'local', 'local/town'],
    authors: ['Near', 'Next'],
  })
})

test('a publisher is there whatever it has out', async () => {
  await world.save(['first', { status: 'DRAFT', publisher: { name: 'The New Paper' } }])
  expect((await seen()).publishers).toContain('The New Paper')
})
