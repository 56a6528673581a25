import type { IncomingMessage, ServerResponse } from 'node:http'
import { clientErrors } from '../../schema/errors.ts'
import { type Admission, retryAfterSeconds } from './admission.ts'
import type { Gateway } from './yoga.ts'

/**
 * The same gateway, that turns operations away before it has read, or even looked at, anything of them but their path: while it has
 * more to do than it can, a refusal has to cost next to nothing.
 */
export function refuseEarly(gateway: Gateway, admission: Admission, path: string): Gateway {
  return {
    ...gateway,
    requestListener(req, res) {
      if (!isOperation(req, path) || !admission.refuses()) return gateway.requestListener(req, res)
      refuse(req, res)
    },
  }
}

function isOperation({ method, url = '' }: IncomingMessage, path: string): boolean {
  return (method === 'POST' || method === 'GET') && url.startsWith(path)
}

function refuse({ headers }: IncomingMessage, res: ServerResponse): void {
  const retryAfter = retryAfterSeconds()
  const extensions = { code: 'OVERLOADED', retryAfter }
  const body = JSON.stringify({ errors: [{ message: clientErrors.OVERLOADED.sentence, extensions }] })
  res.writeHead(clientErrors.OVERLOADED.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'retry-after': String(retryAfter),
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Retry-After',
    // a body that is still to come would be read to its end
    ...(Number(headers['content-length'] ?? 0) > smallBodyBytes && { connection: 'close' }),
  })
  res.end(body)
}

const smallBodyBytes = 64 * 1024
