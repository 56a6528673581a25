import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { cpuMs } from '../../support/cpu-time.ts'

const folder = join(import.meta.dirname, '../../../src/import/vocabulary')
const length = 20_000
const maxMs = 1_000

type Phrases = Readonly<Record<'start' | 'whole', (plain: string) => unknown>> & {
  readonly within: (plain: string) => unknown
}

interface Asked {
  readonly name: string
  readonly ask: (text: string) => unknown
  /** Words of the pattern itself, by which it begins to match. */
  readonly words: readonly string[]
}

async function askedOf(file: string): Promise<Asked[]> {
  const exported = (await import(file)) as Record<string, unknown>
  return Object.entries(exported).flatMap(([key, value]): Asked[] => {
    const name = `${relative(folder, file)} ${key}`
    if (value instanceof RegExp) {
      const words = new Set(value.source.match(/\p{L}{2,}/gu) ?? [])
      return [{ name, ask: (text) => new RegExp(value).test(text), words: [...words].slice(0, 25) }]
    }
    if (typeof value !== 'object' || value === null || !('within' in value) || !('start' in value)) return []
    const phrases = value as Phrases
    return [{ name, ask: (text) => [phrases.start(text), phrases.within(text), phrases.whole(text)], words: [] }]
  })
}

const asked = (await Promise.all(globSync(`${folder}/**/*.ts`).map(askedOf))).flat()
const pieces = [' ', 'a', 'a ', '1', '. ', ': ', '| ', '"', '(', '-', '\u00a0', 'é', '记', 'By ', 'Jane Roe ', ', ']

test('there are patterns and phrases', () => {
  expect(asked.length).toBeGreaterThan(40)
})

// A pattern that backtracks would take minutes for a line of this length.
test.for(asked)('$name is done at once with what it almost matches', ({ ask, words }) => {
  const texts = [...pieces, ...words.flatMap((word) => [word, `${word} `])].flatMap((piece) => {
    const long = piece.repeat(Math.ceil(length / piece.length))
    return [`${long}\u0000`, ` ${long}!x`]
  })
  const started = cpuMs()
  for (const text of texts) ask(text)
  expect(cpuMs() - started).toBeLessThan(maxMs)
})
