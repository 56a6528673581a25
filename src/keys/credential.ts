import { clientError } from '../../schema/errors.ts'
import { holdsKey } from './format.ts'

/**
 * The key that a request carries, as it was sent; null where it carries none.
 * Throws KEY_IN_URL, BAD_REQUEST for two of them, and UNAUTHENTICATED for other schemes: who shows a credential is never
 * taken for anonymous.
 */
export function findCredential(url: string, header: (name: string) => string | null): string | null {
  refuseKeyInUrl(url)
  const authorization = header('authorization')
  const apiKey = header('x-api-key')
  if (apiKey !== null && (authorization !== null || apiKey.includes(','))) {
    throw clientError('BAD_REQUEST', 'The request carries two keys. Send either Authorization or X-API-Key.')
  }
  if (apiKey !== null) return apiKey.trim()
  if (authorization === null) return null
  const token = /^Bearer +(\S.*)$/i.exec(authorization)?.[1]
  if (token === undefined) {
    throw clientError('UNAUTHENTICATED', 'Send the key as "Authorization: Bearer KEY" or as "X-API-Key: KEY".')
  }
  return token.trim()
}

const keyParameters = new Set(['api_key', 'apikey', 'api-key', 'key', 'token', 'access_token', 'x-api-key'])

function refuseKeyInUrl(url: string): void {
  const query = url.indexOf('?')
  if (query === -1) return
  for (const [name, value] of new URLSearchParams(url.slice(query))) {
    // a document may hold a word that looks like the start of a key; only a key by name or by form counts
    if (
      keyParameters.has(name.toLowerCase()) ||
      keyAlone.test(value) ||
      (!graphqlParameters.has(name) && holdsKey(value))
    ) {
      throw clientError('KEY_IN_URL')
    }
  }
}

const graphqlParameters = new Set(['query', 'variables', 'operationName', 'extensions', 'documentId'])
const keyAlone = /mh_(live|test)_[0-9A-Za-z]{36}/
