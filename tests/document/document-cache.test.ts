import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { DocumentCache } from '../../src/document/document-cache.ts'
import { ask, createTestGateway } from '../server/support.ts'

const document = parse('{hello}')

test('the cache keeps what was used last and stays within its size', () => {
  const cache = new DocumentCache(100)
  for (let index = 0; index < 50; index++) {
    cache.set(`{a${String(index).padStart(2, '0')}     }`, document)
    cache.get('{a00     }')
  }
  expect(cache.size).toBe(10)
  expect(cache.get('{a00     }')).toBe(document)
  expect(cache.get('{a01     }')).toBeUndefined()
})

test('a document that would push out all others is not kept', () => {
  const cache = new DocumentCache(100)
  cache.set('x'.repeat(11), document)
  expect(cache.size).toBe(0)
})

test('the same text counts once', () => {
  const cache = new DocumentCache(100)
  for (let index = 0; index < 100; index++) cache.set('{hello}', document)
  cache.set('{other}', document)
  expect(cache.size).toBe(2)
})

test('a flood of distinct documents, valid or not, leaves memory where it was', async () => {
  const { gateway, lines } = createTestGateway({ limits: { maxCachedDocumentChars: 50_000 } })
  const flood = async (from: number) => {
    for (let index = from; index < from + 1_000; index++) {
      await ask(gateway, `{a${index}:hello}`)
      await ask(gateway, `{a${index}:nope}`)
      await ask(gateway, `{a${index}`)
    }
    lines.length = 0
  }
  await flood(0)
  const before = heapUsed()
  await flood(10_000)
  await flood(20_000)
  expect(heapUsed() - before).toBeLessThan(10_000_000)
  expect((await ask(gateway, '{hello}')).body).toEqual({ data: { hello: 'Hello reader' } })
})

/** Bytes in use after a collection. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}
