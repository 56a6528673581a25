import type { GraphQLError } from 'graphql'
import type { Caller } from '../../keys/caller.ts'
import { Lru } from '../../lru.ts'
import type { Meter } from '../../keys/meter.ts'
import { type Exchange, exchangeOf, type GatewayPlugin, meterOf } from '../exchange.ts'
import { isOwnFault } from '../answer/to-client-error.ts'
import { andThen, attempt, type MaybePromise } from '../maybe-promise.ts'

/** What a request costs that is refused before it runs: reading and checking a document is work, too. */
const refusedPoints = 1

/**
 * Takes the price from the caller's quota before the operation runs, and tells in headers what is left. After `usePrice`.
 *
 * A request that is refused (a document that does not parse, does not fit the schema or costs too much; an id that is not
 * registered) costs 1 point; one that fails by our own fault before it runs costs nothing. Who sends refused ones with nothing
 * left is refused with 429 from then on, before the document is even parsed.
 *
 * A plugin that answers from a cache calls `meterOf(context)?.admitFree()`; an answer that ends as 304 is free by itself.
 */
export function useQuota(): GatewayPlugin {
  const wasteful = new Lru<true>({ maxEntries: 10_000 })
  return {
    onParams({ context }) {
      const meter = meterOf(context)
      const exchange = exchangeOf(context)
      if (meter === undefined || exchange === undefined || wasteful.size === 0) return
      if (wasteful.get(nameOf(meter.caller)) === undefined) return
      return andThen(charge(meter, exchange, refusedPoints), () => {
        meter.refundAll()
        meter.admitted = false
        wasteful.delete(nameOf(meter.caller))
      })
    },
    onExecute({ args }) {
      const meter = meterOf(args.contextValue)
      const exchange = exchangeOf(args.contextValue)
      if (meter === undefined || exchange === undefined) return
      if (meter.price === null) throw new Error('The operation has no price yet: usePrice has to come first.')
      return andThen(charge(meter, exchange, meter.price, meter.dryRun), () => ({
        onExecuteDone: () => void Object.assign(exchange.headers, meter.headers()),
      }))
    },
    onResultProcess({ serverContext, result, setResult }) {
      const meter = meterOf(serverContext)
      if (meter === undefined || meter.admitted || meter.throttled || failedHere(result)) return
      return attempt<void>(
        () =>
          andThen(charge(meter, serverContext.exchange, refusedPoints), () => {
            Object.assign(serverContext.exchange.headers, meter.headers())
          }),
        (error) => {
          wasteful.set(nameOf(meter.caller), true)
          setResult({ errors: [error as GraphQLError] })
        },
      )
    },
    onResponse({ response, serverContext }) {
      if (response.status !== 304) return
      const meter = meterOf(serverContext)
      meter?.refundAll()
      for (const [name, value] of Object.entries(meter?.headers() ?? {})) response.headers.set(name, value)
    },
  }
}

function failedHere(result: object): boolean {
  const { errors }: { errors?: readonly unknown[] | undefined } = result
  return errors !== undefined && errors.length > 0 && errors.every(isOwnFault)
}

/** Throws RATE_LIMITED, with the headers that say so. */
function charge(meter: Meter, exchange: Exchange, points: number, dryRun = false): MaybePromise<void> {
  return attempt(
    () => meter.charge(points, dryRun),
    (error) => {
      Object.assign(exchange.headers, meter.headers())
      throw error
    },
  )
}

function nameOf({ keyId, address }: Caller): string {
  return keyId === null ? address : `key:${keyId}`
}
