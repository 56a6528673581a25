import type { GatewayPlugin } from '../exchange.ts'
import { exchangeOf } from './use-exchange.ts'
import { meterOf } from './use-keys.ts'

/**
 * Takes the price from the caller's quota before the operation runs, and tells in headers what is left. After `usePrice`.
 *
 * A plugin that answers from a cache calls `meterOf(context)?.settleFree()`; an answer that ends as 304 is free by itself.
 */
export function useQuota(): GatewayPlugin {
  return {
    async onExecute({ args }) {
      const meter = meterOf(args.contextValue)
      const exchange = exchangeOf(args.contextValue)
      if (meter === undefined || exchange === undefined) return
      try {
        await meter.charge(meter.requested, meter.dryRun)
      } catch (error) {
        Object.assign(exchange.headers, meter.headers())
        throw error
      }
      return {
        onExecuteDone() {
          Object.assign(exchange.headers, meter.headers())
        },
      }
    },
    onResponse({ response, serverContext }) {
      if (response.status !== 304) return
      const meter = meterOf(serverContext)
      meter?.settleFree()
      for (const [name, value] of Object.entries(meter?.headers() ?? {})) response.headers.set(name, value)
    },
  }
}
