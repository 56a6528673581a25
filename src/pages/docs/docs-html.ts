import type { DocsPage } from './read-docs.ts'

/** One page with the list of all and the search, whose files lie beside it. Relative addresses alone, so that it may lie anywhere. */
export function docsHtml(page: DocsPage, pages: readonly DocsPage[]): string {
  const links = pages.map(
    ({ name, title }) =>
      `<li><a href="${name}.html"${name === page.name ? ' aria-current="page"' : ''}>${escape(title)}</a></li>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.title)} · Masthead</title>
<link rel="stylesheet" href="docs.css">
</head>
<body>
<header>
<a href="index.html">Masthead</a>
<form role="search"><label for="search">Search the docs</label> <input id="search" type="search" autocomplete="off"></form>
</header>
<nav aria-label="Pages"><ul>${links.join('')}</ul></nav>
<main>
<ol id="found" aria-label="Found" hidden></ol>
<article>
${page.html}
</article>
</main>
<script src="minisearch.js"></script>
<script src="docs.js"></script>
</body>
</html>
`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
}

/** Readable on a phone, in the dark, and by keyboard. */
export const docsCss = `:root { color-scheme: light dark; font: 100%/1.55 system-ui, sans-serif }
body { margin: 0 auto; max-width: 75rem; padding: 0 1rem; display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: 0 2rem }
header { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between; align-items: center; padding: 1rem 0; border-bottom: 1px solid }
header a { font-weight: bold; color: inherit }
nav ul { list-style: none; padding: 0; position: sticky; top: 1rem }
nav [aria-current] { font-weight: bold }
pre { overflow-x: auto; padding: .75rem; border: 1px solid; border-radius: .25rem }
table { display: block; overflow-x: auto; border-collapse: collapse }
th, td { border: 1px solid; padding: .3rem .5rem; text-align: left; vertical-align: top }
.right { text-align: right }
.center { text-align: center }
input { font: inherit; padding: .25rem .5rem }
#found p { margin: 0 0 .75rem }
@media (max-width: 700px) { body { grid-template-columns: minmax(0, 1fr) } nav ul { position: static; display: flex; flex-wrap: wrap; gap: 0 1rem } }
`

/** Searches while one types; the index is loaded with the first letter. */
export const docsScript = `const input = document.querySelector('#search')
const found = document.querySelector('#found')
let index
async function load() {
  const sections = await (await fetch('search.json')).json()
  const search = new MiniSearch({ fields: ['heading', 'text'], storeFields: ['page', 'title', 'heading', 'anchor', 'text'], searchOptions: { prefix: true, fuzzy: 0.15, combineWith: 'AND', boost: { heading: 3 } } })
  search.addAll(sections)
  return search
}
async function show() {
  const query = input.value.trim()
  found.hidden = query === ''
  if (query === '') return found.replaceChildren()
  const results = (await (index ??= load())).search(query).slice(0, 10)
  if (query !== input.value.trim()) return
  found.replaceChildren(...(results.length === 0 ? [item('Nothing was found.')] : results.map(toItem)))
}
function item(text) {
  const li = document.createElement('li')
  li.textContent = text
  return li
}
function toItem({ page, title, heading, anchor, text }) {
  const li = document.createElement('li')
  const link = document.createElement('a')
  link.href = page + '.html#' + anchor
  link.textContent = title === heading ? title : title + ': ' + heading
  const p = document.createElement('p')
  p.textContent = text.slice(0, 160)
  li.append(link, p)
  return li
}
input.addEventListener('input', () => void show())
input.form.addEventListener('submit', (event) => event.preventDefault())
`
