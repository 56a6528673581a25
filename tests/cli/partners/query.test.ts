import { beforeAll, expect, test } from 'vitest'
import { toGlobalId } from '../../../schema/global-id.ts'
import { createDigest } from '../../../src/keys/digest.ts'
import { createApiKey, revokeApiKey } from '../../../src/keys/life-cycle.ts'
import { runCli } from '../../support/run-cli.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let editor: number
let limited: number
beforeAll(async () => {
  world = await createWorld()
  const topics = (path: string) => ({ topics: [{ path, name: path }] })
  await world.save(
    ['seen', topics('world')],
    ['elsewhere', topics('sport')],
    ['draft', { status: 'DRAFT', ...topics('world') }],
  )
  const digest = createDigest('a pepper for the tests', () => undefined)
  const create = async (scopes: string[], allowedTopicIds: number[] | null): Promise<number> => {
    const { apiKey } = await createApiKey(world.db, digest, {
      name: 'A key',
      scopes,
      allowedTopicIds,
      environment: 'live',
    })
    return apiKey?.id ?? 0
  }
  editor = await create(['CONTENT_READ', 'CONTENT_PREVIEW'], null)
  limited = await create(['CONTENT_READ'], [await world.topicId('world')])
})

const slugs = '{ articles(first: 5) { nodes { slug } } }'
const run = async (...args: string[]) => await runCli(['query', ...args], { DATABASE_URL: world.url })

async function seenBy(...args: string[]): Promise<string[]> {
  const { stdout, code } = await run(slugs, ...args)
  expect(code).toBe(0)
  const { data } = JSON.parse(stdout) as { data: { articles: { nodes: { slug: string }[] } } }
  return data.articles.nodes.map(({ slug }) => slug).toSorted()
}

test('answers as nobody and as each key would be answered, a revoked one too', async () => {
  expect(await seenBy()).toEqual(['elsewhere', 'seen'])
  expect(await seenBy('--as', toGlobalId('ApiKey', editor))).toEqual(['draft', 'elsewhere', 'seen'])
  expect(await seenBy('--as', String(limited))).toEqual(['seen'])
  await revokeApiKey(world.db, limited)
  expect(await seenBy('--as', String(limited))).toEqual(['seen'])
})

test('tells the price, takes variables, and counts no use of the key', async () => {
  const query =
    'query Some($first: Int) { articles(first: $first) { nodes { slug } } } query Other { viewer { isAnonymous } }'
  const variables = ['--operation', 'Some', '--variables', '{"first": 1}']
  const { stdout } = await run(query, ...variables, '--as', String(editor))
  expect(JSON.parse(stdout)).toMatchObject({
    data: { articles: { nodes: [{}] } },
    extensions: { cost: { requested: 2, actual: 2 } },
  })
  const { rows } = await world.db
    .selectFrom('api_key_usage')
    .selectAll()
    .execute()
    .then((rows) => ({ rows }))
  expect(rows).toEqual([])
  const used = await world.db.selectFrom('api_key').select('last_used_at').where('id', '=', editor).executeTakeFirst()
  expect(used).toEqual({ last_used_at: null })
})

test('errors are shown as a client would see them, with exit code 1', async () => {
  const { stdout, code } = await run('{ nothing }')
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ errors: [{ locations: [{ line: 1, column: 3 }] }] })
})

test('a mutation, a file that is not there, an unknown key and bad variables are refused in a sentence', async () => {
  const mutation = 'mutation { withdrawArticle(id: "x") { userErrors { message } } }'
  expect(await run(mutation)).toMatchObject({ code: 1, stderr: expect.stringContaining('Only queries are run here') })
  expect(await run('none.graphql')).toMatchObject({ code: 1, stderr: expect.stringContaining('no file none.graphql') })
  expect(await run(slugs, '--as', '999')).toMatchObject({ code: 2, stderr: expect.stringMatching(/^--as: /) })
  expect(await run(slugs, '--as', 'x')).toMatchObject({ code: 2, stderr: expect.stringMatching(/^--as: /) })
  expect(await run(slugs, '--variables', '[]')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--variables'),
  })
})
