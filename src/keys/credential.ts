import { clientError } from '../../schema/errors.ts'
import { holdsKey } from './format.ts'

/**
 * The key that a request carries, as it was sent; null where it carries none.
 * Throws BAD_REQUEST for two of them, and UNAUTHENTICATED for other schemes: who shows a credential is never taken for
 * anonymous.
 */
export function findCredential(header: (name: string) => string | null): string | null {
  const authorization = header('authorization')
  const apiKey = header('x-api-key')
  if (apiKey !== null && (authorization !== null || apiKey.includes(','))) {
    throw clientError('BAD_REQUEST', 'The request carries two keys. Send one, as Authorization or as X-API-Key.')
  }
  if (apiKey !== null) return apiKey.trim()
  if (authorization === null) return null
  const token = /^Bearer +(\S.*)$/i.exec(authorization)?.[1]
  if (token === undefined) {
    throw clientError('UNAUTHENTICATED', 'Send the key as "Authorization: Bearer KEY" or as "X-API-Key: KEY".')
  }
  return token.trim()
}

/** Whether a URL carries a key, or something under a name that is for keys: in its query string or in its path. */
export function hasKeyInUrl(url: string): boolean {
  const query = url.indexOf('?')
  if (holdsKey(query === -1 ? url : url.slice(0, query))) return true
  if (query === -1) return false
  for (const [name, value] of new URLSearchParams(url.slice(query))) {
    if (keyParameters.has(name.toLowerCase()) || keyAlone.test(value)) return true
    // a document may hold a word that looks like the start of a key
    if (!graphqlParameters.has(name) && (holdsKey(value) || holdsKey(name))) return true
  }
  return false
}

const keyParameters = new Set(['api_key', 'apikey', 'api-key', 'key', 'token', 'access_token', 'x-api-key'])
const graphqlParameters = new Set(['query', 'variables', 'operationName', 'extensions', 'documentId'])
const keyAlone = /mh_(live|test)_[0-9A-Za-z]{36}/
