import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ReadRefused } from '../../../../src/import/draft.ts'
import { readPageText } from '../../../../src/import/readers/page-text/read-page-text.ts'
import { cpuMs } from '../../../support/cpu-time.ts'

const pages = join(import.meta.dirname, 'pages')
const texts = readdirSync(pages)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => readFileSync(join(pages, file), 'utf8'))

// Everything but a refusal is a bug; what is read has at least a headline, a body and an id.
function readOrRefuse(text: string): void {
  try {
    const { input } = readPageText(text, { fileName: 'page.txt' })
    expect(input.headline).not.toBe('')
    expect(input.externalId).not.toBe('')
    expect(input.body?.plainText ?? input.body?.html).toBeTruthy()
  } catch (error) {
    expect(error).toBeInstanceOf(ReadRefused)
  }
}

test('any text is read or refused', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), readOrRefuse), { numRuns: 200 })
})

test('any mixture of pages, cut and shuffled, is read or refused', () => {
  const line = fc.constantFrom(...texts.flatMap((text) => text.split('\n')))
  const mixture = fc.array(fc.oneof({ weight: 6, arbitrary: line }, fc.string({ unit: 'grapheme' })), { maxLength: 60 })
  fc.assert(
    fc.property(mixture, (lines) => readOrRefuse(lines.join('\n'))),
    { numRuns: 300 },
  )
})

const megabytes = 5_000_000
test.for([
  ['one line of one letter', 'a'.repeat(megabytes)],
  ['one line of words', 'word '.repeat(megabytes / 5)],
  ['one line of sentences', 'It rains. '.repeat(megabytes / 10)],
  ['one line of dots and spaces', '. '.repeat(megabytes / 2)],
  ['one line of brackets', '[('.repeat(megabytes / 2)],
  ['one line of links', '[a](b) '.repeat(megabytes / 7)],
  ['one line of digits and marks', '12/11/2025 '.repeat(megabytes / 11)],
  ['as many short lines', 'By Jane Roe\n'.repeat(megabytes / 12)],
  ['as many titles', 'A title of five words\n'.repeat(megabytes / 22)],
  ['as many sentences', 'The town has been late for everything since that day.\n'.repeat(Math.floor(megabytes / 54))],
] as const)('5 MB of %s take seconds', ([, text]) => {
  const started = cpuMs()
  readOrRefuse(text)
  expect(cpuMs() - started).toBeLessThan(10_000)
})
