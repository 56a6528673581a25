import { getOperationAST } from 'graphql'
import { untilDeadline } from '../../db/driver/deadline.ts'
import { toAbortSignal } from '../../db/stop-signal.ts'
import type { GatewayPlugin, ServerContext } from '../exchange.ts'

/**
 * Stops resolving when the client leaves, and at the deadline. Statements stop too where resolvers hand the context's `stop` on. As
 * Yoga's own `useExecutionCancellation`, which knows the client alone. Comes before `useCompiled`, whose statements know `stop` themselves.
 *
 * A mutation is not stopped as a whole, only what it sends to the database: its answer comes when it is known what was written, and
 * so tells of a commit that came just before the deadline.
 */
export function useCancellation(): GatewayPlugin {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { stop } = args.contextValue as unknown as ServerContext
      setExecuteFn((given) => {
        const signal = toAbortSignal(stop)
        return getOperationAST(given.document, given.operationName)?.operation === 'mutation'
          ? untilDeadline(signal, () => executeFn(given))
          : executeFn({ ...given, signal } as typeof given)
      })
    },
  }
}
