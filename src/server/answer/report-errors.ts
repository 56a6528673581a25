import { randomUUID } from 'node:crypto'
import type { Limits } from '../../document/limits.ts'
import type { Exchange } from '../exchange.ts'
import type { Logger } from '../logger.ts'
import { type ClientError, toClientError } from './to-client-error.ts'

/** Errors as the client is told them; surprises are logged whole, at `log`. */
export function reportErrors(
  thrown: readonly unknown[],
  exchange: Exchange,
  { maxErrors, maxMessageChars }: Pick<Limits, 'maxErrors' | 'maxMessageChars'>,
  log: Logger,
): ClientError[] {
  const reported = thrown.slice(0, maxErrors).map((error) => toClientError(error, maxMessageChars))
  for (const error of reported) logSurprise(error, exchange, log)
  return reported
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
