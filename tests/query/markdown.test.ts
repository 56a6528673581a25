import { beforeAll, describe, expect, test } from 'vitest'
import { htmlToMarkdown } from '../../src/loaders/html-to-markdown.ts'
import { toMarkdown } from '../../src/loaders/markdown.ts'
import { longestTurn } from '../support/cpu-time.ts'
import { createWorld, type World } from '../support/world.ts'

const long = '<p>A <em>quick</em> fox and <a href="https://x.example/">a dog</a> sleep.</p>\n'.repeat(12_000)
/** The library counts those that come before, for each of them. */
const hostile = `<ol>${'<li>a</li>'.repeat(90_000)}</ol>`

let world: World

beforeAll(async () => {
  world = await createWorld()
  await world.save(['long', { body: { html: long } }], ['hostile', { body: { html: hostile } }])
})

const markdownOf = 'query ($slug: String!) { article(by: { slug: $slug }) { slug body(format: MARKDOWN) } }'

describe('Markdown of a long body', () => {
  test('is made beside the event loop', async () => {
    const { ms, result } = await longestTurn(() => toMarkdown(long))
    expect(ms).toBeLessThan(150)
    expect(result).toBe(htmlToMarkdown(long))
  })

  test('is made once for those who ask together, and kept for those who ask later', async () => {
    const body = long.replace('quick', 'brown')
    const asked = [toMarkdown(body), toMarkdown(body)]
    expect(asked[0]).toBe(asked[1])
    expect(await asked[0]).toBe(await toMarkdown(body))
  })

  test('that takes too long is an error of that field, and what is asked beside it is answered', async () => {
    const { ms, result } = await longestTurn(() => world.ask(markdownOf, { slug: 'hostile' }))
    expect(result).toEqual({
      data: { article: { slug: 'hostile', body: null } },
      errors: [
        expect.objectContaining({
          path: ['article', 'body'],
          message: 'This body takes too long to be written as Markdown. Ask for it as HTML or PLAIN_TEXT.',
          extensions: { code: 'TIMEOUT' },
        }),
      ],
    })
    expect(ms).toBeLessThan(150)
    expect((await world.data(markdownOf, { slug: 'long' })).article.body).toHaveLength((await toMarkdown(long)).length)
  })
})
