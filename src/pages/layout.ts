import type { Assets } from './assets.ts'
import { html, type Html, type Piece } from './html.ts'

/** One page of the gateway. */
export interface Page {
  readonly title: string
  /** Its path without a leading slash; empty for the start page. */
  readonly path: string
  readonly main: Piece
  /** Names of its scripts, which are modules. */
  readonly scripts?: readonly string[]
  /** Names of its styles beside those of all pages. */
  readonly styles?: readonly string[]
  /** Set for a page that fills the window, like an application. */
  readonly fillsWindow?: boolean
  /** What is in the header beside the links. */
  readonly tools?: Piece
}

/** What all pages have in common. */
export interface Layout {
  readonly title: string
  readonly assets: Assets
  /** Whether the schema may be shown. */
  readonly introspection: boolean
}

/** A whole document. All its addresses are relative to its own, so that a proxy may put the gateway below any path. */
export function pageHtml({ title, assets, introspection }: Layout, page: Page): string {
  const root = page.path.includes('/') ? '..' : '.'
  const asset = (name: string): string => `${root}/${assets.base}/${name}`
  const links = pageLinks.filter(({ showsSchema }) => introspection || !showsSchema)
  const styles = ['style.css', ...(page.styles ?? [])]
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${page.path === '' ? page.title : `${page.title} · ${title}`}</title>
    <link rel="icon" href="${root}/favicon.svg" type="image/svg+xml">
    ${styles.map((name) => html`<link rel="stylesheet" href="${asset(name)}" />`)}
    ${(page.scripts ?? []).map((name) => html`<script type="module" src="${asset(name)}"></script>`)}
  </head>
  <body${page.fillsWindow ? html` class="fills-window"` : null} data-root="${root}" data-assets="${root}/${assets.base}">
    <a class="skip" href="#main">Skip to content</a>
    <header class="site">
      <a class="name" href="${root === '.' ? './' : '../'}">${title}</a>
      <nav aria-label="Pages">
        ${links.map(({ path, name }) => navLink(path, name, root, page.path))}
      </nav>
      ${page.tools ?? null}
    </header>
    <main id="main" tabindex="-1">${page.main}</main>
  </body>
</html>
`.text
}

const pageLinks = [
  { path: 'graphql', name: 'GraphiQL', showsSchema: false },
  { path: 'reference', name: 'Reference', showsSchema: true },
  { path: 'schema', name: 'Schema', showsSchema: true },
  { path: 'docs/index.html', name: 'Docs', showsSchema: false },
  { path: 'usage', name: 'Usage', showsSchema: false },
  { path: 'admin', name: 'Admin', showsSchema: false },
]

function navLink(path: string, name: string, root: string, current: string): Html {
  const isCurrent = current === path || current.startsWith(`${path}/`)
  return html`<a href="${root}/${path}" ${isCurrent ? html` aria-current="page"` : null}>${name}</a>`
}

/** What a page may do: load from this host and ask it, nothing else. */
export function pageHeaders(
  options: { readonly inlineStyles?: boolean; readonly vary?: string } = {},
): Record<string, string> {
  return {
    ...(options.vary === undefined ? {} : { vary: options.vary }),
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self'",
      // Monaco writes its styles into the page.
      `style-src 'self'${options.inlineStyles === true ? " 'unsafe-inline'" : ''}`,
      "img-src 'self' data:",
      "font-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'referrer-policy': 'no-referrer',
  }
}
