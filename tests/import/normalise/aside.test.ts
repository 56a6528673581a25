import { describe, expect, test } from 'vitest'
import type { ArticleInput } from '../../../schema/models.ts'
import { normaliseAll, normaliseAside } from '../../../src/import/normalise/aside.ts'
import { normalise } from '../../../src/import/normalise/normalise.ts'
import { longestTurn } from '../../support/cpu-time.ts'
import { articleInput } from '../readers/articles.ts'

const bytes = 900_000
const repeated = (text: string): string => text.repeat(Math.floor(bytes / text.length))
const withBody = (body: ArticleInput['body']): ArticleInput => articleInput('a', { body: body ?? null })

/** Milliseconds of CPU without a yield; on the event loop each of these bodies takes several times as much. */
const maxTurnMs = 150

async function read(body: ArticleInput['body']): Promise<{ turnMs: number; errors: readonly object[] }> {
  const { ms, result } = await longestTurn(() => normaliseAll([withBody(body)]))
  const [read] = result
  return { turnMs: ms, errors: read !== undefined && 'userErrors' in read ? read.userErrors : [] }
}

describe('a long body of a client', () => {
  test('is read beside the event loop, and becomes what it becomes on it', async () => {
    const input = withBody({
      markdown: repeated(
        'A *quick* [fox](/x) and **a dog** that sleeps in the sun, all day, until the evening comes and both go home.\n\n',
      ),
    })
    const { ms, result } = await longestTurn(() => normaliseAll([input]))
    expect(ms).toBeLessThan(maxTurnMs)
    expect(result).toEqual([normalise(input)])
  })

  test.each(['[', '![', '[a', '**a', '* a\n', '# a\n', '\n\na'])('of nothing but %j is refused', async (text) => {
    const { errors, turnMs } = await read({ markdown: repeated(text) })
    expect(errors).toEqual([
      { code: 'INVALID', path: ['body', 'markdown'], message: expect.stringContaining('too much work') },
    ])
    expect(turnMs).toBeLessThan(maxTurnMs)
  })

  test.each(['x\n=\n', 'a**b', '~~a', '&', '<', '<a ', '> ', 'a|b\n-|-\n', '[a]: b\n', '`a``b```'])(
    'of Markdown %j never holds the event loop',
    async (text) => {
      expect((await read({ markdown: repeated(text) })).turnMs).toBeLessThan(maxTurnMs)
    },
  )

  test.each([
    '<br>a',
    '<div>a',
    '<b><p>a',
    '<table><tr><td>',
    '<a href=x>',
    '<a href=x>b</a> ',
    '<img src=x> ',
    '<p <',
    '&lt;',
    '<!--',
    '<ul><li>',
  ])('of HTML %j never holds the event loop', async (text) => {
    expect((await read({ html: repeated(text) })).turnMs).toBeLessThan(maxTurnMs)
  })

  test('in many articles of one request is long as well', async () => {
    const inputs = Array.from({ length: 60 }, (_, index) =>
      articleInput(`a${index}`, { body: { markdown: '**a'.repeat(2_500) } }),
    )
    expect((await longestTurn(() => normaliseAll(inputs))).ms).toBeLessThan(maxTurnMs)
  })
})

describe('a body of a file', () => {
  test('has the same bounds, and what comes after it is read', async () => {
    const tangled = withBody({ markdown: repeated('[') })
    const [refused, good] = await Promise.all([
      normaliseAside(tangled, true),
      normaliseAside(withBody({ markdown: 'One *word*. '.repeat(10_000) }), true),
    ])
    expect(refused.result).toEqual({ userErrors: [expect.objectContaining({ path: ['body', 'markdown'] })] })
    expect(good.result).toEqual(normalise(withBody({ markdown: 'One *word*. '.repeat(10_000) })))
  })

  test('that is longer than a body may be is refused before it is parsed', async () => {
    const { result } = await normaliseAside(withBody({ markdown: '['.repeat(3_000_000) }), false)
    expect(result).toEqual({ userErrors: [expect.objectContaining({ code: 'TOO_LONG' })] })
  })
})
