import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { expect, test } from 'vitest'
import { listen } from '../../src/server/listen.ts'
import { createLog, createTestGateway, exchangeRaw, open, readAll, startTestServer } from './support.ts'

const json = { 'content-type': 'application/json' }

test('closing lets 32 running requests finish and takes no new ones', async () => {
  const { server, world, url } = await startTestServer()
  const agent = new Agent({ keepAlive: true })
  const running = Array.from({ length: 32 }, () => send(url, '{"query":"{slow}"}', agent))
  while (world.ran.length < 32) await new Promise((resolve) => setTimeout(resolve, 5))
  const closed = server.close()
  expect(server.close()).toBe(closed)
  await expect(fetch(url)).rejects.toThrow()
  world.release()
  expect(await Promise.all(running)).toEqual(Array.from({ length: 32 }, () => '{"data":{"slow":"slow"}}'))
  await closed
  agent.destroy()
})

test('closing ends idle connections at once', async () => {
  const { server } = await startTestServer({}, { drainMs: 600_000 })
  const idle = await open(server.port)
  idle.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n')
  await once(idle, 'data')
  const answer = readAll(idle)
  await server.close()
  await answer
})

test('closing cuts off what does not finish in time', async () => {
  const { server, world, url } = await startTestServer({}, { drainMs: 200 })
  const stuck = send(url, '{"query":"{slow}"}').catch(() => 'cut off')
  await world.waiting()
  await server.close()
  expect(await stuck).toBe('cut off')
})

test('a request on an open connection while closing is answered, and the connection closed', async () => {
  const { server, world, url } = await startTestServer()
  const socket = await open(server.port)
  const text = readAll(socket)
  const body = '{"query":"{slow}"}'
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  await world.waiting()
  const closed = server.close()
  world.release()
  await closed
  expect(await text).toContain('{"data":{"slow":"slow"}}')
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/)
})

test('a taken port is an error, not a crash', async () => {
  const { server, gateway } = await startTestServer()
  const again = listen(gateway, { port: server.port, host: '127.0.0.1', log: createLog().log })
  await expect(again).rejects.toThrow(/EADDRINUSE/)
  await server.close()
})

test('a client that leaves stops the resolvers and tells the context', async () => {
  let signal: AbortSignal | undefined
  const { server, world, url, lines } = await startTestServer({
    createContext: (initial) => {
      signal = initial.signal
      return {}
    },
  })
  const leaving = new AbortController()
  const asked = fetch(url, {
    method: 'POST',
    headers: json,
    body: '{"query":"{steps{wait{done}}}"}',
    signal: leaving.signal,
  })
  await world.waiting()
  expect(signal?.aborted).toBe(false)
  const aborted = once(signal as AbortSignal, 'abort')
  leaving.abort()
  await expect(asked).rejects.toThrow()
  await aborted
  world.release()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(world.ran).toEqual(['wait'])
  expect(lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([])
  expect(lines.find(({ message }) => message === 'request')?.fields).toMatchObject({ clientLeft: true })
  await server.close()
})

test('a listener that fails answers nothing of its inside', async () => {
  const { gateway } = createTestGateway()
  const broken = { ...gateway, requestListener: () => Promise.reject(new Error('secret')) }
  const server = await listen(broken, { port: 0, host: '127.0.0.1', log: createLog().log })
  expect(await exchangeRaw(server.port, 'GET /graphql HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('')
  await server.close()
})

function send(url: string, body: string, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: json, ...(agent ? { agent } : {}) }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve(text)).on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
