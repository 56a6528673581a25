import type { ClientErrorCode } from '../../../schema/errors.ts'

/**
 * What the client is told about an error from our inside: that it took too long, that the database cannot be reached
 * or has too much to do, or nothing. Looks at `code` and `message` alone, along `cause`, because drivers' classes differ.
 */
export function codeOfFailure(error: unknown): ClientErrorCode {
  let failure = error
  for (let step = 0; step < 5 && typeof failure === 'object' && failure !== null; step++) {
    const { code, name, message, cause } = failure as {
      code?: unknown
      name?: unknown
      message?: unknown
      cause?: unknown
    }
    if (typeof code === 'string') {
      if (code === answerTooLarge) return 'ANSWER_TOO_LARGE'
      if (code === 'POOL_FULL') return 'OVERLOADED'
      if (code === queryCanceled) return 'TIMEOUT'
      if (unreachable.test(code)) return 'UNAVAILABLE'
    }
    if (name === 'TimeoutError') return 'TIMEOUT'
    if (typeof message === 'string') {
      // pg gives these no code.
      if (message === 'Query read timeout') return 'TIMEOUT'
      if (
        /^Connection terminated|^timeout exceeded when trying to connect|^Client (?:has encountered a connection error|was closed)/.test(
          message,
        )
      )
        return 'UNAVAILABLE'
    }
    failure = cause
  }
  return 'INTERNAL_SERVER_ERROR'
}

// Our own SQLSTATE: see migrations/0013_answer_bytes.ts.
const answerTooLarge = 'MHA01'

// SQLSTATE query_canceled: the statement timeout, or a client that left.
const queryCanceled = '57014'

// Errors of the socket; SQLSTATE classes 08 (connection), 57P (shutdown, starting up), 53300 (too many connections), 25006 (takes no
// writes: a standby), 26000 and 42P05 (a prepared statement lost or taken: within a transaction it is not tried again).
const unreachable =
  /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|08...|57P0.|53300|25006|26000|42P05)$/
