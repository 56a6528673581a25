import { hash } from 'node:crypto'
import type { Route } from '../route.ts'
import type { DocsFile } from './docs-files.ts'
import { docsNames } from './docs-names.ts'

/** The documentation at `/docs`, made when it is first asked for. */
export function docsRoutes(): ReadonlyMap<string, Route> {
  let files: Promise<ReadonlyMap<string, DocsFile>> | undefined
  const file =
    (name: string): Route =>
    async (request) => {
      const found = (await (files ??= makeFiles())).get(name)
      if (found === undefined) throw new Error(`The documentation has no file ${name}.`)
      const etag = `"${hash('sha256', found.body, 'base64url').slice(0, 22)}"`
      const headers = { ...security, 'content-type': found.type, 'cache-control': 'public, max-age=300', etag }
      if (request.headers.get('if-none-match') === etag) return { status: 304, headers }
      return { status: 200, headers, body: found.body }
    }
  const names = [...docsNames().map((name) => `${name}.html`), 'docs.css', 'docs.js', 'minisearch.js', 'search.json']
  const toIndex = (location: string): Route => {
    return () => ({ status: 302, headers: { location } })
  }
  return new Map<string, Route>([
    ['/docs', toIndex('docs/index.html')],
    ['/docs/', toIndex('index.html')],
    ...names.map((name) => [`/docs/${name}`, file(name)] as const),
  ])
}

/** Markdown and search are loaded with the first page. */
async function makeFiles(): Promise<ReadonlyMap<string, DocsFile>> {
  const { makeDocsFiles } = await import('./docs-files.ts')
  return new Map(makeDocsFiles('../').map((one) => [one.name, one]))
}

const security = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}
