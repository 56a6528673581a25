import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { type ClientErrorCode, clientErrors } from '../../../schema/errors.ts'
import { codeOfFailure } from './failure.ts'

/** One error as the client sees it, and what has to be logged because the client does not see it. */
export interface ClientError {
  code: ClientErrorCode
  formatted: GraphQLFormattedError
  /** The surprise behind a masked error; undefined where the client was told everything. */
  cause?: unknown
  /** Headers that come with this error, e.g. `allow`. */
  headers?: Record<string, string>
}

/**
 * Turns whatever went wrong into an error of `schema/errors.ts`. What carries one of its codes is told as it is;
 * what graphql itself says about the request gets the code it deserves; everything else is a surprise and is masked,
 * whatever NODE_ENV says.
 */
export function toClientError(error: unknown, maxMessageChars: number): ClientError {
  const located = error instanceof GraphQLError ? error : undefined
  const root = rootOf(error)
  const known = root instanceof GraphQLError ? codeOf(root, located?.path !== undefined) : undefined
  const code = known ?? codeOfFailure(root)
  const location = {
    ...(located?.locations ? { locations: located.locations } : {}),
    ...(located?.path ? { path: located.path } : {}),
  }
  if (!known || !(root instanceof GraphQLError)) {
    return {
      code,
      formatted: { message: clientErrors[code].sentence, ...location, extensions: { code } },
      // ours, but no surprise
      ...(code === 'ANSWER_TOO_LARGE' ? {} : { cause: root }),
      ...(code === 'OVERLOADED' && { headers: { 'retry-after': '1' } }),
    }
  }
  const { code: _, http, unexpected: __, ...facts } = root.extensions
  const inVariables = located === undefined ? null : locationInVariables(located, root)
  const detail = inVariables === null ? root.message : `$${inVariables}: ${root.message}`
  const message = code === 'METHOD_NOT_ALLOWED' ? clientErrors[code].sentence : withoutEcho(detail, maxMessageChars)
  return {
    code,
    formatted: {
      message,
      ...location,
      extensions: { code, ...facts, ...(inVariables && { inputPath: stepsOf(inVariables) }) },
    },
    ...(isHttp(http) && http.headers ? { headers: http.headers } : {}),
  }
}

/** Whether an error is no fault of who asked: the gateway failed, or what it stands on. */
export function isOwnFault(error: unknown): boolean {
  return (clientErrors[toClientError(error, 0).code].status ?? 0) >= 500
}

/** The error at the start of the chain: executors wrap what resolvers throw. */
function rootOf(error: unknown): unknown {
  let root = error
  while (root instanceof GraphQLError && root.originalError) root = root.originalError
  return root
}

/** Where in the variables a refused value stands, e.g. `input.links[2].url`: only what the executor wraps the root in says it. */
function locationInVariables(outer: GraphQLError, root: GraphQLError): string | null {
  if (outer === root || !outer.message.endsWith(`; ${root.message}`)) return null
  const before = outer.message.slice(0, -root.message.length - 2)
  const name = /^Variable "\$(\w+)" got invalid value /.exec(before)?.[1]
  if (name === undefined) return null
  // the value in front of it is quoted, so its own quotation marks are escaped
  return / at "(\w+(?:\.\w+|\[\d+\])*)"$/.exec(before)?.[1] ?? name
}

function stepsOf(location: string): (string | number)[] {
  return Array.from(location.matchAll(/(\d+)\]|\w+/g), ([step, index]) => (index === undefined ? step : Number(index)))
}

/** The code of an error that graphql, Yoga, Pothos or we made; undefined for one that says something about our inside. */
function codeOf(error: GraphQLError, atField: boolean): ClientErrorCode | undefined {
  const { code, http } = error.extensions
  // Yoga's refusal of a mutation by GET carries the code BAD_REQUEST.
  if (isHttp(http) && http.status === 405) return 'METHOD_NOT_ALLOWED'
  if (code === 'GRAPHQL_VALIDATION_FAILED' && aboutValue(error)) return 'BAD_USER_INPUT'
  if (typeof code === 'string' && Object.hasOwn(clientErrors, code)) return code as ClientErrorCode
  if (code === 'OPERATION_RESOLUTION_FAILURE') return 'GRAPHQL_VALIDATION_FAILED'
  // Pothos names its errors and gives them no code.
  if (error.name === 'PothosValidationError') return 'BAD_USER_INPUT'
  if (error.name === 'ForbiddenError') return 'FORBIDDEN'
  if (code !== undefined) return undefined
  // Before execution only the variables are left to complain about. At a field graphql complains about an argument,
  // or about what a resolver returned, which is ours.
  return !atField || aboutValue(error) ? 'BAD_USER_INPUT' : undefined
}

/** Whether an error points at a value the client wrote, rather than at a field or a type. */
function aboutValue(error: GraphQLError): boolean {
  const kind = error.nodes?.[0]?.kind
  return kind !== undefined && (kind.endsWith('Value') || kind === 'ObjectField')
}

function isHttp(value: unknown): value is { status?: number; headers?: Record<string, string> } {
  return typeof value === 'object' && value !== null
}

/** graphql's messages quote what was sent. Cutting the middle keeps what is wrong and how it should be. */
function withoutEcho(message: string, maxChars: number): string {
  const clean = message.replace(/[\p{Cc}\p{Cs}]/gu, '�')
  return clean.length <= maxChars ? clean : `${clean.slice(0, maxChars / 2)}…${clean.slice(-maxChars / 2)}`
}
