import type { DocsPage } from './read-docs.ts'

/**
 * One page with the list of all and the search, whose files lie beside it. Relative addresses alone, so that it may lie anywhere; `gateway` is
 * that of the start page where a gateway serves it.
 */
export function docsHtml(page: DocsPage, pages: readonly DocsPage[], gateway: string | null): string {
  const links = pages.map(
    ({ name, title }) =>
      `<li><a href="${name}.html"${name === page.name ? ' aria-current="page"' : ''}>${escape(title)}</a></li>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(page.title)} · Masthead</title>
<link rel="stylesheet" href="docs.css">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="site">
<a class="name" href="index.html">Masthead</a>
${gateway === null ? '' : `<a href="${gateway}">Start page of this gateway</a>`}
<form role="search"><label for="search">Search the docs</label> <input id="search" type="search" autocomplete="off"></form>
</header>
<div class="docs">
<nav aria-label="Pages"><ul>${links.join('')}</ul></nav>
<main id="main" tabindex="-1">
<ol id="found" aria-label="Found" hidden></ol>
<article>
${page.html}
</article>
</main>
</div>
<script src="minisearch.js"></script>
<script src="docs.js"></script>
</body>
</html>
`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
}
