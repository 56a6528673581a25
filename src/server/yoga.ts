import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ExecutionResult, GraphQLSchema } from 'graphql'
import { createYoga, YogaServer, type YogaServerOptions } from 'graphql-yoga'
import type { ResponseCache } from '../cache/response-cache.ts'
import type { CompiledQueries } from '../query/compiled/queries.ts'
import { countStatements } from '../db/driver/statement-count.ts'
import { currentTracing } from '../trace.ts'
import { createDirectListener, directFetchApi, isDirect } from './direct.ts'
import type { GatewayPlugin, InitialContext, ReadBody, ServerContext } from './exchange.ts'
import { createTellDeprecated } from './answer/deprecation-headers.ts'
import { prefersHtml } from './answer/media-type.ts'
import { createPages, type PagesOptions } from '../pages/pages.ts'
import type { Route } from '../pages/route.ts'
import { toBatched, withBatches } from './batch/with-batches.ts'
import { guardHooks } from './guard-hooks.ts'
import { live, ready } from './health.ts'
import { createKeptAnswers, type KeptAnswers, type KnownKeys } from './kept-answers.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { withKeptGets, withKeptPosts } from './with-kept-answers.ts'
import { createKnownDocuments } from '../document/known-documents.ts'
import { limits as defaultLimits, type Limits } from '../document/limits.ts'
import type { Logger } from './logger.ts'
import type { Admission } from './admission.ts'
import { useAdmission } from './plugins/use-admission.ts'
import { useAnswer } from './plugins/use-answer.ts'
import { useCancellation } from './plugins/use-cancellation.ts'
import { useCompiled } from './plugins/use-compiled.ts'
import { type CorsOptions, useCors } from './plugins/use-cors.ts'
import { useDeadline } from './plugins/use-deadline.ts'
import { useDefer } from './parts/use-defer.ts'
import { useDeprecations } from './plugins/use-deprecations.ts'
import { useDocumentLimits } from './plugins/use-document-limits.ts'
import { useExchange } from './plugins/use-exchange.ts'
import { useExplain } from './plugins/use-explain.ts'
import { useKeyInUrl } from './plugins/use-key-in-url.ts'
import { useOperationName } from './plugins/use-operation-name.ts'
import { usePrivacy } from './plugins/use-privacy.ts'
import { useRequestLog } from './plugins/use-request-log.ts'
import { graphqlPath, useRoutes } from './plugins/use-routes.ts'
import { useResponseCache } from './plugins/use-response-cache.ts'
import { refuseEarly } from './refuse-early.ts'
import { createRunner, type RunnerOptions } from './run-request.ts'
import { useServerTiming } from './plugins/use-server-timing.ts'
import { useTracing } from './plugins/use-tracing.ts'
import { useTransport } from './plugins/use-transport.ts'

/** What a gateway is made of; everything that has a life of its own is handed in. */
export interface GatewayOptions {
  schema: GraphQLSchema
  /**
   * Called once a request, after validation. Its own enumerable properties become those of the resolvers' context,
   * so it returns plain values, no getters; `stop` says when nobody waits for the answer any more.
   */
  createContext: (initial: InitialContext) => object | Promise<object>
  /** What a compiled answer needs of that, where it is made apart; called first. */
  createContent?: (initial: InitialContext) => object
  log: Logger
  /** Whether the gateway can serve queries just now; for /health/ready. */
  isReady: () => Promise<boolean>
  limits?: Partial<Limits>
  /** From a request's arrival to the end of its operation, in ms; by default there is no end. */
  deadlineMs?: number
  /** Where operations wait for their turn; left out, none waits. */
  admission?: Admission
  cors?: CorsOptions
  /** On by default: the contract is public, and GraphiQL needs it. Off also hides suggestions. */
  introspection?: boolean
  /** GraphiQL, the start page and the others; false leaves them out. */
  pages?: PagesOptions | false
  /** Answers what was compiled before; left out: the executor answers everything. */
  compiled?: CompiledQueries
  /** Keeps answers for others who ask the same; left out: none is kept, and none tells how long it may be. */
  cache?: ResponseCache
  /** Keys whose answers may be kept; left out: who shows one is always asked for anew. */
  knownKeys?: KnownKeys
  /** Further concerns, in order: keys, then persisted documents, then price. */
  plugins?: readonly GatewayPlugin[]
}

/** A gateway without a port: `fetch` asks it inside the process, `requestListener` serves node:http. */
export interface Gateway {
  /** Looks at every request anew, since what an id in it stands for may be gone. */
  forgetRequests(): void
  fetch(url: string, init?: RequestInit): Promise<Response>
  requestListener(req: IncomingMessage, res: ServerResponse): MaybePromise<void>
}

