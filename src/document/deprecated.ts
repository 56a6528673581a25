import {
  type DocumentNode,
  getNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { deprecationsOf } from '../../schema/deprecation.ts'
import { operationInfoOf, type OperationInfo } from './operation.ts'

/**
 * Names of what an operation uses that is deprecated, each once. Known per operation, whatever is skipped or included; what stands in
 * variables is not looked at.
 */
export function deprecatedIn(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): readonly string[] {
  const deprecations = deprecationsOf(schema)
  const info = deprecations.size === 0 ? null : operationInfoOf(document, operationName)
  if (info === null) return none
  let members = known.get(info)
  if (members === undefined) known.set(info, (members = findMembers(schema, info, (name) => deprecations.has(name))))
  return members
}

const none: readonly string[] = []
const known = new WeakMap<OperationInfo, readonly string[]>()

function findMembers(
  schema: GraphQLSchema,
  { operation, fragments }: OperationInfo,
  isDeprecated: (name: string) => boolean,
): readonly string[] {
  const found = new Set<string>()
  const note = (name: string): void => void (isDeprecated(name) && found.add(name))
  const types = new TypeInfo(schema)
  const waiting = new Set<string>()
  const collectFrom = (node: OperationInfo['operation'] | OperationInfo['fragments'][string]): void => {
    visit(
      node,
      visitWithTypeInfo(types, {
        Field({ name }) {
          note(`${types.getParentType()?.name}.${name.value}`)
        },
        Argument({ name }) {
          const field = types.getFieldDef()
          if (field != null && types.getDirective() == null)
            note(`${types.getParentType()?.name}.${field.name}.${name.value}`)
        },
        ObjectField({ name }) {
          const type = getNamedType(types.getParentInputType())
          if (isInputObjectType(type)) note(`${type.name}.${name.value}`)
        },
        EnumValue({ value }) {
          const type = getNamedType(types.getInputType())
          if (isEnumType(type)) note(`${type.name}.${value}`)
        },
        FragmentSpread({ name }) {
          waiting.add(name.value)
        },
      }),
    )
  }
  collectFrom(operation)
  // a set that grows while it is walked: fragments that fragments spread come too, each once
  for (const name of waiting) {
    const fragment = fragments[name]
    if (fragment !== undefined) collectFrom(fragment)
  }
  return [...found].toSorted()
}
