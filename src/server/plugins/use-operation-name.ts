import { type DocumentNode, getOperationAST, Kind, type OperationDefinitionNode } from 'graphql'
import { clientError, shorten } from '../../../schema/errors.ts'
import { operationInfoOf } from '../../document/operation.ts'
import { exchangeOf, type GatewayPlugin } from '../exchange.ts'

/**
 * Finds the operation that is to run, and notes its name where only the document says it. Refuses a document of which it is not
 * clear which one that is, with the names that there are: Yoga, which asks the same later, tells none.
 */
export function useOperationName(): GatewayPlugin {
  return {
    isIdle: ({ document, params }) =>
      params.operationName !== undefined || operationInfoOf(document, null)?.operation.name === undefined,
    onParse() {
      return ({ result, context }) => {
        const document = result as DocumentNode | Error | null
        if (document === null || document instanceof Error) return
        const { operationName } = context.params
        if (getOperationAST(document, operationName)) return
        throw clientError('GRAPHQL_VALIDATION_FAILED', unclear(document, operationName ?? null))
      }
    },
    onExecute({ args }) {
      const exchange = exchangeOf(args.contextValue)
      if (!exchange || exchange.operationName !== undefined) return
      exchange.operationName = operationInfoOf(args.document, null)?.operation.name?.value
    },
  }
}

function unclear(document: DocumentNode, operationName: string | null): string {
  const operations = operationsOf(document)
  if (operations.length === 0) return 'This document has no operation. Send a query or a mutation.'
  const names = operations.flatMap(({ name }) => name?.value ?? [])
  const list = shorten(names.join(', '))
  if (operationName === null) return `This document has the operations ${list}. Say in "operationName" which is to run.`
  const what = `There is no operation ${shorten(operationName, 40)} in this document.`
  return names.length === 0
    ? `${what} Its operation has no name: leave "operationName" out.`
    : `${what} It has ${list}.`
}

function operationsOf(document: DocumentNode): OperationDefinitionNode[] {
  return document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
}
