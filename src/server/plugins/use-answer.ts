import { clientError } from '../../../schema/errors.ts'
import { AnswerText } from '../../query/compiled/answer-text.ts'
import { charsIn } from '../../text/size.ts'
import { mediaTypeFor } from '../answer/media-type.ts'
import { statusFor } from '../answer/status.ts'
import { replyShared } from '../answer/reply-shared.ts'
import { isInParts } from '../parts/parts.ts'
import { replyInParts } from '../parts/reply-in-parts.ts'
import { quiet, reportErrors } from '../answer/report-errors.ts'
import { isOwnFault } from '../answer/to-client-error.ts'
import { type GatewayPlugin, headerOf, reply } from '../exchange.ts'
import type { Limits } from '../../document/limits.ts'
import type { Logger } from '../logger.ts'

/**
 * Turns a GraphQL result into the HTTP answer: errors in the words of `schema/errors.ts`, surprises masked and logged
 * whole, the status by GraphQL over HTTP. The one place where an error meets a client, wherever it was thrown.
 * Replaces Yoga's processors, whose status depends on the Accept header for errors of the transport, too.
 */
export function useAnswer(limits: Limits, log: Logger): GatewayPlugin {
  return {
    onResultProcess({ request, serverContext, setResultProcessor }) {
      const { exchange } = serverContext
      const type = mediaTypeFor(headerOf(request, serverContext, 'accept'))
      setResultProcessor((given, fetchAPI) => {
        if (isInParts(given)) return replyInParts(given, serverContext, fetchAPI.Response, limits, log)
        if (!isPlain(given)) throw new Error('The gateway answers single results, and parts of one.')
        const result = withinBytes(given, limits.maxAnswerBytes)
        const { errors, stringify = JSON.stringify } = result
        const headers = { 'content-type': `${type}; charset=utf-8` }
        if (exchange.shared !== null)
          return replyShared(request, serverContext, exchange.shared, type, fetchAPI.Response)
        if (errors === undefined) {
          const text = stringify(withoutHttp(result))
          const answer = exchange.refill?.finish(text) ?? null
          if (answer !== null) {
            exchange.shared = answer
            return replyShared(request, serverContext, answer, type, fetchAPI.Response)
          }
          return reply(exchange, fetchAPI.Response, 200, text, headers)
        }
        // an operation that was stopped comes here with no error and no data
        const { signal, stop } = serverContext
        const stopped = (!signal.aborted && stop.reason) || clientError('INTERNAL_SERVER_ERROR')
        const thrown = errors.length > 0 ? errors : [stopped]
        const spare = thrown.every(isOwnFault) ? (exchange.refill?.spareGiven() ?? null) : null
        if (spare !== null) {
          exchange.shared = spare
          exchange.isHit = true
          return replyShared(request, serverContext, spare, type, fetchAPI.Response)
        }
        const { errors: _, stringify: __, extensions, ...rest } = result
        exchange.hasErrors = true
        const reported = reportErrors(thrown, exchange, limits, signal.aborted ? quiet(log) : log)
        for (const error of reported) Object.assign(headers, error.headers)
        const status = statusFor(reported, result.data, type)
        const body = stringify(withoutHttp({ errors: reported.map(({ formatted }) => formatted), ...rest, extensions }))
        return reply(exchange, fetchAPI.Response, status, body, headers)
      }, type)
    },
  }
}

/** The result, or the refusal that takes its place where its texts alone are larger than an answer may be. */
function withinBytes(result: PlainResult, maxBytes: number): PlainResult {
  const { data, extensions } = result
  const chars = data instanceof AnswerText ? data.text.length : charsIn(data, maxBytes)
  if (chars <= maxBytes) return result
  return { errors: [clientError('ANSWER_TOO_LARGE')], ...(extensions ? { extensions } : {}) }
}

interface PlainResult {
  data?: unknown
  errors?: readonly unknown[]
  extensions?: Record<string, unknown>
  stringify?: (result: object) => string
}

function isPlain(result: unknown): result is PlainResult {
  return typeof result === 'object' && result !== null && !Array.isArray(result) && !(Symbol.asyncIterator in result)
}

/** Yoga's plugins leave notes to its processors under `extensions.http`. */
function withoutHttp<Result extends { extensions?: Record<string, unknown> | undefined }>(result: Result): object {
  if (!result.extensions || !('http' in result.extensions)) return result
  const { http: _, ...extensions } = result.extensions
  return { ...result, extensions }
}
