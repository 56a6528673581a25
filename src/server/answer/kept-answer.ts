import type { IncomingMessage } from 'node:http'
import type { ResponseCache } from '../../cache/response-cache.ts'
import type { ServerContext } from '../exchange.ts'
import { mediaTypeFor } from './media-type.ts'
import { replyShared } from './reply-shared.ts'

/**
 * The answer to a GET of somebody without a credential, where the cache has it under this very URL: that one has been asked before, so all
 * that could be wrong with it has been looked at. Undefined: it has to be looked at.
 */
export function keptAnswer(
  cache: ResponseCache,
  request: Request,
  context: ServerContext,
  ResponseOf: typeof Response,
): Response | undefined {
  const { req, exchange } = context
  if (req?.url === undefined || !isPlainGet(req)) return undefined
  const answer = cache.ofUrl(req.url)
  if (answer === undefined) return undefined
  exchange.reader = 'public'
  exchange.shared = answer
  exchange.isHit = true
  exchange.operationName = answer.operationName
  exchange.lifetimeOf = (shared) => cache.lifetimeOf(shared)
  return replyShared(request, context, answer, mediaTypeFor(req.headers.accept ?? null), ResponseOf)
}

function isPlainGet({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && unusual.every((name) => headers[name] === undefined)
}

/** What says who asks, or that there is a body. */
const unusual = [
  'authorization',
  'x-api-key',
  'content-type',
  'content-encoding',
  'content-length',
  'transfer-encoding',
] as const
