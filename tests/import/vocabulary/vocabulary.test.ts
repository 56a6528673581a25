import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Phrases, type Words, wordsOf } from '../../../src/import/vocabulary/phrases.ts'
import { toPlain } from '../../../src/text/fold.ts'

const folder = join(import.meta.dirname, '../../../src/import/vocabulary')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))

describe('the vocabulary', () => {
  test('no line is longer than 200 characters, so that a change can be reviewed', () => {
    expect(
      files.flatMap((file) =>
        readFileSync(join(folder, file), 'utf8')
          .split('\n')
          .flatMap((line, at) => (line.length > 200 ? [`${file}:${at + 1}`] : [])),
      ),
    ).toEqual([])
  })

  test('words of other scripts stand in it alone, and in what knows dates and languages', () => {
    const readers = join(folder, '..')
    const sources = readdirSync(readers, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !/^(?:vocabulary|dates|language)\//.test(name),
    )
    // four letters of an alphabet, two of a script that writes words with so many
    const words =
      /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}]{4,}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}/u
    expect(
      sources.flatMap((file) =>
        readFileSync(join(readers, file), 'utf8')
          .replace(/\/\*[\s\S]*?\*\/|(?:^|\s)\/\/.*$/gm, '')
          .split('\n')
          .flatMap((line) => (words.test(line) ? [`${file}: ${line.trim()}`] : [])),
      ),
    ).toEqual([])
  })

  test('a phrase stands in one file', async () => {
    const filesOf = new Map<string, Set<string>>()
    for (const { file, list } of await lists())
      for (const phrase of wordsOf(list)) filesOf.set(key(phrase), (filesOf.get(key(phrase)) ?? new Set()).add(file))
    expect(filesOf.size).toBeGreaterThan(2000)
    expect([...filesOf].filter(([, { size }]) => size > 1).map(([phrase, of]) => [phrase, ...of])).toEqual([])
  })

  test('a phrase stands once in its language', async () => {
    const repeated = (await lists()).flatMap(({ file, list }) =>
      Object.entries(list).flatMap(([language, lines]) => {
        const phrases = wordsOf({ mul: lines }).map(key)
        return phrases
          .filter((phrase, at) => phrases.indexOf(phrase) !== at)
          .map((phrase) => `${file} ${language}: ${phrase}`)
      }),
    )
    expect(repeated).toEqual([])
  })
})

/** Each list once, with the file that declares it: a list that several concepts share is declared in one. */
async function lists(): Promise<{ file: string; list: Words }[]> {
  const modules = await Promise.all(
    files.map(async (file) => ({ file, values: Object.values(await import(join(folder, file))) })),
  )
  const found = new Map<Words, string>()
  for (const { file, values } of modules) for (const value of values) if (isWords(value)) found.set(value, file)
  for (const { file, values } of modules)
    for (const list of values.filter(hasLists).flatMap((value) => value.lists))
      if (!found.has(list)) found.set(list, file)
  return [...found].map(([list, file]) => ({ file, list }))
}

const hasLists = (value: unknown): value is Pick<Phrases, 'lists'> =>
  value !== null && (typeof value === 'object' || typeof value === 'function') && 'lists' in value

const isWords = (value: unknown): value is Words =>
  value !== null &&
  typeof value === 'object' &&
  Object.entries(value).length > 0 &&
  Object.entries(value).every(
    ([name, lines]) =>
      /^[a-z]{2,3}$/.test(name) && Array.isArray(lines) && lines.every((line) => typeof line === 'string'),
  )

const key = (phrase: string): string => `${toPlain(phrase).trim()}${phrase.endsWith('*') ? '*' : ''}`
