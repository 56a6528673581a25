import type { GraphQLSchema } from 'graphql'
import { printSchemaWithCosts } from '../document/price/print-schema.ts'
import { adminPage } from './admin.ts'
import { createAssets } from './assets.ts'
import { serveContent } from './content.ts'
import { docsRoutes } from './docs/docs-routes.ts'
import { favicon } from './favicon.ts'
import { graphiqlPage } from './graphiql.ts'
import { type Layout, type Page, pageHeaders, pageHtml } from './layout.ts'
import { picturePage } from './picture.ts'
import { referencePages } from './reference/reference-pages.ts'
import type { Route } from './route.ts'
import { startPage } from './start.ts'
import { usagePage } from './usage.ts'

/** What the pages are about. */
export interface PagesOptions {
  /** The name of the gateway; Masthead unless said. */
  readonly title?: string
}

/** The page for GET /graphql, and all others and what they load, by path. */
export interface Pages {
  readonly graphiql: Route
  readonly routes: Map<string, Route>
}

/**
 * All pages of the gateway. Each is made when it is first asked for; none shows anything that the public API does not. Where
 * introspection is off, none shows the schema.
 */
export function createPages(
  schema: GraphQLSchema,
  { title = 'Masthead', introspection, prefersHtml }: PagesOptions & PageSettings,
): Pages {
  const assets = createAssets()
  const layout: Layout = { title, assets, introspection }
  const page = (make: () => Page, options: { readonly inlineStyles?: boolean; readonly vary?: string } = {}): Route =>
    serveContent('text/html; charset=utf-8', () => pageHtml(layout, make()), pageHeaders(options))
  const start = page(() => startPage(layout), { vary: 'Accept, Accept-Encoding' })
  const entry = serveContent('application/json; charset=utf-8', () => JSON.stringify(entryPoints(layout), null, 2), {
    vary: 'Accept, Accept-Encoding',
  })
  const routes = new Map<string, Route>([
    ...assets.routes,
    ...docsRoutes(),
    ['/', (request) => (prefersHtml(request.headers.get('accept')) ? start(request) : entry(request))],
    ['/usage', page(usagePage)],
    ['/admin', page(adminPage)],
    ['/favicon.svg', () => ({ status: 200, headers: { ...day, 'content-type': 'image/svg+xml' }, body: favicon })],
    ['/favicon.ico', () => ({ status: 301, headers: { ...day, location: 'favicon.svg' } })],
  ])
  if (introspection) {
    routes.set(
      '/schema',
      page(() => picturePage(schema)),
    )
    routes.set(
      '/schema.graphql',
      serveContent('application/graphql; charset=utf-8', () => printSchemaWithCosts(schema)),
    )
    for (const [path, make] of referencePages(schema)) routes.set(`/${path}`, page(make))
  }
  return { graphiql: page(() => graphiqlPage(assets), { inlineStyles: true }), routes }
}

interface PageSettings {
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean
  /** Whether a client would rather have a page than data, by its Accept header. */
  readonly prefersHtml: (accept: string | null) => boolean
}

const day = { 'cache-control': 'public, max-age=86400' }

/** What a program finds at the root: where everything is, relative to it. */
function entryPoints({ title, introspection }: Layout): object {
  return {
    name: title,
    graphql: 'graphql',
    ...(introspection ? { schema: 'schema.graphql', reference: 'reference' } : {}),
    docs: 'docs',
    health: 'health/ready',
  }
}
