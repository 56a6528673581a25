import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'

/** How long the end of a server may take, in ms. */
export interface DrainTimes {
  /** For connections that are open and idle: their clients may have sent a request that has not arrived. Then they are closed. */
  idleDrainMs: number
  /** For running requests; then they are cut off. */
  drainMs: number
}

/** Ends a server without losing a request. */
export interface Drain {
  /** Whether it has begun. */
  readonly isDraining: boolean
  /** Call it for every answer before anything of it is made. */
  begin(res: ServerResponse): void
  /** Call it for every answer right after that; those that are made by then are none that could be told. */
  follow(res: ServerResponse): void
  /** Takes no new connections, at `doors` neither, and closes each open one with its next answer. Resolves when all are closed. */
  drain(doors: readonly NetServer[]): Promise<void>
}

/**
 * A client learns from `Connection: close` that it has to ask elsewhere. So every answer that is not begun yet says so, and a
 * connection on which the last answer promised more is kept for the next request for a while.
 */
export function createDrain(server: Server, { idleDrainMs, drainMs }: DrainTimes): Drain {
  const sockets = new Set<Socket>()
  const answers = new Set<ServerResponse>()
  let draining: Promise<void> | undefined
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  function forget(this: ServerResponse): void {
    answers.delete(this)
  }

  const closeIdle = (): void => {
    server.closeIdleConnections()
    // node:http does not call those idle that have never asked
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
  }

  async function end(doors: readonly NetServer[]): Promise<void> {
    for (const res of answers) if (!res.headersSent) res.setHeader('connection', 'close')
    // the close of node:http would close idle connections at once
    const closed = Promise.all([server, ...doors].map((door) => takeNoMore(door)))
    let idle: NodeJS.Timeout | undefined
    const grace = setTimeout(() => (idle = setInterval(closeIdle, 20)), idleDrainMs)
    const limit = setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, drainMs)
    await closed
    clearTimeout(grace)
    clearInterval(idle)
    clearTimeout(limit)
    // and this ends its search for slow clients
    server.close()
  }

  return {
    get isDraining() {
      return draining !== undefined
    },
    begin(res) {
      if (draining !== undefined) res.setHeader('connection', 'close')
    },
    follow(res) {
      if (res.writableEnded) return
      answers.add(res)
      res.on('close', forget)
    },
    drain: (doors) => (draining ??= end(doors)),
  }
}

/** Resolves when the connections that it took are closed. */
function takeNoMore(door: NetServer): Promise<void> {
  return new Promise((resolve) => NetServer.prototype.close.call(door, () => resolve()))
}
