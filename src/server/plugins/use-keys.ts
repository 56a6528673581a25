import { GraphQLError } from 'graphql'
import { shorten } from '../../../schema/errors.ts'
import type { ApiKey, FoundSecret } from '../../db/keys/api-keys.ts'
import type { StopSignal } from '../../db/stop-signal.ts'
import type { AddressOf } from '../../ip.ts'
import { type CallerLimits, createCallers } from '../../keys/caller.ts'
import { findCredential } from '../../keys/credential.ts'
import { Meter } from '../../keys/meter.ts'
import type { Quota } from '../../keys/quota.ts'
import type { VerifyKey } from '../../keys/verify-key.ts'
import { type GatewayPlugin, headerOf, reply } from '../exchange.ts'
import { andThen, attempt, type MaybePromise } from '../maybe-promise.ts'

export interface KeysOptions {
  readonly verify: (...asked: Parameters<VerifyKey>) => ReturnType<VerifyKey>
  readonly addressOf: AddressOf
  readonly limits: CallerLimits
  readonly quota: Quota
  /** Hears of every key that passed. */
  readonly onUse: (keyId: number) => void
}

/**
 * Finds out who asks, before the body is read. A credential that is shown has to be good: a bad one is 401, never anonymous.
 *
 * A key that is bound to origins refuses browsers on other sites, by the Origin header that every browser sends with a
 * cross-origin request. Requests without one pass: they come from the same site or from servers, which could send any
 * Origin; what protects such a key there is its scopes and its quota.
 */
export function useKeys({ verify, addressOf, limits, quota, onUse }: KeysOptions): GatewayPlugin {
  const callerOf = createCallers(limits)
  return {
    onRequestParse({ request, serverContext, endResponse, fetchAPI }) {
      const { exchange, req, stop } = serverContext
      const header = (name: string) => headerOf(request, serverContext, name)
      const address = addressOf(req?.socket.remoteAddress, header)
      return attempt<void>(
        () => {
          const credential = findCredential(header)
          // before it is checked: nothing that depends on a key is for others
          if (credential !== null || limits.anonymousScopes.has('CONTENT_PREVIEW')) exchange.reader = 'private'
          const secret = credential === null ? null : unlessStopped(verify(credential, address), stop)
          return andThen(secret, enter)
        },
        (error) => {
          if (error instanceof GraphQLError) Object.assign(exchange.headers, headersOf(error))
          throw error
        },
      )

      function enter(secret: FoundSecret | null): void {
        exchange.meter = new Meter(callerOf(secret, address), quota)
        exchange.secret = secret
        exchange.reader ??= 'public'
        if (secret === null) return
        const { key } = secret
        onUse(key.id)
        const origin = header('origin')
        if (origin !== null && !allows(key, origin)) {
          endResponse(reply(exchange, fetchAPI.Response, 403, wrongOrigin(origin), json))
        }
      }
    },
  }
}

/** What is looked up, or the signal's reason where nobody waits for it any more. */
function unlessStopped<T>(finding: MaybePromise<T>, stop: StopSignal): MaybePromise<T> {
  if (!(finding instanceof Promise)) return finding
  const stopped = Promise.withResolvers<never>()
  const onStop = (): void => stopped.reject(stop.reason)
  stop.addEventListener('abort', onStop, { once: true })
  return Promise.race([finding, stopped.promise]).finally(() => stop.removeEventListener('abort', onStop))
}

const json = { 'content-type': 'application/json; charset=utf-8' }

/** What a page is told whose origin is none of those that its key is bound to. */
function wrongOrigin(origin: string): string {
  const message = `Pages of ${shorten(origin)} may not use this key. Ask the publisher to add this origin to it.`
  return JSON.stringify({ errors: [{ message, extensions: { code: 'FORBIDDEN' } }] })
}

function allows(key: ApiKey, origin: string): boolean {
  return key.allowedOrigins === null || key.allowedOrigins.includes(origin)
}

function headersOf({ extensions: { code, retryAfter } }: GraphQLError): Record<string, string> {
  return {
    ...(code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer error="invalid_token"' } : {}),
    ...(typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {}),
  }
}
