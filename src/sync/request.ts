import { request as requestHttp, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'
import { FetchFailed } from './fetch-failed.ts'
import { UrlRefused, type UrlRules } from './url-rules.ts'

/** How long a server may take, in milliseconds: to be reached, to say the next thing, and for all of it with its redirects. */
export interface Patience {
  readonly connectMs: number
  readonly idleMs: number
  readonly totalMs: number
}

export interface RequestOptions {
  readonly rules: UrlRules
  readonly headers: OutgoingHttpHeaders
  readonly patience: Patience
  /** Ends the request, and the answer while it is read. */
  readonly signal: AbortSignal
}

/** An answer whose body is still to come; `failure` is why it broke off, where it did for a reason of ours. */
export interface Answer {
  readonly response: IncomingMessage
  readonly failure: () => FetchFailed | null
  readonly discard: () => void
}

/**
 * Sends one GET on a connection of its own, once the address is checked; what its name resolves to is checked when it is connected.
 * Follows nothing. Throws UrlRefused, or FetchFailed where no answer comes in time; after the signal, what the signal says.
 */
export function request(url: URL, { rules, headers, patience, signal }: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    rules.check(url)
    let failure: FetchFailed | null = null
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    // an agent of its own takes no proxy from the environment, which would connect elsewhere than was checked
    const sent = send(url, { headers, lookup: rules.lookupFor(url), agent: false, signal, maxHeaderSize: 16_384 })
    const giveUp = (message: string): void => {
      failure ??= new FetchFailed(message)
      sent.destroy(failure)
    }
    const connecting = setTimeout(
      giveUp,
      patience.connectMs,
      `It was not reached within ${patience.connectMs / 1000} s.`,
    )
    sent.setTimeout(patience.idleMs, () => giveUp(`It said nothing for ${patience.idleMs / 1000} s.`))
    sent.once('socket', (socket: Socket) =>
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(connecting)),
    )
    sent.on('error', (error) => {
      clearTimeout(connecting)
      reject(failure ?? (signal.aborted || error instanceof UrlRefused ? error : FetchFailed.of(error)))
    })
    sent.once('response', (response) => {
      clearTimeout(connecting)
      // whoever reads the body meets its errors; nobody may
      response.on('error', () => undefined)
      resolve({ response, failure: () => failure, discard: () => sent.destroy() })
    })
    sent.end()
  })
}
