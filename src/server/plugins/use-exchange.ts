import { randomInt, randomUUID } from 'node:crypto'
import { currentStatementCount } from '../../db/driver/statement-count.ts'
import { addCacheHeaders } from '../answer/cache-policy.ts'
import { type Exchange, type GatewayPlugin, headerOf } from '../exchange.ts'

/**
 * First in the list: opens the exchange that all others write to, and puts its headers on answers that bypass them. A HEAD goes
 * on as a GET, so that it is answered wherever GET is; its body is left out at the end.
 * The caller's request id is kept only where it cannot break a header or a log line.
 */
export function useExchange(): GatewayPlugin {
  return {
    onRequest({ request, serverContext, setRequest, fetchAPI }) {
      const given = headerOf(request, serverContext, 'x-request-id')
      serverContext.signal = request.signal
      serverContext.stop = request.signal
      serverContext.exchange = openExchange(request.method, given, serverContext.read?.arrivedAt)
      if (request.method === 'HEAD') {
        const { url, headers, signal } = request
        setRequest(new fetchAPI.Request(url, { method: 'GET', headers, signal }))
      }
    },
    onResponse({ response, serverContext }) {
      const { exchange } = serverContext
      if (exchange.atEnd.length > 0) for (const end of exchange.atEnd.splice(0)) end()
      if (exchange.answered) return
      const declared = response.headers.get('cache-control') ?? undefined
      const headers = { ...exchange.headers }
      addCacheHeaders(headers, exchange, response.status, declared)
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
    },
  }
}

/** The exchange of a request, with the id that its client gave it. `startedAt`: `performance.now()` when it came. */
export function openExchange(method: string, givenId: string | null, startedAt = performance.now()): Exchange {
  const requestId = givenId !== null && harmless.test(givenId) ? givenId : newRequestId()
  return {
    requestId,
    startedAt,
    method,
    path: '(unknown)',
    isGraphql: false,
    reader: null,
    meter: null,
    secret: null,
    isPersonal: false,
    isBehind: false,
    hasErrors: false,
    shared: null,
    isHit: false,
    refill: null,
    headers: { 'x-request-id': requestId, 'x-content-type-options': 'nosniff' },
    statements: currentStatementCount(),
    compiled: null,
    waitedMs: 0,
    atEnd: [],
    registeredId: null,
    inParts: false,
    deprecated: [],
    operationName: undefined,
    answered: false,
  }
}

/** Like a UUID: of this process by its first 74 random bits, and counted from there, which costs a tenth of making each anew. */
function newRequestId(): string {
  if (ids % lastDigits.length === 0 || firstDigits === '')
    firstDigits = `${ofThisProcess}${Math.floor((ids / lastDigits.length) % 2 ** 36)
      .toString(16)
      .padStart(9, '0')}`
  return `${firstDigits}${lastDigits[ids++ % lastDigits.length]}`
}

const ofThisProcess = randomUUID().slice(0, -12)
let ids = randomInt(2 ** 40)
/** All of an id but its last three digits, which stay the same for so many. */
let firstDigits = ''
const lastDigits = Array.from({ length: 4_096 }, (_, number) => number.toString(16).padStart(3, '0'))

const harmless = /^[A-Za-z0-9._-]{1,64}$/
