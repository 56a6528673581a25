import type { Route } from '../plugins/use-routes.ts'
import { type Assets, loadAssets } from './assets.ts'
import { favicon } from './favicon.ts'
import { contentSecurityPolicy, pageHtml } from './page.ts'

/** What GraphiQL opens with. */
export interface GraphiqlOptions {
  /** Title of the page. */
  title?: string
  /** One tab each, the first in front. A comment at the top of the query says what it shows. */
  examples?: readonly { query: string; variables?: string }[]
}

/** The page for GET /graphql, and everything it loads by path. */
export function graphiqlRoutes(options: GraphiqlOptions): { page: Route; routes: Map<string, Route> } {
  const title = options.title ?? 'Masthead'
  let loading: Promise<Assets> | undefined
  const load = () => (loading ??= loadAssets(toYogaOptions(title, options)))
  const routes = new Map<string, Route>([
    ['/favicon.svg', () => ({ status: 200, headers: { ...day, 'content-type': 'image/svg+xml' }, body: favicon })],
    ['/favicon.ico', () => ({ status: 301, headers: { ...day, location: 'favicon.svg' } })],
  ])
  const page: Route = async () => {
    const { version, files } = await load()
    const base = `graphiql/${version}`
    for (const name of files.keys()) routes.set(`/${base}/${name}`, file(name))
    return {
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': contentSecurityPolicy,
        'cache-control': 'no-cache',
        'referrer-policy': 'no-referrer',
      },
      body: pageHtml(base, title),
    }
  }
  return { page, routes }

  function file(name: string): Route {
    return async (request) => {
      const asset = (await load()).files.get(name)
      if (asset === undefined) throw new Error(`GraphiQL has no file ${name}.`)
      return asset.answer(request.headers.get('accept-encoding') ?? '')
    }
  }
}

const day = { 'cache-control': 'public, max-age=86400' }

function toYogaOptions(title: string, { examples = [] }: GraphiqlOptions) {
  return {
    title,
    logo: favicon.replace('<svg', '<svg width="32" height="32"'),
    // API keys are typed into the headers editor; they must not stay in the browser's storage.
    shouldPersistHeaders: false,
    defaultTabs: examples.map(({ query, variables }) => ({ query, ...(variables === undefined ? {} : { variables }) })),
  }
}
