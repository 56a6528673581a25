import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FetchAPI } from 'graphql-yoga'
import type { GatewayPlugin, ReadBody, ServerContext } from './exchange.ts'
import { graphqlPath } from './plugins/use-routes.ts'

/** Whether a request can be answered without Fetch objects in between: what nearly all requests are. */
export function isDirect({ method, url = '' }: IncomingMessage): boolean {
  return (method === 'POST' || method === 'GET') && (url === graphqlPath || url.startsWith(`${graphqlPath}?`))
}

/**
 * Answers a request of node:http as Yoga does, through the very same plugins and in the same order, but without making Fetch
 * objects of request and answer: of those, our hooks and Yoga's see what is here.
 */
export function createDirectListener(
  answer: (request: Request, context: ServerContext) => Promise<Response>,
  fetchAPI: FetchAPI,
  plugins: readonly GatewayPlugin[],
): (req: IncomingMessage, res: ServerResponse, read?: ReadBody) => Promise<void> {
  const onRequest = plugins.flatMap((plugin) => plugin.onRequest ?? [])
  const onResponse = plugins.flatMap((plugin) => plugin.onResponse ?? [])

  return async (req, res, read) => {
    const request = new DirectRequest(req, res) as unknown as Request
    const serverContext = { req, res, ...(read && { read }) } as unknown as ServerContext
    let response: Response | undefined
    const endResponse = (ended: Response): void => void (response ??= ended)
    for (const hook of onRequest) {
      const payload = { request, serverContext, fetchAPI, endResponse } as unknown as Parameters<typeof hook>[0]
      const done = hook(payload)
      if (done !== undefined) await done
      if (response !== undefined) break
    }
    response ??= await answer(request, serverContext)
    for (const hook of onResponse) {
      const setResponse = (other: Response): void => void (response = other)
      const payload = { request, response, serverContext, setResponse, fetchAPI }
      const done = hook(payload as unknown as Parameters<typeof hook>[0])
      if (done !== undefined) await done
    }
    await send(res, response)
  }
}

/** What plugins ask of a request. */
class DirectRequest {
  readonly method: string
  readonly url: string
  readonly headers: { readonly get: (name: string) => string | null }
  /** Aborted when the client leaves before it has the answer. */
  readonly signal: AbortSignal

  constructor(req: IncomingMessage, res: ServerResponse) {
    this.method = req.method ?? 'GET'
    this.url = `http://${req.headers.host ?? 'localhost'}${req.url ?? ''}`
    this.headers = {
      get(name) {
        const value = req.headers[name.toLowerCase()]
        return value === undefined ? null : String(value)
      },
    }
    const left = new AbortController()
    this.signal = left.signal
    if (res.closed) left.abort()
    res.once('close', () => {
      if (!res.writableFinished) left.abort()
    })
  }
}

/** What plugins ask of an answer. */
class DirectResponse {
  readonly status: number
  readonly body: string | Uint8Array | null
  readonly fields: Record<string, string>

  constructor(
    body: string | Uint8Array | null,
    { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
  ) {
    this.body = body
    this.status = status
    this.fields = { ...headers }
  }

  readonly headers = {
    get: (name: string): string | null => this.fields[name.toLowerCase()] ?? null,
    set: (name: string, value: string): void => void (this.fields[name.toLowerCase()] = value),
  }
}

/** Yoga's Fetch API, but for the answers that it makes. */
export function directFetchApi(fetchAPI: FetchAPI): FetchAPI {
  return { ...fetchAPI, Response: DirectResponse as unknown as typeof Response }
}

async function send(res: ServerResponse, response: Response | DirectResponse): Promise<void> {
  if (res.destroyed) return
  if (response instanceof DirectResponse) {
    res.writeHead(response.status, response.fields)
    res.end(response.body ?? undefined)
    return
  }
  // what Yoga itself refuses
  res.writeHead(response.status, Object.fromEntries(response.headers))
  res.end(Buffer.from(await response.arrayBuffer()))
}
