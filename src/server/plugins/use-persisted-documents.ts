import type { GraphQLParams } from 'graphql-yoga'
import { clientError } from '../../../schema/errors.ts'
import { Beside, freezeWithRoom } from '../../document/beside.ts'
import { type Documents, normaliseDocumentId, sha256Of } from '../../document/registered/find.ts'
import { exchangeOf, type GatewayPlugin, meterOf } from '../exchange.ts'
import { andThen } from '../maybe-promise.ts'

/**
 * Runs documents by their id: `documentId=sha256:…` of GraphQL over HTTP, and Apollo's automatic persisted queries
 * (`extensions.persistedQuery`), where a client that is told PERSISTED_QUERY_NOT_FOUND sends the document once. A digest is
 * checked against the very text that runs. `onUse` hears of each registered one that is run, and of the key that does. Keys that are bound to registered documents run nothing else.
 */
export function usePersistedDocuments(
  documents: Documents,
  onUse: (id: string, keyId: number | null) => void = () => undefined,
): GatewayPlugin {
  // what is asked in the same words is the same object, which others know by then
  const found = new Beside<GraphQLParams, GraphQLParams & { readonly query: string }>()
  const withDocument = (params: GraphQLParams, query: string): GraphQLParams => {
    const before = found.get(params)
    if (before?.query === query) return before
    const { operationName, variables, extensions } = params
    const whole = {
      query,
      ...(operationName === undefined ? {} : { operationName }),
      ...(variables === undefined ? {} : { variables }),
      ...(extensions === undefined ? {} : { extensions }),
    }
    if (Object.isFrozen(params)) found.set(params, freezeWithRoom(whole))
    return whole
  }
  return {
    onParams({ params, setParams, context }) {
      const persistedOnly = meterOf(context)?.caller.persistedOnly ?? false
      if (params.query) {
        const sha256 = checkIds(params, params.query)
        if (persistedOnly) throw clientError('PERSISTED_ONLY')
        if (sha256 !== null) documents.rememberAutomatic(sha256, params.query)
        return
      }
      const documentId = documentIdIn(params)
      const id = documentId ?? automaticIdIn(params)
      if (id === null) {
        throw clientError('BAD_REQUEST', 'There is no document. Send "query", or "documentId" of a registered one.')
      }
      // either kind of id finds a registered document; what clients have sent is found by Apollo's protocol alone
      const automatic = documentId === null && !persistedOnly ? documents.findAutomatic(id) : null
      return andThen(automatic ?? documents.findRegistered(id), (query) => {
        if (query === null) {
          throw clientError(documentId === null ? 'PERSISTED_QUERY_NOT_FOUND' : 'PERSISTED_NOT_FOUND')
        }
        const exchange = exchangeOf(context)
        if (automatic === null && exchange !== undefined) exchange.registeredId = normaliseDocumentId(id)
        setParams(withDocument(params, query))
      })
    },
    // also where an answer was kept for a request that has come before
    onResponse({ serverContext }) {
      const { registeredId } = serverContext.exchange
      if (registeredId !== null) onUse(registeredId, meterOf(serverContext)?.caller.keyId ?? null)
    },
  }
}

/** The digest of Apollo's protocol, where the request has one. Throws where an id contradicts the document beside it. */
function checkIds(params: GraphQLParams, query: string): string | null {
  if (documentIdIn(params) !== null) {
    throw clientError('BAD_REQUEST', 'The request has both "query" and "documentId". Send one of them.')
  }
  const sha256 = automaticIdIn(params)
  if (sha256 !== null && sha256.toLowerCase() !== sha256Of(query)) {
    throw clientError('BAD_REQUEST', 'The digest in extensions.persistedQuery is not the SHA-256 of the query.')
  }
  return sha256
}

function documentIdIn(params: GraphQLParams & { documentId?: unknown }): string | null {
  return typeof params.documentId === 'string' ? params.documentId : null
}

function automaticIdIn({ extensions }: GraphQLParams): string | null {
  const { persistedQuery }: { persistedQuery?: unknown } = extensions ?? {}
  if (typeof persistedQuery !== 'object' || persistedQuery === null) return null
  const { sha256Hash }: { sha256Hash?: unknown } = persistedQuery
  return typeof sha256Hash === 'string' ? sha256Hash : null
}
