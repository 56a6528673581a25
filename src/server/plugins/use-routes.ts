import { clientErrors } from '../../../schema/errors.ts'
import type { Route, RouteAnswer } from '../../pages/route.ts'
import { createPageEncoder } from '../answer/encode-page.ts'
import { prefersHtml } from '../answer/media-type.ts'
import { type GatewayPlugin, headerOf, pathOf, reply, type ServerContext } from '../exchange.ts'

/** Where GraphQL is. */
export const graphqlPath = '/graphql'

/**
 * Exact paths only: what is not in the table is not here, whatever it begins or ends with.
 * `page` answers GET /graphql for those who would rather have HTML, where the URL asks for nothing.
 */
export function useRoutes(routes: ReadonlyMap<string, Route>, page: Route | undefined): GatewayPlugin {
  const encode = createPageEncoder()
  return {
    onRequest({ request, serverContext, endResponse, fetchAPI }) {
      const { exchange } = serverContext
      const path = pathOf(request)
      if (path === graphqlPath) {
        exchange.path = path
        exchange.isGraphql = true
      }
      const route = path === graphqlPath ? (wantsPage(request, serverContext) ? page : undefined) : routes.get(path)
      if (!route) {
        if (path !== graphqlPath) end(missing)
        return
      }
      exchange.path = path
      if (request.method !== 'GET' && !(request.method === 'POST' && alsoByPost.has(path))) return end(notAllowed)
      return Promise.resolve(route(request)).then(end)

      function end(answer: RouteAnswer) {
        const { status, headers, body } = encode(headerOf(request, serverContext, 'accept-encoding'), answer)
        endResponse(reply(exchange, fetchAPI.Response, status, body ?? null, headers))
      }
    },
  }
}

/** The loader of graphql-tools, and so graphql-inspector and code generators, asks for SDL by POST. */
const alsoByPost = new Set(['/schema.graphql'])

const missing = refusal('NOT_FOUND')
const notAllowed = refusal('METHOD_NOT_ALLOWED', 'This page can only be read. Use GET.', { allow: 'GET, HEAD' })

/** An answer in the form of a GraphQL error. */
function refusal(
  code: 'NOT_FOUND' | 'METHOD_NOT_ALLOWED',
  message: string = clientErrors[code].sentence,
  headers: Record<string, string> = {},
): RouteAnswer {
  return {
    status: clientErrors[code].status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
  }
}

function wantsPage(request: Request, context: ServerContext): boolean {
  if (request.method !== 'GET' || !prefersHtml(headerOf(request, context, 'accept'))) return false
  const query = request.url.indexOf('?')
  if (query === -1) return true
  const given = new URLSearchParams(request.url.slice(query))
  return !['query', 'documentId', 'extensions'].some((name) => given.has(name))
}
