import type { ExecutionArgs, ExecutionResult } from 'graphql'
import { AnswerText } from '../../query/compiled/answer-text.ts'
import type { CompiledQueries } from '../../query/compiled/queries.ts'
import { failureOf, isForTheClient } from '../answer/statement-failure.ts'
import { contentRequestOf } from '../create-context.ts'
import { type Exchange, exchangeOf, type GatewayPlugin } from '../exchange.ts'
import { andThen, attempt, type MaybePromise } from '../maybe-promise.ts'

type Execute = (args: ExecutionArgs) => MaybePromise<ExecutionResult>

/**
 * Answers operations by compiled statements, whose text is passed on, and leaves to the executor what has none. Comes before
 * `usePrice`, which may put another document in place.
 */
export function useCompiled(compiled: CompiledQueries): GatewayPlugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn(compiledOr(executeFn as Execute, compiled))
    },
  }
}

function compiledOr(execute: Execute, compiled: CompiledQueries): Execute {
  return (args) => {
    const content = contentRequestOf(args.contextValue as object)
    const exchange = exchangeOf(args.contextValue as object)
    // a statement gives the whole answer at once
    if (content === undefined || exchange?.inParts === true) return execute(args)
    const { document, operationName, variableValues } = args
    const request = { document, operationName, variables: variableValues, ...content }
    const answer = attempt<AnswerText | string | ExecutionResult>(
      () => compiled.answer(request),
      (error) => {
        // the executor stops at once as well when its time is over or the client has left
        if (content.signal?.aborted === true) throw content.signal.reason
        // what took too long is not run once more; everything else is, for the executor's words and places
        return isForTheClient(error) ? failureOf(args, error) : 'its statement failed'
      },
    )
    return andThen(answer, (made) => {
      if (typeof made === 'string') {
        note(exchange, made)
        return execute(args)
      }
      if (!(made instanceof AnswerText)) return made
      note(exchange, true)
      return { data: made, stringify } as unknown as ExecutionResult
    })
  }
}

function note(exchange: Exchange | undefined, compiled: Exchange['compiled']): void {
  if (exchange !== undefined) exchange.compiled = compiled
}

/** A result whose data is JSON already. */
export function stringify(result: object): string {
  const { data, ...others } = result as { readonly data?: unknown; readonly extensions?: Extensions }
  if (!(data instanceof AnswerText)) return JSON.stringify(result)
  const cost = onlyCost(others)
  if (cost !== null)
    return `{"data":${data.text},"extensions":{"cost":{"requested":${cost.requested},"actual":${cost.actual}}}}`
  const rest = JSON.stringify(others)
  return rest === '{}' ? `{"data":${data.text}}` : `{"data":${data.text},${rest.slice(1)}`
}

interface Extensions {
  readonly cost?: { readonly requested: number; readonly actual: number }
}

/** What nearly all answers say beside their data, where it is all that they say. */
function onlyCost(others: { readonly extensions?: Extensions }): Required<Extensions>['cost'] | null {
  for (const name in others) if (name !== 'extensions' && name !== 'stringify') return null
  const { extensions } = others
  for (const name in extensions) if (name !== 'cost') return null
  return extensions?.cost ?? null
}
