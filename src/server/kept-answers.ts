import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { ResponseCache } from '../cache/response-cache.ts'
import type { FoundSecret } from '../db/keys/api-keys.ts'
import { findCredential } from '../keys/credential.ts'
import { Lru } from '../lru.ts'
import { prefersHtml } from './answer/media-type.ts'
import { createKeptHeads } from './answer/kept-heads.ts'
import type { Exchange, GatewayPlugin, ReadBody, ServerContext } from './exchange.ts'
import { openExchange } from './plugins/use-exchange.ts'
import { timingRequestHeader } from './plugins/use-server-timing.ts'
import { graphqlPath } from './plugins/use-routes.ts'

/**
 * Answers to requests that have come before, letter by letter, from somebody without a credential or with the same key: all that could be
 * wrong with such a request was looked at then, so it needs neither Yoga nor its plugins.
 */
export interface KeptAnswers {
  /** Answers a GET; false: the gateway has to. */
  answerGet(req: IncomingMessage, res: ServerResponse): boolean
  /** Whether it is worth reading the body of a POST for. */
  mayAnswerPost(req: IncomingMessage): boolean
  /** Answers a POST with that body; false: the gateway has to. */
  answerPost(req: IncomingMessage, res: ServerResponse, read: ReadBody): boolean
  /** Notes that this request was just answered with what is kept under the key. */
  note(context: ServerContext, key: string): void
  /** Forgets which requests have come before. */
  forget(): void
}

/** Keys that are held in process. */
export interface KnownKeys {
  /**
   * What looks a credential up, as often as it is called: its secret, the same object as long as nothing of it or of its key has changed;
   * null: it has to be looked at.
   */
  readonly watch: (credential: string) => () => FoundSecret | null
  /** Hears of every request that shows it. */
  readonly onUse: (keyId: number) => void
}

/** A request that has come before. */
interface Known {
  readonly key: string
  /** Its exchange, of which the next one has what does not depend on the request. */
  readonly exchange: Exchange
}

/** Headers with a credential. */
interface SentCredential {
  readonly authorization: string | undefined
  readonly apiKey: string | string[] | undefined
  readonly find: () => FoundSecret | null
}

/** Bodies that are longer are read where they are parsed. */
const maxBodyBytes = 16_384

const noKeys: KnownKeys = { watch: () => () => null, onUse: () => undefined }

