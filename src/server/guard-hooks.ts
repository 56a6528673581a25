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
  if (onRequest)
    guarded.onRequest = guard(onRequest, (payload, error) =>
      payload.endResponse(failed(error, payload.fetchAPI.Response, log)),
    )
  if (onResponse)
    guarded.onResponse = guard(onResponse, (payload, error) =>
      payload.setResponse(failed(error, payload.fetchAPI.Response, log)),
    )
  return guarded
}

/** No promise where the hook needs none: most don't, and each would cost every request a turn. */
function guard<Payload>(
  hook: (payload: Payload) => Promise<void> | void,
  fail: (payload: Payload, error: unknown) => void,
): (payload: Payload) => Promise<void> | void {
  return (payload) => {
    try {
      return hook(payload)?.catch((error: unknown) => fail(payload, error))
    } catch (error) {
      fail(payload, error)
    }
  }
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
