import type { IncomingMessage } from 'node:http'
import { clientError } from '../../../schema/errors.ts'
import { headerOf, type ServerContext } from '../exchange.ts'
import type { MaybePromise } from '../maybe-promise.ts'

/**
 * The body of a request. Throws PAYLOAD_TOO_LARGE as soon as more than `maxBytes` are announced or have arrived (the connection is then closed,
 * the rest never read).
 */
export function readBody(request: Request, context: ServerContext, maxBytes: number): MaybePromise<Uint8Array> {
  const announced = headerOf(request, context, 'content-length')
  if (announced !== null && Number(announced) > maxBytes) throw tooLarge(context)
  const { req, read } = context
  if (read?.body === null) throw clientError('BAD_REQUEST')
  if (read !== undefined) return read.body
  return req ? collect(req, context, maxBytes) : whole(request, context, maxBytes)
}

/** Its text, decoded strictly. Throws BAD_REQUEST for what is not UTF-8. */
export function decodeBody(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw clientError('BAD_REQUEST', 'The body is not valid UTF-8. Send JSON in UTF-8.')
  }
}

// A byte order mark stays in the text, where the JSON parser refuses it.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** From node:http: counts while it streams. */
function collect(req: IncomingMessage, context: ServerContext, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= maxBytes) {
        chunks.push(chunk)
        return
      }
      chunks.length = 0
      req.pause()
      reject(tooLarge(context))
    })
    req.once('end', () => resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)))
    // The client left: nobody reads this answer, but the promise has to settle.
    req.once('error', () => reject(clientError('BAD_REQUEST')))
  })
}

/** From a Fetch caller inside this process: the body is in memory already. */
async function whole(request: Request, context: ServerContext, maxBytes: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(await request.arrayBuffer())
  if (bytes.length > maxBytes) throw tooLarge(context)
  return bytes
}

function tooLarge(context: ServerContext) {
  context.exchange.headers['connection'] = 'close'
  return clientError('PAYLOAD_TOO_LARGE')
}
