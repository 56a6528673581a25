import type { Server } from 'node:http'
import { createServer, type AddressInfo, type ListenOptions, type Server as NetServer } from 'node:net'

/** Sockets that listen on one port. */
const doors = process.platform === 'linux' ? 16 : 1

/**
 * Has the server listen at an address, by several sockets, among which the system divides new connections. Node takes one connection a turn of
 * its event loop from each: where turns are long, since there is much to do, all others would wait unseen, too long before they could
 * even be refused. Answers the sockets besides the server's own; what they take is the server's. Rejects where the address cannot be had.
 */
export async function openDoors(server: Server, port: number, host: string): Promise<readonly NetServer[]> {
  if (doors === 1) {
    await started(server, { port, host })
    return []
  }
  // sockets that share a port do not notice that another process has it; this one does
  const probe = createServer()
  await started(probe, { port, host })
  const { port: free } = probe.address() as AddressInfo
  const closed = Promise.withResolvers<void>()
  probe.close(() => closed.resolve())
  await closed.promise
  const shared = { port: free, host, reusePort: true }
  await started(server, shared)
  const others = Array.from({ length: doors - 1 }, () => createServer((socket) => server.emit('connection', socket)))
  await Promise.all(others.map((other) => started(other, shared)))
  return others
}

function started(server: NetServer, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
