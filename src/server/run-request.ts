import { type ExecutionArgs, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql'
import type { FetchAPI, GraphQLParams, YogaServer } from 'graphql-yoga'
import type { KnownDocuments } from '../document/known-documents.ts'
import type { GatewayPlugin, InitialContext, ServerContext } from './exchange.ts'
import { createKnownQueries, type Hook, type KnownQuery } from './known-queries.ts'
import { isWantedInParts } from './parts/use-defer.ts'
import { andThen, attempt, eachHook, type MaybePromise } from './maybe-promise.ts'

/** What of Yoga is used here; its types leave the hooks out, which are those of our plugins between Yoga's own. */
interface YogaParts {
  readonly fetchAPI: FetchAPI
  handleParams(given: { request: Request; params: GraphQLParams; context: object }): unknown
  readonly onParamsHooks: readonly Hook[]
}

export interface RunnerOptions {
  readonly yoga: YogaServer<ServerContext, object>
  readonly plugins: readonly GatewayPlugin[]
  readonly schema: GraphQLSchema
  readonly documents: KnownDocuments
  /** Prepares the context for what is compiled; the resolvers' is made when the executor has to answer. */
  readonly createContent: (initial: InitialContext) => MaybePromise<object>
  readonly execute: (args: ExecutionArgs) => MaybePromise<ExecutionResult>
}

/**
 * Answers a request through the hooks of our plugins in Yoga's order, as `YogaServer.handle` does, for nearly all requests without what Yoga
 * and envelop do around them: an operation whose document was parsed and found valid before goes straight to the hooks of
 * execution. Everything else (a new document, a mutation, an unclear operation) goes on in Yoga.
 */
export function createRunner(
  options: RunnerOptions,
): (request: Request, context: ServerContext) => MaybePromise<Response> {
  const { plugins } = options
  const yoga = options.yoga as unknown as YogaParts
  const { fetchAPI } = yoga
  const onRequestParse = plugins.flatMap((plugin) => plugin.onRequestParse ?? []) as unknown as readonly Hook[]
  const onExecutionResult = plugins.flatMap((plugin) => plugin.onExecutionResult ?? []) as unknown as readonly Hook[]
  const onResultProcess = plugins.flatMap((plugin) => plugin.onResultProcess ?? []) as unknown as readonly Hook[]
  const findKnown = createKnownQueries(options.documents, options.schema, plugins)
  const runKnown = createKnownRunner(options)

  return (request, serverContext) =>
    attempt(
      () =>
        andThen(parse(request, serverContext), (parsed) =>
          'response' in parsed
            ? parsed.response
            : andThen(resultOf(request, serverContext, parsed.params), (result) =>
                toResponse(request, serverContext, result),
              ),
        ),
      (error) => toResponse(request, serverContext, { errors: errorsOf(error) }),
    )

  function parse(
    request: Request,
    serverContext: ServerContext,
  ): MaybePromise<{ readonly response: Response } | { readonly params: GraphQLParams }> {
    let parser: ((request: Request) => MaybePromise<unknown>) | undefined
    let response: Response | undefined
    const payload = {
      request,
      serverContext,
      fetchAPI,
      setRequestParser: (next: typeof parser) => void (parser = next),
      endResponse: (early: Response) => void (response = early),
    }
    const hooked = eachHook(onRequestParse, payload, () => response !== undefined)
    return andThen(hooked, () => {
      if (response !== undefined) return { response }
      if (parser === undefined) throw new Error('No plugin reads the request.')
      return andThen(parser(request), (params) => ({ params: params as GraphQLParams }))
    })
  }

  function resultOf(
    request: Request,
    context: ServerContext,
    params: GraphQLParams,
  ): MaybePromise<ExecutionResult | undefined> {
    let result: ExecutionResult | undefined
    const payload = {
      params,
      request,
      fetchAPI,
      context,
      paramsHandler: yoga.handleParams,
      setParams: (next: GraphQLParams) => void (payload.params = next),
      setParamsHandler: () => undefined,
      setResult: (found: ExecutionResult) => void (result = found),
    }
    const made = andThen(eachHook(yoga.onParamsHooks, payload), () => result ?? run(request, context, payload.params))
    return andThen(made, (first) => {
      const ended = {
        result: first,
        request,
        context,
        setResult: (other: unknown) => void (ended.result = other as ExecutionResult),
      }
      return andThen(eachHook(onExecutionResult, ended), () => ended.result)
    })
  }

  function run(request: Request, context: ServerContext, params: GraphQLParams): MaybePromise<ExecutionResult> {
    const initial: InitialContext = Object.assign(context, { request, params })
    const known = findKnown(params)
    // parts need the resolvers' context, which Yoga makes before it runs
    if (known !== null && !isWantedInParts(known.document, initial)) return runKnown(known, initial)
    // what Yoga answers may only look like a promise
    return Promise.resolve(yoga.handleParams({ request, params, context: initial }) as ExecutionResult)
  }

  function toResponse(
    request: Request,
    serverContext: ServerContext,
    result: ExecutionResult | undefined,
  ): MaybePromise<Response> {
    let processor: ((result: unknown, fetchAPI: FetchAPI, type: string) => MaybePromise<Response>) | undefined
    const payload = {
      request,
      serverContext,
      result,
      acceptableMediaTypes: [],
      setResult: (other: ExecutionResult) => void (payload.result = other),
      setResultProcessor: (next: typeof processor) => void (processor = next),
    }
    return andThen(eachHook(onResultProcess, payload), () => {
      if (processor === undefined) throw new Error('No plugin writes the answer.')
      return processor(payload.result, fetchAPI, '')
    })
  }
}

function createKnownRunner({ schema, createContent, execute }: RunnerOptions) {
  function run({ document, onExecute }: KnownQuery, context: InitialContext): MaybePromise<ExecutionResult> {
    const { variables: variableValues, operationName } = context.params
    const args = { schema, document, contextValue: context, variableValues, operationName } as ExecutionArgs
    const onDone: Hook[] = []
    const payload = {
      args,
      executeFn: execute,
      context,
      setExecuteFn: (next: typeof execute) => void (payload.executeFn = next),
    }
    const note = (made: unknown): void => {
      const { onExecuteDone } = made as { readonly onExecuteDone?: Hook }
      if (onExecuteDone !== undefined) onDone.push(onExecuteDone)
    }
    const ready = andThen(createContent(context), (content) => {
      Object.assign(context, content)
      return eachHook(onExecute, payload, undefined, note)
    })
    return andThen(
      andThen(ready, () => payload.executeFn(args)),
      (result) => {
        const done = { args, result, setResult: (other: ExecutionResult) => void (done.result = other) }
        return andThen(eachHook(onDone, done), () => done.result)
      },
    )
  }

  return (known: KnownQuery, context: InitialContext): MaybePromise<ExecutionResult> =>
    attempt(
      () => run(known, context),
      (error) => ({ errors: errorsOf(error) }),
    )
}

/** As Yoga makes them: of an operation that was stopped, none. */
function errorsOf(error: unknown): GraphQLError[] {
  if (error instanceof GraphQLError) return [error]
  if (error instanceof DOMException && (error.name === 'AbortError' || error.name === 'TimeoutError')) return []
  if (error instanceof AggregateError) return error.errors.flatMap(errorsOf)
  const originalError = error instanceof Error ? error : new Error(String(error))
  return [new GraphQLError(originalError.message, { originalError })]
}
