import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { ask, createTestGateway } from '../server/support.ts'

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
