import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What a cache was told. */
export interface Heard {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Parsed; null: there was no body. */
  readonly body: any
}

/** A server that is told as caches are, and answers as they do. */
export async function startCacheServer() {
  const heard: Heard[] = []
  let answers: (() => readonly [status: number, body: string])[] = []
  const server = createServer(async (req, res) => {
    const body = await text(req)
    const [status, answer] = (answers.shift() ?? (() => [200, '{"success":true}']))()
    if (status < 300)
      heard.push({
        method: req.method ?? '',
        path: req.url ?? '',
        headers: req.headers as Heard['headers'],
        body: body === '' ? null : JSON.parse(body),
      })
    res.writeHead(status, { 'content-type': 'application/json' }).end(answer)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    /** The next requests are answered like this. */
    answerNext: (...next: readonly (readonly [status: number, body: string])[]) => {
      answers = next.map((one) => () => one)
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
