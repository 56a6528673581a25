import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Which floor a file lives on; the first match counts. A file imports from lower floors, or from its own folder. */
const floors: readonly (readonly [RegExp, number])[] = [
  [/^schema\/(models|errors|selection|instant|cache|global-id|list-args|summary|cost|json-schema|deprecation)\.ts$/, 0],
  [/^schema\/(context|look-up-args)\.ts$/, 1],
  [/^schema\/(builder|inputs)\//, 2],
  [/^schema\/types\//, 3],
  [/^schema\/index\.ts$/, 4],
  [/^src\/(config|log|trace|cursor|ip|lru|thread)\.ts$/, 5],
  [/^src\/text\//, 5],
  [/^src\/db\//, 6],
  [/^src\/(document|replicas|backup)\//, 7],
  [/^src\/(query|cache)\//, 8],
  [/^src\/(loaders|keys|import|pages)\//, 9],
  [/^src\/sync\//, 10],
  [/^src\/server\//, 11],
  [/^src\/cli\//, 12],
]

const sources = ['schema', 'src'].flatMap((folder) => filesBelow(folder))

/** The same within `src/import`: readers of two formats do not know each other, and nothing below `run` knows the database. */
const importFloors: readonly (readonly [RegExp, number])[] = [
  [/^src\/import\/(draft\.ts|vocabulary\/|text\/)/, 0],
  [/^src\/import\/dates\//, 1],
  [/^src\/import\/(byline|language)\//, 2],
  [/^src\/import\/normalise\//, 3],
  [/^src\/import\/readers\/shared\//, 4],
  [/^src\/import\/formats\.ts/, 5],
  [/^src\/import\/readers\//, 6],
  [/^src\/import\/run\//, 7],
]

describe('the floors of the house', () => {
  test('every file has its floor', () => {
    expect(sources.filter((file) => floorOf(file) === undefined)).toEqual([])
  })

  test('a file imports only from lower floors or from its own folder', () => {
    expect(
      sources.flatMap((file) =>
        importsOf(file)
          .filter((target) => !mayImport(file, target))
          .map((target) => `${file} → ${target}`),
      ),
    ).toEqual([])
  })

  test('a file of the import imports only from lower floors of it or from its own folder', () => {
    const own = sources.filter((file) => file.startsWith('src/import/'))
    const floorIn = (file: string): number => importFloors.find(([pattern]) => pattern.test(file))?.[1] ?? Number.NaN
    const folderOf = (file: string): string => /^src\/import\/(?:readers\/)?[^/]+/.exec(file)?.[0] ?? file
    expect(own.filter((file) => Number.isNaN(floorIn(file)))).toEqual([])
    expect(
      own.flatMap((file) =>
        importsOf(file)
          .filter((target) => target.startsWith('src/import/') && folderOf(target) !== folderOf(file))
          .filter((target) => floorIn(target) >= floorIn(file))
          .map((target) => `${file} → ${target}`),
      ),
    ).toEqual([])
  })

  test('readers and what is below them do not know the database, but for the shape that is handed to it', () => {
    expect(
      sources
        .filter((file) => file.startsWith('src/import/') && !file.startsWith('src/import/run/'))
        .flatMap((file) =>
          importsOf(file)
            .filter((target) => target.startsWith('src/db/') && target !== 'src/db/write/normalised.ts')
            .map((target) => `${file} → ${target}`),
        ),
    ).toEqual([])
  })

  test('no file is longer than 320 lines, but the dictionary of models', () => {
    const lines = (file: string): number => readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length
    expect(sources.filter((file) => file !== 'schema/models.ts' && lines(file) > 320)).toEqual([])
  })

  test('no folder holds more than 25 files of its own', () => {
    const files = [...sources, ...filesBelow('tests'), ...filesBelow('src/pages/browser', '.js')]
    const sizes = Map.groupBy(files, (file) => dirname(file))
    expect([...sizes].flatMap(([folder, { length }]) => (length > 25 ? [`${folder}: ${length}`] : []))).toEqual([])
  })

  test('tests stand in the folder that mirrors what they test, but those of the whole', () => {
    const ofTheWhole = /^tests\/(?:bench|e2e|faults|mutation|support|topology|keys\/matrix)(?:$|\/)/
    const mirrored = new Set(sources.map((file) => join('tests', dirname(file).replace(/^src\/?/, ''))))
    const isMirrored = (folder: string): boolean =>
      mirrored.has(folder) || [...mirrored].some((other) => other.startsWith(`${folder}/`))
    const folders = new Set(filesBelow('tests').map((file) => dirname(file)))
    expect([...folders].filter((folder) => !isMirrored(folder) && !ofTheWhole.test(folder))).toEqual([])
  })

  test('nothing is named by the words of a private dialect, for which the field has its own', () => {
    const retired = new Set(
      'together talk grant engine held examined said told stated shown dearest hanging valued furniture clutter survey spool weigh outline settle'.split(
        ' ',
      ),
    )
    // a place on the map, and looking up, keep their names
    const isRetired = (name: string): boolean =>
      /^(?:look|place)$/.test(name) || name.split(/(?=[A-Z])/).some((part) => retired.has(part.toLowerCase()))
    const declared = /\b(?:const|let|function\*?|class|interface|type|readonly|static|get)\s+#?([A-Za-z_$][\w$]*)/g
    const files = [...sources, ...filesBelow('tests'), ...filesBelow('src/pages/browser', '.js')]
    expect(
      files.flatMap((file) =>
        [...codeOf(file).matchAll(declared)].flatMap(([, name = '']) => (isRetired(name) ? [`${file}: ${name}`] : [])),
      ),
    ).toEqual([])
  })

  test('no import runs in a circle within schema', () => {
    expect(sources.filter((file) => file.startsWith('schema/') && reaches(file, file))).toEqual([])
  })

  test('the picture in ARCHITECTURE.md has the arrows that the imports make, less those that follow from others', () => {
    const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
    const drawn = [...text.matchAll(/^ {2}(\w+) --> (\w+)$/gm)].map(([, from, to]) => `${from} --> ${to}`)
    expect(drawn).toEqual(arrows())
  })

  test('pg only where connections are made and used, process.env only in src/config.ts, console only in src/cli', () => {
    const uses = (pattern: RegExp): string[] => sources.filter((file) => pattern.test(codeOf(file)))
    expect(uses(/from 'pg'/).filter((file) => !/^src\/db\/(?:connect\.ts|driver\/)/.test(file))).toEqual([])
    expect(uses(/process\.env\b/)).toEqual(['src/config.ts'])
    expect(uses(/\bconsole\./).filter((file) => !file.startsWith('src/cli/'))).toEqual([])
  })
})

function filesBelow(folder: string, ending = '.ts'): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
    .map((name) => join(folder, name))
}

function floorOf(file: string): number | undefined {
  return floors.find(([pattern]) => pattern.test(file))?.[1]
}

function mayImport(file: string, target: string): boolean {
  const [from, to] = [floorOf(file), floorOf(target)]
  if (from === undefined || to === undefined) return false
  if (file.startsWith('schema/')) return to < from || (to === from && from !== 3)
  return to < from || roomOf(file) === roomOf(target)
}

function roomOf(file: string): string {
  return dirname(file).split('/').slice(0, 2).join('/')
}

/** Which room imports which, sorted; without what can be reached over another room. */
function arrows(): string[] {
  const roomNameOf = (file: string): string => /^(?:src\/)?([^/]+?)(?:\/|\.ts$)/.exec(file)?.[1] ?? file
  const imported = new Map<string, Set<string>>()
  for (const file of sources) {
    const from = roomNameOf(file)
    const targets = imported.get(from) ?? new Set()
    for (const target of importsOf(file)) if (roomNameOf(target) !== from) targets.add(roomNameOf(target))
    imported.set(from, targets)
  }
  const canReach = (from: string, goal: string): boolean =>
    [...(imported.get(from) ?? [])].some((next) => next === goal || canReach(next, goal))
  return [...imported]
    .flatMap(([from, targets]) =>
      [...targets]
        .filter((target) => ![...targets].some((other) => other !== target && canReach(other, target)))
        .map((target) => `${from} --> ${target}`),
    )
    .toSorted()
}

function reaches(from: string, goal: string, seen = new Set<string>()): boolean {
  return importsOf(from).some((next) => {
    if (next === goal) return true
    if (seen.has(next)) return false
    seen.add(next)
    return reaches(next, goal, seen)
  })
}

function importsOf(file: string): string[] {
  return [...codeOf(file).matchAll(/(?:from|import) '(\.[^']+\.ts)'/g)].map(([, path]) =>
    relative(root, join(root, dirname(file), path ?? '')),
  )
}

function codeOf(file: string): string {
  return readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}
