import { getOperationAST } from 'graphql'
import { untilDeadline } from '../../db/driver/deadline.ts'
import type { GatewayPlugin, ServerContext } from '../exchange.ts'

/**
 * Stops resolving when the client leaves, and at the deadline. Statements stop too where resolvers hand the context's `stop` on. As
 * Yoga's own `useExecutionCancellation`, which knows the client alone.
 *
 * A mutation is not stopped as a whole, only what it sends to the database: its answer comes when it is known what was written, and
 * so tells of a commit that came just before the deadline.
 */
export function useCancellation(): GatewayPlugin {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { stop } = args.contextValue as unknown as ServerContext
      if (getOperationAST(args.document, args.operationName)?.operation === 'mutation')
        setExecuteFn((given) => untilDeadline(stop, () => executeFn(given)))
      else Object.assign(args, { signal: stop })
    },
  }
}
