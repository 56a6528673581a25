import { type DefinitionNode, Kind } from 'graphql'
import type { GatewayPlugin } from '../exchange.ts'
import { exchangeOf } from './use-exchange.ts'

/** Notes the name of the operation where only the document says it. */
export function useOperationName(): GatewayPlugin {
  return {
    onExecute({ args }) {
      const exchange = exchangeOf(args.contextValue)
      if (!exchange || exchange.operationName !== undefined) return
      const operation = args.document.definitions.find(
        (definition: DefinitionNode) => definition.kind === Kind.OPERATION_DEFINITION,
      )
      if (operation?.kind === Kind.OPERATION_DEFINITION) exchange.operationName = operation.name?.value
    },
  }
}
