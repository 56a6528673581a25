import { AnswerText } from '../../query/compiled/answer-text.ts'
import type { CompiledQueries } from '../../query/compiled/queries.ts'
import { failureOf, isForTheClient } from '../answer/statement-failure.ts'
import { contentRequestOf } from '../create-context.ts'
import { exchangeOf, type GatewayPlugin } from '../exchange.ts'

/**
 * Answers operations by compiled statements, whose text is passed on, and leaves to the executor what has none. Comes before
 * `usePrice`, which may put another document in place.
 */
export function useCompiled(compiled: CompiledQueries): GatewayPlugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn(async (args) => {
        const content = contentRequestOf(args.contextValue)
        if (content === undefined) return executeFn(args)
        const exchange = exchangeOf(args.contextValue)
        const { document, operationName, variableValues } = args
        const request = { document, operationName, variables: variableValues, ...content }
        try {
          const answer = await compiled.answer(request)
          if (exchange !== undefined) exchange.compiled = typeof answer === 'string' ? answer : true
          return typeof answer === 'string' ? executeFn(args) : { data: answer, stringify }
        } catch (error) {
          // the executor stops at once as well when its time is over or the client has left
          if (content.signal?.aborted === true) throw content.signal.reason
          // what took too long is not run once more; everything else is, for the executor's words and places
          if (isForTheClient(error)) return failureOf(args, error)
          if (exchange !== undefined) exchange.compiled = 'its statement failed'
          return executeFn(args)
        }
      })
    },
  }
}

/** A result whose data is JSON already. */
export function stringify(result: object): string {
  const { data, ...others } = result as { readonly data?: unknown }
  if (!(data instanceof AnswerText)) return JSON.stringify(result)
  const rest = JSON.stringify(others)
  return rest === '{}' ? `{"data":${data.text}}` : `{"data":${data.text},${rest.slice(1)}`
}
