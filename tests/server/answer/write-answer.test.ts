import { createServer, type RequestListener } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { writeAnswer } from '../../../src/server/answer/write-answer.ts'

let answer: RequestListener = () => undefined
const server = createServer({ keepAliveTimeout: 75_000 }, (req, res) => answer(req, res))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())

/** All that comes over the wire for a request, up to the end of the connection, which the last of several asks for. */
async function wire(...requests: string[]): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.end(requests.join(''))
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  return text
}
const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
const fields = { 'x-one': '1', 'content-type': 'text/plain; charset=utf-8', 'content-length': '6' }
const withoutDate = (text: string) => text.replace(/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/gm, 'Date: now')

test.each([
  ['on a connection that stays', [get, get]],
  ['on one that ends', [get.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')]],
  ['to a client of HTTP/1.0', [get.replace('1.1', '1.0')]],
])('sends what node:http sends, %s', async (_where, requests) => {
  for (const [status, sent, body] of [
    [200, fields, 'h\u00e4llo'],
    [200, { ...fields, 'content-length': '5' }, Buffer.from('bytes')],
    [304, { 'x-one': '1', etag: '"a"' }, null],
    [503, fields, 'failed'],
    [204, { 'x-one': '1' }, null],
  ] as const) {
    answer = (_req, res) => void res.writeHead(status, sent).end(body ?? undefined)
    const expected = await wire(...requests)
    answer = (_req, res) => writeAnswer(res, status, sent, body)
    const found = await wire(...requests)
    expect(withoutDate(found)).toBe(withoutDate(expected))
    expect(found.match(/HTTP\/1\.1 \d/g)).toHaveLength(requests.length)
  }
})

test('a header that would begin another one is refused', () => {
  const res = { shouldKeepAlive: true } as never
  expect(() => writeAnswer(res, 200, { 'x-one': 'a\r\nset-cookie: b' }, 'text')).toThrow(/Invalid character/)
})

test('a server that is about to close says so', async () => {
  answer = (_req, res) => {
    res.setHeader('connection', 'close')
    writeAnswer(res, 200, fields, 'answer')
  }
  expect(await wire(get)).toContain('connection: close')
})
