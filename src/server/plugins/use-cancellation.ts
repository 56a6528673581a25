import { useExecutionCancellation } from 'graphql-yoga'
import type { GatewayPlugin } from '../exchange.ts'

/** Stops resolving when the client leaves. Statements stop too where resolvers hand the context's `signal` on. */
export function useCancellation(): GatewayPlugin {
  const { onExecute, onSubscribe } = useExecutionCancellation()
  return { ...(onExecute ? { onExecute } : {}), ...(onSubscribe ? { onSubscribe } : {}) }
}
