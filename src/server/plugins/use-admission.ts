import type { Admission } from '../admission.ts'
import { type Exchange, type GatewayPlugin } from '../exchange.ts'

/**
 * Lets an operation in once its body is read, and before it is parsed: from then on it costs. It leaves when its answer is made, not when that
 * is read, so that slow clients hold nobody up.
 */
export function useAdmission(admission: Admission): GatewayPlugin {
  const leaves = new WeakMap<Exchange, () => void>()
  return {
    async onParams({ context }) {
      const { exchange, stop } = context as unknown as { exchange: Exchange; stop: AbortSignal }
      if (exchange.isHit) return
      const since = performance.now()
      const leave = await admission.enter(stop)
      exchange.waitedMs = performance.now() - since
      leaves.set(exchange, leave)
      // what is being cancelled holds nobody up either
      stop.addEventListener('abort', leave, { once: true })
    },
    onResponse({ serverContext: { exchange } }) {
      leaves.get(exchange)?.()
    },
  }
}
