/** node:http that answers every request with the same bytes, which come on standard input. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

const bytes = await buffer(process.stdin)
const server = createServer((req, res) => {
  const answer = (): void => {
    res.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length })
    res.end(bytes)
  }
  if (req.method === 'GET') return answer()
  req.on('data', () => undefined).on('end', answer)
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
