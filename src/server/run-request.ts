import { type DocumentNode, type ExecutionArgs, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql'
import type { FetchAPI, GraphQLParams, YogaServer } from 'graphql-yoga'
import type { KnownDocuments } from '../document/known-documents.ts'
import { operationInfoOf } from '../document/operation.ts'
import type { GatewayPlugin, InitialContext, ServerContext } from './exchange.ts'

/** What of Yoga is used here; its types leave the hooks out, which are those of our plugins between Yoga's own. */
interface YogaParts {
  readonly fetchAPI: FetchAPI
  handleParams(given: { request: Request; params: GraphQLParams; context: object }): unknown
  readonly onParamsHooks: readonly ((payload: object) => Promise<void> | void)[]
}

export interface RunnerOptions {
  readonly yoga: YogaServer<ServerContext, object>
  readonly plugins: readonly GatewayPlugin[]
  readonly schema: GraphQLSchema
  readonly documents: KnownDocuments
  /** Prepares the context for what is compiled; the resolvers' is made when the executor has to answer. */
  readonly createContent: (initial: InitialContext) => object | Promise<object>
  readonly execute: (args: ExecutionArgs) => Promise<ExecutionResult> | ExecutionResult
}

/**
 * Answers a request through the hooks of our plugins in Yoga's order, as `YogaServer.handle` does, for nearly all requests without what Yoga
 * and envelop do around them: an operation whose document was parsed and found valid before goes straight to the hooks of
 * execution. Everything else (a new document, a mutation, an unclear operation) goes on in Yoga.
 */
export function createRunner(options: RunnerOptions): (request: Request, context: ServerContext) => Promise<Response> {
  const { plugins } = options
  const yoga = options.yoga as unknown as YogaParts
  const { fetchAPI } = yoga
  const onRequestParse = plugins.flatMap((plugin) => plugin.onRequestParse ?? [])
  const onExecutionResult = plugins.flatMap((plugin) => plugin.onExecutionResult ?? [])
  const onResultProcess = plugins.flatMap((plugin) => plugin.onResultProcess ?? [])
  const runKnown = createKnownRunner(options)

  return async (request, serverContext) => {
    try {
      const parsed = await parse(request, serverContext)
      if ('response' in parsed) return parsed.response
      return await toResponse(request, serverContext, await resultOf(request, serverContext, parsed.params))
    } catch (error) {
      return await toResponse(request, serverContext, { errors: errorsOf(error) })
    }
  }

  async function parse(
    request: Request,
    serverContext: ServerContext,
  ): Promise<{ readonly response: Response } | { readonly params: GraphQLParams }> {
    let parser: ((request: Request) => unknown) | undefined
    let response: Response | undefined
    const payload = {
      request,
      serverContext,
      fetchAPI,
      setRequestParser: (next: typeof parser) => void (parser = next),
      endResponse: (early: Response) => void (response = early),
    }
    for (const hook of onRequestParse) {
      const done = hook(payload as unknown as Parameters<typeof hook>[0])
      if (done !== undefined) await done
      if (response !== undefined) return { response }
    }
    if (parser === undefined) throw new Error('No plugin reads the request.')
    const params = parser(request)
    return { params: (params instanceof Promise ? await params : params) as GraphQLParams }
  }

  async function resultOf(
    request: Request,
    context: ServerContext,
    parsed: GraphQLParams,
  ): Promise<ExecutionResult | undefined> {
    let params = parsed
    let result: ExecutionResult | undefined
    for (const hook of yoga.onParamsHooks) {
      const payload = {
        params,
        request,
        fetchAPI,
        context,
        paramsHandler: yoga.handleParams,
        setParams: (next: GraphQLParams) => void (params = next),
        setParamsHandler: () => undefined,
        setResult: (found: ExecutionResult) => void (result = found),
      }
      const done = hook(payload)
      if (done !== undefined) await done
    }
    if (result === undefined) {
      const initial: InitialContext = Object.assign(context, { request, params })
      const document = knownDocument(options.documents, params)
      const made =
        document === null ? yoga.handleParams({ request, params, context: initial }) : runKnown(document, initial)
      result = (await made) as ExecutionResult
    }
    for (const hook of onExecutionResult) {
      const setResult = (other: unknown): void => void (result = other as ExecutionResult)
      const done = hook({ result, setResult, request, context } as unknown as Parameters<typeof hook>[0])
      if (done !== undefined) await done
    }
    return result
  }

  async function toResponse(
    request: Request,
    serverContext: ServerContext,
    given: ExecutionResult | undefined,
  ): Promise<Response> {
    let result = given
    let processor: ((result: unknown, fetchAPI: FetchAPI, type: string) => Response | Promise<Response>) | undefined
    for (const hook of onResultProcess) {
      const payload = {
        request,
        serverContext,
        result,
        acceptableMediaTypes: [],
        setResult: (other: ExecutionResult) => void (result = other),
        setResultProcessor: (next: typeof processor) => void (processor = next),
      }
      const done = hook(payload as unknown as Parameters<typeof hook>[0])
      if (done !== undefined) await done
    }
    if (processor === undefined) throw new Error('No plugin writes the answer.')
    return await processor(result, fetchAPI, '')
  }
}

/** The document of a query that was found valid before; null where Yoga has to look. */
function knownDocument(
  { parsed, valid }: KnownDocuments,
  { query, operationName }: GraphQLParams,
): DocumentNode | null {
  const document = query === undefined ? undefined : parsed.get(query)
  if (document === undefined || !valid.has(document)) return null
  return operationInfoOf(document, operationName)?.operation.operation === 'query' ? document : null
}

function createKnownRunner({ plugins, schema, createContent, execute }: RunnerOptions) {
  const onExecute = plugins.flatMap((plugin) => plugin.onExecute ?? [])
  return async (document: DocumentNode, context: InitialContext): Promise<ExecutionResult> => {
    try {
      const { variables: variableValues, operationName } = context.params
      const content = createContent(context)
      Object.assign(context, content instanceof Promise ? await content : content)
      const args = { schema, document, contextValue: context, variableValues, operationName } as ExecutionArgs
      let executeFn = execute
      const onDone: ((payload: object) => unknown)[] = []
      const payload = {
        args,
        executeFn,
        context,
        setExecuteFn: (next: typeof execute) => void (payload.executeFn = executeFn = next),
      }
      for (const hook of onExecute) {
        const made = hook(payload as unknown as Parameters<typeof hook>[0])
        const hooks = made instanceof Promise ? await made : made
        if (hooks?.onExecuteDone) onDone.push(hooks.onExecuteDone as (payload: object) => unknown)
      }
      let result = await executeFn(args)
      for (const hook of onDone) {
        const done = hook({ args, result, setResult: (other: ExecutionResult) => void (result = other) })
        if (done !== undefined) await done
      }
      return result
    } catch (error) {
      return { errors: errorsOf(error) }
    }
  }
}

/** As Yoga makes them: of an operation that was stopped, none. */
function errorsOf(error: unknown): GraphQLError[] {
  if (error instanceof GraphQLError) return [error]
  if (error instanceof DOMException && (error.name === 'AbortError' || error.name === 'TimeoutError')) return []
  if (error instanceof AggregateError) return error.errors.flatMap(errorsOf)
  const originalError = error instanceof Error ? error : new Error(String(error))
  return [new GraphQLError(originalError.message, { originalError })]
}
