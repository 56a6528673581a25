import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { GraphQLParams, Plugin } from 'graphql-yoga'
import type { StatementCount } from '../db/driver/statement-count.ts'
import type { FoundSecret } from '../db/keys/api-keys.ts'
import type { StopSignal } from '../db/stop-signal.ts'
import type { Refill } from '../cache/refill.ts'
import type { Given } from '../cache/response-cache.ts'
import type { Meter } from '../keys/meter.ts'
import { addCacheHeaders } from './answer/cache-policy.ts'

/** What the server notes about one request and its answer. Plugins share it as `serverContext.exchange`. */
export interface Exchange {
  /** The caller's `X-Request-Id` where it is harmless, else a new one. */
  readonly requestId: string
  /** `performance.now()` when the request reached the gateway. */
  readonly startedAt: number
  /** As it was sent; a HEAD is answered as a GET whose body is left out. */
  readonly method: string
  /** Whether the request is for GraphQL (or its page), at whose address every answer depends on who asks. */
  isGraphql: boolean
  /** `private`: the caller showed a key, or sees drafts; null until that is known. */
  reader: 'public' | 'private' | null
  /** Whether the answer tells something of who asks, such as the quota. */
  isPersonal: boolean
  /** Whether the answer lacks a change that the gateway knows of; nobody may keep it. */
  isBehind: boolean
  /** Whether there are errors in the answer, beside data too. */
  hasErrors: boolean
  /** The path without query string where the gateway knows it; everything else shares one name, so logs hold no secrets. */
  path: string
  /** Who asks, what the operation may cost and what it does; null until `useKeys` has found out. */
  meter: Meter | null
  /** The secret that was shown, as it was found; null: none. */
  secret: FoundSecret | null
  /** Header names in lower case. A plugin that has something to tell the client (quota, retry) writes it here. */
  readonly headers: Record<string, string>
  /** What the request has asked the database so far. */
  readonly statements: Readonly<StatementCount>
  /** Whether a compiled statement answered the operation, or why none did; null where none was looked for. */
  compiled: true | string | null
  /** How long the operation waited for its turn, in ms. */
  waitedMs: number
  /** What has to be done when the answer is made: gives the operation's turn to the next, ends its deadline. Each once. */
  readonly atEnd: (() => void)[]
  /** The answer that was found in the cache, or made for it and for others; null: it is for who asks alone, or not known yet. */
  shared: Given | null
  /** Whether `shared` was there already. */
  isHit: boolean
  /** The making of the answer, for the cache; null where that has nothing to do with it. */
  refill: Refill | null
  /** The id of the registered document that is run; null: another one. */
  registeredId: string | null
  /** Whether the answer goes out in parts, as they come. */
  inParts: boolean
  /** What the operation uses of the contract that is deprecated, by name. */
  deprecated: readonly string[]
  /** Only ever a GraphQL name. */
  operationName: string | undefined
  /** Whether `headers` are on the response already. */
  answered: boolean
}

/** A short body of a request of node:http. */
export interface ReadBody {
  /** Null: the client left before it was here. */
  readonly body: Buffer | null
  /** `performance.now()` when its request came. */
  readonly arrivedAt: number
}

/** What every plugin finds in `serverContext`; `req` and `res` only where the request came through node:http. */
export interface ServerContext {
  readonly req?: IncomingMessage
  readonly res?: ServerResponse
  /** The body, where it has been read already. */
  readonly read?: ReadBody
  exchange: Exchange
  /** Aborted when the client leaves. */
  signal: StopSignal
  /** Aborted when nobody waits for the operation any more: with `signal`, and at its deadline; the reason says which. */
  stop: StopSignal
}

/** What the maker of the resolvers' context is given. */
export interface InitialContext extends ServerContext {
  readonly request: Request
  readonly params: GraphQLParams
}

/** The exchange of a context that Yoga hands to hooks, `serverContext` or later ones; undefined where none was opened. */
export function exchangeOf(context: object): Exchange | undefined {
  return 'exchange' in context ? (context as ServerContext).exchange : undefined
}

/** Who asks and what it costs; undefined before `useKeys` has found out. Takes any context that Yoga hands to hooks. */
export function meterOf(context: object): Meter | undefined {
  return exchangeOf(context)?.meter ?? undefined
}

/** What is the same for all requests for one operation, letter by letter, whoever sends them. */
export interface KnownOperation {
  readonly schema: GraphQLSchema
  /** Valid, and the operation in it is a query. */
  readonly document: DocumentNode
  readonly params: GraphQLParams
}

/** A Yoga plugin that may use the exchange. */
// eslint-disable-next-line typescript/no-empty-object-type -- Yoga's own default; a wider type breaks the hooks' contexts
export type GatewayPlugin = Plugin<{}, ServerContext> & {
  /** Whether `onExecute` has nothing to do for this operation: asked once, and then it is not called. */
  readonly isIdle?: (operation: KnownOperation) => boolean
}

/** The status of who left before the answer, as nginx writes it; nobody receives it. */
export const clientLeftStatus = 499

/** How a request ended, for all who count: the status of its answer, or `clientLeftStatus`. */
export function endStatus(response: Response, { signal }: ServerContext): number {
  return signal.aborted ? clientLeftStatus : response.status
}

/** One header of the request, by its name in lower case; null where it is missing. */
export function headerOf(request: Request, context: ServerContext, name: string): string | null {
  if (!context.req) return request.headers.get(name)
  // node:http has parsed them already; asking the Fetch object would index all of them once more.
  const value = context.req.headers[name]
  return typeof value === 'string' ? value : null
}

/** The path of a request's URL as it was sent, without host and query string. */
export function pathOf(request: Request): string {
  const start = request.url.indexOf('/', 'https://'.length)
  if (start < 0) return '/'
  const end = request.url.slice(start).search(/[?#]/)
  return end < 0 ? request.url.slice(start) : request.url.slice(start, start + end)
}

/** Builds an answer: with the headers of the exchange, those that say who may keep it, and `headers`. */
export function reply(
  exchange: Exchange,
  ResponseOf: typeof Response,
  status: number,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null,
  headers: Record<string, string> = {},
): Response {
  exchange.answered = true
  // those of the exchange are written nowhere else from now on
  const sent = exchange.headers
  for (const name in headers) sent[name] = headers[name] ?? ''
  addCacheHeaders(sent, exchange, status, headers['cache-control'])
  // With a length, node:http writes head and body at once; without one it sends chunks.
  if (body !== null && !(body instanceof ReadableStream)) sent['content-length'] = String(Buffer.byteLength(body))
  return new ResponseOf(exchange.method === 'HEAD' ? null : body, { status, headers: sent })
}
