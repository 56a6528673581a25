import type { GatewayPlugin, ServerContext } from '../exchange.ts'

/**
 * Stops resolving when the client leaves, and at the deadline. Statements stop too where resolvers hand the context's `stop` on. As
 * Yoga's own `useExecutionCancellation`, which knows the client alone.
 */
export function useCancellation(): GatewayPlugin {
  return {
    onExecute({ args }) {
      const { stop } = args.contextValue as unknown as ServerContext
      Object.assign(args, { signal: stop })
    },
  }
}
