import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { GraphQLParams } from 'graphql-yoga'
import { Beside } from '../document/beside.ts'
import type { KnownDocuments } from '../document/known-documents.ts'
import { operationInfoOf } from '../document/operation.ts'
import type { GatewayPlugin } from './exchange.ts'

/** A hook of a plugin or of Yoga's, whose payload has what it is declared with. */
export type Hook = (payload: object) => unknown

/** A query that needs neither be parsed nor validated, and the hooks that have something to do for it. */
export interface KnownQuery {
  readonly document: DocumentNode
  readonly onExecute: readonly Hook[]
}

/** Finds queries that were found valid before; null where Yoga has to look. What is asked in the same words is looked at once. */
export function createKnownQueries(
  { parsed, valid }: KnownDocuments,
  schema: GraphQLSchema,
  plugins: readonly GatewayPlugin[],
): (params: GraphQLParams) => KnownQuery | null {
  const known = new Beside<GraphQLParams, KnownQuery>()

  function hooksFor(document: DocumentNode, params: GraphQLParams): readonly Hook[] {
    const busy = plugins.filter(({ isIdle }) => isIdle?.({ schema, document, params }) !== true)
    return busy.flatMap(({ onExecute }) => onExecute ?? []) as unknown as readonly Hook[]
  }

  return (params) => {
    const document = params.query === undefined ? undefined : parsed.get(params.query)
    if (document === undefined) return null
    const before = known.get(params)
    if (before?.document === document) return before
    if (!valid.has(document)) return null
    if (operationInfoOf(document, params.operationName)?.operation.operation !== 'query') return null
    const query = { document, onExecute: hooksFor(document, params) }
    if (Object.isFrozen(params)) known.set(params, query)
    return query
  }
}
