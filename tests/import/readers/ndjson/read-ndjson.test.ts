import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ArticleInput } from '../../../../schema/models.ts'
import type { ReadItem, ReadOptions } from '../../../../src/import/draft.ts'
import type { ValidateInput } from '../../../../src/import/normalise/validate-input.ts'
import { readNdjson } from '../../../../src/import/readers/ndjson/read-ndjson.ts'
import type { Open } from '../../../../src/import/readers/shared/decode.ts'
import { mutations } from '../mutations.ts'
import { finishesOrRefuses, flat, opening, readAll } from '../read-all.ts'

/** Stands for the GraphQL input type: two fields that must be strings. */
const validate: ValidateInput = (value) => {
  const article = typeof value === 'object' && value !== null ? (value as Partial<ArticleInput>) : {}
  const problems = (['externalId', 'headline'] as const)
    .filter((field) => typeof article[field] !== 'string')
    .map((field) => ({ field, reason: 'it must be a string' }))
  return problems.length === 0 ? { ok: true, input: article as ArticleInput } : { ok: false, problems }
}
const read = (open: Open, options: ReadOptions): AsyncIterable<ReadItem> => readNdjson(open, options, validate)
const article = (id: string, more: object = {}): string =>
  JSON.stringify({ externalId: id, headline: `Headline ${id}`, language: 'en', ...more })
const ids = (items: readonly ReadItem[]): unknown[] =>
  items.map((item) => (item.kind === 'article' ? item.draft.input.externalId : [item.item, item.field, item.reason]))

describe('lines', () => {
  it('end in LF, CRLF or the file; blank ones are passed over', async () => {
    const items = await readAll(read, `\ufeff${article('1')}\r\n\r\n  \n${article('2')}\n${article('3')}`)
    expect(items.map((item) => [item.item, item.kind])).toEqual([
      ['line 1', 'article'],
      ['line 4', 'article'],
      ['line 5', 'article'],
    ])
  })

  it('are the same in chunks of any size', async () => {
    const text = `${article('ä')}\r\n{"x":\n${article('猫')}\n`
    const whole = await readAll(read, text)
    for (const size of [1, 2, 3, 7, 64]) expect(await readAll(read, text, {}, size)).toEqual(whole)
  })

  it('that are damaged are named with their number, in our words', async () => {
    const text = Buffer.concat([
      Buffer.from(`${article('1')}\n{"externalId": "2", \nnull\n{"externalId":4}\n`),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from(`${'['.repeat(50_000)}\n{"a" 1}\n${article('8')}\n${article('1')}\n`),
    ])
    expect(ids(await readAll(read, text))).toEqual([
      '1',
      ['line 2', null, 'it ends too early'],
      ['line 3', 'externalId', 'it must be a string; headline: it must be a string'],
      ['line 4', 'externalId', 'it must be a string; headline: it must be a string'],
      ['line 5', null, 'it is not valid UTF-8'],
      ['line 6', null, expect.any(String)],
      ['line 7', null, 'it is not JSON at character 6'],
      '8',
      ['line 9', 'externalId', 'line 1 has the same id'],
    ])
  })

  it('of 1 GB are not held', async () => {
    const chunk = Buffer.alloc(2 ** 20, 'x')
    const open: Open = async function* () {
      yield Buffer.from(`${article('1')}\n{"externalId":"`)
      for (let megabytes = 0; megabytes < 1024; megabytes++) yield chunk
      yield Buffer.from(`"}\n${article('3')}\n`)
    }
    const before = process.memoryUsage.rss()
    const items: ReadItem[] = []
    for await (const item of read(open, { fileName: 'big' })) items.push(item)
    expect(ids(items)).toEqual(['1', ['line 2', null, 'it is longer than 8 MB'], '3'])
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 2 ** 20)
  })

  it('with __proto__ change nothing but themselves', async () => {
    const [item] = await readAll(
      read,
      '{"externalId":"1","headline":"H","__proto__":{"polluted":1},"\\u005f_proto__":{"p":1}}',
    )
    expect(item?.kind === 'article' && Object.keys(item.draft.input)).toEqual(['externalId', 'headline'])
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('other shapes of the same', () => {
  it('one array, one object, one wrapped list', async () => {
    for (const text of [
      `[${article('1')},${article('2')}]`,
      JSON.stringify([JSON.parse(article('1')), JSON.parse(article('2'))], null, 2),
      JSON.stringify({ articles: [JSON.parse(article('1')), JSON.parse(article('2'))] }, null, 2),
      JSON.stringify({ articles: [JSON.parse(article('1')), JSON.parse(article('2'))] }),
    ]) {
      expect(ids(await readAll(read, text))).toEqual(['1', '2'])
    }
    expect(ids(await readAll(read, JSON.stringify(JSON.parse(article('1')), null, 2)))).toEqual(['1'])
  })

  it('an array that is cut yields the elements before the cut', async () => {
    const text = `[${article('1', { headline: 'a "quoted", [odd] {one}' })},\n{"externalId": x},\n${article('3')},\n{"externalId":"4"`
    expect(ids(await readAll(read, text))).toEqual([
      '1',
      ['item 2', null, expect.any(String)],
      '3',
      ['item 4', null, 'the file ends inside it'],
    ])
  })

  it('UTF-16, as some shells write it', async () => {
    const utf16 = Buffer.from(`\ufeff${article('1')}\r\n${article('2')}\r\n`, 'utf16le')
    expect(ids(await readAll(read, utf16))).toEqual(['1', '2'])
  })

  it('an empty file and a cut object are refused', async () => {
    await expect(readAll(read, '')).rejects.toThrow('empty')
    await expect(readAll(read, '{\n  "externalId": "1",\n')).rejects.toThrow('ends too early')
  })
})

describe('what the person says', () => {
  it('fills in the language, sets the publisher and adds the topic', async () => {
    const text = '{"externalId":"1","headline":"H","topics":[{"path":"a"}],"publisher":{"name":"Old"}}'
    const [item] = await readAll(read, text, { language: 'it', publisher: 'New', topic: 'world' })
    expect(item === undefined ? null : flat(item)).toMatchObject({
      language: 'it',
      publisher: { name: 'New' },
      topics: [{ path: 'world' }, { path: 'a' }],
    })
  })
})

it('mutations are read or refused', async () => {
  const text = Array.from({ length: 20 }, (_, index) => article(String(index))).join('\n')
  await fc.assert(
    fc.asyncProperty(mutations(Buffer.from(text)), (bytes) => finishesOrRefuses(read, bytes)),
    { numRuns: 200 },
  )
})

it('two hundred thousand ids are told apart', async () => {
  const lines = async function* (): AsyncGenerator<Uint8Array> {
    for (let batch = 0; batch < 200; batch++) {
      yield Buffer.from(
        Array.from({ length: 1000 }, (_, index) => `{"externalId":"${batch * 1000 + index}","headline":""}\n`).join(''),
      )
    }
    yield* opening('{"externalId":"4711","headline":""}\n')()
  }
  let articles = 0
  let last: ReadItem | null = null
  for await (const item of read(lines, { fileName: 'many' })) {
    if (item.kind === 'article') articles++
    else last = item
  }
  expect(articles).toBe(200_000)
  expect(last).toMatchObject({ item: 'line 200001', reason: 'line 4712 has the same id' })
})
