import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** What these look at stands above the database, has a server of its own, or is asked of both servers by `tests/query/differential.test.ts`. */
const onceIsEnough =
  /^tests\/(?:e2e|cli|backup|replicas|faults|sync|import\/run\/(?!write)|(?:docs|examples|package|seed|samples)\.|keys\/(?:matrix|two-processes|clients|behind-cache|hostile)|query\/visibility|server\/(?:plugins\/deadline|turns|restarts|npm-start)|db\/embedded)/

/**
 * The test files that ask for the PostgreSQL or the Redis of the run, themselves or by a helper of theirs, as paths from the root.
 * All others give the same answer whatever services the run is given, or nearly so.
 */
export function filesThatUseServices(): string[] {
  return readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('tests', name))
    .filter((file) => !onceIsEnough.test(file) && [...withImports(file, new Set())].some(usesService))
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