/** `onResponse`: what is done with every answer before it is sent. */
export function createKeptAnswers(
  cache: ResponseCache,
  onResponse: readonly NonNullable<GatewayPlugin['onResponse']>[],
  keys = noKeys,
): KeptAnswers {
  const known = new Lru<Known>({
    maxEntries: 20_000,
    maxWeight: 20_000_000,
    weightOf: ({ key }, name) => 2 * key.length + name.length + 1_000,
  })
  const heads = createKeptHeads()
  /** A connection goes on with the key that it began with, nearly always; none is remembered for longer. */
  const sentOn = new WeakMap<Socket, SentCredential>()

  function answer(asked: string, req: IncomingMessage, res: ServerResponse, arrivedAt?: number): boolean {
    const secret = secretOf(req)
    if (secret === undefined) return false
    const before = known.get(nameOf(asked, req, secret))
    // a key that has changed is another object
    const given = before === undefined || before.exchange.secret !== secret ? null : cache.findFresh(before.key)
    if (before === undefined || given === null) return false
    if (secret !== null) keys.onUse(secret.key.id)
    const { headers } = req
    const exchange = openExchange(req.method ?? 'GET', oneOf(headers['x-request-id']), arrivedAt)
    const { path, isGraphql, reader, meter, deprecated, operationName, registeredId } = before.exchange
    exchange.path = path
    exchange.isGraphql = isGraphql
    exchange.reader = reader
    exchange.meter = meter
    exchange.deprecated = deprecated
    exchange.operationName = operationName
    exchange.registeredId = registeredId
    exchange.shared = given
    exchange.isHit = true
    const head = heads.of(exchange, before.exchange.headers, {
      given,
      accept: headers.accept ?? null,
      acceptEncoding: oneOf(headers['accept-encoding']),
      ifNoneMatch: oneOf(headers['if-none-match']),
    })
    const payload = { serverContext: { req, res, exchange, signal: staying, stop: staying }, response: head }
    for (const hook of onResponse) void hook(payload as unknown as Parameters<typeof hook>[0])
    head.send(res, exchange.requestId, given)
    return true
  }

  /** Null: the request shows no key; undefined: one that has to be looked at, or what may be none. */
  function secretOf({ headers, socket }: IncomingMessage): FoundSecret | null | undefined {
    const { authorization, 'x-api-key': apiKey } = headers
    if (authorization === undefined && apiKey === undefined) return null
    let sent = sentOn.get(socket)
    if (sent === undefined || sent.authorization !== authorization || sent.apiKey !== apiKey)
      sentOn.set(socket, (sent = { authorization, apiKey, find: watched(headers) }))
    return sent.find() ?? undefined
  }

  function watched(headers: IncomingMessage['headers']): () => FoundSecret | null {
    try {
      const credential = findCredential((name) => oneOf(headers[name]))
      if (credential !== null) return keys.watch(credential)
    } catch {
      // it is refused where it is looked at
    }
    return () => null
  }

  return {
    forget: () => known.clear(),
    answerGet(req, res) {
      const { url, method, headers } = req
      if (method !== 'GET' || url === undefined || known.size === 0 || !isPlain(req, unusualForGet)) return false
      return prefersHtml(headers.accept ?? null) ? false : answer(url, req, res)
    },
    mayAnswerPost: (req) =>
      req.method === 'POST' &&
      req.url === graphqlPath &&
      Number(req.headers['content-length'] ?? Infinity) <= maxBodyBytes &&
      req.headers['content-type']?.startsWith('application/json') === true &&
      isPlain(req, unusual),
    answerPost: (req, res, { body, arrivedAt }) => body !== null && answer(textOfPost(req, body), req, res, arrivedAt),
    note({ req, read, exchange }, key) {
      const { secret, reader } = exchange
      if (req?.url === undefined || (secret === null && reader !== 'public')) return
      const body = read?.body
      const asked = req.method !== 'GET' ? body && textOfPost(req, body) : isPlain(req, unusualForGet) ? req.url : null
      if (asked) known.set(nameOf(asked, req, secret), { key, exchange: lasting(exchange) })
    },
  }
}

/** Who is answered at once cannot have left before. */
const staying = new AbortController().signal

/** A body is no URL, so no name means both. */
function textOfPost({ headers }: IncomingMessage, body: Buffer): string {
  return `${headers['content-type'] ?? ''}\0${body.toString('latin1')}`
}

/** A key may be bound to origins; what it is, is not noted here. */
function nameOf(asked: string, { headers }: IncomingMessage, secret: FoundSecret | null): string {
  return secret === null ? asked : `${secret.key.id}\0${headers.origin ?? ''}\0${asked}`
}

/** What of an exchange is the same for the next request. */
function lasting(exchange: Exchange): Exchange {
  const { 'x-request-id': _, ...headers } = exchange.headers
  return { ...exchange, headers, shared: null, refill: null, atEnd: [] }
}

function oneOf(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? header : null
}

function isPlain({ headers }: IncomingMessage, unusualHere: readonly string[]): boolean {
  for (const name of unusualHere) if (headers[name] !== undefined) return false
  return true
}

/** What says that the body is none as it stands, or that the answer is to say more. */
const unusual = ['content-encoding', timingRequestHeader] as const
/** Or that there is one. */
const unusualForGet = [...unusual, 'content-type', 'content-length', 'transfer-encoding'] as const
