import { once } from 'node:events'
import pg from 'pg'

/** Of pg's client and connection what is used here and its types leave out. */
interface Cancellable extends pg.ClientBase {
  readonly processID: number
  readonly secretKey: number
  readonly host: string
  readonly port: number
  readonly ssl: boolean | object
  readonly sslNegotiation: 'postgres' | 'direct'
}

interface Wire extends pg.Connection {
  connect(port: number | string, host?: string): void
  requestSsl(): void
  cancel(processId: number, secretKey: number): void
}

const Connection = pg.Connection as unknown as new (config: object) => Wire

/**
 * Ends the statement that runs on the client's connection, by PostgreSQL's own CancelRequest: a connection without a session, of the same
 * kind as the client's (TLS, Unix socket), which names process and secret key. A pooler hands it on to the backend that is at work.
 * Resolves when the server has closed it, at the latest after `timeoutMs`; never rejects, since a statement has its time limit too.
 */
export async function sendCancelRequest(client: pg.ClientBase, timeoutMs = 5_000): Promise<void> {
  const { processID, secretKey, host, port, ssl, sslNegotiation } = client as Cancellable
  const wire = new Connection({ ssl, sslNegotiation })
  const send = (): void => wire.cancel(processID, secretKey)
  wire.on('error', () => wire.stream.destroy())
  wire.on('connect', () => {
    if (!ssl) send()
    else if (sslNegotiation !== 'direct') wire.requestSsl()
  })
  wire.on('sslconnect', send)
  const ended = once(wire, 'end')
  const late = setTimeout(() => wire.stream.destroy(), timeoutMs)
  if (host.startsWith('/')) wire.connect(`${host}/.s.PGSQL.${port}`)
  else wire.connect(port, host)
  await ended.catch(() => undefined)
  clearTimeout(late)
}
