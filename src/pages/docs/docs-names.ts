import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Pages that lie at the top of the repository, by name. */
const top: Readonly<Record<string, string>> = {
  index: 'README.md',
  architecture: 'ARCHITECTURE.md',
  contributing: 'CONTRIBUTING.md',
  security: 'SECURITY.md',
  changelog: 'CHANGELOG.md',
}

/** Pages of `docs/` in the order in which they are needed; others follow. */
const first = ['import', 'keys', 'clients', 'caching', 'configuration', 'operate', 'what-it-survives', 'measure']

/** The names of the pages of the documentation, in their order: the README, `docs/*.md`, then what else there is to read. */
export function docsNames(): string[] {
  const names = readdirSync(`${root}/docs`)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -3))
  return [
    'index',
    ...first.filter((name) => names.includes(name)),
    ...names.filter((name) => !first.includes(name)).toSorted(),
    ...Object.keys(top).slice(1),
  ]
}

/** The Markdown file of a page. */
export function docsFile(name: string): string {
  return `${root}/${top[name] ?? `docs/${name}.md`}`
}

/** The page that a file of the repository is; null for other files. */
export function docsNameOf(file: string): string | null {
  const name = Object.entries(top).find(([, path]) => path === file.replace(/^\.\.\//, ''))?.[0]
  return name ?? /^(?:docs\/)?([\w-]+)\.md$/.exec(file)?.[1] ?? null
}
