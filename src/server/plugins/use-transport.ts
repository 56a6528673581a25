import { clientError } from '../../../schema/errors.ts'
import { type GatewayPlugin, headerOf } from '../exchange.ts'
import type { Limits } from '../../document/limits.ts'
import { createKnownParams } from '../body/known-params.ts'
import { readBody } from '../body/read-body.ts'
import { andThen } from '../maybe-promise.ts'

/**
 * GraphQL over HTTP and nothing beside it: GET, or POST of one JSON object in UTF-8. Forms, multipart, batches and
 * compressed bodies are refused before a byte of them is read.
 */
export function useTransport(limits: Limits): GatewayPlugin {
  const known = createKnownParams(limits)
  return {
    onRequestParse({ request, serverContext, setRequestParser }) {
      const { exchange } = serverContext
      if (request.method !== 'GET' && request.method !== 'POST') {
        exchange.headers['allow'] = 'GET, HEAD, POST'
        throw clientError('METHOD_NOT_ALLOWED')
      }
      const contentType = headerOf(request, serverContext, 'content-type')
      if (contentType === null ? request.method === 'POST' : !isJson(contentType)) {
        exchange.headers['connection'] = 'close'
        throw clientError('UNSUPPORTED_MEDIA_TYPE')
      }
      const encoding = headerOf(request, serverContext, 'content-encoding')
      if (encoding !== null && encoding !== 'identity') {
        exchange.headers['connection'] = 'close'
        throw clientError('UNSUPPORTED_CONTENT_ENCODING')
      }
      if (request.method === 'GET') {
        setRequestParser(() => {
          const params = known.ofUrl(request.url)
          exchange.operationName = params.operationName
          return params
        })
        return
      }
      setRequestParser(() =>
        andThen(readBody(request, serverContext, limits.maxBodyBytes), (body) => {
          const params = known.ofBody(body)
          exchange.operationName = params.operationName
          return params
        }),
      )
    },
  }
}

/** Whether a content type is JSON in UTF-8. A charset other than UTF-8 would let two readers see two texts. */
function isJson(contentType: string): boolean {
  if (contentType === 'application/json') return true
  const [type, ...parameters] = contentType.toLowerCase().split(';')
  return (
    type?.trim() === 'application/json' &&
    parameters.every((parameter) => {
      const [name, value] = parameter.split('=', 2)
      return name?.trim() !== 'charset' || /^"?utf-?8"?$/.test(value?.trim() ?? '')
    })
  )
}
