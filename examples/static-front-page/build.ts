// node examples/static-front-page/build.ts FOLDER   writes index.html, unless what it shows is unchanged since the last time
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface FrontPage {
  readonly articles: { readonly nodes: readonly { headline: string; summary: string | null; slug: string; authors: readonly { name: string }[] }[] }
}

/** What the last build was made of. */
interface LastBuild {
  readonly etag: string
  /** What the page depends on: a CDN that is told of a change of one of them drops it. */
  readonly tags: readonly string[]
}

const endpoint = process.env['MASTHEAD_URL'] ?? 'http://localhost:4000/graphql'
const folder = process.argv[2] ?? 'site'
const query = '{ articles(first: 10) { nodes { headline summary(maxLength: 140) slug authors { name } } } }'

mkdirSync(folder, { recursive: true })
const stateFile = join(folder, 'build.json')
const last: LastBuild | null = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : null

// by GET, so that any cache on the way may answer; without a key, so that the answer is for everybody
const response = await fetch(`${endpoint}?${new URLSearchParams({ query })}`, {
  headers: { accept: 'application/json', ...(last === null ? {} : { 'if-none-match': last.etag }) },
})
if (response.status === 304) {
  console.log('unchanged')
} else {
  const { data, errors } = (await response.json()) as { data?: FrontPage; errors?: unknown }
  if (data === undefined || errors !== undefined) throw new Error(JSON.stringify(errors))
  writeFileSync(join(folder, 'index.html'), toHtml(data))
  const tags = (response.headers.get('surrogate-key') ?? '').split(' ')
  writeFileSync(stateFile, JSON.stringify({ etag: response.headers.get('etag') ?? '', tags } satisfies LastBuild))
  console.log(`written, depends on ${tags.length} tags`)
}

function toHtml({ articles: { nodes } }: FrontPage): string {
  const items = nodes.map(
    ({ headline, summary, slug, authors }) => `<article>
<h2><a href="/${encodeURIComponent(slug)}">${escape(headline)}</a></h2>
<p>${escape(summary ?? '')}</p>
<p>${escape(authors.map(({ name }) => name).join(', '))}</p>
</article>`,
  )
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Front page</title>\n<h1>Front page</h1>\n${items.join('\n')}\n</html>\n`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
}
