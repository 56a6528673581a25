import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A private key and the certificate for it, as PEM. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** A server on this machine, gone when the test is. */
export interface FeedServer {
  /** Without a slash at its end. */
  readonly origin: string
  /** For `IMPORT_ALLOWED_HOSTS`. */
  readonly host: string
  readonly requests: IncomingMessage[]
  answer: (request: IncomingMessage, response: ServerResponse) => void
}

/** With a certificate it speaks https. */
export async function serveFeeds(answer: RequestListener, certificate?: Certificate): Promise<FeedServer> {
  const requests: IncomingMessage[] = []
  const feeds: FeedServer = { origin: '', host: '', requests, answer }
  const listener: RequestListener = (request, response) => {
    requests.push(request)
    feeds.answer(request, response)
  }
  const server = certificate === undefined ? createServer(listener) : createTlsServer(certificate, listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return Object.assign(feeds, {
    origin: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
  })
}

/** An RSS feed with an item for each of these titles. */
export function rss(titles: readonly string[], id = (title: string): string => title): string {
  const items = titles.map(
    (title) =>
      `<item><title>${title}</title><guid isPermaLink="false">${id(title)}</guid>
      <link>https://www.harbour.example/${encodeURIComponent(title)}</link>
      <pubDate>Wed, 25 Nov 2026 10:00:00 GMT</pubDate><description>About ${title}, at some length.</description></item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Harbour Post</title>
    <link>https://www.harbour.example/</link><language>en</language>${items.join('\n')}</channel></rss>`
}
