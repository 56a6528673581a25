import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen } from '../../src/server/listen.ts'
import type { Gateway } from '../../src/server/yoga.ts'
import { createLog, createTestGateway, exchangeRaw, open, readAll, startTestServer } from './support.ts'

let started: Awaited<ReturnType<typeof startTestServer>>
let port: number

beforeAll(async () => {
  started = await startTestServer({}, { headersMs: 400, requestMs: 900, idleMs: 1_500 })
  port = started.server.port
})

afterAll(() => started.server.close())

const isAlive = async () => {
  const response = await fetch(started.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{__typename}"}',
  })
  return (await response.text()) === '{"data":{"__typename":"Query"}}'
}

const request = (target: string, ...lines: string[]) => `GET ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
const host = 'Host: localhost'
const hello = '{"query":"{hello}"}'
const postLines = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json`

describe('a malformed request line or Host is 400 with an empty body', () => {
  test.each([
    ['no Host', request('/graphql')],
    ['two Hosts', request('/graphql', host, 'Host: other')],
    ['two equal Hosts', request('/graphql', host, host)],
    ['an empty Host', request('/graphql', 'Host:')],
    ['a Host with a space', request('/graphql', 'Host: a b')],
    ['a Host with a path', request('/graphql', 'Host: a/b')],
    ['a Host with a user', request('/graphql', 'Host: a@b')],
    ['a Host that is half an IPv6 address', request('/graphql', 'Host: [::1')],
    ['a Host that is no IPv4 address', request('/graphql', 'Host: 999.999.999.999')],
    ['a Host with port 99999', request('/graphql', 'Host: a:99999')],
    ['a Host outside ASCII', request('/graphql', 'Host: é')],
    ['an absolute target', request('http://localhost/graphql', host)],
    ['a target without scheme', request('//localhost/graphql', host)],
    ['a target that is a star', request('*', host)],
    ['an escape cut short', request('/graphql?query=%', host)],
    ['an escape that is none', request('/graphql?query=%zz', host)],
    ['an escape that is not UTF-8', request('/graphql?query=%ff', host)],
    ['a backslash', request('/\\evil', host)],
    ['a fragment', request('/graphql#x', host)],
    ['HTTP/1.0 without Host', 'GET /graphql HTTP/1.0\r\n\r\n'],
  ])('%s', async (_name, bytes) => {
    const answer = await exchangeRaw(port, bytes)
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(answer).toMatch(/connection: close/i)
    expect(answer.split('\r\n\r\n')[1]).toBe('')
    expect(await isAlive()).toBe(true)
  })
})

