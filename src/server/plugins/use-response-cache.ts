import type { GraphQLParams } from 'graphql-yoga'
import { keyOf } from '../../cache/key-of.ts'
import type { ResponseCache } from '../../cache/response-cache.ts'
import type { TellDeprecated } from '../answer/deprecation-headers.ts'
import { type Exchange, exchangeOf, type GatewayPlugin, meterOf, type ServerContext } from '../exchange.ts'
import { isForCaches } from '../answer/reply-shared.ts'
import { andThen } from '../maybe-promise.ts'
import { wantsExplanation } from './use-explain.ts'

/** What is done with an answer that was there. */
export interface ResponseCacheHooks {
  readonly tellDeprecated: TellDeprecated
  /** Hears of each, and under which key it was found. */
  readonly onHit: (context: ServerContext, key: string) => void
}

/**
 * Answers from the cache what others have asked who may see the same, before it is even parsed; else has the answer kept. After the
 * plugins that find out who asks, and which document; before all that costs.
 */
export function useResponseCache(cache: ResponseCache, { tellDeprecated, onHit }: ResponseCacheHooks): GatewayPlugin {
  return {
    onParams({ params, setResult, context }) {
      const exchange = exchangeOf(context)
      const meter = meterOf(context)
      if (exchange === undefined || meter === undefined || params.query === undefined) return
      const { query, operationName, variables } = params
      const tellsDependencies = tellsOf(params.extensions)
      const explains = wantsExplanation(params.extensions)
      if (!cache.keeps && !tellsDependencies && !matters(exchange, context as unknown as ServerContext)) return
      const key = keyOf(meter.caller, { query, operationName, variables, tellsDependencies, explains })
      if (key === null) return
      return andThen(cache.find(key, query), (found) => {
        if ('refill' in found) {
          exchange.refill = found.refill
          return
        }
        exchange.shared = found.given
        exchange.isHit = true
        // RFC 9211; the explanation in the answer is that of the run which made it
        if (explains) exchange.headers['cache-status'] = 'masthead; hit'
        exchange.operationName ??= found.given.answer.operationName
        tellDeprecated(exchange, found.given.answer.deprecated)
        meter.admitFree()
        // the next one is not even looked at, and could not say that it is a hit
        if (!explains) onHit(context as unknown as ServerContext, key)
        setResult({ data: null })
      })
    },
    onExecute({ args }) {
      const refill = refillOf(args.contextValue)
      if (refill === null) return
      const { document, operationName, variableValues } = args
      const tellsDependencies = tellsOf((args.contextValue as { params?: GraphQLParams }).params?.extensions)
      refill.ran = { document, operationName, variables: variableValues, tellsDependencies }
    },
    onResponse({ serverContext }) {
      refillOf(serverContext)?.abandon()
    },
  }
}

/** Whether somebody is told how long the answer may be kept, or may get it compressed, which only what is not for one caller alone is. */
function matters(exchange: Exchange, { req }: ServerContext): boolean {
  return isForCaches(exchange) || req === undefined || req.headers['accept-encoding'] !== undefined
}

/** A client asks for `extensions.cache` by sending `extensions: { "cache": true }`. */
function tellsOf(extensions: GraphQLParams['extensions']): boolean {
  return extensions?.['cache'] === true
}

function refillOf(context: object): Exchange['refill'] {
  return exchangeOf(context)?.refill ?? null
}
