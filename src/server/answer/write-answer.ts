import { type ServerResponse, STATUS_CODES, validateHeaderValue } from 'node:http'

/** Of node:http's answer what its types leave out. */
interface Outgoing {
  /** Its head as it goes over the wire; null until it is written. */
  _header: string | null
  _hasBody: boolean
  readonly _keepAliveTimeout: number
}

/** An answer as `sendHead` sends it. */
export interface Sent {
  readonly status: number
  /** Its headers as lines, each with its line break. */
  readonly head: string
  /** What follows on them: nothing, or the end of the head (`endOfHead`), with the body behind it where that is short. */
  readonly rest?: string | Uint8Array
  /**
   * The headers as an object, where node:http has to write them itself: on a connection that ends with this answer, or of a version of node:http
   * that keeps its head elsewhere.
   */
  readonly fields: () => Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
}

/**
 * Sends an answer.
 *
 * node:http looks at each name and value by a pattern, and puts the head together from them, for each answer anew: 5 of 21 us of CPU of
 * an answer that is kept, where one of a constant size and type takes 15. Most of our headers are the same each time.
 */
export function sendHead(res: ServerResponse, { status, head, rest, fields, body }: Sent): void {
  const outgoing = res as unknown as Outgoing
  const mayStay = res.shouldKeepAlive && !res.hasHeader('connection') && outgoing._header === null
  if (!mayStay || (body === null && status !== 304)) {
    res.writeHead(status, fields())
    res.end(body ?? undefined)
    return
  }
  res.statusCode = status
  const isWhole = typeof rest === 'object'
  outgoing._header = `${statusLine(status)}${head}${isWhole ? '' : (rest ?? endOfHead(res))}`
  outgoing._hasBody = body !== null
  res.end(isWhole ? rest : (body ?? undefined))
}

function statusLine(status: number): string {
  return status === 200 ? ok : `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`
}

const ok = 'HTTP/1.1 200 OK\r\n'

let end = { second: 0, keepAliveTimeout: 0, lines: '' }

/** The headers that node:http adds to every answer on a connection that stays, and the empty line: one text for all of a second. */
export function endOfHead(res: ServerResponse): string {
  const ms = Date.now()
  const second = Math.floor(ms / 1000)
  const keepAliveTimeout = (res as unknown as Outgoing)._keepAliveTimeout
  if (second !== end.second || keepAliveTimeout !== end.keepAliveTimeout) {
    const lines = `Date: ${new Date(ms).toUTCString()}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAliveTimeout / 1000)}\r\n\r\n`
    end = { second, keepAliveTimeout, lines }
  }
  return end.lines
}

/** Sends an answer with these headers, of which few are others than the last time. */
export function writeAnswer(
  res: ServerResponse,
  status: number,
  fields: Readonly<Record<string, string>>,
  body: string | Uint8Array | null,
): void {
  // it may end the connection
  const head = 'connection' in fields ? null : linesOf(fields)
  if (head === null) res.writeHead(status, fields).end(body ?? undefined)
  else sendHead(res, { status, head, fields: () => fields, body })
}

/** Headers as lines. Throws where one of them is none. */
export function linesOf(fields: Readonly<Record<string, string>>): string {
  let lines = ''
  for (const name in fields) lines += lineOf(name, fields[name] ?? '')
  return lines
}

const known = new Map<string, { readonly value: string; readonly line: string }>()

/** Others each time, and harmless: an id that was looked at, and a number. */
const changing: ReadonlySet<string> = new Set(['x-request-id', 'content-length'])

/** Names are ours, so they are few. */
function lineOf(name: string, value: string): string {
  if (changing.has(name)) return `${name}: ${value}\r\n`
  const before = known.get(name)
  if (before?.value === value) return before.line
  validateHeaderValue(name, value)
  const line = `${name}: ${value}\r\n`
  known.set(name, { value, line })
  return line
}
