import type { Admission } from '../admission.ts'
import { exchangeOf, type GatewayPlugin, type ServerContext } from '../exchange.ts'
import { andThen } from '../maybe-promise.ts'

/**
 * Lets an operation in once its body is read, and before it is parsed: from then on it costs. It leaves when its answer is made, not when that
 * is read, so that slow clients hold nobody up.
 */
export function useAdmission(admission: Admission): GatewayPlugin {
  return {
    onParams({ context }) {
      const exchange = exchangeOf(context)
      if (exchange === undefined || exchange.isHit) return
      const { stop } = context as unknown as ServerContext
      const since = performance.now()
      return andThen(admission.enter(stop), (leave) => {
        exchange.waitedMs = performance.now() - since
        exchange.atEnd.push(leave)
        // what is being cancelled holds nobody up either
        stop.addEventListener('abort', leave, { once: true })
      })
    },
  }
}
