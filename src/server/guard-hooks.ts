import { randomUUID } from 'node:crypto'
import { clientErrors } from '../../schema/errors.ts'
import type { GatewayPlugin } from './exchange.ts'
import type { Logger } from './logger.ts'

/**
 * The same plugin, with the hooks that run outside Yoga's error handling inside ours: what they throw would otherwise
 * be sent to the client as a stack trace.
 */
export function guardHooks(plugin: GatewayPlugin, log: Logger): GatewayPlugin {
  const { onRequest, onResponse } = plugin
  const guarded = { ...plugin }
  // no promise where the hook needs none: most don't, and each would cost every request a turn
  if (onRequest) {
    const fail = (payload: Parameters<typeof onRequest>[0], error: unknown): void =>
      payload.endResponse(failed(error, payload.fetchAPI.Response, log))
    guarded.onRequest = (payload) => {
      try {
        return onRequest(payload)?.catch((error: unknown) => fail(payload, error))
      } catch (error) {
        fail(payload, error)
      }
    }
  }
  if (onResponse) {
    const fail = (payload: Parameters<typeof onResponse>[0], error: unknown): void =>
      payload.setResponse(failed(error, payload.fetchAPI.Response, log))
    guarded.onResponse = (payload) => {
      try {
        return onResponse(payload)?.catch((error: unknown) => fail(payload, error))
      } catch (error) {
        fail(payload, error)
      }
    }
  }
  return guarded
}

function failed(err: unknown, ResponseOf: typeof Response, log: Logger): Response {
  const errorId = randomUUID()
  log.error({ err, errorId }, 'A request failed')
  const code = 'INTERNAL_SERVER_ERROR'
  const body = { errors: [{ message: clientErrors[code].sentence, extensions: { code, errorId } }] }
  return new ResponseOf(JSON.stringify(body), {
    status: clientErrors[code].status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
}
