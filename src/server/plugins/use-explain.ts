import type { GraphQLParams } from 'graphql-yoga'
import { priceOperation } from '../../document/price/evaluate.ts'
import { exchangeOf, type GatewayPlugin } from '../exchange.ts'

/**
 * Tells a client that sends `extensions: { "explain": true }` how its operation was answered: in `extensions.explain` the price by path, how
 * many SQL statements it took, and whether a compiled statement answered it, or why none did. Needs no scope: it says nothing of
 * the content, and costs nothing.
 */
export function useExplain(): GatewayPlugin {
  return {
    isIdle: ({ params }) => !wantsExplanation(params.extensions),
    onExecute({ args }) {
      const exchange = exchangeOf(args.contextValue)
      const { params } = args.contextValue as { params?: GraphQLParams }
      if (exchange === undefined || !wantsExplanation(params?.extensions)) return
      const { schema, document, operationName } = args
      const price = priceOperation({ schema, document, operationName, variables: args.variableValues }).byPath()
      return {
        onExecuteDone({ result, setResult }) {
          if (typeof result !== 'object' || result === null || Symbol.asyncIterator in result) return
          const explain = { price, statements: exchange.statements.sent, compiled: exchange.compiled }
          setResult({ ...result, extensions: { ...result.extensions, explain } })
        },
      }
    },
  }
}

/** Whether a client asks for `extensions.explain`. */
export function wantsExplanation(extensions: GraphQLParams['extensions']): boolean {
  return extensions?.['explain'] === true
}
