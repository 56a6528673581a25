import { describe, expect, test } from 'vitest'
import { createImportReporter } from '../../../src/cli/content/import-reporter.ts'

function reporter({ isTTY = false, columns = 100, dryRun = false, json = false } = {}) {
  const output = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({ isTTY, columns, write: (text: string) => (output[name] += text) })
  return { output, ...createImportReporter(stream('out'), stream('err'), { json, dryRun }) }
}

const half = { file: 'big.ndjson', items: 50, bytesRead: 500, bytes: 1_000 }
const report = { created: 50, updated: 0, noop: 0, rejected: 1, files: 1, refusedFiles: 0, isInterrupted: false }
const line = { file: 'big.ndjson', item: 'line 51', field: 'url', reason: 'url is none.' }
const counts = 'CREATED 50  UPDATED 0  NOOP 0  REJECTED 1  (1 file)'

describe('what an import says', () => {
  test('on a terminal is a bar that makes room for lines and is gone in the end; the report is all of the output', () => {
    const { output, events, finish } = reporter({ isTTY: true })
    events.progressed(half)
    expect(output.err).toBe('\r\u001b[2K██████████░░░░░░░░░░  50 % 50 items  big.ndjson')
    events.rejected(line)
    expect(output.err.endsWith('big.ndjson\r\u001b[2K')).toBe(true)
    finish(report)
    expect(output.out).toBe(`REJECTED big.ndjson, line 51, url: url is none.\n${counts}\n`)
  })

  test('stays within one line of the terminal, however long a name is', () => {
    for (const file of [`${'long/'.repeat(30)}name`, '記事'.repeat(40)]) {
      const { output, events } = reporter({ isTTY: true, columns: 60 })
      events.progressed({ ...half, file })
      const line = output.err.replace('\r\u001b[2K', '')
      expect(line).toMatch(/^█{10}░{10} {2}50 % 50 items {2}.*…$/)
      expect(line.length + (line.match(/[^\0-\u10ff█░…]/g) ?? []).length).toBeLessThan(60)
    }
  })

  test('of an import that goes on says what was there before', () => {
    const { output, events, finish } = reporter()
    events.resumed?.({ file: 'big.ndjson', items: 20 })
    finish(report)
    expect(output).toEqual({
      out: `${counts}; 20 of these items were there before, from an earlier run\n`,
      err: 'big.ndjson: goes on after 20 items, which an earlier run has written.\n',
    })
    const other = reporter({ json: true })
    other.events.resumed?.({ file: 'big.ndjson', items: 20 })
    other.finish(report)
    expect(JSON.parse(other.output.out)).toMatchObject({ type: 'report', created: 50, itemsBefore: 20 })
  })

  test('before all files have been looked at is how many items there were', () => {
    const { output, events } = reporter({ isTTY: true })
    events.progressed({ ...half, bytes: null })
    expect(output.err).toBe('\r\u001b[2K50 items  big.ndjson')
  })

  test('elsewhere has nothing that moves a cursor, and progress only now and then', () => {
    const { output, events, finish } = reporter()
    events.progressed(half)
    events.noted({ file: 'big.ndjson', item: 'line\r2', note: { field: null, message: 'cut\u001b[2J' } })
    finish(report)
    expect(output).toEqual({ out: `${counts}\n`, err: 'big.ndjson, line 2: cut [2J\n' })
  })

  test('after an interruption says what holds and what to do', () => {
    const interrupted = { ...report, isInterrupted: true }
    const wet = reporter()
    wet.finish(interrupted)
    expect(wet.output.err).toBe(
      'Interrupted: what is counted here is written. Run the same command again to go on from there.\n',
    )
    const dry = reporter({ dryRun: true })
    dry.finish(interrupted)
    expect(dry.output.err).toBe('Interrupted: the counts are of what was read until then. Nothing was changed.\n')
  })

  test('sums up over all articles what was left out of their bodies', () => {
    for (const json of [false, true]) {
      const { output, events, finish } = reporter({ json })
      for (const item of ['1', '2'])
        events.noted({
          file: 'a.xml',
          item,
          note: {
            field: 'body',
            message: 'Left out',
            leftOut: new Map([
              ['[toc]', 1],
              ['[poll]', 2],
            ]),
          },
        })
      finish(report)
      const [first = ''] = output.out.split('\n')
      if (json) expect(JSON.parse(first)).toMatchObject({ leftOut: { '[poll]': 4, '[toc]': 2 } })
      else expect(output.out).toBe(`LEFT OUT 4 [poll], 2 [toc]\n${counts}\n`)
    }
  })
})
