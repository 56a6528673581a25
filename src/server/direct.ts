import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FetchAPI } from 'graphql-yoga'
import { Stop } from '../db/stop-signal.ts'
import { writeAnswer } from './answer/write-answer.ts'
import { abortWhenLeft, answered } from './client-left.ts'
import type { GatewayPlugin, ReadBody, ServerContext } from './exchange.ts'
import { graphqlPath } from './plugins/use-routes.ts'
import { andThen, eachHook, type MaybePromise } from './maybe-promise.ts'

/** Whether a request can be answered without Fetch objects in between: what nearly all requests are. */
export function isDirect({ method, url = '' }: IncomingMessage): boolean {
  return (method === 'POST' || method === 'GET') && (url === graphqlPath || url.startsWith(`${graphqlPath}?`))
}

/**
 * Answers a request of node:http as Yoga does, through the very same plugins and in the same order, but without making Fetch
 * objects of request and answer: of those, our hooks and Yoga's see what is here. `deliver` has the answer, and sends it unless said otherwise.
 */
export function createDirectListener<Delivered = void>(
  answer: (request: Request, context: ServerContext) => MaybePromise<Response>,
  fetchAPI: FetchAPI,
  plugins: readonly GatewayPlugin[],
  deliver: (res: ServerResponse, response: DirectResponse | Response) => MaybePromise<Delivered> = send as never,
): (req: IncomingMessage, res: ServerResponse, read?: ReadBody) => MaybePromise<Delivered> {
  const onRequest = plugins.flatMap((plugin) => plugin.onRequest ?? []) as unknown as readonly Hook[]
  const onResponse = plugins.flatMap((plugin) => plugin.onResponse ?? []) as unknown as readonly Hook[]

  return (req, res, read) => {
    const direct = new DirectRequest(req)
    abortWhenLeft(req, res, direct.signal)
    const request = direct as unknown as Request
    const serverContext = { req, res, read } as unknown as ServerContext
    let ended: Response | undefined
    const payload = {
      request,
      serverContext,
      fetchAPI,
      endResponse: (response: Response) => void (ended ??= response),
    }
    const asked = eachHook(onRequest, payload, () => ended !== undefined)
    return andThen(
      andThen(asked, () => ended ?? answer(request, serverContext)),
      (response) =>
        // what is done at the end is done when the last part is out
        isInParts(response)
          ? sendParts(res, response).then(() => finish(req, res, direct, serverContext, response))
          : finish(req, res, direct, serverContext, response),
    )
  }

  function finish(
    req: IncomingMessage,
    res: ServerResponse,
    direct: DirectRequest,
    context: ServerContext,
    response: Response,
  ): MaybePromise<Delivered> {
    const payload = {
      request: direct as unknown as Request,
      response,
      serverContext: context,
      fetchAPI,
      setResponse: (other: Response) => void (payload.response = other),
    }
    return andThen(eachHook(onResponse, payload), () => {
      answered(req, direct.signal)
      return deliver(res, payload.response)
    })
  }
}

type Hook = (payload: object) => unknown

/** What plugins ask of a request. */
class DirectRequest {
  readonly method: string
  /** Aborted when the client leaves before it has the answer. */
  readonly signal = new Stop()
  readonly #req: IncomingMessage
  #url: string | null = null

  constructor(req: IncomingMessage) {
    this.method = req.method ?? 'GET'
    this.#req = req
  }

  /** Made where they are asked for: ours ask node:http, see `headerOf`. */
  get headers() {
    return {
      get: (name: string): string | null => {
        const value = this.#req.headers[name.toLowerCase()]
        return value === undefined ? null : String(value)
      },
    }
  }

  get url(): string {
    return (this.#url ??= `http://${this.#req.headers.host ?? 'localhost'}${this.#req.url ?? ''}`)
  }
}

/** What plugins ask of an answer. */
export class DirectResponse {
  readonly status: number
  readonly body: string | Uint8Array | ReadableStream<Uint8Array> | null
  readonly fields: Record<string, string>

  constructor(
    body: string | Uint8Array | ReadableStream<Uint8Array> | null,
    { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
  ) {
    this.body = body
    this.status = status
    this.fields = headers
  }

  get headers() {
    const { fields } = this
    return {
      get: (name: string): string | null => fields[name.toLowerCase()] ?? null,
      set: (name: string, value: string): void => void (fields[name.toLowerCase()] = value),
    }
  }
}

/** Yoga's Fetch API, but for the answers that it makes. */
export function directFetchApi(fetchAPI: FetchAPI): FetchAPI {
  return { ...fetchAPI, Response: DirectResponse as unknown as typeof Response }
}

function send(res: ServerResponse, response: Response | DirectResponse): MaybePromise<void> {
  if (res.destroyed || isInParts(response)) return
  if (response instanceof DirectResponse) {
    const { body } = response as DirectResponse & { readonly body: string | Uint8Array | null }
    writeAnswer(res, response.status, response.fields, body)
    return
  }
  // what Yoga itself refuses
  res.writeHead(response.status, Object.fromEntries(response.headers))
  return response.arrayBuffer().then((bytes) => void res.end(Buffer.from(bytes)))
}

interface PartsResponse extends DirectResponse {
  readonly body: ReadableStream<Uint8Array>
}

function isInParts(response: unknown): response is Response & PartsResponse {
  return response instanceof DirectResponse && response.body instanceof ReadableStream
}

/** Sends parts as they come, no faster than they are read; who leaves ends their making. */
async function sendParts(res: ServerResponse, { status, fields, body }: PartsResponse): Promise<void> {
  if (res.destroyed) return await body.cancel()
  res.writeHead(status, fields)
  for await (const piece of body) {
    if (res.destroyed) return
    if (!res.write(piece)) await Promise.race([once(res, 'drain'), once(res, 'close')])
  }
  res.end()
}
