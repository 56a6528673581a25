import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo, BREAK } from 'graphql'
import { cacheControlOf } from '../../../schema/cache.ts'
import { exchangeOf, type GatewayPlugin } from '../exchange.ts'

/** Notes which answers tell something of who asks, so that no cache hands them to others. Looks at each document once. */
export function usePrivacy(): GatewayPlugin {
  const known = new WeakMap<DocumentNode, boolean>()
  const isPersonal = (schema: GraphQLSchema, document: DocumentNode): boolean => {
    let tells = known.get(document)
    if (tells === undefined) known.set(document, (tells = tellsOfCaller(schema, document)))
    return tells
  }
  return {
    isIdle: ({ schema, document }) => !isPersonal(schema, document),
    onExecute({ args: { schema, document, contextValue } }) {
      const exchange = exchangeOf(contextValue)
      if (exchange !== undefined) exchange.isPersonal = isPersonal(schema, document)
    },
  }
}

/** Fields that a directive leaves out count too: the answer to `@skip(if: $v)` may come with either. */
function tellsOfCaller(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema)
  let found = false
  visit(
    document,
    visitWithTypeInfo(types, {
      Field() {
        found = cacheControlOf(types.getFieldDef() ?? {}).scope === 'PRIVATE'
        return found ? BREAK : undefined
      },
    }),
  )
  return found
}
