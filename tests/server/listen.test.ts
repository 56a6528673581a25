import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import type { StopSignal } from '../../src/db/stop-signal.ts'
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

test('closing ends connections that stay idle, and those that have never asked', async () => {
  const { server } = await startTestServer({}, { idleDrainMs: 10, drainMs: 600_000 })
  const [idle, silent] = [await open(server.port), await open(server.port)]
  idle.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n')
  await once(idle, 'data')
  const ends = [readAll(idle), readAll(silent)]
  await server.close()
  expect(await Promise.all(ends)).toEqual(['', ''])
})

test('32 clients that go on asking while it closes lose no request, and each is told to go elsewhere', async () => {
  const { server, url } = await startTestServer({}, { idleDrainMs: 600_000, drainMs: 600_000 })
  let asked = 0
  const statuses: (number | undefined)[] = []
  const client = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (;;) {
      asked += 1
      const { status, connection } = await ask(url, '{"query":"{hello}"}', agent)
      statuses.push(status)
      if (connection === 'close') return
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const clients = Array.from({ length: 32 }, client)
  while (statuses.length < 1_000) await new Promise((resolve) => setImmediate(resolve))
  await Promise.all([server.close(), ...clients])
  expect(statuses.filter((status) => status === 200).length).toBe(asked)
})

test('an answer on its way when the closing begins tells its client to go elsewhere', async () => {
  const { server, world, url } = await startTestServer({}, { idleDrainMs: 600_000, drainMs: 600_000 })
  const agent = new Agent({ keepAlive: true })
  const running = ask(url, '{"query":"{slow}"}', agent)
  await world.waiting()
  const closed = server.close()
  world.release()
  expect(await running).toMatchObject({ status: 200, connection: 'close' })
  await closed
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

test.runIf(process.platform === 'linux')(
  'new connections do not wait for one turn of the event loop each',
  async () => {
    const { server } = await startTestServer()
    let arrived = 0
    const { promise: all, resolve } = Promise.withResolvers<void>()
    const sockets = Array.from({ length: 64 }, () => connect(server.port, '127.0.0.1'))
    for (const socket of sockets) {
      socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
      socket.once('data', () => ++arrived === sockets.length && resolve())
    }
    let turns = 0
    const busy = (): void => {
      turns++
      const end = performance.now() + 20
      while (performance.now() < end);
      timer = setImmediate(busy)
    }
    let timer = setImmediate(busy)
    await all
    clearImmediate(timer)
    expect(turns).toBeLessThan(sockets.length)
    await server.close()
  },
)

test('a client that leaves stops the resolvers and tells the context', async () => {
  let signal: StopSignal | undefined
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
  const aborted = new Promise<void>((resolve) => signal?.addEventListener('abort', resolve))
  leaving.abort()
  await expect(asked).rejects.toThrow()
  await aborted
  world.release()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(world.ran).toEqual(['wait'])
  expect(lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([])
  expect(lines.find(({ message }) => message === 'request')?.fields).toMatchObject({ status: 499 })
  await server.close()
})

test('a listener that fails answers nothing of its inside', async () => {
  const { gateway } = createTestGateway()
  const broken = { ...gateway, requestListener: () => Promise.reject(new Error('secret')) }
  const server = await listen(broken, { port: 0, host: '127.0.0.1', log: createLog().log })
  expect(await exchangeRaw(server.port, 'GET /graphql HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('')
  await server.close()
})

async function send(url: string, body: string, agent?: Agent): Promise<string> {
  return (await ask(url, body, agent)).text
}

function ask(
  url: string,
  body: string,
  agent?: Agent,
): Promise<{ status: number | undefined; connection: string | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: json, ...(agent ? { agent } : {}) }, (response) => {
      const { statusCode: status, headers } = response
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status, connection: headers.connection, text })).on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
