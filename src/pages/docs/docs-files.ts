import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { docsHtml } from './docs-html.ts'
import { readDocs } from './read-docs.ts'

/** One file of the site. */
export interface DocsFile {
  readonly name: string
  readonly type: string
  readonly body: string
}

/**
 * All files of the documentation, a static site: pages, style, search and its index. Reads and renders them, which takes some 50 ms.
 * `gateway` leads from there to the start page, where a gateway serves them.
 */
export function makeDocsFiles(gateway: string | null = null): DocsFile[] {
  const pages = readDocs()
  const sections = pages.flatMap(({ name, title, sections: all }) =>
    all.map(({ heading, anchor, text }) => ({ page: name, title, heading, anchor, text: text.trim() })),
  )
  const minisearch = fileURLToPath(import.meta.resolve('minisearch')).replace(/dist\/.*$/, 'dist/umd/index.js')
  return [
    ...pages.map((page) => ({ name: `${page.name}.html`, type: html, body: docsHtml(page, pages, gateway) })),
    {
      name: 'docs.css',
      type: 'text/css; charset=utf-8',
      body: read('../browser/style.css') + read('browser/docs.css'),
    },
    { name: 'docs.js', type: javascript, body: read('browser/docs.js') },
    {
      name: 'minisearch.js',
      type: javascript,
      body: readFileSync(minisearch, 'utf8').replace(/\n\/\/# sourceMappingURL.*/, ''),
    },
    {
      name: 'search.json',
      type: 'application/json; charset=utf-8',
      body: JSON.stringify(sections.map((section, id) => ({ id, ...section }))),
    },
  ]
}

const html = 'text/html; charset=utf-8'
const javascript = 'text/javascript; charset=utf-8'

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}
