import { clientLeftStatus, endStatus, type GatewayPlugin } from '../exchange.ts'
import { graphqlPath } from './use-routes.ts'

/** How a request to GraphQL ended, by its HTTP status; what an operator alerts on. */
export type Outcome = 'ok' | 'refused' | 'unauthenticated' | 'throttled' | 'left' | 'failed'

/** Hears of every request to GraphQL, at its end. */
export type OnOutcome = (outcome: Outcome, seconds: number, statements: number) => void

/** Tells how requests to GraphQL end, and how long they took. Errors beside data, and of documents under 200, are `ok`. */
export function useOutcomes(onOutcome: OnOutcome): GatewayPlugin {
  return {
    onResponse({ response, serverContext }) {
      const { exchange } = serverContext
      if (exchange.path !== graphqlPath) return
      const seconds = (performance.now() - exchange.startedAt) / 1000
      onOutcome(outcomeOf(endStatus(response, serverContext)), seconds, exchange.statements.sent)
    },
  }
}

function outcomeOf(status: number): Outcome {
  if (status < 400) return 'ok'
  if (status >= 500) return 'failed'
  if (status === clientLeftStatus) return 'left'
  if (status === 401) return 'unauthenticated'
  return status === 429 ? 'throttled' : 'refused'
}
