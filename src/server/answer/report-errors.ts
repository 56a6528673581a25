import { randomUUID } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { Limits } from '../../document/limits.ts'
import type { Exchange } from '../exchange.ts'
import type { Logger } from '../logger.ts'
import { type ClientError, toClientError } from './to-client-error.ts'

/**
 * Errors as the client is told them, in the order of their places in the document: which of them came first depends on how the answer was
 * made. Surprises are logged whole, at `log`.
 */
export function reportErrors(
  thrown: readonly unknown[],
  exchange: Exchange,
  { maxErrors, maxMessageChars }: Pick<Limits, 'maxErrors' | 'maxMessageChars'>,
  log: Logger,
): ClientError[] {
  const reported = inOrder(thrown)
    .slice(0, maxErrors)
    .map((error) => toClientError(error, maxMessageChars))
  for (const error of reported) logSurprise(error, exchange, log)
  return reported
}

function inOrder(errors: readonly unknown[]): readonly unknown[] {
  if (errors.length < 2 || !errors.every((error) => error instanceof GraphQLError && error.path !== undefined))
    return errors
  return errors.toSorted((a, b) => compare(placeOf(a as GraphQLError), placeOf(b as GraphQLError)))
}

/** Line and column, then the steps of the path, in which only numbers differ where the former do not. */
function placeOf({ locations, path = [] }: GraphQLError): number[] {
  const [{ line, column } = { line: 0, column: 0 }] = locations ?? []
  return [line, column, ...path.filter((step) => typeof step === 'number')]
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((step, index) => step !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

/** A masked error tells the client a number, under which the log has the whole of it. */
function logSurprise(error: ClientError, { requestId, operationName }: Exchange, log: Logger): void {
  if (!('cause' in error)) return
  const fields = { err: error.cause, requestId, operation: operationName, path: error.formatted.path }
  if (error.code !== 'INTERNAL_SERVER_ERROR') {
    log.warn({ ...fields, code: error.code }, error.formatted.message)
    return
  }
  const errorId = randomUUID()
  error.formatted = { ...error.formatted, extensions: { ...error.formatted.extensions, errorId } }
  log.error({ ...fields, errorId }, 'A request failed')
}

/** Where the client has left, what was cancelled on its behalf is no failure of ours. */
export function quiet(log: Logger): Logger {
  return {
    debug: log.debug.bind(log),
    info: log.debug.bind(log),
    warn: log.debug.bind(log),
    error: log.debug.bind(log),
  }
}
