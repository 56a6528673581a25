import type { IncomingMessage } from 'node:http'
import { clientError } from '../../../schema/errors.ts'
import type { ServerContext } from '../exchange.ts'

/**
 * The text of a request's body, decoded strictly. Throws PAYLOAD_TOO_LARGE as soon as more than `maxBytes` are
 * announced or have arrived (the connection is then closed, the rest never read), BAD_REQUEST for what is not UTF-8.
 */
export async function readBody(request: Request, context: ServerContext, maxBytes: number): Promise<string> {
  const announced = request.headers.get('content-length')
  if (announced !== null && Number(announced) > maxBytes) throw tooLarge(context)
  const bytes = await bytesOf(request, context, maxBytes)
  try {
    return utf8.decode(bytes)
  } catch {
    throw clientError('BAD_REQUEST', 'The body is not valid UTF-8. Send JSON in UTF-8.')
  }
}

// A byte order mark stays in the text, where the JSON parser refuses it.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

async function bytesOf(request: Request, context: ServerContext, maxBytes: number): Promise<Uint8Array> {
  const { req, read } = context
  if (read?.body === null) throw clientError('BAD_REQUEST')
  if (read !== undefined) return read.body
  return req ? await collect(req, context, maxBytes) : await whole(request, context, maxBytes)
}

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
