import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const root = join(import.meta.dirname, '../..')

/**
 * The test files that ask for the PostgreSQL or the Redis of the run, themselves or by a helper of theirs, as paths from the root.
 * All others give the same answer whatever services the run is given.
 */
export function filesThatUseServices(): string[] {
  return readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('tests', name))
    .filter((file) => [...withImports(file, new Set())].some(usesService))
    .toSorted()
}

function usesService(file: string): boolean {
  return file.startsWith('tests/') && /inject\('testServer'\)|TEST_(?:DATABASE|REDIS)_URL/.test(contentOf(file))
}

function withImports(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file) || !file.startsWith('tests/') || !existsSync(join(root, file))) return seen
  seen.add(file)
  for (const [, path] of contentOf(file).matchAll(/(?:from|import) '(\.[^']+\.ts)'/g))
    withImports(relative(root, join(root, dirname(file), path ?? '')), seen)
  return seen
}

function contentOf(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
