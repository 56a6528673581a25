import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { clientErrors } from '../../schema/errors.ts'
import { longestTurn } from '../support/cpu-time.ts'
import type { TestCaller } from '../support/gateway.ts'
import { createWorld, type World } from '../support/world.ts'

/** The default is 8 MB: four of these fit, five do not. */
const bodyBytes = 1_900_000
const slugs = ['a', 'b', 'c', 'd', 'e']

let world: World

beforeAll(async () => {
  world = await createWorld()
  await world.save(...slugs.map((slug): [string, object] => [slug, {}]))
  await sql`update article_body set html = repeat('x', ${bodyBytes}::int), text = repeat('y', ${bodyBytes}::int)`.execute(
    world.db,
  )
  await world.save(['large', { datePublished: '2001-01-01T00:00:00Z' }])
  await sql`update article_body set html = repeat('x', 9000000) where article_id = (select max(id) from article)`.execute(
    world.db,
  )
})

const ways: [string, TestCaller][] = [
  ['compiled', {}],
  ['planned', { compiled: false }],
  ['loaded', { lookahead: false }],
]
const pageOf = (first: number): string => `{ articles(first: ${first}) { nodes { slug body } } }`
const refusal = expect.objectContaining({
  message: clientErrors.ANSWER_TOO_LARGE.sentence,
  extensions: { code: 'ANSWER_TOO_LARGE' },
})

describe.each(ways)('%s', (_, as) => {
  test('bodies that are larger together than an answer may be are refused', async () => {
    const { data, errors } = await world.ask(pageOf(5), {}, as)
    expect(errors?.length).toBeGreaterThan(0)
    for (const error of errors ?? []) expect(error).toEqual(refusal)
    expect(JSON.stringify(data ?? null).length).toBeLessThan(1_000)
  })

  test('one body that is larger by itself is refused, and one that fits is answered', async () => {
    const query = 'query ($slug: String!) { article(by: { slug: $slug }) { body } }'
    const { data, errors } = await world.ask(query, { slug: 'large' }, as)
    expect(errors).toContainEqual(refusal)
    expect(JSON.stringify(data ?? null).length).toBeLessThan(1_000)
    const { article } = await world.data(query, { slug: 'a' }, as)
    expect(article.body).toHaveLength(bodyBytes)
  })

  test('what fits is answered', async () => {
    const { articles } = await world.data(pageOf(3), {}, as)
    expect(articles.nodes.map(({ body }: { body: string }) => body.length)).toEqual([bodyBytes, bodyBytes, bodyBytes])
  })

  test('the same body under many names is refused before it is written out', async () => {
    const aliases = Array.from({ length: 40 }, (_, index) => `b${index}: body`).join(' ')
    const { ms, result } = await longestTurn(() => world.ask(`{ article(by: { slug: "a" }) { ${aliases} } }`, {}, as))
    expect(result.errors).toContainEqual(refusal)
    // 76 MB as JSON would take several times as much
    expect(ms).toBeLessThan(250)
  })

  test('bodies of many root fields count together', async () => {
    const roots = Array.from({ length: 40 }, (_, index) => {
      const slug = slugs[index % slugs.length]
      return `r${index}: article(by: { slug: "${slug}" }) { body(format: ${index % 2 === 0 ? 'HTML' : 'PLAIN_TEXT'}) }`
    })
    const { data, errors } = await world.ask(`{ ${roots.join('\n')} }`, {}, as)
    expect(errors).toContainEqual(refusal)
    expect(JSON.stringify(data ?? null).length).toBeLessThan(8 * 1024 * 1024)
  })
})

test('the statement ends before a body too many is read', async () => {
  const read = sql`select answer_text(text, 4000000) from article_body`.execute(world.db)
  await expect(read).rejects.toMatchObject({ code: 'MHA01' })
  // the count ends with the transaction
  await sql`select answer_text(text, 2000000) from article_body limit 1`.execute(world.db)
  await sql`select answer_text(text, 2000000) from article_body limit 1`.execute(world.db)
})
