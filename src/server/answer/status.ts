import { clientErrors } from '../../../schema/errors.ts'
import type { ClientError } from './to-client-error.ts'
import type { MediaType } from './media-type.ts'

/**
 * The HTTP status of an answer. Errors of the transport keep theirs for every media type; errors of the document are
 * 400, or 200 under `application/json`. An answer with some data is 200: a client that gets 503 drops the data.
 */
export function statusFor(errors: readonly ClientError[], data: unknown, type: MediaType): number {
  if (errors.length === 0 || hasContent(data)) return 200
  let status = 200
  for (const { code } of errors) {
    const own = clientErrors[code].status ?? (type === 'application/json' || data !== undefined ? 200 : 400)
    status = Math.max(status, own)
  }
  return status
}

function hasContent(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.values(data).some((value) => value !== null)
}
