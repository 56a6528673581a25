import { ReadableStream as NodeStream } from 'node:stream/web'
import { clientError } from '../../../schema/errors.ts'
import type { Limits } from '../../document/limits.ts'
import { reply, type ServerContext } from '../exchange.ts'
import type { Logger } from '../logger.ts'
import { OpenParts, type Part } from './parts.ts'
import { quiet, reportErrors } from '../answer/report-errors.ts'

/**
 * Sends an answer as its parts come, in `multipart/mixed`, in the form of https://specs.apollo.dev/incremental/v0.2/ and of graphql 17. No
 * cache may keep it. What fails on the way, takes too long or gets too large ends it: all that is still to come has the error.
 */
export function replyInParts(
  parts: AsyncIterable<Part>,
  { exchange, signal, stop }: ServerContext,
  ResponseOf: typeof Response,
  limits: Limits,
  log: Logger,
): Response {
  const visibleErrors = (errors: readonly unknown[] | undefined) => {
    if (errors === undefined) return {}
    exchange.hasErrors = true
    const reported = reportErrors(errors, exchange, limits, signal.aborted ? quiet(log) : log)
    return { errors: reported.map(({ formatted }) => formatted) }
  }
  const textOf = (part: Part): string => {
    const { errors, incremental, completed, ...rest } = part
    return JSON.stringify({
      ...visibleErrors(errors),
      ...rest,
      ...(incremental && { incremental: incremental.map((one) => ({ ...one, ...visibleErrors(one.errors) })) }),
      ...(completed && { completed: completed.map((one) => ({ ...one, ...visibleErrors(one.errors) })) }),
    })
  }
  async function* pieces(): AsyncGenerator<Uint8Array> {
    const open = new OpenParts()
    let bytes = 0
    yield encoder.encode(delimiter)
    try {
      for await (const part of parts) {
        // Yoga makes this of what is thrown on the way
        if (part.hasNext === undefined) throw part.errors?.[0] ?? clientError('INTERNAL_SERVER_ERROR')
        open.note(part)
        const text = textOf(part)
        bytes += Buffer.byteLength(text)
        if (bytes > limits.maxAnswerBytes) throw clientError('ANSWER_TOO_LARGE')
        yield piece(text)
      }
    } catch (error) {
      const reason: unknown = stop.aborted ? stop.reason : error
      const completed = [...open.ids].map((id) => ({ id, errors: [reason] }))
      yield piece(textOf({ hasNext: false, ...(completed.length > 0 ? { completed } : { errors: [reason] }) }))
    }
    yield encoder.encode('--\r\n')
  }
  const headers = { 'content-type': 'multipart/mixed; boundary="-"', 'cache-control': 'no-store' }
  return reply(exchange, ResponseOf, 200, NodeStream.from(pieces()) as ReadableStream<Uint8Array>, headers)
}

const encoder = new TextEncoder()
/** The boundary is one hyphen, as everybody has it. */
const delimiter = '---'

function piece(text: string): Uint8Array {
  return encoder.encode(`\r\nContent-Type: application/json; charset=utf-8\r\n\r\n${text}\r\n${delimiter}`)
}
