import type { IncomingMessage, ServerResponse } from 'node:http'
import { clientErrors } from '../../schema/errors.ts'
import { type Admission, longestRetryAfter, retryAfterSeconds } from './admission.ts'
import { linesOf, sendHead } from './answer/write-answer.ts'
import type { Logger } from './logger.ts'
import type { Gateway } from './yoga.ts'

/**
 * The same gateway, that turns operations away before it has read, or even looked at, anything of them but their path: while it has
 * more to do than it can, a refusal has to cost next to nothing. So its answers are made beforehand, and the connection stays: a new one costs more
 * than five refusals on one that is there. The log has one line a second of them all.
 */
export function refuseEarly(gateway: Gateway, admission: Admission, path: string, log: Logger): Gateway {
  const tell = tellOnceASecond((refused) =>
    log.info({ path, status: clientErrors.OVERLOADED.status, refused }, 'requests'),
  )
  return {
    ...gateway,
    requestListener(req, res) {
      if (!isOperation(req, path) || !admission.refuses()) return gateway.requestListener(req, res)
      refuse(req, res)
      tell()
    },
  }
}

/** Tells how often it was called, a second after the first time. */
function tellOnceASecond(tell: (times: number) => void): () => void {
  let times = 0
  return () => {
    times++
    if (times > 1) return
    setTimeout(() => {
      tell(times)
      times = 0
    }, 1_000).unref()
  }
}

function isOperation({ method, url = '' }: IncomingMessage, path: string): boolean {
  return (method === 'POST' || method === 'GET') && url.startsWith(path)
}

function refuse({ headers }: IncomingMessage, res: ServerResponse): void {
  const { fields, head, body } = refusals[retryAfterSeconds() - 1] as Refusal
  // a body that is still to come would be read to its end
  if (Number(headers['content-length'] ?? 0) > smallBodyBytes) res.setHeader('connection', 'close')
  sendHead(res, { status: clientErrors.OVERLOADED.status, head, fields: () => fields, body })
}

type Refusal = ReturnType<typeof refusalOf>

/** One for each time to wait. */
const refusals = Array.from({ length: longestRetryAfter }, (_, at) => refusalOf(at + 1))

function refusalOf(retryAfter: number) {
  const extensions = { code: 'OVERLOADED', retryAfter }
  const body = JSON.stringify({ errors: [{ message: clientErrors.OVERLOADED.sentence, extensions }] })
  const fields = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'retry-after': String(retryAfter),
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Retry-After',
  }
  return { fields, head: linesOf(fields), body }
}

const smallBodyBytes = 64 * 1024
