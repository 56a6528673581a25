/** node:http that answers every request of a method with the same head and body, which come on standard input. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** What it is given, as JSON. */
export interface StaticAnswer {
  readonly heads: Readonly<Record<'GET' | 'POST', Readonly<Record<string, string>>>>
  /** In base64. */
  readonly body: string
}

const { heads, body } = (await json(process.stdin)) as StaticAnswer
const bytes = Buffer.from(body, 'base64')
const server = createServer((req, res) => {
  if (req.method === 'GET') return res.writeHead(200, heads.GET).end(bytes)
  req.on('data', () => undefined).on('end', () => res.writeHead(200, heads.POST).end(bytes))
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
