import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { expect, test } from 'vitest'
import { openDoors } from '../../src/server/doors.ts'

test('who connects while it begins to listen is answered or refused, and never cut off', async () => {
  const port = await freePort()
  const server = createHttpServer((_, res) => res.end('here'))
  const opening = openDoors(server, port, '127.0.0.1')
  // the first in the same tick as the first step of the opening, the others a turn later each
  const met = Array.from({ length: 50 }, async (_, at) => {
    for (let turn = 0; turn < at; turn++) await new Promise((resolve) => setImmediate(resolve))
    const socket = connect(port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    return await once(socket, 'data').then(
      () => 'answered',
      (error: NodeJS.ErrnoException) => error.code,
    )
  })
  for (const one of await Promise.all(met)) expect(['ECONNREFUSED', 'answered']).toContain(one)
  await close(server, await opening)
})

test('a port that another server has is not shared with it, however that listens', async () => {
  const server = createHttpServer()
  for (const reusePort of [false, true]) {
    const other = createServer()
    other.listen({ port: 0, host: '127.0.0.1', reusePort })
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    for (const host of ['127.0.0.1', '0.0.0.0'])
      await expect(openDoors(server, port, host)).rejects.toMatchObject({ code: 'EADDRINUSE', syscall: 'listen' })
    other.close()
  }
})

test('an address that is not of this machine cannot be had', async () => {
  await expect(openDoors(createHttpServer(), 0, '192.0.2.1')).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
})

test('a name is an address too', async () => {
  const server = createHttpServer((_, res) => res.end('here'))
  const others = await openDoors(server, 0, 'localhost')
  const { port } = server.address() as AddressInfo
  expect(await (await fetch(`http://localhost:${port}`)).text()).toBe('here')
  await close(server, others)
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await close(server, [])
  return port
}

async function close(server: Server, others: readonly Server[]): Promise<void> {
  for (const one of [server, ...others]) one.close()
  await once(server, 'close')
}
