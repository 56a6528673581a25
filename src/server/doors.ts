import { lookup } from 'node:dns/promises'
import type { Server } from 'node:http'
import net, { createServer, isIPv6, type ListenOptions, type Server as NetServer } from 'node:net'
import { getSystemErrorName } from 'node:util'

/** Of node:net what its types leave out: binds a socket and does not listen on it; a number says why not. */
interface Binding {
  _createServerHandle?(address: string, port: number, addressType: 4 | 6, fd: -1, flags: 0): BoundSocket | number
}

interface BoundSocket {
  /** Not 0: the address is in use, which bind itself does not say. */
  getsockname(name: { port?: number }): number
  close(): void
}

const { _createServerHandle: bind } = net as typeof net & Binding

/** Sockets that listen on one port. */
const doors = process.platform === 'linux' && bind !== undefined ? 16 : 1

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
  // sockets that share a port do not notice that another process has it
  const shared = { port: await findFreePort(port, host), host, reusePort: true }
  await started(server, shared)
  const others = Array.from({ length: doors - 1 }, () => createServer((socket) => server.emit('connection', socket)))
  await Promise.all(others.map((other) => started(other, shared)))
  return others
}

/**
 * The port, or a free one for 0. Throws where it cannot be had, as listening would. It is bound only: a client that connected to a socket that
 * listens for a moment would lose its request when that is closed.
 */
async function findFreePort(port: number, host: string): Promise<number> {
  const { address } = await lookup(host)
  const socket = bind?.(address, port, isIPv6(address) ? 6 : 4, -1, 0)
  if (socket === undefined || typeof socket === 'number') throw listenError(socket ?? 0, port, address)
  const name: { port?: number } = {}
  const code = socket.getsockname(name)
  socket.close()
  if (code !== 0) throw listenError(code, port, address)
  return name.port ?? port
}

function listenError(errno: number, port: number, address: string): Error {
  const code = getSystemErrorName(errno)
  return Object.assign(new Error(`listen ${code}: ${address}:${port}`), {
    code,
    errno,
    syscall: 'listen',
    address,
    port,
  })
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
