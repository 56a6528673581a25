import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { hostile } from './hostile-inputs.ts'

interface Cost {
  readonly what: string
  readonly outcome: string
  /** Of CPU, of all threads. */
  readonly seconds: number
}

const maxSeconds = 5
/** Of V8's heap; who takes more is ended, and the test with it. */
const maxHeapMb = 300

// What a child reads in a heap of this size: nothing crashes it, and nothing keeps it for long.
test.for(Object.keys(hostile))('what is made to hurt the reader of %s', { timeout: 600_000 }, async (format) => {
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${maxHeapMb}`, `${import.meta.dirname}/hostile-child.ts`, format],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const ended = once(child, 'exit')
  let error = ''
  child.stderr.on('data', (data: Buffer) => (error = `${error}${data.toString()}`.slice(-2000)))
  const costs: Cost[] = []
  let begun = ''
  for await (const line of createInterface({ input: child.stdout })) {
    const report = JSON.parse(line) as Cost & { readonly begun?: string }
    if (report.begun === undefined) costs.push(report)
    else begun = report.begun
  }
  const [code] = (await ended) as [number | null]
  expect(code, `${begun}: ${error}`).toBe(0)
  expect(costs.map(({ what }) => what)).toEqual(hostile[format]?.map(([what]) => what))
  expect(costs.filter(({ seconds }) => seconds > maxSeconds)).toEqual([])
})