/** Builds the gateway. The order of its plugins is the order in which a request meets them. */
export function createGateway(options: GatewayOptions): Gateway {
  const { schema, createContext, log, isReady, introspection = true, pages = {} } = options
  const { deadlineMs, admission } = options
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const { graphiql, routes } = pages
    ? createPages(schema, { ...pages, introspection, prefersHtml })
    : { graphiql: undefined, routes: new Map<string, Route>() }
  routes.set('/health/live', live)
  routes.set('/health/ready', ready(isReady))

  const documents = createKnownDocuments(limits.maxCachedDocumentChars)
  let kept: KeptAnswers | null = null
  const tellDeprecated = createTellDeprecated(schema)
  const plugins: GatewayPlugin[] = [
    useExchange(),
    useRequestLog(log),
    useTracing(),
    useServerTiming(),
    useCors(options.cors),
    useKeyInUrl(),
    useRoutes(routes, graphiql),
    useTransport(limits),
    useDefer(),
    ...(deadlineMs === undefined ? [] : [useDeadline(deadlineMs)]),
    // before the plugins that may refuse to execute, so that what they refuse has a name in the log
    useOperationName(),
    usePrivacy(),
    useCancellation(),
    ...(options.compiled === undefined ? [] : [useCompiled(options.compiled)]),
    ...(options.plugins ?? []),
    useDeprecations(tellDeprecated),
    useExplain(),
    ...(options.cache === undefined
      ? []
      : [useResponseCache(options.cache, { tellDeprecated, onHit: (...hit) => kept?.note(...hit) })]),
    // behind the cache: what is there already waits for nobody
    ...(admission === undefined ? [] : [useAdmission(admission)]),
    useDocumentLimits(limits, { introspection, documents }),
    useAnswer(limits, log),
  ]

  const guarded = plugins.map((plugin) => guardHooks(plugin, log))
  const yogaOptions: YogaServerOptions<ServerContext, object> = {
    schema,
    context: (initial) => createContext(initial as InitialContext),
    plugins: guarded,
    graphqlEndpoint: graphqlPath,
    // useTransport and useAnswer do what these would, more strictly.
    cors: false,
    multipart: false,
    maxRequestBodySize: false,
    maskedErrors: false,
    graphiql: false,
    landingPage: false,
    extraParamNames: ['documentId'],
    // Yoga answers every URL that ends in this path; no URL that passes the guard contains a space.
    healthCheckEndpoint: ' ',
    parserAndValidationCache: {
      documentCache: documents.parsed,
      // Errors are cheap to find again, and remembering them would let strangers fill the memory.
      errorCache: { get: () => undefined, set: () => undefined },
    },
    logging: toYogaLogger(log),
  }
  const yoga = createYoga<ServerContext>(yogaOptions)
  const server = new YogaServer<ServerContext, object>({ ...yogaOptions, fetchAPI: directFetchApi(yoga.fetchAPI) })
  const runRequest = createRunner({
    yoga: server,
    plugins: guarded,
    schema,
    documents,
    createContent: options.createContent ?? createContext,
    execute: createExecutor(schema, options.createContent === undefined ? null : createContext),
  })
  const answerDirectly = createDirectListener(runRequest, server.fetchAPI, guarded)
  const answerOne = (req: IncomingMessage, res: ServerResponse, read?: ReadBody): MaybePromise<void> =>
    isDirect(req) ? counted(answerDirectly)(req, res, read) : countStatements(() => yoga.requestListener(req, res))
  const { maxBatchOperations: maxOperations, maxBodyBytes } = limits
  const answer =
    maxOperations === 0
      ? answerOne
      : withBatches(answerOne, counted(createDirectListener(runRequest, server.fetchAPI, guarded, toBatched)), {
          maxOperations,
          maxBodyBytes,
        })
  const fetch: Gateway['fetch'] = (url, init = {}) => countStatements(async () => yoga.fetch(url, init))
  const forgetRequests = (): void => kept?.forget()
  // where nothing is kept, nothing has to be looked for
  if (options.cache?.keeps !== true)
    return refusing({ fetch, forgetRequests, requestListener: (req, res) => answer(req, res) })
  kept = createKeptAnswers(
    options.cache,
    guarded.flatMap(({ onResponse }) => onResponse ?? []),
    options.knownKeys,
  )
  return withKeptGets(refusing({ fetch, forgetRequests, requestListener: withKeptPosts(answer, kept) }), kept)

  function refusing(gateway: Gateway): Gateway {
    return admission === undefined ? gateway : refuseEarly(gateway, admission, graphqlPath, log)
  }
}

/** A listener whose operation is counted, and traced where that is on. */
function counted<Result>(
  listener: (req: IncomingMessage, res: ServerResponse, read?: ReadBody) => MaybePromise<Result>,
): typeof listener {
  return (req, res, read) =>
    countStatements(() => {
      const tracing = currentTracing()
      return tracing === null ? listener(req, res, read) : tracing.operation(req, async () => listener(req, res, read))
    })
}

/** Yoga's own executor; `createContext` makes the resolvers' context, null: it is there. */
function createExecutor(
  schema: GraphQLSchema,
  createContext: GatewayOptions['createContext'] | null,
): RunnerOptions['execute'] {
  const { getEnveloped } = new YogaServer({
    schema,
    logging: false,
    maskedErrors: false,
    parserAndValidationCache: false,
  })
  return async (args) => {
    const context = args.contextValue as InitialContext
    if (createContext !== null) Object.assign(context, await createContext(context))
    return (await getEnveloped(context).execute(args)) as ExecutionResult
  }
}

/** Yoga tells its debug log five things a request. */
function toYogaLogger(log: Logger) {
  const nothing = () => undefined
  return {
    debug: nothing,
    info: nothing,
    warn: (...words: unknown[]) => log.warn({ words }, 'Yoga warns'),
    error: (...words: unknown[]) => log.error({ err: words[0], words: words.slice(1) }, 'Yoga failed'),
  }
}
