import type { Log } from '../log.ts'

/** The part of a database client that listening needs. */
export interface ListenClient {
  connect(): Promise<unknown>
  query(text: string): Promise<unknown>
  end(): Promise<void>
  on(event: 'notification', handler: (message: { channel: string; payload?: string | undefined }) => void): unknown
  on(event: 'error', handler: (error: Error) => void): unknown
  on(event: 'end', handler: () => void): unknown
}

interface Listening {
  readonly channel: string
  readonly handle: (payload: string) => void
  readonly catchUp: () => void
}

/** Hears notifications on one client of its own, opened with the first channel and opened again whenever it is lost. */
export interface Listener {
  /** See `Database.listen`. */
  listen(channel: string, handle: (payload: string) => void, catchUp?: () => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

const firstRetryMs = 100
const lastRetryMs = 5_000
/** A client whose server vanished without a word hears nothing for ever; a question now and then finds out. */
const heartbeatMs = 30_000

export function createListener(openClient: () => ListenClient, log: Log | undefined): Listener {
  const listenings = new Set<Listening>()
  let current: Promise<ListenClient> | null = null
  let retry: NodeJS.Timeout | undefined
  let closed = false
  let last: Promise<unknown> = Promise.resolve()

  /** One statement at a time: a client takes no second one while it is at one. */
  function ask(client: ListenClient, text: string): Promise<unknown> {
    return (last = last.catch(() => undefined).then(() => client.query(text)))
  }

  function connect(): Promise<ListenClient> {
    if (current !== null) return current
    const opening = open(() => {
      if (current === opening) current = null
      reopen(firstRetryMs)
    })
    current = opening
    opening.catch(() => {
      if (current === opening) current = null
    })
    return opening
  }

  async function open(lost: () => void): Promise<ListenClient> {
    const client = openClient()
    const closeQuietly = (): void => void client.end().catch(() => undefined)
    let heartbeat: NodeJS.Timeout | undefined
    let opened = false
    const lose = (error?: unknown): void => {
      clearInterval(heartbeat)
      closeQuietly()
      if (!opened || closed) return
      opened = false
      log?.warn({ err: error }, 'The connection that hears notifications is lost and is opened again')
      lost()
    }
    client.on('error', lose)
    client.on('end', lose)
    client.on('notification', ({ channel, payload = '' }) => {
      for (const listening of listenings) if (listening.channel === channel) call(() => listening.handle(payload))
    })
    try {
      await client.connect()
      for (const { channel } of listenings) await ask(client, `listen ${quoted(channel)}`)
    } catch (error) {
      closeQuietly()
      throw error
    }
    opened = true
    heartbeat = setInterval(() => ask(client, 'select 1').catch(lose), heartbeatMs).unref()
    return client
  }

  function reopen(delayMs: number): void {
    if (closed || listenings.size === 0) return
    clearTimeout(retry)
    retry = setTimeout(() => {
      connect().then(
        () => {
          for (const listening of listenings) call(listening.catchUp)
        },
        () => reopen(Math.min(2 * delayMs, lastRetryMs)),
      )
    }, delayMs).unref()
  }

  function call(handler: () => void): void {
    try {
      handler()
    } catch (error) {
      log?.error({ err: error }, 'A notification could not be handled')
    }
  }

  return {
    async listen(channel, handle, catchUp = () => undefined) {
      const listening: Listening = { channel, handle, catchUp }
      listenings.add(listening)
      try {
        const client = await connect()
        await ask(client, `listen ${quoted(channel)}`)
      } catch (error) {
        listenings.delete(listening)
        throw error
      }
      return async () => {
        listenings.delete(listening)
        if ([...listenings].some((other) => other.channel === channel)) return
        const client = await current?.catch(() => null)
        if (client != null) await ask(client, `unlisten ${quoted(channel)}`).catch(() => undefined)
      }
    },
    async close() {
      closed = true
      clearTimeout(retry)
      const client = await current?.catch(() => null)
      await client?.end().catch(() => undefined)
    },
  }
}

function quoted(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`
}
