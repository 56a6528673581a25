import type { IncomingMessage, ServerResponse } from 'node:http'
import { DirectResponse } from '../direct.ts'
import type { ReadBody } from '../exchange.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import { graphqlPath } from '../plugins/use-routes.ts'
import { bodyOf } from '../with-kept-answers.ts'

type Listener<Result = void> = (req: IncomingMessage, res: ServerResponse, read?: ReadBody) => MaybePromise<Result>

/** The answer to one operation of an array. */
export interface BatchedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON. */
  readonly text: string
}

/** An answer as a part of an array. */
export async function toBatched(_res: ServerResponse, response: DirectResponse | Response): Promise<BatchedAnswer> {
  if (!(response instanceof DirectResponse)) {
    const { status, headers } = response
    return { status, headers: Object.fromEntries(headers), text: await response.text() }
  }
  const { status, fields, body } = response
  return { status, headers: fields, text: typeof body === 'string' ? body : Buffer.from(body as Uint8Array).toString() }
}

export interface BatchOptions {
  /** Operations in one array, at most. */
  readonly maxOperations: number
  readonly maxBodyBytes: number
}

/**
 * Answers arrays of operations: each is a request of its own, with its own price, errors and line in the log, and the answers are one
 * array in the same order. Everything else, and arrays that are empty or too long, goes to `listener`. An array is told by its body, which
 * is read first; its length has to be announced.
 */
export function withBatches(
  listener: Listener,
  answer: Listener<BatchedAnswer>,
  { maxOperations, maxBodyBytes }: BatchOptions,
): Listener {
  return async (req, res, given) => {
    if (!mayBeBatch(req, maxBodyBytes)) return listener(req, res, given)
    const read = given ?? { arrivedAt: performance.now(), body: await bodyOf(req) }
    const operations = read.body === null ? null : operationsIn(read.body, maxOperations)
    if (operations === null) return listener(req, res, read)
    // each of them listens whether the client leaves
    res.setMaxListeners(res.getMaxListeners() + operations.length)
    const answers = await Promise.all(
      operations.map((operation) =>
        answer(asOne(req), res, { body: Buffer.from(JSON.stringify(operation)), arrivedAt: read.arrivedAt }),
      ),
    )
    if (res.destroyed) return
    const body = `[${answers.map(({ text }) => text).join(',')}]`
    res.writeHead(statusOf(answers), { ...headersOf(answers), 'content-length': Buffer.byteLength(body) })
    res.end(body)
  }
}

function mayBeBatch({ method, url, headers }: IncomingMessage, maxBodyBytes: number): boolean {
  return (
    method === 'POST' &&
    url === graphqlPath &&
    headers['content-encoding'] === undefined &&
    headers['content-type']?.startsWith('application/json') === true &&
    Number(headers['content-length'] ?? Infinity) <= maxBodyBytes
  )
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Null where it is no array of one to so many objects. */
function operationsIn(body: Buffer, maxOperations: number): readonly object[] | null {
  if (!/^\s*\[/.test(body.toString('latin1', 0, 100))) return null
  try {
    const value: unknown = JSON.parse(utf8.decode(body))
    const isBatch = Array.isArray(value) && value.length > 0 && value.length <= maxOperations
    return isBatch && value.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
      ? value
      : null
  } catch {
    return null
  }
}

/** The same request for one of its operations, whose answer is a text of JSON. */
function asOne(req: IncomingMessage): IncomingMessage {
  const { 'accept-encoding': _encoding, accept, ...headers } = req.headers
  const type = accept?.includes('graphql-response+json') === true ? { accept: 'application/graphql-response+json' } : {}
  return Object.create(req, { headers: { value: { ...headers, ...type } } }) as IncomingMessage
}

/** That of all where they agree. */
function statusOf(answers: readonly BatchedAnswer[]): number {
  const [first, ...others] = answers.map(({ status }) => status)
  return first !== undefined && others.every((status) => status === first) ? first : 200
}

/** Of the last answer, which knows what is left of the quota; nobody may keep what several operations make. */
function headersOf(answers: readonly BatchedAnswer[]): Record<string, string> {
  const merged = Object.assign({}, ...answers.map(({ headers }) => headers)) as Record<string, string>
  const { 'cache-control': control, ...headers } = merged
  for (const name of ofOneAnswer) delete headers[name]
  return { ...headers, 'cache-control': control?.startsWith('private') === true ? control : 'no-store' }
}

const ofOneAnswer = ['content-length', 'etag', 'age', 'last-modified', 'surrogate-key', 'cache-tag', 'vary']
