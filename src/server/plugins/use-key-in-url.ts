import { clientError } from '../../../schema/errors.ts'
import { hasKeyInUrl } from '../../keys/credential.ts'
import { Lru } from '../../lru.ts'
import { type GatewayPlugin, reply } from '../exchange.ts'

/**
 * Refuses every request that carries a key in its URL, whatever it asks for: proxies and browsers write URLs down, so such a
 * key has to be replaced, and who sent it has to learn that. After `useCors`: a page may read why it was refused.
 */
export function useKeyInUrl(): GatewayPlugin {
  // a client sends the same few all day, and taking one apart costs more than most of what comes after
  const clean = new Lru<true>({
    maxWeight: 2_000_000,
    maxEntryWeight: 16_384,
    weightOf: (_, { length }) => length + 100,
  })
  return {
    onRequest({ request: { url }, serverContext: { exchange }, endResponse, fetchAPI }) {
      if (clean.get(url) !== undefined) return
      if (!hasKeyInUrl(url)) return clean.set(url, true)
      endResponse(reply(exchange, fetchAPI.Response, 400, refusal, headers))
    },
  }
}

const headers = { 'content-type': 'application/json; charset=utf-8' }
const { message, extensions } = clientError('KEY_IN_URL')
const refusal = JSON.stringify({ errors: [{ message, extensions: { code: extensions['code'] } }] })
