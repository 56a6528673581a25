import { getNamedType, getNullableType, isCompositeType, isInterfaceType, isListType, isObjectType } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { costOf } from '../../../schema/cost.ts'

/**
 * Lists of objects that nothing gives a size, as `Type.field`: clients could not price them from the SDL. A test keeps this
 * empty.
 */
export function findUnsizedLists(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'))
  const fields = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field) => ({ type, field }))
      : [],
  )
  const sizedFromAbove = new Set(
    fields.flatMap(({ field }) => {
      const below = getNamedType(field.type).name
      return (costOf(field).listSize?.sizedFields ?? []).map((name) => `${below}.${name}`)
    }),
  )
  return fields
    .filter(({ field }) => isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)))
    .filter(({ field }) => costOf(field).listSize === undefined)
    .map(({ type, field }) => `${type.name}.${field.name}`)
    .filter((name) => !sizedFromAbove.has(name))
}