describe('what proxies and servers could read differently closes the connection', () => {
  test.each([
    [
      'Content-Length and Transfer-Encoding',
      `${postLines}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['two lengths', `${postLines}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!`, 400],
    ['a negative length', `${postLines}\r\nContent-Length: -1\r\n\r\n`, 400],
    ['a length that is no number', `${postLines}\r\nContent-Length: 1e3\r\n\r\n`, 400],
    ['a bare line feed', `GET /graphql HTTP/1.1\nHost: localhost\n\n`, 400],
    ['a bare carriage return in a value', request('/graphql', host, 'X-A: a\rb')],
    ['a line folded', request('/graphql', host, 'X-A: a', ' b')],
    ['a space before the colon', request('/graphql', host, 'X-A : a')],
    ['a header of 20 KB', request('/graphql', host, `X-A: ${'a'.repeat(20_000)}`), 431],
    ['2,000 headers', request('/graphql', host, ...Array.from({ length: 2_000 }, (_, i) => `a${i}: b`)), 431],
    ['101 headers', request('/graphql', host, ...Array.from({ length: 100 }, (_, i) => `a${i}: b`)), 431],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00', 400],
  ] as [string, string, number?][])('%s', async (_name, bytes, status = 400) => {
    const answer = await exchangeRaw(port, bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer.split('\r\n\r\n')[1]).toBe('')
    expect(await isAlive()).toBe(true)
  })
})

test('header values outside ASCII come back nowhere', async () => {
  const { lines } = started
  lines.length = 0
  const odd = Buffer.from([0xe9, 0x80, 0xff]).toString('latin1')
  const bytes = Buffer.from(
    `${postLines}\r\nConnection: close\r\nAuthorization: Bearer ${odd}\r\nOrigin: https://${odd}.example\r\nX-Request-Id: ${odd}\r\nUser-Agent: ${odd}\r\nContent-Length: ${hello.length}\r\n\r\n${hello}`,
    'latin1',
  )
  const answer = await exchangeRaw(port, bytes)
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  expect(answer).not.toContain(odd)
  expect(JSON.stringify(lines)).not.toContain(odd)
})

describe('a body over 1 MB', () => {
  const megabyte = 1024 * 1024

  test('that says so is refused before it is sent', async () => {
    const answer = await exchangeRaw(port, `${postLines}\r\nContent-Length: ${megabyte + 1}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain('"code":"PAYLOAD_TOO_LARGE"')
  })

  test('of 30 MB in chunks is refused while it streams, and costs no memory', async () => {
    await isAlive()
    const socket = await open(port)
    const answer = readAll(socket)
    socket.write(`${postLines}\r\nTransfer-Encoding: chunked\r\n\r\n`)
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 0x20), Buffer.from('\r\n')])
    let sent = 0
    while (sent < 30 * megabyte && !socket.destroyed) {
      sent += chunk.length
      if (!socket.write(chunk))
        await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => undefined)
    }
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(sent).toBeLessThan(20 * megabyte)
    expect(await isAlive()).toBe(true)
  })

  test('with a lying length ends where the length says', async () => {
    const answer = await exchangeRaw(
      port,
      `${postLines}\r\nContent-Length: ${hello.length}\r\n\r\n${hello}${'x'.repeat(100_000)}`,
    )
    expect(answer).toMatch(/HTTP\/1\.1 400 /)
    expect(await isAlive()).toBe(true)
  })
})

test('without a length, in chunks, a body of fair size is read', async () => {
  const chunks = `${hello.length.toString(16)}\r\n${hello}\r\n0\r\n\r\n`
  const answer = await exchangeRaw(
    port,
    `${postLines}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
  )
  expect(answer).toContain('{"data":{"hello":"Hello reader"}}')
})

test('split in single bytes, UTF-8 is still decoded whole', async () => {
  const body = Buffer.from('{"query":"{hello(name:\\"è😀\\")}"}')
  const socket = await open(port)
  const answer = readAll(socket)
  socket.setNoDelay(true)
  socket.write(`${postLines}\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`)
  for (const byte of body) {
    socket.write(Buffer.from([byte]))
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(Buffer.from(await answer, 'latin1').toString()).toContain('{"data":{"hello":"Hello è😀"}}')
})

describe('a slow client is sent away, and others do not notice', () => {
  test('that dribbles its headers', async () => {
    const socket = await open(port)
    const answer = readAll(socket)
    socket.write('GET /graphql HTTP/1.1\r\nHost: localhost\r\n')
    const dribble = setInterval(() => socket.write('X-A: a\r\n'), 50)
    expect(await isAlive()).toBe(true)
    expect(await answer).toMatch(/^HTTP\/1\.1 408 /)
    clearInterval(dribble)
  })

  test('that dribbles its body', async () => {
    const socket = await open(port)
    const answer = readAll(socket)
    socket.write(`${postLines}\r\nContent-Length: 1000\r\n\r\n`)
    const dribble = setInterval(() => socket.write(' '), 50)
    expect(await isAlive()).toBe(true)
    expect(await answer).toMatch(/^(HTTP\/1\.1 408 |$)/)
    clearInterval(dribble)
  })

  // more than the system holds for both sides
  const unreadChars = 30_000_000

  test('that never reads its answer', async () => {
    const { gateway } = createTestGateway({ limits: { maxAnswerBytes: 2 * unreadChars } })
    const { promise: gone, resolve } = Promise.withResolvers<ServerResponse>()
    const watched: Gateway = {
      ...gateway,
      requestListener: (req, res) =>
        gateway.requestListener(
          req,
          res.once('close', () => resolve(res)),
        ),
    }
    const { log } = createLog()
    const server = await listen(watched, { port: 0, host: '127.0.0.1', log, timeouts: { idleMs: 500 } })
    const socket = await open(server.port)
    socket.pause()
    const body = `{"query":"{large(chars:${unreadChars})}"}`
    socket.write(`${postLines}\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
    expect((await gone).writableFinished).toBe(false)
    socket.destroy()
    await server.close()
  })

  test('that asks on and on, and never reads', async () => {
    const { lines } = started
    lines.length = 0
    const name = 'n'.repeat(900_000)
    const times = Math.ceil(unreadChars / name.length)
    const body = JSON.stringify({ query: 'query($n:String){hello(name:$n)}', variables: { n: name } })
    const socket = await open(port)
    socket.pause()
    const closed = readAll(socket)
    for (let sent = 0; sent < times; sent++)
      socket.write(`${postLines}\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
    expect(await isAlive()).toBe(true)
    // who does not read learns by writing that the connection has gone
    const knock = setInterval(() => socket.write(' '), 50)
    expect(await closed).toBe('')
    clearInterval(knock)
    expect(lines.filter(({ message }) => message === 'request').length).toBeLessThan(times)
  })

  test('or two hundred that say nothing', async () => {
    const sockets = await Promise.all(Array.from({ length: 200 }, () => open(port)))
    const closed = Promise.all(sockets.map(readAll))
    expect(await isAlive()).toBe(true)
    await closed
  })
})
