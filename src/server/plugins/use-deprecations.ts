import { deprecatedIn } from '../../document/deprecated.ts'
import type { TellDeprecated } from '../answer/deprecation-headers.ts'
import { exchangeOf, type GatewayPlugin } from '../exchange.ts'

/** Says in headers what of an operation is deprecated, where it runs; of answers that are kept the cache knows it. */
export function useDeprecations(tell: TellDeprecated): GatewayPlugin {
  return {
    isIdle: ({ schema, document, params }) => deprecatedIn(schema, document, params.operationName).length === 0,
    onExecute({ args: { schema, document, operationName, contextValue } }) {
      const exchange = exchangeOf(contextValue)
      if (exchange !== undefined) tell(exchange, deprecatedIn(schema, document, operationName))
    },
  }
}
