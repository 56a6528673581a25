import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** Stands between a server and PostgreSQL and counts the statements that are executed. */
export interface StatementCounter {
  /** The address that leads through it. */
  readonly url: string
  readonly statements: () => number
  close(): Promise<void>
}

export async function startStatementCounter(databaseUrl: string): Promise<StatementCounter> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let statements = 0
  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port || 5432), noDelay: true })
    client.setNoDelay(true)
    const read = createReader((type) => {
      if (type === execute || type === simpleQuery) statements++
    })
    client.on('data', (chunk: Buffer) => {
      read(chunk)
      upstream.write(chunk)
    })
    upstream.on('data', (chunk: Buffer) => client.write(chunk))
    for (const [end, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        sockets.delete(end)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    statements: () => statements,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const execute = 'E'.charCodeAt(0)
const simpleQuery = 'Q'.charCodeAt(0)

/** Calls `found` with the type of each message. What comes first has no type: its length, then what is wanted of the server. */
function createReader(found: (type: number) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0)
  let isStarted = false
  let toSkip = 0
  return (chunk) => {
    const skipped = Math.min(toSkip, chunk.length)
    toSkip -= skipped
    rest = Buffer.concat([rest, chunk.subarray(skipped)])
    for (;;) {
      const head = isStarted ? 5 : 4
      if (rest.length < head) return
      if (isStarted) found(rest[0] ?? 0)
      const length = rest.readInt32BE(head - 4) + head - 4
      isStarted = true
      toSkip = Math.max(0, length - rest.length)
      rest = rest.subarray(length)
    }
  }
}
